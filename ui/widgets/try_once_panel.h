#pragma once

#include "tried_call.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace cicada {

class ProfileDocument;
class RoleLabel;

/// "Try once": runs the chosen task a single time and shows the exact commands and replies. What
/// the server says is plain text, bounded.
class TryOncePanel : public QWidget
{
    Q_OBJECT

public:
    explicit TryOncePanel(ProfileDocument* document, QWidget* parent = nullptr);

    void setTryTask(TryTask tryTask);
    /// Another task: the last answer goes. -1: none.
    void setTask(int task);
    /// Why nothing can be tried now; empty: it can.
    void setBlocked(const QString& reason);

private:
    void tryNow();
    void showAnswer(const TriedTask& tried);
    void showCalls(const std::vector<TriedCallText>& calls);
    void followDocument();
    void clear();

    ProfileDocument* m_document;
    QPushButton* m_button;
    RoleLabel* m_summary;
    RoleLabel* m_note;
    RoleLabel* m_problem;
    QPlainTextEdit* m_calls;
    TryTask m_tryTask;
    QString m_blocked;
    int m_task = -1;
    int m_attempt = 0; ///< number of the latest one: others' answers come too late
};

/// A server's text made safe to show: control characters and those that turn the writing direction
/// become spaces, and at most `limit` characters stay.
QString boundedServerText(const QString& text, qsizetype limit);

} // namespace cicada
