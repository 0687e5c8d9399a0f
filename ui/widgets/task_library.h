#pragma once

#include <QFrame>

class QLineEdit;
class QTreeView;

namespace cicada {

class LibraryFilter;
class TaskLibraryModel;

/// The built-in tasks to choose from, as a panel that pops up: type to search, arrow keys to move,
/// Enter adds the task, Esc closes.
class TaskLibrary : public QFrame
{
    Q_OBJECT

public:
    explicit TaskLibrary(QWidget* parent = nullptr);

    /// Opens below `button`, inside the screen, with an empty search.
    void openAt(const QWidget* button);

Q_SIGNALS:
    void chosen(const QString& taskType);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& words);
    void choose();

    TaskLibraryModel* m_model;
    LibraryFilter* m_filter;
    QLineEdit* m_search;
    QTreeView* m_tree;
};

} // namespace cicada
