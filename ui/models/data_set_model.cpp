#include "models/data_set_model.h"

#include "models/document_sampler.h"
#include "models/figure_text.h"
#include "models/memory_estimate.h"
#include "models/profile_edits.h"
#include "models/row_change.h"
#include "models/workload_text.h"
#include "profile_document.h"
#include "tool_tip.h"

#include <QFileInfo>

namespace cicada {

DataSetModel::DataSetModel(ProfileDocument* document, DocumentSampler* sampler, QObject* parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_sampler(sampler)
    , m_dataSets(document->profile().dataSets)
{
    connect(document, &ProfileDocument::profileChanged, this, &DataSetModel::followDocument);
    connect(document, &ProfileDocument::problemsChanged, this, &DataSetModel::allChanged);
    connect(sampler, &DocumentSampler::sampled, this, &DataSetModel::allChanged);
}

int DataSetModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_dataSets.size());
}

int DataSetModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DataSetModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const DataSet& dataSet = m_dataSets[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(dataSet, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::AlignVCenter | (index.column() >= Count ? Qt::AlignRight : Qt::AlignLeft));
    case ProblemRole:
        return m_document->problemAt(dataSetField(index.row()));
    case Qt::ToolTipRole:
        if (const QString problem = m_document->problemAt(dataSetField(index.row()));
            !problem.isEmpty())
            return plainToolTip(problem);
        if (index.column() == Memory)
            return tr(
                "Estimated from measurements of similar documents; the server has the last word.");
        return index.column() == Documents ? plainToolTip(fromCore(dataSet.file)) : QString();
    default:
        return {};
    }
}

QVariant DataSetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::AlignVCenter | (section >= Count ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("name");
    case Documents:
        return tr("documents");
    case Count:
        return tr("count");
    case Size:
        return tr("size");
    case Storage:
        return tr("stored as");
    case Memory:
        return tr("memory ≈");
    default:
        return {};
    }
}

Qt::ItemFlags DataSetModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled; // between rows only
    return QAbstractTableModel::flags(index) | Qt::ItemIsDragEnabled;
}

void DataSetModel::followDocument()
{
    const std::vector<DataSet>& next = m_document->profile().dataSets;
    const auto same
        = [](const DataSet& a, const DataSet& b) { return a.name == b.name && a.kind == b.kind; };
    if (const auto places = rowOrder(m_dataSets, next, same)) {
        reorder(*places);
        return;
    }
    const RowChange change = rowChange(m_dataSets, next, same);
    const auto first = m_dataSets.begin() + change.first;
    if (change.removed > 0) {
        beginRemoveRows({}, change.first, change.first + change.removed - 1);
        m_dataSets.erase(first, first + change.removed);
        endRemoveRows();
    }
    if (change.inserted > 0) {
        beginInsertRows({}, change.first, change.first + change.inserted - 1);
        m_dataSets = next;
        endInsertRows();
    }
    m_dataSets = next;
    allChanged();
}

void DataSetModel::reorder(const std::vector<int>& places)
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex& index : before)
        after << this->index(places[static_cast<std::size_t>(index.row())], index.column());
    changePersistentIndexList(before, after);
    m_dataSets = m_document->profile().dataSets;
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void DataSetModel::allChanged()
{
    if (!m_dataSets.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QString DataSetModel::sourceText(const DataSet& dataSet)
{
    return dataSet.sourceKeys.empty() ? noDataText() : fromCore(dataSet.sourceKeys);
}

QString DataSetModel::text(const DataSet& dataSet, int column) const
{
    const double bytes = compactBytes(dataSet);
    switch (column) {
    case Name:
        return fromCore(dataSet.name);
    case Documents:
        if (isSampled(dataSet))
            return tr("copies of %1").arg(sourceText(dataSet));
        if (isExisting(dataSet))
            return tr("keys %1").arg(sourceText(dataSet));
        if (dataSet.kind == "file" || dataSet.kind == "template")
            return dataSet.file.empty() ? tr("no file chosen")
                                        : QFileInfo(fromCore(dataSet.file)).fileName();
        return tr("%1, seed %2").arg(fromCore(dataSet.kind)).arg(dataSet.seed);
    case Count:
        return isExisting(dataSet) ? tr("≤ %1").arg(countText(sourceLimitOf(dataSet)))
                                   : countText(dataSet.count);
    case Size:
        return bytes > 0 ? bytesText(bytes) : noDataText();
    case Storage:
        return storedAsText(dataSet.storedAs);
    case Memory:
        return bytes > 0 ? tr("≈ %1").arg(bytesText(estimatedMemory(dataSet, bytes)))
                         : noDataText();
    default:
        return {};
    }
}

double DataSetModel::compactBytes(const DataSet& dataSet) const
{
    const auto sample = m_sampler->sample(dataSet);
    return sample ? sample->meanBytes : typicalBytes(dataSet);
}

double typicalBytes(const DataSet& dataSet)
{
    const DocumentKind* kind = findDocumentKind(dataSet.kind);
    if (!kind)
        return 0;
    return static_cast<double>(kind->typicalBytes) * (kind->scalable ? dataSet.scale : 1);
}

} // namespace cicada
