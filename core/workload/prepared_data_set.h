#pragma once

#include "workload/document.h"
#include "workload/task.h"

#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace cicada {

/// The documents of a kind as the task compiler looks at them: the generator and one document to
/// check paths against.
struct DocumentSample
{
    std::string kind;
    std::shared_ptr<const DocumentGenerator> generator;
    nlohmann::json document;
    std::size_t bytes = 0; ///< of the document, compact
};

/// The data sets of a profile with their generators; each is made once, however many tasks use it.
class PreparedDataSets
{
public:
    /// What is wrong with a kind or its file is appended to `problems` ("data_sets[0].kind").
    PreparedDataSets(const std::vector<DataSet>& dataSets, std::vector<Problem>& problems);

    /// Null for an unknown name.
    const DataSet* find(const std::string& name) const;

    std::vector<std::string> names() const;

    /// Null where the generator could not be made: its problem is reported, or it awaitsTarget().
    std::shared_ptr<const DocumentSample> sample(const DataSet& dataSet) const;

    /// Documents of another kind with the data set's seed.
    Result<std::shared_ptr<const DocumentSample>> sampleOfKind(
        const DataSet& dataSet, const std::string& kind);

private:
    void check(const DataSet& dataSet, const std::string& field, std::vector<Problem>& problems);

    const std::vector<DataSet>& m_dataSets;
    std::map<std::pair<const DataSet*, std::string>, std::shared_ptr<const DocumentSample>>
        m_samples;
};

} // namespace cicada
