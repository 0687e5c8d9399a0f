#include "support/process.h"

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace cicada {

bool processExists(std::int64_t process)
{
    std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    if (!std::getline(stat, line))
        return false;
    const std::size_t name = line.rfind(')'); // "12 (redis-server) S 1 ..."
    return name != std::string::npos && line.size() > name + 2 && line[name + 2] != 'Z';
}

bool comesTrue(const std::function<bool()>& condition, int limitMilliseconds)
{
    const auto deadline
        = std::chrono::steady_clock::now() + std::chrono::milliseconds(limitMilliseconds);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

std::size_t openDescriptors()
{
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::uint16_t freePort()
{
    asio::io_context context;
    const asio::ip::tcp::endpoint any(asio::ip::address_v4::loopback(), 0);
    return asio::ip::tcp::acceptor(context, any).local_endpoint().port();
}

EnvironmentVariable::EnvironmentVariable(std::string name, const std::string& value)
    : m_name(std::move(name))
    , m_wasSet(getenv(m_name.c_str()) != nullptr)
{
    if (m_wasSet)
        m_before = getenv(m_name.c_str());
    setenv(m_name.c_str(), value.c_str(), 1);
}

EnvironmentVariable::~EnvironmentVariable()
{
    if (m_wasSet)
        setenv(m_name.c_str(), m_before.c_str(), 1);
    else
        unsetenv(m_name.c_str());
}

} // namespace cicada
