#pragma once

#include "workload/task.h"

#include <QAbstractItemModel>

#include <vector>

namespace cicada {

/// The built-in tasks as a tree: groups, and in each its task types. Static: never changes.
class TaskLibraryModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role
    {
        IdRole = Qt::UserRole, ///< TaskType::id; empty for groups
        CommandRole,
        DescriptionRole,
        SearchRole, ///< all words a person may look for
    };

    explicit TaskLibraryModel(QObject* parent = nullptr);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Group
    {
        QString name;
        std::vector<const TaskType*> types;
    };

    const TaskType* typeAt(const QModelIndex& index) const; ///< null for a group

    std::vector<Group> m_groups;
};

} // namespace cicada
