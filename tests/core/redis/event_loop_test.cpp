#include "redis/event_loop.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace cicada {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
constexpr auto kLimit = 10s; ///< no test waits for it unless it fails

/// Two sockets that talk to each other; the first does not block.
class SocketPair
{
public:
    SocketPair()
    {
        std::array<int, 2> ends{-1, -1};
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
        near = ends[0];
        far = ends[1];
    }

    ~SocketPair()
    {
        ::close(near);
        closeFar();
    }

    SocketPair(const SocketPair&) = delete;
    SocketPair& operator=(const SocketPair&) = delete;

    void say(const std::string& text) const
    {
        EXPECT_EQ(::send(far, text.data(), text.size(), 0), static_cast<long>(text.size()));
    }

    std::string hear() const
    {
        std::array<char, 4096> buffer{};
        const auto got = ::recv(near, buffer.data(), buffer.size(), 0);
        return {buffer.data(), static_cast<std::size_t>(std::max(got, ssize_t{0}))};
    }

    void fill() const
    {
        const std::string text(65536, 'x');
        while (::send(near, text.data(), text.size(), 0) > 0)
            continue;
    }

    void empty() const
    {
        std::array<char, 65536> buffer{};
        while (::recv(far, buffer.data(), buffer.size(), 0) > 0)
            continue;
    }

    void closeFar()
    {
        if (far >= 0)
            ::close(std::exchange(far, -1));
    }

    int near = -1, far = -1;
};

/// What it was told, and what it then does.
class Told : public SocketSink
{
public:
    void onSocketReady(bool canRead, bool canWrite, bool hasEnded) override
    {
        ++times;
        read |= canRead;
        wrote |= canWrite;
        ended |= hasEnded;
        if (then)
            then();
    }

    int times = 0;
    bool read = false, wrote = false, ended = false;
    std::function<void()> then;
};

/// Reads what comes whenever it is told.
class Listener : public Told
{
public:
    explicit Listener(const SocketPair& pair)
    {
        then = [this, &pair] { heard += pair.hear(); };
    }

    std::string heard;
};

class EventLoopTest : public testing::TestWithParam<std::unique_ptr<Poller> (*)()>
{
protected:
    bool turnsUntil(const std::function<bool()>& condition)
    {
        const auto end = Clock::now() + kLimit;
        while (!condition() && Clock::now() < end)
            loop.turn(end);
        return condition();
    }

    EventLoop loop{GetParam()()};
};

TEST_P(EventLoopTest, RunsWhatOtherThreadsPostInTheirOrder)
{
    std::string order;
    std::thread other([this, &order] {
        for (const char name : {'a', 'b', 'c'})
            loop.post([&order, name] { order += name; });
        loop.post([this] { loop.stop(); });
    });
    loop.run(Clock::now() + kLimit);
    other.join();
    EXPECT_EQ(order, "abc");
}

TEST_P(EventLoopTest, RunsWhatIsPostedByAPostedCallInTheNextTurn)
{
    int done = 0;
    loop.post([this, &done] { loop.post([&done] { ++done; }); });
    loop.turn(Clock::now() + kLimit);
    EXPECT_EQ(done, 0);
    loop.turn(Clock::now() + kLimit);
    EXPECT_EQ(done, 1);
}

TEST_P(EventLoopTest, StopsWhenAnotherThreadSaysSo)
{
    std::thread other([this] { loop.stop(); });
    loop.run(Clock::now() + kLimit);
    other.join();
}

TEST_P(EventLoopTest, AStopBeforeItRunsHoldsOnce)
{
    bool ran = false;
    loop.stop();
    loop.post([&ran] { ran = true; });
    loop.run();
    EXPECT_FALSE(ran);
    loop.post([this] { loop.stop(); });
    loop.run();
    EXPECT_TRUE(ran);
}

TEST_P(EventLoopTest, RunsTimersInTheOrderOfTheirTimesAndNoneTooEarly)
{
    std::string order;
    const auto begin = Clock::now();
    EventLoop::Timer late(loop), early(loop);
    late.start(begin + 3ms, [&order] { order += 'l'; });
    early.start(begin + 1ms, [&order, begin] {
        order += 'e';
        EXPECT_GE(Clock::now(), begin + 1ms);
    });
    EXPECT_TRUE(turnsUntil([&order] { return order.size() == 2; }));
    EXPECT_EQ(order, "el");
    EXPECT_GE(Clock::now(), begin + 3ms);
}

