#include "engine/outage_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

namespace cicada {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

/// Feeds quarters of a second and keeps what was noted, as "kind at second".
class Watched
{
public:
    struct Quarter
    {
        std::uint64_t requests = 0;
        std::uint64_t failures = 0;
        std::uint64_t inFlight = 5;
        std::uint64_t connections = 5;
        std::string kind = "READONLY";
    };

    void add(const Quarter& quarter, int times)
    {
        for (int i = 0; i < times; ++i) {
            Interval interval;
            interval.start = m_now;
            interval.length = 250ms;
            interval.inFlight = quarter.inFlight;
            interval.connections = quarter.connections;
            interval.tasks.resize(1);
            interval.tasks[0].requests = quarter.requests;
            interval.tasks[0].failures = quarter.failures;
            interval.tasks[0].successes = quarter.requests - quarter.failures;
            if (quarter.failures > 0)
                interval.addFailure({0, quarter.kind, "its words"}, quarter.failures);
            m_now += interval.length;
            for (const OutageWatch::Note& note : m_watch.take(interval)) {
                kinds.push_back(note.kind);
                seconds.push_back(note.second);
                texts.push_back(note.text);
            }
        }
    }

    std::vector<std::string> kinds, texts;
    std::vector<double> seconds;

private:
    OutageWatch m_watch;
    std::chrono::nanoseconds m_now{0};
};

constexpr auto kWell = [] { return Watched::Quarter{100, 1}; };

TEST(OutageWatch, NotesASilenceFromItsBeginningAndItsEnd)
{
    Watched run;
    run.add(kWell(), 4);
    run.add({0, 0}, 8);
    run.add(kWell(), 4);
    EXPECT_THAT(run.kinds, ElementsAre("silent", "answers"));
    EXPECT_THAT(run.seconds, ElementsAre(1.0, 3.25));
    EXPECT_NE(run.texts.at(1).find("2 s"), std::string::npos) << run.texts.at(1);
}

TEST(OutageWatch, NotesThatMostRequestsFail)
{
    Watched run;
    run.add(kWell(), 4);
    run.add({50, 50}, 6);
    run.add({0, 0}, 1);
    run.add({50, 26}, 6);
    run.add(kWell(), 4);
    EXPECT_THAT(run.kinds, ElementsAre("failing", "works"));
    EXPECT_THAT(run.seconds, ElementsAre(1.0, 4.5));
    EXPECT_EQ(run.texts.at(0), "most requests fail: its words");
}

TEST(OutageWatch, IsQuietAboutWhatPassesOrIsToldElsewhere)
{
    Watched run;
    run.add({50, 50}, 3);                   // shorter than a second
    run.add({50, 25}, 20);                  // some succeed
    run.add({0, 0}, 3);                     // a short silence
    run.add({0, 0, 0}, 20);                 // nothing to wait for
    run.add({0, 0, 5, 0}, 20);              // no connection is left
    run.add({50, 50, 5, 5, "refused"}, 20); // nor here
    EXPECT_THAT(run.kinds, IsEmpty());
}

} // namespace
} // namespace cicada
