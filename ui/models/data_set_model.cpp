#include "models/data_set_model.h"

#include "models/document_sampler.h"
#include "models/figure_text.h"
#include "models/memory_estimate.h"
#include "models/profile_edits.h"
#include "models/workload_text.h"
#include "profile_document.h"
#include "tool_tip.h"

#include <QFileInfo>

namespace cicada {

DataSetModel::DataSetModel(ProfileDocument* document, DocumentSampler* sampler, QObject* parent)
    : RowListModel(
          {
              {tr("name")},
              {tr("documents")},
              figureColumn(tr("count")),
              figureColumn(tr("size")),
              {tr("stored as")},
              figureColumn(tr("memory ≈")),
          },
          document->profile().dataSets, parent)
    , m_document(document)
    , m_sampler(sampler)
{
    connect(document, &ProfileDocument::profileChanged, this,
        [this] { follow(m_document->profile().dataSets); });
    connect(document, &ProfileDocument::problemsChanged, this, &DataSetModel::tellAllChanged);
    connect(sampler, &DocumentSampler::sampled, this, &DataSetModel::tellAllChanged);
}

QVariant DataSetModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const DataSet& dataSet = row(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(dataSet, index.column());
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
        return RowListModel::data(index, role);
    }
}

Qt::ItemFlags DataSetModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled; // between rows only
    return RowListModel::flags(index) | Qt::ItemIsDragEnabled;
}

bool DataSetModel::isSame(const DataSet& a, const DataSet& b) const
{
    return a.name == b.name && a.kind == b.kind;
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
