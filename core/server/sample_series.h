#pragma once

#include "stats/run_record.h"

#include <cstddef>
#include <vector>

namespace cicada {

/// Server samples of bounded number whatever the length of the run: when full, neighbours are
/// averaged into one and later samples are averaged in the same number. One owner, no locking.
class SampleSeries
{
public:
    static constexpr std::size_t kCapacity = 1200;

    explicit SampleSeries(std::size_t capacity = kCapacity); ///< an even number

    void add(const ServerSample& sample);

    /// A gap (lost server): the average under way ends here.
    void endStretch();

    const std::vector<ServerSample>& samples() const { return m_samples; }

private:
    void halve();

    std::size_t m_capacity;
    std::size_t m_perSample = 1; ///< samples averaged into one
    std::vector<ServerSample> m_pending;
    std::vector<ServerSample> m_samples;
};

} // namespace cicada
