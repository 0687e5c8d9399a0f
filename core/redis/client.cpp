#include "redis/client.h"

#include "redis/connect_advice.h"
#include "redis/connection.h"
#include "redis/name_lookup.h"
#include "redis/resp_encoder.h"

#include <algorithm>
#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <optional>

namespace cicada {

namespace {

constexpr std::chrono::milliseconds kCancelPoll{50};
constexpr std::chrono::milliseconds kCancelledWait{300}; ///< enough to save how far it came

Failure cancelled()
{
    return {FailureKind::Timeout, "cancelled before the server answered"};
}

Error targetError(const Failure& failure)
{
    return Error{ErrorKind::Target, asSentence(failure.text)};
}

std::string subjectOf(X509* certificate)
{
    char line[256] = {};
    X509_NAME_oneline(X509_get_subject_name(certificate), line, sizeof line);
    return printableLine(line);
}

std::string timeText(const ASN1_TIME* time)
{
    BIO* memory = BIO_new(BIO_s_mem());
    ASN1_TIME_print(memory, time);
    char text[64] = {};
    const int size = BIO_read(memory, text, sizeof text - 1);
    BIO_free(memory);
    return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

} // namespace

struct Client::Impl
{
    EventLoop loop;
    Connection::Setup setup;
    std::unique_ptr<Connection> connection;
    std::optional<Failure> lost;
    const std::atomic<bool>* cancel = nullptr;

    bool isCancelled() const { return cancel != nullptr && *cancel; }

    /// Runs the loop until `done` is true or `limit` has passed, which is short once cancelled.
    template <typename Condition>
    bool runUntil(Condition done, std::chrono::milliseconds limit)
    {
        auto deadline = std::chrono::steady_clock::now() + limit;
        for (bool hurries = false; !done();) {
            const auto now = std::chrono::steady_clock::now();
            if (!hurries && isCancelled()) {
                hurries = true;
                deadline = std::min(deadline, now + kCancelledWait);
            }
            const auto until = cancel != nullptr ? std::min(deadline, now + kCancelPoll) : deadline;
            if (now >= deadline)
                return false;
            loop.turn(until);
        }
        return true;
    }
};

namespace {

class BlockingSink : public CallSink
{
public:
    void onReply(Reply& reply, Time, Time) override
    {
        replies.emplace_back();
        std::swap(replies.back(), reply);
    }

    void onFailure(const Failure& why, bool) override { failure = why; }

    std::vector<Reply> replies;
    std::optional<Failure> failure;
};

} // namespace

Client::Client(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

Result<Client> Client::connect(
    const Endpoint& target, std::string_view clientName, const std::atomic<bool>* cancel)
{
    const auto found
        = target.addresses.empty() ? lookedUp(target, cancel) : Result<Endpoint>(target);
    if (!found)
        return found.error();
    const Endpoint& endpoint = *found;
    auto impl = std::make_unique<Impl>();
    impl->cancel = cancel;
    impl->setup.endpoint = endpoint;
    impl->setup.clientName = clientName;
    if (endpoint.tls.enabled) {
        auto tls = TlsContext::make(endpoint);
        if (!tls)
            return tls.error();
        impl->setup.tls = *tls;
    }
    impl->connection = std::make_unique<Connection>(impl->loop, impl->setup);
    bool done = false;
    std::optional<Failure> failure;
    impl->connection->open([&](const Failure* why) {
        done = true;
        if (why != nullptr)
            failure = *why;
    });
    // The connection keeps its own time limit; a little more, so that its sentence wins.
    impl->runUntil([&] { return done; }, endpoint.connectTimeout + std::chrono::milliseconds(500));
    if (!done && impl->isCancelled())
        return targetError(cancelled());
    if (!done)
        failure = Failure{FailureKind::Timeout, "connecting took longer than the time limit"};
    if (failure)
        return Error{ErrorKind::Target, adviseOnConnectFailure(endpoint, *failure).sentence};
    Impl* const raw = impl.get();
    impl->connection->setLostHandler([raw](const Failure& why) { raw->lost = why; });
    return Client(std::move(impl));
}

Result<Reply> Client::call(std::initializer_list<std::string_view> arguments)
{
    std::string bytes;
    appendCommand(bytes, std::span(arguments.begin(), arguments.size()));
    auto replies = exchange(bytes, 1, Reply::kAllText);
    if (!replies)
        return replies.error();
    return std::move(replies->front());
}

Result<Reply> Client::call(std::span<const std::string> arguments)
{
    const std::vector<std::string_view> views(arguments.begin(), arguments.end());
    std::string bytes;
    appendCommand(bytes, views);
    auto replies = exchange(bytes, 1, Reply::kAllText);
    if (!replies)
        return replies.error();
    return std::move(replies->front());
}

Result<std::vector<Reply>> Client::pipeline(std::string_view respBytes, std::size_t calls)
{
    return exchange(respBytes, calls, Reply::kShortText);
}

Result<std::vector<Reply>> Client::exchange(
    std::string_view respBytes, std::size_t calls, std::size_t textLimit)
{
    Connection& connection = *m_impl->connection;
    if (!connection.isOpen())
        return targetError(
            m_impl->lost.value_or(Failure{FailureKind::Reset, "the connection is closed"}));
    BlockingSink sink;
    sink.replies.reserve(calls);
    connection.output().append(respBytes);
    const auto now = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < calls; ++i)
        connection.commit(sink, now, textLimit);
    connection.flush();
    const auto limit = connection.isOpen() ? endpoint().callTimeout : std::chrono::milliseconds(0);
    const bool answered = m_impl->runUntil(
        [&] { return sink.failure.has_value() || sink.replies.size() == calls; }, limit);
    if (!answered && m_impl->isCancelled())
        connection.close(cancelled());
    else if (!answered)
        connection.close({FailureKind::Timeout, "the server did not answer within the time limit"});
    if (sink.failure)
        return targetError(*sink.failure);
    return std::move(sink.replies);
}

const Endpoint& Client::endpoint() const
{
    return m_impl->setup.endpoint;
}

const Traffic& Client::traffic() const
{
    return m_impl->connection->traffic();
}

Client::TlsInfo Client::tlsInfo() const
{
    TlsInfo info;
    ssl_st* const session = m_impl->connection->tlsSession();
    if (session == nullptr)
        return info;
    info.version = SSL_get_version(session);
    if (X509* certificate = SSL_get1_peer_certificate(session)) {
        info.subject = subjectOf(certificate);
        info.notAfter = timeText(X509_get0_notAfter(certificate));
        X509_free(certificate);
    }
    return info;
}

Error refusalOf(std::string_view command, const Reply& reply)
{
    return Error{ErrorKind::Target,
        asSentence(std::string(command) + " was refused: " + printableLine(reply.text))};
}

} // namespace cicada
