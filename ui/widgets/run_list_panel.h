#pragma once

#include <QStringList>
#include <QWidget>

class QAction;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;

namespace cicada {

class FigureTable;
class RunLibrary;
class RunListModel;

/// The list of kept runs: search, open, compare, rename, note, delete.
class RunListPanel : public QWidget
{
    Q_OBJECT

public:
    explicit RunListPanel(RunLibrary* library, QWidget* parent = nullptr);

    QStringList selectedPaths() const;

    FigureTable* table() { return m_table; }

Q_SIGNALS:
    void openRequested(const QString& path);
    void compareRequested(const QStringList& paths); ///< the oldest one first
    void removed(const QStringList& names);
    void failed(const QString& sentence);

private:
    void makeActions();
    void openCurrent();
    void compareSelected();
    void removeSelected();
    void editColumn(int column);
    void refreshActions();
    void refreshPlaceholder();

    RunLibrary* m_library;
    RunListModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QLineEdit* m_search;
    FigureTable* m_table;
    QAction* m_open = nullptr;
    QAction* m_compare = nullptr;
    QAction* m_rename = nullptr;
    QAction* m_note = nullptr;
    QAction* m_remove = nullptr;
};

} // namespace cicada
