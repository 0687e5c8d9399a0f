#include "server/sandbox.h"

#include "redis/client.h"
#include "redis/failure.h"
#include "server/sandbox_process.h"
#include "server/sandbox_search.h"
#include "server/server_info.h"

#include <QDir>
#include <QTemporaryDir>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <chrono>
#include <fstream>
#include <thread>

namespace cicada {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kStartLimit = 10s;

Error targetError(std::string text)
{
    return Error{ErrorKind::Target, std::move(text)};
}

asio::error_code bindLoopback(asio::ip::tcp::acceptor& acceptor, std::uint16_t port)
{
    const asio::ip::tcp::endpoint address(asio::ip::address_v4::loopback(), port);
    asio::error_code error;
    acceptor.open(address.protocol(), error);
    if (!error)
        acceptor.set_option(asio::socket_base::reuse_address(true), error); // as Redis does
    if (!error)
        acceptor.bind(address, error);
    return error;
}

bool portIsFree(std::uint16_t port)
{
    asio::io_context context;
    asio::ip::tcp::acceptor acceptor(context);
    return !bindLoopback(acceptor, port);
}

/// 0 where there is none. Another process may take it before the server does.
std::uint16_t freeLoopbackPort()
{
    asio::io_context context;
    asio::ip::tcp::acceptor acceptor(context);
    asio::error_code error = bindLoopback(acceptor, 0);
    const auto bound = acceptor.local_endpoint(error);
    return error ? 0 : bound.port();
}

/// The last line that says something.
std::string lastLine(const std::filesystem::path& log)
{
    std::ifstream file(log);
    std::string last;
    for (std::string line; std::getline(file, line);) {
        if (line.find_first_not_of(" \t\r") != std::string::npos)
            last = std::move(line);
    }
    return last.empty() ? "it wrote no log" : "its last words: " + printableLine(last);
}

bool portWasTaken(const std::filesystem::path& log)
{
    std::ifstream file(log);
    for (std::string line; std::getline(file, line);) {
        if (line.find("Address already in use") != std::string::npos)
            return true;
    }
    return false;
}

std::string describe(const SandboxCandidate& candidate)
{
    std::string text = candidate.server.string();
    if (!candidate.module.empty())
        text += " with " + candidate.module.string();
    return text;
}

} // namespace

struct Sandbox::Impl
{
    // Before the process, so that it outlives it.
    QTemporaryDir folder{QDir::tempPath() + QStringLiteral("/cicada-sandbox-XXXXXX")};
    SandboxProcess process;
    Endpoint endpoint;
    std::string description;
    bool portTaken = false;

    std::filesystem::path log() const
    {
        return std::filesystem::path(folder.path().toStdString()) / "server.log";
    }

    static Result<std::unique_ptr<Impl>> start(
        const SandboxCandidate& candidate, const Options& options, Clock::time_point deadline);
    Result<Done> launch(const SandboxCandidate& candidate, const Options& options);
    Result<Done> waitUntilReady(Clock::time_point deadline, bool needsJson);
    Result<Done> inspect(Client& client, bool needsJson);
};

Result<Done> Sandbox::Impl::launch(const SandboxCandidate& candidate, const Options& options)
{
    endpoint.port = options.port != 0 ? options.port : freeLoopbackPort();
    if (endpoint.port == 0)
        return targetError("this machine has no free loopback port");
    SandboxProcess::Command command;
    command.program = candidate.server;
    command.folder = folder.path().toStdString();
    command.log = log();
    command.arguments = {"--port", std::to_string(endpoint.port), "--bind", "127.0.0.1",
        "--protected-mode", "yes", "--save", "", "--appendonly", "no", "--daemonize", "no", "--dir",
        command.folder.string()};
    if (!candidate.module.empty()) {
        command.arguments.emplace_back("--loadmodule");
        command.arguments.push_back(candidate.module.string());
    }
    command.arguments.insert(
        command.arguments.end(), options.arguments.begin(), options.arguments.end());
    auto started = SandboxProcess::start(command);
    if (!started)
        return started.error();
    process = std::move(started).value();
    description = candidate.module.filename().string();
    return Done{};
}

