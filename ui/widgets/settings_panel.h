#pragma once

#include "stats/run_record.h"

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;

namespace cicada {

/// With what a run was made: the command line that repeats it and its test profile.
class SettingsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsPanel(QWidget* parent = nullptr);

    void setRecord(const RunRecord& record);

private:
    QLineEdit* m_command;
    QPlainTextEdit* m_profile;
};

} // namespace cicada
