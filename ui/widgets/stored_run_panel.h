#pragma once

#include "run_exporter.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace cicada {

class RunView;
class SettingsPanel;
struct RunRecord;

/// One kept run with its settings, and what can be done with it.
class StoredRunPanel : public QWidget
{
    Q_OBJECT

public:
    explicit StoredRunPanel(QWidget* parent = nullptr);

    void setRecord(const RunRecord& record);

    const RunRecord& record() const;

Q_SIGNALS:
    void backRequested();
    void useSettingsRequested();
    void exportRequested(cicada::RunExporter::Format format);
    void copied(const QString& sentence);

private:
    void makeExportMenu();

    QLabel* m_title;
    QLabel* m_subtitle;
    QPushButton* m_use;
    QToolButton* m_export;
    RunView* m_view;
    SettingsPanel* m_settings;
};

} // namespace cicada
