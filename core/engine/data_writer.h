#pragma once

#include "base/result.h"
#include "engine/data_loader.h"
#include "redis/client.h"
#include "workload/document.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cicada {

/// A data set that is not whole on the target.
struct SetToWrite
{
    const DataSet* dataSet = nullptr;
    std::shared_ptr<const DocumentGenerator> documents;
    std::string fingerprint;
    std::uint64_t begin = 0; ///< keys before this position are there already
};

/// Writes data sets over several connections, each a thread. The caller's thread reports, and keeps
/// on the target how far all of them are, so that a later preparation goes on there: a position is
/// saved only when every key before it was acknowledged.
class DataWriter
{
public:
    /// All must outlive this. `keeper` saves the progress.
    DataWriter(Client& keeper, const std::vector<SetToWrite>& sets, const LoaderControl& control);

    /// The number of keys written. Error::Target, Error::Aborted on cancel.
    Result<std::uint64_t> write(unsigned connections);

private:
    using Clock = std::chrono::steady_clock;

    struct Batch
    {
        std::size_t set;
        std::uint64_t begin, end; ///< positions, all in one form
    };

    std::optional<Batch> nextBatch();
    void work();
    bool writeBatch(Client& client, const Batch& batch);
    void fail(const Error& error);
    bool finishedWithin(std::chrono::milliseconds limit, unsigned connections);
    void report();
    std::uint64_t reached(std::size_t set) const;
    void save();
    Result<Done> keep(const SetToWrite& set, std::uint64_t position);
    Error cancelled() const;

    Client& m_keeper;
    const std::vector<SetToWrite>& m_sets;
    const LoaderControl& m_control;
    const Clock::time_point m_began = Clock::now();
    std::uint64_t m_connections = 1; ///< that write
    std::uint64_t m_thereBefore = 0;
    std::vector<std::uint64_t> m_saved; ///< position of each set that the target knows

    std::mutex m_mutex; ///< guards all below
    std::condition_variable m_changed;
    std::optional<Error> m_error;
    LoaderProgress m_progress;
    std::size_t m_set = 0;
    std::uint64_t m_next = 0;
    std::set<std::pair<std::size_t, std::uint64_t>> m_underWay; ///< set and begin of each batch
    unsigned m_ended = 0;
};

} // namespace cicada
