#include "server/server_sampler.h"

#include "base/units.h"
#include "redis/client.h"
#include "server/sample_series.h"
#include "server/server_info.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace cicada {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kPeriod = 1s;
constexpr auto kCallLimit = 800ms; // so that stop() waits less than a second
constexpr auto kLongestBackoff = 8s;

Endpoint impatient(Endpoint endpoint)
{
    endpoint.connectTimeout
        = std::min<std::chrono::milliseconds>(endpoint.connectTimeout, kCallLimit);
    endpoint.callTimeout = std::min<std::chrono::milliseconds>(endpoint.callTimeout, kCallLimit);
    return endpoint;
}

/// What rates are counted from.
struct Baseline
{
    Clock::time_point time;
    double cpuSeconds = 0;
    std::uint64_t commands = 0;
    std::string runId;
};

} // namespace

struct ServerSampler::Impl
{
    explicit Impl(const Endpoint& target)
        : endpoint(impatient(target))
    {
    }

    void run();
    void takeSample();
    void connectIfDue();
    void lose();
    void record(const ServerInfo& info, Clock::time_point now);
    void count(const std::string& command);

    const Endpoint endpoint;
    Clock::time_point runStart;
    std::thread thread;

    // The thread's own.
    std::optional<Client> client;
    std::optional<Baseline> baseline;
    Clock::time_point nextAttempt;
    std::chrono::seconds backoff{0};

    mutable std::mutex mutex; // guards what follows
    std::condition_variable wake;
    bool stopping = false;
    SampleSeries series;
    std::map<std::string, std::uint64_t> calls;
    std::optional<Traffic> traffic{Traffic{}}; ///< nothing once a connection has failed
};

void ServerSampler::Impl::run()
{
    auto next = Clock::now();
    std::unique_lock lock(mutex);
    while (!stopping) {
        lock.unlock();
        takeSample();
        lock.lock();
        next = std::max(next + kPeriod, Clock::now());
        wake.wait_until(lock, next, [this] { return stopping; });
    }
}

void ServerSampler::Impl::takeSample()
{
    connectIfDue();
    if (!client)
        return;
    count("INFO");
    const auto reply = client->call({"INFO"});
    if (!reply) {
        lose();
        return;
    }
    // A user who may not run INFO will not be allowed to a second later; asked again all the same,
    // it costs nothing and shows in callsSent().
    {
        const std::lock_guard lock(mutex);
        if (traffic)
            traffic = client->traffic(); // of the first client, and so of all
    }
    if (reply->type == Reply::Type::Bulk)
        record(ServerInfo::parse(reply->text), Clock::now());
}

void ServerSampler::Impl::connectIfDue()
{
    if (client || Clock::now() < nextAttempt)
        return;
    auto connected = Client::connect(endpoint, "cicada-sampler");
    if (!connected) {
        lose();
        return;
    }
    client = std::move(connected).value();
    backoff = 0s;
    if (!endpoint.password.empty())
        count("AUTH");
    if (endpoint.database != 0)
        count("SELECT");
    count("CLIENT");
}

void ServerSampler::Impl::lose()
{
    client.reset();
    baseline.reset();
    backoff = std::clamp<std::chrono::seconds>(2 * backoff, 1s, kLongestBackoff);
    nextAttempt = Clock::now() + backoff;
    const std::lock_guard lock(mutex);
    series.endStretch();
    traffic.reset();
}

void ServerSampler::Impl::record(const ServerInfo& info, Clock::time_point now)
{
    Baseline current{
        now, info.cpuSeconds(), info.number("total_commands_processed"), info.text("run_id")};
    const std::optional<Baseline> previous = std::exchange(baseline, current);
    // Rates need two readings of the same server: another one started from zero.
    if (!previous || previous->runId != current.runId || previous->commands > current.commands)
        return;
    const double elapsed = secondsOf(now - previous->time);
    if (elapsed <= 0)
        return;
    ServerSample sample;
    sample.second = secondsOf(now - runStart);
    sample.cpuShare = std::max(0.0, current.cpuSeconds - previous->cpuSeconds) / elapsed;
    sample.commandsPerSecond = static_cast<double>(current.commands - previous->commands) / elapsed;
    sample.memoryBytes = info.number("used_memory");
    sample.clients = info.number("connected_clients");
    const std::lock_guard lock(mutex);
    series.add(sample);
}

void ServerSampler::Impl::count(const std::string& command)
{
    const std::lock_guard lock(mutex);
    ++calls[command];
}

ServerSampler::ServerSampler(const Endpoint& endpoint)
    : m_impl(std::make_unique<Impl>(endpoint))
{
}

ServerSampler::~ServerSampler()
{
    stop();
}

void ServerSampler::start(std::chrono::steady_clock::time_point runStart)
{
    stop();
    m_impl->runStart = runStart;
    m_impl->stopping = false;
    m_impl->thread = std::thread([impl = m_impl.get()] { impl->run(); });
}

void ServerSampler::stop()
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->stopping = true;
    }
    m_impl->wake.notify_all();
    if (m_impl->thread.joinable())
        m_impl->thread.join();
}

std::vector<ServerSample> ServerSampler::samples() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->series.samples();
}

std::optional<Traffic> ServerSampler::traffic() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->traffic;
}

std::map<std::string, std::uint64_t> ServerSampler::callsSent() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->calls;
}

} // namespace cicada
