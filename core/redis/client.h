#pragma once

#include "base/result.h"
#include "redis/endpoint.h"
#include "redis/failure.h"
#include "redis/reply.h"
#include "redis/traffic.h"

#include <atomic>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// A blocking client for set-up work: checks, preparing data, sampling the server. Same transport
/// as the engine (Connection), never used inside a timed loop. Every wait is bounded by the
/// endpoint's timeouts. One thread at a time.
class Client
{
public:
    /// Connects and logs in (AUTH, SELECT, CLIENT SETNAME). Error::Target with one sentence.
    /// `cancel` outlives the client: once it is true, no wait takes longer than a third of a
    /// second.
    static Result<Client> connect(const Endpoint& endpoint, std::string_view clientName = "cicada",
        const std::atomic<bool>* cancel = nullptr);

    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;
    ~Client();

    /// Sends one command and waits. The whole text of the reply is kept (up to 512 MiB).
    /// Error::Target where the connection failed or timed out; an error reply is a Reply.
    Result<Reply> call(std::initializer_list<std::string_view> arguments);
    Result<Reply> call(std::span<const std::string> arguments);

    /// Sends ready RESP bytes that hold `calls` commands, and waits for all replies
    /// (with text up to Reply::kShortText).
    Result<std::vector<Reply>> pipeline(std::string_view respBytes, std::size_t calls);

    const Endpoint& endpoint() const;

    /// What has passed so far, the log-in too.
    const Traffic& traffic() const;

    /// TLS only: "TLSv1.3", subject and expiry of the server's certificate; empty otherwise.
    struct TlsInfo
    {
        std::string version;
        std::string subject;
        std::string notAfter;
    };

    TlsInfo tlsInfo() const;

private:
    struct Impl;
    explicit Client(std::unique_ptr<Impl> impl);
    Result<std::vector<Reply>> exchange(
        std::string_view respBytes, std::size_t calls, std::size_t textLimit);

    std::unique_ptr<Impl> m_impl;
};

/// "SCAN was refused: ..." with the server's words, of an error reply to `command`.
Error refusalOf(std::string_view command, const Reply& reply);

} // namespace cicada
