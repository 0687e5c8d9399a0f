#include "engine/integrity_check.h"

#include <gtest/gtest.h>

#include <tuple>

namespace cicada {
namespace {

ServerInfo counts(std::uint64_t gets, const std::string& runId = "a", std::uint64_t infos = 0)
{
    return ServerInfo::parse("run_id:" + runId
        + "\r\n# Commandstats\r\ncmdstat_json.get:calls=" + std::to_string(gets)
        + ",usec=1,usec_per_call=1.0,rejected_calls=0,failed_calls=0\r\ncmdstat_info:calls="
        + std::to_string(infos) + ",usec=1,usec_per_call=1.0,rejected_calls=0,failed_calls=0\r\n");
}

TEST(IntegrityCheck, AgreesWhereTheServerCountedWhatWeSent)
{
    Integrity integrity;
    integrity.callsSent["JSON.GET"] = 100;
    checkIntegrity(integrity, counts(50), counts(150), {}, {}, {});
    EXPECT_EQ(integrity.agrees, true);
    EXPECT_EQ(integrity.callsCountedByServer["JSON.GET"], 100U);
}

TEST(IntegrityCheck, DisagreesByASingleCallEitherWay)
{
    for (const std::uint64_t counted : {99U, 101U}) {
        Integrity integrity;
        integrity.callsSent["JSON.GET"] = 100;
        checkIntegrity(integrity, counts(0), counts(counted), {}, {}, {});
        EXPECT_EQ(integrity.agrees, false);
    }
}

TEST(IntegrityCheck, AllowsUnansweredCallsToHaveBeenLostButNoMore)
{
    for (const auto& [counted, agrees] : {std::pair(97U, true), std::pair(96U, false)}) {
        Integrity integrity;
        integrity.callsSent["JSON.GET"] = 100;
        checkIntegrity(integrity, counts(0), counts(counted), {}, {{"JSON.GET", 3}}, {});
        EXPECT_EQ(integrity.agrees, agrees);
    }
}

TEST(IntegrityCheck, DoesNotExpectWhatATransactionDropped)
{
    for (const auto& [counted, agrees] :
        {std::pair(98U, true), std::pair(97U, false), std::pair(99U, false)}) {
        Integrity integrity;
        integrity.callsSent["JSON.GET"] = 100;
        checkIntegrity(integrity, counts(0), counts(counted), {}, {}, {{"JSON.GET", 2}});
        EXPECT_EQ(integrity.agrees, agrees) << counted;
        EXPECT_NE(integrity.notes.at(0).find("lost a race"), std::string::npos);
    }
}

TEST(IntegrityCheck, LeavesOurOwnTrafficOutAndSaysSo)
{
    Integrity integrity;
    integrity.callsSent["INFO"] = 10;
    checkIntegrity(integrity, counts(0, "a", 5), counts(0, "a", 18), {{"INFO", 3}}, {}, {});
    EXPECT_EQ(integrity.agrees, true);
    ASSERT_EQ(integrity.notes.size(), 1U);
    EXPECT_NE(integrity.notes[0].find("INFO 3"), std::string::npos);
}

TEST(IntegrityCheck, ClaimsNothingAboutARestartedServer)
{
    Integrity integrity;
    integrity.callsSent["JSON.GET"] = 100;
    checkIntegrity(integrity, counts(0, "a"), counts(100, "b"), {}, {}, {});
    EXPECT_FALSE(integrity.agrees.has_value());
    EXPECT_EQ(integrity.notes.size(), 1U);
}

ServerInfo bytes(std::uint64_t in, std::uint64_t out, std::uint64_t toReplicas = 0)
{
    return ServerInfo::parse("run_id:a\r\ntotal_net_input_bytes:" + std::to_string(in)
        + "\r\ntotal_net_output_bytes:" + std::to_string(out + toReplicas)
        + "\r\ntotal_net_repl_output_bytes:" + std::to_string(toReplicas) + "\r\n");
}

TEST(IntegrityCheck, HoldsBytesAgainstTheServersToTheLastOne)
{
    for (const auto& [in, out, agree] : {std::tuple(1130U, 90'050U, true),
             std::tuple(1131U, 90'050U, false), std::tuple(1130U, 90'049U, false)}) {
        Integrity integrity;
        integrity.traffic = {100, 50};
        checkBytes(integrity, bytes(1000, 0, 7), bytes(in, out, 300), Traffic{30, 90'000}, false);
        EXPECT_EQ(integrity.bytesAgree, agree) << in << ' ' << out;
        EXPECT_EQ(integrity.trafficCountedByServer, (Traffic{in - 1030U, out - 90'000U}));
        EXPECT_EQ(integrity.notes.size(), 1U);
    }
}

TEST(IntegrityCheck, ClaimsNothingOfBytesWhereSomeMayNotHaveArrived)
{
    for (const auto& [own, lost] :
        {std::pair(std::optional<Traffic>(), false), std::pair(std::optional(Traffic{}), true)}) {
        Integrity integrity;
        checkBytes(integrity, bytes(0, 0), bytes(10, 10), own, lost);
        EXPECT_FALSE(integrity.bytesAgree.has_value());
        EXPECT_NE(integrity.notes.at(0).find("not held against"), std::string::npos);
    }
}

} // namespace
} // namespace cicada
