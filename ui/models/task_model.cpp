#include "models/task_model.h"

#include "models/command_preview.h"
#include "models/document_sampler.h"
#include "models/figure_text.h"
#include "models/profile_edits.h"
#include "models/workload_edits.h"
#include "models/workload_text.h"
#include "profile_document.h"
#include "tool_tip.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

bool takesPart(const TaskDefinition& task)
{
    return task.enabled && task.weight > 0;
}

QStringList tagList(const TaskDefinition& task)
{
    QStringList tags;
    for (const std::string& tag : task.tags)
        tags << fromCore(tag);
    return tags;
}

// Whole numbers where they are the truth, one decimal where a small share would lose its meaning.
QString weightShareText(double share)
{
    const double percent = 100 * share;
    const bool whole = percent >= 10 || std::abs(percent - std::round(percent)) < 0.05;
    return TaskModel::tr("%1 %").arg(QLocale().toString(percent, 'f', whole ? 0 : 1));
}

} // namespace

TaskModel::TaskModel(ProfileDocument* document, DocumentSampler* sampler, QObject* parent)
    : RowListModel(
          {
              {},
              {tr("name")},
              {tr("command")},
              {tr("data set")},
              figureColumn(tr("weight")),
              {tr("share")},
              {tr("tags")},
          },
          document->profile().tasks, parent)
    , m_document(document)
    , m_sampler(sampler)
{
    sumWeights();
    connect(document, &ProfileDocument::profileChanged, this,
        [this] { follow(m_document->profile().tasks); });
    connect(document, &ProfileDocument::problemsChanged, this, &TaskModel::tellAllChanged);
    connect(sampler, &DocumentSampler::sampled, this, &TaskModel::tellAllChanged);
}

QVariant TaskModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const TaskDefinition& task = row(index);
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(task, column);
    case Qt::EditRole:
        return column == Weight ? QVariant(task.weight) : QVariant(text(task, column));
    case Qt::CheckStateRole:
        return column == Enabled ? QVariant(task.enabled ? Qt::Checked : Qt::Unchecked)
                                 : QVariant();
    case Qt::ToolTipRole:
        return toolTip(index);
    case Qt::AccessibleTextRole:
        return column == Enabled ? QVariant(tr("Enabled")) : QVariant();
    case ProblemRole:
        return m_document->problemAt(taskField(index.row()));
    case RunsRole:
        return takesPart(task);
    case ShareRole:
        return share(task);
    case LargestShareRole:
        return m_weightSum > 0 ? m_largestWeight / m_weightSum : 0;
    case TagsRole:
        return tagList(task);
    default:
        return RowListModel::data(index, role);
    }
}

bool TaskModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid())
        return false;
    const TaskDefinition& task = row(index);
    if (index.column() == Enabled && role == Qt::CheckStateRole) {
        const bool enabled = value.toInt() == Qt::Checked;
        editTask(m_document, index.row(), enabled ? tr("Switch task on") : tr("Switch task off"),
            [enabled](TaskDefinition& edited) { edited.enabled = enabled; });
        return true;
    }
    if (role != Qt::EditRole)
        return false;
    if (index.column() == Name && value.toString() != fromCore(task.name)) {
        editTask(m_document, index.row(), tr("Rename task"),
            [name = value.toString().toStdString()](
                TaskDefinition& edited) { edited.name = name; });
        return true;
    }
    if (index.column() == Weight && value.toDouble() != task.weight) {
        editTask(m_document, index.row(), tr("Change weight"),
            [weight = value.toDouble()](TaskDefinition& edited) { edited.weight = weight; });
        return true;
    }
    return false;
}

Qt::ItemFlags TaskModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled; // between rows only
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled
        | Qt::ItemNeverHasChildren;
    if (index.column() == Enabled)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == Name || index.column() == Weight)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool TaskModel::isSame(const TaskDefinition& a, const TaskDefinition& b) const
{
    return a.name == b.name && a.type == b.type;
}

void TaskModel::sumWeights()
{
    m_weightSum = 0;
    m_largestWeight = 0;
    for (const TaskDefinition& task : rows()) {
        if (takesPart(task)) {
            m_weightSum += task.weight;
            m_largestWeight = std::max(m_largestWeight, task.weight);
        }
    }
}

QString TaskModel::text(const TaskDefinition& task, int column) const
{
    switch (column) {
    case Name:
        return fromCore(task.name);
    case Command:
        return preview(task).replace(QLatin1Char('\n'), QStringLiteral(" · "));
    case Documents:
        return documentsText(task);
    case Weight:
        return QLocale().toString(task.weight, 'g', 6);
    case Share:
        return takesPart(task) ? weightShareText(share(task)) : noDataText();
    case Tags:
        return tagsText(task.tags);
    default:
        return {};
    }
}

QString TaskModel::documentsText(const TaskDefinition& task) const
{
    if (task.dataSet.empty())
        return noDataText();
    const TaskType* type = findTaskType(task.type);
    const StoredAs own = type ? type->storedAs : StoredAs::Json;
    const StoredAs storedAs = storedAsFromName(task.storedAs).value_or(own);
    if (storedAs == StoredAs::Json)
        return fromCore(task.dataSet);
    return tr("%1 (%2)").arg(fromCore(task.dataSet), storedAsText(storedAs));
}

QString TaskModel::preview(const TaskDefinition& task) const
{
    const TestProfile& profile = m_document->profile();
    const int dataSet = findDataSet(profile, task.dataSet);
    const auto sample = dataSet < 0
        ? nullptr
        : m_sampler->sample(profile.dataSets[static_cast<std::size_t>(dataSet)]);
    return commandPreview(task, sample ? sample->roles : std::vector<DocumentRole>());
}

QVariant TaskModel::toolTip(const QModelIndex& index) const
{
    const TaskDefinition& task = row(index);
    if (const QString problem = m_document->problemAt(taskField(index.row())); !problem.isEmpty())
        return plainToolTip(problem);
    if (index.column() == Command)
        return plainToolTip(preview(task));
    return index.column() == Name || index.column() == Tags
        ? QVariant(plainToolTip(text(task, index.column())))
        : QVariant();
}

double TaskModel::share(const TaskDefinition& task) const
{
    return takesPart(task) ? task.weight / m_weightSum : 0;
}

} // namespace cicada
