#pragma once

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace cicada {

class ElidedLabel;
class PreparePanel;
class ProfileDocument;
class RunControls;
class RunSession;
class RunView;

/// The run of this window: what to do before the first one, its preparation, and then the run
/// itself with what can be changed while it lasts.
class RunPage : public QWidget
{
    Q_OBJECT

public:
    RunPage(ProfileDocument* document, RunSession* session, QWidget* parent = nullptr);

    RunView* view() { return m_view; }

Q_SIGNALS:
    void tryItNow();
    void connectToMyRedis();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeEmptyState();
    QWidget* makeRun();
    void connectControls();
    void beginRun();
    void showStartHint();
    void showState();
    void showWhoseRun();
    void showRecord();
    QString targetName() const;

    ProfileDocument* m_document;
    RunSession* m_session;
    QStackedLayout* m_stack;
    QWidget* m_empty = nullptr;
    QLabel* m_startHint;
    PreparePanel* m_prepare;
    QWidget* m_run = nullptr;
    RunControls* m_controls;
    ElidedLabel* m_whoseRun; ///< while none runs and the profile now open is another one
    RunView* m_view;
    bool m_stale = false; ///< a record came while the page was hidden
};

} // namespace cicada
