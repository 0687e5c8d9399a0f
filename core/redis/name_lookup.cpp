#include "redis/name_lookup.h"

#include <asio/io_context.hpp>
#include <asio/ip/address.hpp>
#include <asio/ip/tcp.hpp>

#include <algorithm>
#include <future>
#include <thread>

namespace cicada {

namespace {

std::vector<std::string> resolve(const std::string& host)
{
    asio::io_context context;
    asio::error_code error;
    std::vector<std::string> addresses;
    for (const auto& entry : asio::ip::tcp::resolver(context).resolve(host, "", error)) {
        std::string address = entry.endpoint().address().to_string();
        if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
            addresses.push_back(std::move(address));
    }
    return addresses;
}

} // namespace

Result<std::vector<std::string>> lookUpName(
    const std::string& host, std::chrono::milliseconds limit, const std::atomic<bool>* cancel)
{
    constexpr std::chrono::milliseconds kPoll{50};
    std::promise<std::vector<std::string>> promise;
    std::future<std::vector<std::string>> answer = promise.get_future();
    std::thread([host, promise = std::move(promise)]() mutable {
        promise.set_value(resolve(host));
    }).detach();
    const auto deadline = std::chrono::steady_clock::now() + limit;
    const auto isDue = [&] {
        return std::chrono::steady_clock::now() >= deadline || (cancel != nullptr && *cancel);
    };
    auto status = std::future_status::timeout;
    do
        status = answer.wait_for(std::min(kPoll, limit));
    while (status != std::future_status::ready && !isDue());
    if (status != std::future_status::ready)
        return Error{ErrorKind::Target,
            "Looking up the host name \"" + host
                + "\" takes too long. Is this machine's name server (DNS) reachable?"};
    std::vector<std::string> addresses = answer.get();
    if (addresses.empty())
        return Error{ErrorKind::Target,
            "The host name \"" + host
                + "\" has no address. Is it spelled right, and does this network know it?"};
    return addresses;
}

Result<Endpoint> lookedUp(Endpoint endpoint, const std::atomic<bool>* cancel)
{
    std::error_code notAnAddress;
    asio::ip::make_address(endpoint.host, notAnAddress);
    if (endpoint.transport == Endpoint::Transport::Unix || !notAnAddress)
        return endpoint;
    auto addresses = lookUpName(endpoint.host, endpoint.connectTimeout, cancel);
    if (!addresses)
        return addresses.error();
    endpoint.addresses = std::move(*addresses);
    return endpoint;
}

} // namespace cicada
