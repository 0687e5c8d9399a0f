#pragma once

#include "widgets/card.h"

#include <QList>

#include <string>
#include <vector>

class QStackedWidget;
class QToolButton;

namespace cicada {

class DocumentSampler;
class ProfileDocument;
class TagFilterBar;
class TaskFilterModel;
class TaskLibrary;
class TaskTable;

/// The table of tasks with the filter by tags and what adds, copies, deletes, switches and reorders
/// those that are selected; says what would be there while it is empty.
class TaskPanel : public Card
{
    Q_OBJECT

public:
    TaskPanel(ProfileDocument* document, DocumentSampler* sampler, QWidget* parent = nullptr);

    int current() const; ///< -1: none

    /// Makes it the current one, also where the filter hides it, and says so by chosen().
    void choose(int task);

    /// What new tasks work on.
    void setDataSetOfNewTasks(const std::string& name) { m_dataSetOfNewTasks = name; }

    TaskTable* table() const { return m_table; }

    TaskLibrary* library() const { return m_library; }

Q_SIGNALS:
    /// The current task is another one, or another number now; or the user came back to it. -1:
    /// none.
    void chosen(int task);

private:
    void makeButtons();
    void connectTable();
    void followDocument();
    void add(const QString& type);
    void duplicateSelected();
    void removeSelected();
    void switchSelected(bool enabled);
    void runOnlyShown();
    void move(const QList<int>& rows, int before);
    void selectWhatAppeared();

    ProfileDocument* m_document;
    TaskFilterModel* m_filter;
    QToolButton* m_duplicate = nullptr;
    QToolButton* m_remove = nullptr;
    TagFilterBar* m_tags;
    TaskTable* m_table;
    TaskLibrary* m_library;
    QStackedWidget* m_stack; ///< the table, or what stands in for it
    std::string m_dataSetOfNewTasks;
    std::vector<std::string> m_known; ///< names of the tasks there were
};

} // namespace cicada
