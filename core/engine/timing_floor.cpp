#include "engine/timing_floor.h"

#include "base/units.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace cicada {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 5; // in turn, so that a busy moment of the machine meets both
constexpr int kPingsPerRound = 100;
constexpr auto kRoundLimit = 50ms;
constexpr auto kReplyLimit = 1s;
constexpr std::string_view kPing = "*1\r\n$4\r\nPING\r\n";

double medianOf(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The engine's way: the loop waits, and each reply sends the next PING.
class LoopPings : public CallSink
{
public:
    LoopPings(EventLoop& loop, Connection& connection)
        : m_loop(loop)
        , m_connection(connection)
    {
    }

    bool round(std::vector<double>& times)
    {
        m_times = &times;
        m_left = kPingsPerRound;
        m_end = Clock::now() + kRoundLimit;
        send();
        m_connection.flush();
        m_loop.run(Clock::now() + kRoundLimit + kReplyLimit);
        return m_left == 0;
    }

    void onReply(Reply&, Time, Time received) override
    {
        m_times->push_back(microsecondsOf(received - m_due));
        if (--m_left > 0 && received < m_end) {
            send(); // leaves at the end of this read
            return;
        }
        m_left = 0;
        m_loop.stop();
    }

    void onFailure(const Failure&, bool) override { m_loop.stop(); }

private:
    void send()
    {
        m_due = Clock::now();
        m_connection.output().append(kPing);
        m_connection.commit(*this, m_due);
    }

    EventLoop& m_loop;
    Connection& m_connection;
    std::vector<double>* m_times = nullptr;
    Time m_due, m_end;
    int m_left = 0;
};

bool blockingRound(Connection& connection, std::vector<double>& times)
{
    const auto end = Clock::now() + kRoundLimit;
    for (int i = 0; i < kPingsPerRound && Clock::now() < end; ++i) {
        const auto time = connection.blockingRoundTrip(kPing, kReplyLimit);
        if (!time)
            return false;
        times.push_back(microsecondsOf(*time));
    }
    return true;
}

bool opens(EventLoop& loop, Connection& connection)
{
    bool open = false;
    connection.open([&](const Failure* failure) {
        open = failure == nullptr;
        loop.stop();
    });
    loop.run();
    return open;
}

} // namespace

std::optional<TimingFloor> measureTimingFloor(
    const Connection::Setup& setup, const std::atomic<bool>& cancel)
{
    EventLoop loop;
    Connection connection(loop, setup);
    if (!opens(loop, connection))
        return std::nullopt;
    LoopPings engine(loop, connection);
    std::vector<double> pings;
    std::vector<double> blockingPings;
    for (int i = 0; i < kRounds; ++i)
        if (cancel || !engine.round(pings) || !blockingRound(connection, blockingPings))
            return std::nullopt;
    const std::size_t sent = pings.size() + blockingPings.size();
    return TimingFloor{medianOf(pings), medianOf(blockingPings), sent};
}

} // namespace cicada
