#include "support/live_server.h"

#include <arpa/inet.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace cicada {

Sandbox startedSandbox(const Sandbox::Options& options)
{
    auto sandbox = Sandbox::start(options);
    if (!sandbox)
        throw std::runtime_error(sandbox.error().text);
    return std::move(sandbox).value();
}

Sandbox startedPlain(std::vector<std::string> arguments)
{
    Sandbox::Options options;
    options.arguments = std::move(arguments);
    options.withJson = false;
    return startedSandbox(options);
}

Client connectedTo(const Endpoint& endpoint)
{
    auto client = Client::connect(endpoint);
    if (!client)
        throw std::runtime_error(client.error().text);
    return std::move(client).value();
}

std::string setting(Client& client, std::string_view name)
{
    const std::string text = client.call({"CONFIG", "GET", name})->text; // "name\nvalue\n"
    return text.substr(name.size() + 1, text.size() - name.size() - 2);
}

SilentServer::SilentServer()
    : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(m_socket, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(m_socket, 8) != 0
        || getsockname(m_socket, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("no loopback port for a silent server");
    m_port = ntohs(address.sin_port);
}

SilentServer::~SilentServer()
{
    close(m_socket);
}

} // namespace cicada
