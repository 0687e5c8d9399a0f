#include "redis/connect_advice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cicada {

namespace {

using testing::HasSubstr;

Endpoint endpointOf(std::string_view uri)
{
    return Endpoint::parse(uri).value();
}

} // namespace

TEST(ConnectAdvice, SaysThatNothingListens)
{
    const auto advice
        = adviseOnConnectFailure(endpointOf("redis://127.0.0.1:6399"), {FailureKind::Refused, "x"});

    EXPECT_EQ(advice.step, "Connect");
    EXPECT_EQ(advice.sentence,
        "Nothing listens on 127.0.0.1:6399. Is Redis running, and is the port right?");
}

TEST(ConnectAdvice, NamesStepAndMendOfEveryFailure)
{
    const struct
    {
        const char* uri;
        Failure failure;
        const char* step;
        const char* words;
    } rows[] = {
        {"redis://nowhere", {FailureKind::Dns, ""}, "Resolve", "\"nowhere\" has no address"},
        {"redis://[::1]:7", {FailureKind::Refused, ""}, "Connect", "[::1]:7"},
        {"unix:///s", {FailureKind::Refused, ""}, "Connect", "socket file /s"},
        {"unix:///s", {FailureKind::Unreachable, "No such file"}, "Connect", "(No such file)"},
        {"redis://h", {FailureKind::Unreachable, "No route to host"}, "Connect",
            "(No route to host)"},
        {"redis://h", {FailureKind::Timeout, "h: connecting took"}, "Connect", "within 5s"},
        {"rediss://h", {FailureKind::Timeout, "h: the TLS handshake took"}, "TLS", "TLS port"},
        {"redis://h", {FailureKind::Timeout, "h: logging in took"}, "Log in", "rediss://"},
        {"rediss://h", {FailureKind::Tls, "not trusted: self-signed certificate"}, "TLS",
            "CA file"},
        {"rediss://h", {FailureKind::Tls, "not trusted: hostname mismatch"}, "TLS",
            "not for \"h\""},
        {"rediss://h", {FailureKind::Tls, "not trusted: certificate has expired"}, "TLS",
            "has expired"},
        {"rediss://h", {FailureKind::Tls, "failed: wrong version number"}, "TLS",
            "does not speak TLS"},
        {"rediss://h", {FailureKind::Tls, "failed: tlsv13 alert certificate required"}, "TLS",
            "client certificate"},
        {"redis://h", {FailureKind::Auth, "AUTH: WRONGPASS invalid"}, "Log in",
            "refused the user name or the password"},
        {"redis://h", {FailureKind::Auth, "CLIENT SETNAME: NOAUTH"}, "Log in", "wants a password"},
        {"redis://h",
            {FailureKind::Auth, "AUTH: ERR AUTH <password> called without any password configured"},
            "Log in", "Leave it empty"},
        {"redis://h/99", {FailureKind::ServerError, "SELECT: ERR DB index is out of range"},
            "Log in", "database 99"},
        {"redis://h", {FailureKind::ServerError, "ERR max number of clients reached"}, "Log in",
            "maxclients"},
        {"redis://h", {FailureKind::Reset, "closed"}, "Log in", "rediss://"},
        {"rediss://h", {FailureKind::Reset, "closed"}, "TLS", "client certificate"},
        {"redis://h", {FailureKind::Protocol, "HTTP"}, "Log in", "not as a Redis"},
    };

    for (const auto& row : rows) {
        const auto advice = adviseOnConnectFailure(endpointOf(row.uri), row.failure);
        EXPECT_EQ(advice.step, row.step) << row.failure.text;
        EXPECT_THAT(advice.sentence, HasSubstr(row.words));
    }
}

TEST(ConnectAdvice, NeverShowsThePassword)
{
    const Endpoint endpoint = endpointOf("redis://ada:hunter2@h/3");
    for (int kind = 0; kind <= static_cast<int>(FailureKind::TooLarge); ++kind) {
        const auto advice
            = adviseOnConnectFailure(endpoint, {static_cast<FailureKind>(kind), "words"});
        EXPECT_EQ(advice.sentence.find("hunter2"), std::string::npos);
        EXPECT_FALSE(advice.sentence.empty());
    }
}

} // namespace cicada
