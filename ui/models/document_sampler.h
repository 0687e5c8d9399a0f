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

class ProfileDocument;

/// What the documents of a data set look like.
struct DataSetSample
{
    std::shared_ptr<const DocumentGenerator> generator; ///< null: see `problem`
    QString problem;
    bool awaitsConsent = false; ///< the file is not read before the user allows it
    double meanBytes = 0;       ///< compact, of the first few documents
    std::vector<DocumentRole> roles;
};

/// Makes the generators of data sets and weighs some documents, off the UI thread and one after
/// another; remembers what it made. UI thread only.
class DocumentSampler : public QObject
{
    Q_OBJECT

public:
    /// Reads the files that `document` (which outlives it) lets it read.
    explicit DocumentSampler(ProfileDocument* document, QObject* parent = nullptr);

    /// The sample, or null while it is being made: sampled() follows.
    std::shared_ptr<const DataSetSample> sample(const DataSet& dataSet);

    /// The user wants the file read, wherever it is; sampled() follows.
    void allowReading(const std::string& file);

Q_SIGNALS:
    void sampled();

private:
    struct Wanted
    {
        std::string key;
        DataSet dataSet;
    };

    void startNext();

    ProfileDocument* m_document;
    std::map<std::string, std::shared_ptr<const DataSetSample>> m_samples;
    std::deque<Wanted> m_waiting;
    std::string m_running; ///< key of the one being made; empty: none
};

} // namespace cicada
