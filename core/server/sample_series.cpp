#include "server/sample_series.h"

#include <algorithm>
#include <span>

namespace cicada {

namespace {

/// At the time of the first; `samples` is not empty.
ServerSample meanOf(std::span<const ServerSample> samples)
{
    ServerSample mean;
    mean.second = samples.front().second;
    for (const ServerSample& sample : samples) {
        mean.cpuShare += sample.cpuShare;
        mean.commandsPerSecond += sample.commandsPerSecond;
        mean.memoryBytes += sample.memoryBytes;
        mean.clients += sample.clients;
    }
    const std::size_t count = samples.size();
    mean.cpuShare /= static_cast<double>(count);
    mean.commandsPerSecond /= static_cast<double>(count);
    mean.memoryBytes /= count;
    mean.clients = (mean.clients + count / 2) / count;
    return mean;
}

} // namespace

SampleSeries::SampleSeries(std::size_t capacity)
    : m_capacity(capacity)
{
}

void SampleSeries::add(const ServerSample& sample)
{
    m_pending.push_back(sample);
    if (m_pending.size() >= m_perSample)
        endStretch();
}

void SampleSeries::endStretch()
{
    if (m_pending.empty())
        return;
    if (m_samples.size() == m_capacity)
        halve();
    m_samples.push_back(meanOf(m_pending));
    m_pending.clear();
}

void SampleSeries::halve()
{
    for (std::size_t i = 0; i + 1 < m_samples.size(); i += 2)
        m_samples[i / 2] = meanOf(std::span(m_samples).subspan(i, 2));
    m_samples.resize(m_samples.size() / 2);
    m_perSample *= 2;
}

} // namespace cicada
