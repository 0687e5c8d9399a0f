#include "support/fault_proxy.h"

#include <asio/buffer.hpp>
#include <asio/ip/address_v4.hpp>
#include <asio/post.hpp>
#include <asio/socket_base.hpp>
#include <asio/write.hpp>

#include <array>

namespace cicada {

using asio::ip::tcp;

namespace {

void reset(tcp::socket& socket)
{
    std::error_code ignored;
    socket.set_option(asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
}

} // namespace

/// One connection and its other half.
class FaultProxy::Link : public std::enable_shared_from_this<Link>
{
public:
    Link(FaultProxy& proxy, tcp::socket client)
        : m_proxy(proxy)
        , m_client(std::move(client))
        , m_server(m_client.get_executor())
    {
    }

    void start()
    {
        const tcp::endpoint server(asio::ip::address_v4::loopback(), m_proxy.m_server.port);
        m_server.async_connect(server, [self = shared_from_this()](const std::error_code& error) {
            if (error) {
                self->resetBoth();
                return;
            }
            std::error_code ignored;
            self->m_client.set_option(tcp::no_delay(true), ignored);
            self->m_server.set_option(tcp::no_delay(true), ignored);
            self->pass(self->m_client, self->m_server, self->m_up);
            self->pass(self->m_server, self->m_client, self->m_down);
        });
    }

    void resetBoth()
    {
        reset(m_client);
        reset(m_server);
    }

private:
    using Buffer = std::array<char, 16384>;

    void pass(tcp::socket& from, tcp::socket& to, Buffer& buffer)
    {
        from.async_read_some(asio::buffer(buffer),
            [self = shared_from_this(), &from, &to, &buffer](
                const std::error_code& error, std::size_t size) {
                if (self->isDead())
                    return self->wait();
                if (error)
                    return self->resetBoth();
                asio::async_write(to, asio::buffer(buffer, size),
                    [self, &from, &to, &buffer](const std::error_code& failed, std::size_t) {
                        if (failed)
                            self->resetBoth();
                        else
                            self->pass(from, to, buffer);
                    });
            });
    }

    bool isDead()
    {
        m_dead = m_dead || m_proxy.m_way == Way::Dropped;
        return m_dead;
    }

    // Both ends stay open and hear nothing; kept until the proxy goes.
    void wait() { m_keep = shared_from_this(); }

    friend class FaultProxy;
    FaultProxy& m_proxy;
    tcp::socket m_client;
    tcp::socket m_server;
    Buffer m_up{};
    Buffer m_down{};
    bool m_dead = false;
    std::shared_ptr<Link> m_keep;
};

FaultProxy::FaultProxy(const Endpoint& server)
    : m_server(server)
    , m_acceptor(m_context, tcp::endpoint(asio::ip::address_v4::loopback(), 0))
{
    m_acceptor.listen(1024);
    accept();
    m_thread = std::thread([this] { m_context.run(); });
}

FaultProxy::~FaultProxy()
{
    m_context.stop();
    m_thread.join();
    for (const auto& link : m_links)
        if (const auto kept = link.lock())
            kept->m_keep.reset();
}

void FaultProxy::accept()
{
    m_acceptor.async_accept([this](const std::error_code& error, tcp::socket client) {
        if (error)
            return;
        ++m_accepted;
        const Way way = m_way;
        if (way == Way::Refused) {
            reset(client);
        } else {
            auto link = std::make_shared<Link>(*this, std::move(client));
            m_links.push_back(link);
            if (way == Way::Dropped)
                link->wait();
            else
                link->start();
        }
        accept();
    });
}

Endpoint FaultProxy::endpoint() const
{
    Endpoint endpoint = m_server;
    endpoint.port = m_acceptor.local_endpoint().port();
    return endpoint;
}

void FaultProxy::setWay(Way way)
{
    m_way = way;
}

void FaultProxy::resetAll()
{
    asio::post(m_context, [this] {
        for (const auto& link : std::exchange(m_links, {}))
            if (const auto open = link.lock()) {
                open->m_keep.reset();
                open->resetBoth();
            }
    });
}

} // namespace cicada
