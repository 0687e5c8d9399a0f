#include "workload/found_keys.h"

namespace cicada {

FoundKeys::FoundKeys(const std::vector<std::string>& keys, std::vector<std::string> documents)
    : m_documents(std::move(documents))
{
    std::size_t bytes = 0;
    for (const std::string& key : keys)
        bytes += key.size();
    m_names.reserve(bytes);
    m_ends.reserve(keys.size());
    for (const std::string& key : keys) {
        m_names += key;
        m_ends.push_back(m_names.size());
    }
}

std::string_view FoundKeys::key(std::uint64_t index) const
{
    const std::uint64_t begin = index == 0 ? 0 : m_ends[index - 1];
    return std::string_view(m_names).substr(begin, m_ends[index] - begin);
}

} // namespace cicada