Result<Done> Sandbox::Impl::waitUntilReady(Clock::time_point deadline, bool needsJson)
{
    Endpoint probe = endpoint;
    probe.connectTimeout = 1s;
    probe.callTimeout = 2s;
    while (process.running()) {
        if (auto client = Client::connect(probe, "cicada-sandbox"); client) {
            const auto pong = client->call({"PING"});
            if (pong && pong->text == "PONG")
                return inspect(*client, needsJson);
        }
        if (Clock::now() > deadline)
            return targetError("it did not answer within 10 s, " + lastLine(log()));
        std::this_thread::sleep_for(5ms);
    }
    portTaken = portWasTaken(log());
    return targetError("it ended at once, " + lastLine(log()));
}

Result<Done> Sandbox::Impl::inspect(Client& client, bool needsJson)
{
    const auto info = readServerInfo(client);
    if (!info)
        return info.error();
    // Another server may have been quicker to take the port, and answered in place of ours.
    if (info->number("process_id") != static_cast<std::uint64_t>(process.id())) {
        portTaken = true;
        return targetError("port " + std::to_string(endpoint.port) + " belongs to another server");
    }
    if (needsJson) {
        const auto json = readJsonVersion(client);
        if (!json)
            return json.error();
        if (json->empty())
            return targetError("it has no JSON commands");
    }
    const ServerIdentity identity = info->identity();
    const std::string module = std::exchange(description, {});
    description = identity.name + "-server " + identity.version;
    if (needsJson)
        description += module.empty() ? " with JSON built in" : " with " + module;
    return Done{};
}

Result<std::unique_ptr<Sandbox::Impl>> Sandbox::Impl::start(
    const SandboxCandidate& candidate, const Options& options, Clock::time_point deadline)
{
    std::unique_ptr<Impl> impl;
    Result<Done> ready = Done{};
    // Again only where somebody else was quicker to take the free port.
    for (int tries = 0; tries < 3 && (impl == nullptr || impl->portTaken); ++tries) {
        impl = std::make_unique<Impl>();
        if (!impl->folder.isValid())
            return targetError(
                "it needs a temporary folder: " + impl->folder.errorString().toStdString());
        ready = impl->launch(candidate, options);
        if (ready)
            ready = impl->waitUntilReady(deadline, options.withJson);
        if (ready)
            return impl;
    }
    return ready.error();
}

Result<Sandbox> Sandbox::start(const Options& options)
{
    if (options.port != 0 && !portIsFree(options.port))
        return targetError("The sandbox cannot use port " + std::to_string(options.port)
            + ": something else listens there. Choose another or leave it out.");
    const auto deadline = Clock::now() + kStartLimit;
    const SandboxPlaces places = SandboxPlaces::ofThisMachine();
    std::string tried;
    for (const SandboxCandidate& candidate : findSandboxCandidates(places)) {
        if (!options.withJson && !candidate.module.empty())
            continue;
        auto started = Impl::start(candidate, options, deadline);
        if (started)
            return Sandbox(std::move(started).value());
        tried += (tried.empty() ? "" : "; ") + describe(candidate) + " (" + started.error().text
            + ")";
    }
    return targetError(sandboxNotFoundSentence(places, tried));
}

Sandbox::Sandbox(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

Sandbox::Sandbox(Sandbox&&) noexcept = default;
Sandbox& Sandbox::operator=(Sandbox&&) noexcept = default;
Sandbox::~Sandbox() = default;

Endpoint Sandbox::endpoint() const
{
    return m_impl->endpoint;
}

std::int64_t Sandbox::processId() const
{
    return m_impl->process.id();
}

std::string Sandbox::description() const
{
    return m_impl->description;
}

bool Sandbox::running() const
{
    return m_impl->process.running();
}

} // namespace cicada
