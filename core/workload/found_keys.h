#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// Keys that were on the target before a run, and documents read from some of them. Immutable:
/// shared by threads.
class FoundKeys
{
public:
    /// `documents`: JSON objects, compact, of any of the keys.
    FoundKeys(const std::vector<std::string>& keys, std::vector<std::string> documents);

    std::uint64_t count() const { return m_ends.size(); }

    std::string_view key(std::uint64_t index) const; ///< `index` below count()

    const std::vector<std::string>& documents() const { return m_documents; }

private:
    std::string m_names; ///< one behind the other: a million small strings would take twice as much
    std::vector<std::uint64_t> m_ends;
    std::vector<std::string> m_documents;
};

} // namespace cicada
