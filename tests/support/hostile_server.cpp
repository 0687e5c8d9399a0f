#include "support/hostile_server.h"

#include <asio/buffer.hpp>
#include <asio/socket_base.hpp>
#include <asio/write.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace cicada {

namespace {

/// What a Redis says to those who log in and look around; {} where the script decides.
std::optional<std::string> honestAnswer(const std::string& command)
{
    if (command == "CLIENT" || command == "SELECT" || command == "AUTH")
        return "+OK\r\n";
    if (command == "INFO")
        return "$24\r\n# Server\r\nredis_version:7\r\n";
    if (command == "COMMAND")
        return "*1\r\n*-1\r\n";
    return std::nullopt;
}

/// The number behind the first byte of a line that begins at `at`; moves `at` behind the line.
std::optional<std::size_t> lengthLine(const std::string& bytes, std::size_t& at)
{
    const std::size_t end = bytes.find("\r\n", at);
    if (end == std::string::npos)
        return std::nullopt;
    std::size_t number = 0;
    std::from_chars(bytes.data() + at + 1, bytes.data() + end, number);
    at = end + 2;
    return number;
}

} // namespace

class HostileServer::Session : public std::enable_shared_from_this<Session>
{
public:
    Session(HostileServer& server, asio::ip::tcp::socket socket)
        : m_server(server)
        , m_socket(std::move(socket))
    {
        std::error_code ignored;
        m_socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    }

    void start()
    {
        if (!m_server.m_script.greeting.empty())
            send({.bytes = m_server.m_script.greeting});
        read();
    }

private:
    void read()
    {
        m_socket.async_read_some(asio::buffer(m_buffer),
            [self = shared_from_this()](const std::error_code& error, std::size_t size) {
                if (error)
                    return;
                self->m_input.append(self->m_buffer.data(), size);
                while (const auto command = self->nextCommand())
                    self->answer(*command);
                self->read();
            });
    }

    /// Name of the next whole command, in upper case, which is then forgotten.
    std::optional<std::string> nextCommand()
    {
        std::size_t at = 0;
        const auto arguments = lengthLine(m_input, at);
        if (!arguments)
            return std::nullopt;
        std::string name;
        for (std::size_t i = 0; i < *arguments; ++i) {
            const auto length = lengthLine(m_input, at);
            if (!length || at + *length + 2 > m_input.size())
                return std::nullopt;
            if (i == 0)
                name = m_input.substr(at, *length);
            at += *length + 2;
        }
        m_input.erase(0, at);
        return name;
    }

    void answer(const std::string& command)
    {
        ++m_server.m_calls;
        const Script& script = m_server.m_script;
        const auto named = script.byName.find(command);
        const auto honest = honestAnswer(command);
        Answer answer = named != script.byName.end() ? named->second
            : honest                                 ? Answer{.bytes = *honest}
                                                     : script.answer;
        send(std::move(answer));
    }

    void send(Answer answer)
    {
        m_answers.push_back(std::move(answer));
        if (m_answers.size() == 1)
            sendNext(0);
    }

    void sendNext(std::size_t offset)
    {
        const Answer& answer = m_answers.front();
        const bool behind = offset >= answer.bytes.size();
        if (behind && answer.forEver.empty()) {
            end(answer.then);
            m_answers.pop_front();
            if (!m_answers.empty())
                sendNext(0);
            return;
        }
        const std::size_t size = answer.piece > 0
            ? std::min(answer.piece, answer.bytes.size() - offset)
            : answer.bytes.size() - offset;
        const auto bytes = behind ? asio::buffer(answer.forEver)
                                  : asio::buffer(answer.bytes.data() + offset, size);
        asio::async_write(m_socket, bytes,
            [self = shared_from_this(), offset](const std::error_code& error, std::size_t sent) {
                if (!error)
                    self->sendNext(offset + sent);
            });
    }

    void end(Answer::Then then)
    {
        std::error_code ignored;
        if (then == Answer::Then::Reset)
            m_socket.set_option(asio::socket_base::linger(true, 0), ignored);
        if (then != Answer::Then::GoOn)
            m_socket.close(ignored);
    }

    HostileServer& m_server;
    asio::ip::tcp::socket m_socket;
    std::array<char, 4096> m_buffer{};
    std::string m_input;
    std::deque<Answer> m_answers;
};

HostileServer::HostileServer(Script script)
    : m_script(std::move(script))
    , m_acceptor(m_context, asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0))
{
    accept();
    m_thread = std::thread([this] { m_context.run(); });
}

HostileServer::~HostileServer()
{
    m_context.stop();
    m_thread.join();
}

void HostileServer::accept()
{
    m_acceptor.async_accept([this](const std::error_code& error, asio::ip::tcp::socket socket) {
        if (error)
            return;
        ++m_connections;
        std::make_shared<Session>(*this, std::move(socket))->start();
        accept();
    });
}

Endpoint HostileServer::endpoint() const
{
    Endpoint endpoint;
    endpoint.port = m_acceptor.local_endpoint().port();
    endpoint.connectTimeout = std::chrono::milliseconds(400);
    endpoint.callTimeout = std::chrono::milliseconds(400);
    return endpoint;
}

} // namespace cicada
