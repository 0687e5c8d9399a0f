#pragma once

#include "models/document_content.h"
#include "workload/data_set.h"
#include "workload/document.h"

#include <QStringList>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QPushButton;
class QToolButton;

namespace cicada {

class DocumentSampler;
class DocumentView;
class RoleLabel;

/// One document of a data set after another: coloured, foldable, with its size and its roles
/// marked. Documents are made off the UI thread; the latest wish wins.
class DocumentPreview : public QWidget
{
    Q_OBJECT

public:
    explicit DocumentPreview(DocumentSampler* sampler, QWidget* parent = nullptr);

    /// Nothing: an empty preview.
    void setDataSet(const std::optional<DataSet>& dataSet);

    /// Marks what the paths find; none: no marks. pathsChecked() follows.
    void setPaths(const QStringList& paths);
    /// Whether a click on a member picks its path.
    void setPicking(bool picking);

    const std::vector<DocumentRole>& roles() const { return m_roles; }

    DocumentView* view() const { return m_view; }

Q_SIGNALS:
    void pathPicked(const QString& path);
    void pathsChecked(const QString& sentence, bool isProblem);
    void rolesChanged();

private:
    void followSampler();
    void showDocument(std::uint64_t index);
    void take(std::uint64_t request, std::shared_ptr<const DocumentContent> content);
    void checkPaths();
    void showHeader();

    DocumentSampler* m_sampler;
    DocumentView* m_view;
    QLabel* m_which;
    RoleLabel* m_size;
    RoleLabel* m_problem;
    QPushButton* m_read;
    QToolButton* m_previous;
    QToolButton* m_next;

    std::optional<DataSet> m_dataSet;
    std::shared_ptr<const DocumentGenerator> m_generator;
    std::shared_ptr<const DocumentContent> m_content;
    std::vector<DocumentRole> m_roles;
    QStringList m_paths;
    std::uint64_t m_index = 0;
    std::uint64_t m_request = 0; ///< number of the latest wish
};

} // namespace cicada
