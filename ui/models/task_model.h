#pragma once

#include "models/row_list_model.h"
#include "profile/test_profile.h"

namespace cicada {

class DocumentSampler;
class ProfileDocument;

/// The profile's tasks, a row each, in their order. What is edited in the table goes to the
/// document and comes back from there.
class TaskModel : public RowListModel<TaskDefinition>
{
    Q_OBJECT

public:
    enum Column
    {
        Enabled,
        Name,
        Command,
        Documents,
        Weight,
        Share,
        Tags,
    };

    enum Role
    {
        ProblemRole = Qt::UserRole, ///< first problem of the row, empty: none
        RunsRole,                   ///< enabled with a weight above 0: takes part
        ShareRole,                  ///< 0 to 1, of the tasks that take part
        LargestShareRole,           ///< of all rows: what a full bar stands for
        TagsRole,                   ///< QStringList
    };

    TaskModel(ProfileDocument* document, DocumentSampler* sampler, QObject* parent = nullptr);

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    /// Enabled (check state), Name and Weight: an undo step each.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }

private:
    bool isSame(const TaskDefinition& a, const TaskDefinition& b) const override;

    void onRowsChanged() override { sumWeights(); }

    void sumWeights();
    QString text(const TaskDefinition& task, int column) const;
    QString documentsText(const TaskDefinition& task) const;
    QString preview(const TaskDefinition& task) const;
    QVariant toolTip(const QModelIndex& index) const;
    double share(const TaskDefinition& task) const;

    ProfileDocument* m_document;
    DocumentSampler* m_sampler;
    double m_weightSum = 0;
    double m_largestWeight = 0;
};

} // namespace cicada
