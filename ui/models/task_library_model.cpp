#include "models/task_library_model.h"

#include "models/workload_text.h"

#include <algorithm>

namespace cicada {

namespace {

// Groups have internal id 0, task types the number of their group, from 1.
constexpr quintptr kGroup = 0;

QString commandText(const TaskType& type)
{
    QStringList commands;
    for (const std::string& command : type.commands)
        commands << fromCore(command);
    return commands.join(QStringLiteral(" · "))
        .replace(QLatin1String("<written_key>"), QLatin1String("{key}"));
}

} // namespace

TaskLibraryModel::TaskLibraryModel(QObject* parent)
    : QAbstractItemModel(parent)
{
    for (const TaskType& type : taskTypes()) {
        const QString name = fromCore(type.group);
        auto group = std::find_if(
            m_groups.begin(), m_groups.end(), [&](const Group& g) { return g.name == name; });
        if (group == m_groups.end())
            group = m_groups.insert(m_groups.end(), Group{name, {}});
        group->types.push_back(&type);
    }
}

QModelIndex TaskLibraryModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(
        row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : kGroup);
}

QModelIndex TaskLibraryModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == kGroup)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, kGroup);
}

int TaskLibraryModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != kGroup || parent.column() != 0)
        return 0;
    return static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())].types.size());
}

int TaskLibraryModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant TaskLibraryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const TaskType* type = typeAt(index);
    if (!type)
        return role == Qt::DisplayRole
            ? QVariant(m_groups[static_cast<std::size_t>(index.row())].name)
            : QVariant();
    switch (role) {
    case Qt::DisplayRole:
        return fromCore(type->title);
    case Qt::ToolTipRole:
    case DescriptionRole:
        return fromCore(type->description);
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(fromCore(type->title), fromCore(type->description));
    case IdRole:
        return fromCore(type->id);
    case CommandRole:
        return commandText(*type);
    case SearchRole:
        return QStringList{fromCore(type->title), fromCore(type->group),
            fromCore(type->description), commandText(*type), fromCore(type->id),
            tagsText(type->defaultTags)}
            .join(QLatin1Char('\n'));
    default:
        return {};
    }
}

Qt::ItemFlags TaskLibraryModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return typeAt(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                         : Qt::ItemFlags(Qt::ItemIsEnabled);
}

const TaskType* TaskLibraryModel::typeAt(const QModelIndex& index) const
{
    if (index.internalId() == kGroup)
        return nullptr;
    const Group& group = m_groups[static_cast<std::size_t>(index.internalId()) - 1];
    return group.types[static_cast<std::size_t>(index.row())];
}

} // namespace cicada
