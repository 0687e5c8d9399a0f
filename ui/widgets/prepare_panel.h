#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace cicada {

struct RunProgress;

/// Before the first user starts: connecting, then writing the documents, with progress and Cancel.
class PreparePanel : public QWidget
{
    Q_OBJECT

public:
    explicit PreparePanel(QWidget* parent = nullptr);

    /// `target` as the user knows it.
    void showProgress(const RunProgress& progress, const QString& target);

Q_SIGNALS:
    void cancelled();

private:
    QLabel* m_title;
    QProgressBar* m_bar;
    QLabel* m_detail;
};

} // namespace cicada
