// Kinds `sampled` and `existing`: documents that were read from the target before the run.

#include "workload/document_makers.h"
#include "workload/document_roles.h"
#include "workload/found_keys.h"
#include "workload/json_text.h"

#include <algorithm>

namespace cicada {

namespace {

bool isFlat(std::string_view document)
{
    for (JsonWalker walker(document); walker.next();) {
        const std::string_view type = jsonTypeOf(walker.value());
        if (type == "object" || type == "array" || type == "null")
            return false;
    }
    return true;
}

class SampledDocuments : public DocumentGenerator
{
public:
    explicit SampledDocuments(std::shared_ptr<const FoundKeys> found)
        : m_found(std::move(found))
        , m_flat(std::ranges::all_of(documents(), isFlat))
    {
        if (documents().empty())
            return;
        m_roles = rolesOf(documents().front());
        for (const std::string& document : documents())
            keepSharedRoles(m_roles, document);
    }

    void append(std::string& out, std::uint64_t index) const override
    {
        if (documents().empty()) // existing strings that are no JSON: there is nothing to look at
            out += "{}";
        else
            out += documents()[index % documents().size()];
    }

    std::vector<std::pair<std::string, std::string>> fields(std::uint64_t index) const override
    {
        if (!m_flat || documents().empty())
            return {};
        return flatFields(documents()[index % documents().size()]);
    }

    const std::vector<DocumentRole>& roles() const override { return m_roles; }

    std::uint64_t sourceHash() const override
    {
        std::uint64_t hash = hashOf({});
        for (const std::string& document : documents())
            hash = hashOf(document, hash);
        return hash;
    }

private:
    const std::vector<std::string>& documents() const { return m_found->documents(); }

    std::shared_ptr<const FoundKeys> m_found;
    bool m_flat;
    std::vector<DocumentRole> m_roles;
};

} // namespace

Result<std::shared_ptr<const DocumentGenerator>> makeSampledDocuments(const DataSet& dataSet)
{
    if (!dataSet.found)
        return Error{ErrorKind::Invalid,
            "these documents are read from the target before a run; there are none without it"};
    return std::shared_ptr<const DocumentGenerator>(
        std::make_shared<SampledDocuments>(dataSet.found));
}

} // namespace cicada
