#pragma once

#include "widgets/card.h"

#include <QStringList>

#include <string>

class QMenu;
class QStackedWidget;
class QToolButton;

namespace cicada {

class DocumentSampler;
class FlatTable;
class ProfileDocument;

/// The table of data sets with what adds, copies, reorders and deletes them; says what would be
/// there while it is empty.
class DataSetPanel : public Card
{
    Q_OBJECT

public:
    DataSetPanel(ProfileDocument* document, DocumentSampler* sampler, QWidget* parent = nullptr);

    int current() const; ///< -1: none

    /// Makes it the current one and says so by chosen().
    void choose(int dataSet);
    /// Makes it the current one without a word: a task works on it. -1: none.
    void mark(int dataSet);

    /// Adds a data set of the documents in each file; the last one is chosen. `kind`: "file" or
    /// "template".
    void addFiles(const QStringList& files, const std::string& kind = "file");

    FlatTable* table() const { return m_table; }

Q_SIGNALS:
    void chosen(int dataSet); ///< by mouse, keyboard or choose(); -1: the last one has gone
    void added(int dataSet);  ///< a fresh one, which wants a name
    void fileWanted();        ///< the user would import one
    void pasteWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeButtons();
    void makeTable(DocumentSampler* sampler);
    void fillKindMenu();
    void followDocument();
    void add(const QString& kind);
    void duplicateCurrent();
    void removeCurrent();
    void move(int from, int before);

    ProfileDocument* m_document;
    QMenu* m_kinds;
    QToolButton* m_duplicate = nullptr;
    QToolButton* m_remove = nullptr;
    FlatTable* m_table = nullptr;
    QStackedWidget* m_stack; ///< the table, or what stands in for it
    bool m_marking = false;
};

} // namespace cicada