TEST_P(EventLoopTest, ATimerThatWasCancelledOrStartedAnewDoesNotRunAsBefore)
{
    std::string order;
    const auto past = Clock::now();
    EventLoop::Timer cancelled(loop), restarted(loop), last(loop);
    cancelled.start(past, [&order] { order += 'c'; });
    cancelled.cancel();
    restarted.start(past, [&order] { order += '1'; });
    restarted.start(past, [&order] { order += '2'; });
    last.start(past, [&order] { order += 'e'; });
    EXPECT_TRUE(turnsUntil([&order] { return order.ends_with('e'); }));
    EXPECT_EQ(order, "2e");
}

TEST_P(EventLoopTest, ATimerThatStartsItselfAnewKeepsNothingElseWaiting)
{
    const auto past = Clock::now();
    EventLoop::Timer busy(loop), later(loop);
    std::function<void()> again = [&] { busy.start(past, again); };
    again();
    bool timed = false, posted = false;
    later.start(past + 1us, [&timed] { timed = true; });
    loop.post([&posted] { posted = true; });
    EXPECT_TRUE(turnsUntil([&] { return timed && posted; }));
}

TEST_P(EventLoopTest, TellsOfEachArrivalOnceTheOneBeforeWasRead)
{
    SocketPair pair;
    Listener told(pair);
    ASSERT_FALSE(loop.watch(pair.near, told, false));
    for (const char* const text : {"one ", "two ", "three"}) {
        pair.say(text);
        const int before = told.times;
        EXPECT_TRUE(turnsUntil([&] { return told.times > before; }));
    }
    EXPECT_EQ(told.heard, "one two three");
    EXPECT_FALSE(told.wrote);
    EXPECT_FALSE(told.ended);
    loop.unwatch(pair.near, told);
}

TEST_P(EventLoopTest, TellsOfTheEndTogetherWithTheLastBytesOrAfterThem)
{
    SocketPair pair;
    Listener told(pair);
    ASSERT_FALSE(loop.watch(pair.near, told, false));
    pair.say("last");
    pair.closeFar();
    EXPECT_TRUE(turnsUntil([&told] { return told.ended; }));
    EXPECT_TRUE(told.read);
    EXPECT_EQ(told.heard, "last");
    loop.unwatch(pair.near, told);
}

TEST_P(EventLoopTest, TellsThatThereIsRoomToWriteOnlyWhereAskedTo)
{
    SocketPair pair;
    Told told;
    ASSERT_FALSE(loop.watch(pair.near, told, false));
    pair.fill();
    loop.watchWrites(pair.near, told, true);
    pair.empty();
    EXPECT_TRUE(turnsUntil([&told] { return told.wrote; }));
    loop.watchWrites(pair.near, told, false);
    const int before = told.times;
    bool turned = false;
    loop.post([&turned] { turned = true; });
    EXPECT_TRUE(turnsUntil([&turned] { return turned; }));
    EXPECT_EQ(told.times, before);
    loop.unwatch(pair.near, told);
}

TEST_P(EventLoopTest, TellsNobodyWhoIsNotWatchingAnyMore)
{
    SocketPair one, two;
    Told first, second;
    ASSERT_FALSE(loop.watch(one.near, first, false));
    ASSERT_FALSE(loop.watch(two.near, second, false));
    const auto leave
        = [&](SocketPair& pair, Told& other) { return [&] { loop.unwatch(pair.near, other); }; };
    first.then = leave(two, second);
    second.then = leave(one, first);
    one.say("x");
    two.say("x");
    EXPECT_TRUE(turnsUntil([&] { return first.times + second.times > 0; }));
    bool turned = false;
    loop.post([&turned] { turned = true; });
    EXPECT_TRUE(turnsUntil([&turned] { return turned; }));
    EXPECT_EQ(std::min(first.times, second.times), 0);
    (first.times > 0 ? first : second).then = nullptr;
    loop.unwatch(first.times > 0 ? one.near : two.near, first.times > 0 ? first : second);
}

TEST_P(EventLoopTest, ManyReadySocketsAreAllToldOf)
{
    std::vector<std::unique_ptr<SocketPair>> pairs;
    std::vector<Told> told(300);
    for (Told& one : told) {
        pairs.push_back(std::make_unique<SocketPair>());
        ASSERT_FALSE(loop.watch(pairs.back()->near, one, false));
        one.then = [pair = pairs.back().get()] { pair->hear(); };
        pairs.back()->say("x");
    }
    EXPECT_TRUE(turnsUntil([&told] {
        return std::ranges::all_of(told, [](const Told& one) { return one.times == 1; });
    }));
    for (std::size_t i = 0; i < told.size(); ++i)
        loop.unwatch(pairs[i]->near, told[i]);
}

INSTANTIATE_TEST_SUITE_P(Pollers, EventLoopTest,
    testing::Values(&Poller::ofSystem, &Poller::byPoll),
    [](const auto& of) { return of.index == 0 ? "OfTheSystem" : "ByPoll"; });

} // namespace
} // namespace cicada
