#include "models/task_filter_model.h"

#include "models/task_model.h"

#include <QStringList>

#include <algorithm>

namespace cicada {

TaskFilterModel::TaskFilterModel(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(false);
}

void TaskFilterModel::setTags(const QSet<QString>& tags)
{
    m_tags = tags;
    invalidateFilter();
}

bool TaskFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    if (m_tags.isEmpty())
        return true;
    const QModelIndex row = sourceModel()->index(sourceRow, 0, sourceParent);
    const QStringList tags = row.data(TaskModel::TagsRole).toStringList();
    return std::any_of(
        tags.begin(), tags.end(), [this](const QString& tag) { return m_tags.contains(tag); });
}

} // namespace cicada
