#pragma once

#include <QMainWindow>

#include <functional>

class QMenu;
class QStackedWidget;

namespace cicada {

class HeaderBar;
class MessageBar;
class PageList;
class ProfileDocument;
class ProfileFiles;
class ResultsPage;
class RunConfirmation;
class RunLibrary;
class RunPage;
class RunSession;
class RunStarter;
class TargetBook;
class TargetMonitor;
class TargetPage;
class UnsavedRun;
class WorkloadPage;

/// The application's window: header, pages, menus; it owns the document, the run session and all
/// that pages share, and decides what happens to unsaved changes and running tests.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    enum class Page
    {
        Target,
        Workload,
        Load,
        Run,
        Results,
    };
    static constexpr int kPages = 5;

    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    /// A test profile, a run file, or an HTML report with one in it.
    void openFile(const QString& path);

    void showPage(Page page);
    Page currentPage() const;

    /// The first-look sample on the local sandbox for 30 s, started.
    void tryItNow();

    ProfileDocument* document() const { return m_document; }

    RunSession* session() const { return m_session; }

    RunLibrary* library() const { return m_library; }

    TargetBook* targetBook() const { return m_book; }

    TargetMonitor* targetMonitor() const { return m_monitor; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void createPages();
    void layOut();
    void connectParts();
    void createMenus();
    void createFileMenu();
    void createRunMenu();
    void fillRecentMenu(QMenu* menu);
    void loadFirstLook();
    void restoreWindow();
    void saveWindow();

    void startOrStop();
    void connectToMyRedis();
    void showRefusal(const QString& sentence, const QString& field);
    void showRunEnd(const QString& path, const QString& problem);
    void showFailedStart(const QString& sentence);
    void showLossOfTarget();

    void refreshTitle();
    void refreshChip();
    void refreshState();
    QString idleText() const;
    void refreshProblemCounts();

    void whenChangesAreSafe(std::function<void()> go);
    void askBeforeClosing();
    void saveThen(std::function<void()> go);
    void closeForGood();

    RunLibrary* m_library;
    TargetBook* m_book;
    ProfileDocument* m_document;
    RunSession* m_session;
    TargetMonitor* m_monitor;
    RunStarter* m_starter;
    ProfileFiles* m_files;

    HeaderBar* m_header;
    MessageBar* m_message;
    UnsavedRun* m_unsavedRun;
    RunConfirmation* m_confirmation;
    PageList* m_list;
    QStackedWidget* m_pages;
    TargetPage* m_targetPage = nullptr;
    WorkloadPage* m_workloadPage = nullptr;
    RunPage* m_runPage = nullptr;
    ResultsPage* m_resultsPage = nullptr;

    bool m_closing = false;       ///< agreed: the window closes as soon as the run has ended
    std::size_t m_eventsSeen = 0; ///< of the run's record
};

} // namespace cicada
