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

void TaskFilterModel::setTags(const QSet<QString>& include, const QSet<QString>& exclude)
{
    m_include = include;
    m_exclude = exclude;
    invalidateFilter();
}

bool TaskFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    const QModelIndex row = sourceModel()->index(sourceRow, 0, sourceParent);
    const QStringList tags = row.data(TaskModel::TagsRole).toStringList();
    const auto carriesAnyOf = [&tags](const QSet<QString>& wanted) {
        return std::any_of(tags.begin(), tags.end(),
            [&wanted](const QString& tag) { return wanted.contains(tag); });
    };
    return (m_include.isEmpty() || carriesAnyOf(m_include)) && !carriesAnyOf(m_exclude);
}

} // namespace cicada
