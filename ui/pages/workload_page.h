#pragma once

#include "tried_call.h"

#include <QByteArray>
#include <QWidget>

class QSplitter;

namespace cicada {

class DataSetEditor;
class DataSetPanel;
class DocumentSampler;
class FlatTable;
class MessageBar;
class ProfileDocument;
class RoleLabel;
class RunSession;
class TaskInspector;
class TaskLibrary;
class TaskPanel;
class TaskTable;

/// What is sent: the data sets and the weighted tasks of the profile, and at the right all about
/// the one that was chosen last. Documents come in by drop and paste. Every change is an undo step
/// of the document.
class WorkloadPage : public QWidget
{
    Q_OBJECT

public:
    WorkloadPage(ProfileDocument* document, RunSession* session, QWidget* parent = nullptr);

    /// What "Try once" does; without it the button is off.
    void setTryTask(TryTask tryTask);

    /// Chooses what a problem's field ("tasks[2].weight", "data_sets[0]") belongs to.
    void showProblem(const QString& field);

    /// A data set of the documents in each file.
    void importFiles(const QStringList& files);
    /// Keeps JSON text as a file, off the UI thread, and makes a data set of it, or says inline
    /// what is wrong and in which line.
    void importText(const QString& text);
    /// What is in the clipboard: files or text.
    void paste();

    /// What is said inline; empty: nothing.
    QString message() const;

    /// Where the splitters stand.
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& state);

    TaskTable* taskTable() const;
    TaskLibrary* library() const;
    FlatTable* dataSetTable() const;

    TaskInspector* inspector() const { return m_inspector; }

    DataSetEditor* dataSetEditor() const { return m_editor; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Shown
    {
        Nothing,
        Task,
        DataSet,
    };

    void chooseFile();
    QWidget* makeRightSide();
    void layOut();
    void followDocument();
    void followSession();
    void showTask(int task);
    void showDataSet(int dataSet);
    void showOnRight(Shown shown);

    ProfileDocument* m_document;
    RunSession* m_session;
    DocumentSampler* m_sampler;
    MessageBar* m_message;
    DataSetPanel* m_dataSets;
    TaskPanel* m_tasks;
    TaskInspector* m_inspector = nullptr;
    DataSetEditor* m_editor = nullptr;
    RoleLabel* m_hint = nullptr;
    QSplitter* m_columns = nullptr;
    QSplitter* m_rows = nullptr;
    Shown m_shown = Shown::Nothing;
};

} // namespace cicada
