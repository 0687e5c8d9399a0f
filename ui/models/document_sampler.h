#pragma once

#include "workload/data_set.h"
#include "workload/document.h"

#include <QObject>
#include <QString>

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace cicada {

/// What the documents of a data set look like.
struct DataSetSample
{
    std::shared_ptr<const DocumentGenerator> generator; ///< null: see `problem`
    QString problem;
    double meanBytes = 0; ///< compact, of the first few documents
    std::vector<DocumentRole> roles;
};

/// Makes the generators of data sets and weighs some documents, off the UI thread and one after
/// another; remembers what it made. UI thread only.
class DocumentSampler : public QObject
{
    Q_OBJECT

public:
    explicit DocumentSampler(QObject* parent = nullptr);

    /// The sample, or null while it is being made: sampled() follows.
    std::shared_ptr<const DataSetSample> sample(const DataSet& dataSet);

Q_SIGNALS:
    void sampled();

private:
    struct Wanted
    {
        std::string key;
        DataSet dataSet;
    };

    void startNext();

    std::map<std::string, std::shared_ptr<const DataSetSample>> m_samples;
    std::deque<Wanted> m_waiting;
    std::string m_running; ///< key of the one being made; empty: none
};

} // namespace cicada
