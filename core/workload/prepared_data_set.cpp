#include "workload/prepared_data_set.h"

#include <algorithm>

namespace cicada {

PreparedDataSets::PreparedDataSets(
    const std::vector<DataSet>& dataSets, std::vector<Problem>& problems)
    : m_dataSets(dataSets)
{
    for (std::size_t i = 0; i < dataSets.size(); ++i)
        check(dataSets[i], "data_sets[" + std::to_string(i) + "]", problems);
}

void PreparedDataSets::check(
    const DataSet& dataSet, const std::string& field, std::vector<Problem>& problems)
{
    if (awaitsTarget(dataSet))
        return;
    const auto made = sampleOfKind(dataSet, dataSet.kind);
    if (!made) {
        const bool file = dataSet.kind == "file" || dataSet.kind == "template";
        problems.push_back({field + (file ? ".file" : ".kind"), made.error().text});
        return;
    }
    const bool hash = std::ranges::find(dataSet.storedAs, StoredAs::Hash) != dataSet.storedAs.end();
    if (hash && !isExisting(dataSet) && (*made)->generator->fields(0).empty()) {
        problems.push_back({field + ".stored_as",
            "a hash holds flat documents only and `" + dataSet.kind
                + "` is nested; use json or string"});
    }
}

const DataSet* PreparedDataSets::find(const std::string& name) const
{
    const auto found = std::ranges::find(m_dataSets, name, &DataSet::name);
    return found == m_dataSets.end() ? nullptr : &*found;
}

std::vector<std::string> PreparedDataSets::names() const
{
    std::vector<std::string> all;
    all.reserve(m_dataSets.size());
    for (const DataSet& dataSet : m_dataSets)
        all.push_back(dataSet.name);
    return all;
}

std::shared_ptr<const DocumentSample> PreparedDataSets::sample(const DataSet& dataSet) const
{
    const auto found = m_samples.find({&dataSet, dataSet.kind});
    return found == m_samples.end() ? nullptr : found->second;
}

Result<std::shared_ptr<const DocumentSample>> PreparedDataSets::sampleOfKind(
    const DataSet& dataSet, const std::string& kind)
{
    auto& sample = m_samples[{&dataSet, kind}];
    if (sample)
        return sample;
    DataSet other = dataSet;
    other.kind = kind;
    const auto generator = DocumentGenerator::make(other);
    if (!generator) {
        m_samples.erase({&dataSet, kind});
        return generator.error();
    }
    std::string text;
    (*generator)->append(text, 0);
    sample = std::make_shared<const DocumentSample>(
        DocumentSample{kind, *generator, nlohmann::json::parse(text, nullptr, false), text.size()});
    return sample;
}

} // namespace cicada
