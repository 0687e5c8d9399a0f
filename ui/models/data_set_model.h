#pragma once

#include "models/row_list_model.h"
#include "profile/test_profile.h"

namespace cicada {

class DocumentSampler;
class ProfileDocument;

/// The profile's data sets, a row each. Follows the document; changes nothing.
class DataSetModel : public RowListModel<DataSet>
{
    Q_OBJECT

public:
    enum Column
    {
        Name,
        Documents,
        Count,
        Size,
        Storage,
        Memory,
    };

    enum Role
    {
        ProblemRole = Qt::UserRole, ///< first problem of the row, empty: none
    };

    DataSetModel(ProfileDocument* document, DocumentSampler* sampler, QObject* parent = nullptr);

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }

private:
    bool isSame(const DataSet& a, const DataSet& b) const override;
    static QString sourceText(const DataSet& dataSet); ///< the pattern of the keys it comes from
    QString text(const DataSet& dataSet, int column) const;
    double compactBytes(const DataSet& dataSet) const; ///< of one document; 0: not known yet

    ProfileDocument* m_document;
    DocumentSampler* m_sampler;
};

/// Compact size of one document by its kind, before any was made; 0: not known.
double typicalBytes(const DataSet& dataSet);

} // namespace cicada
