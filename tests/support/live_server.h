#pragma once

#include "redis/client.h"
#include "server/sandbox.h"

#include <string>
#include <vector>

/// Real servers for live tests: on loopback, ended with their object. A failure to start or connect
/// throws, which ends the test with the reason.
namespace cicada {

Sandbox startedSandbox(const Sandbox::Options& options = {});

/// Without JSON, which starts faster, and with more options for the server.
Sandbox startedPlain(std::vector<std::string> arguments = {});

Client connectedTo(const Endpoint& endpoint);

/// Value of CONFIG GET.
std::string setting(Client& client, std::string_view name);

/// A listener on loopback that accepts nothing and says nothing: who connects waits.
class SilentServer
{
public:
    SilentServer();
    ~SilentServer();
    SilentServer(const SilentServer&) = delete;
    SilentServer& operator=(const SilentServer&) = delete;

    std::uint16_t port() const { return m_port; }

private:
    int m_socket = -1;
    std::uint16_t m_port = 0;
};

} // namespace cicada
