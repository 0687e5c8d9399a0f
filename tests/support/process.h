#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

/// What tests need of the system: processes, descriptors, the environment.
namespace cicada {

/// Whether a process with this id is there and is no zombie.
bool processExists(std::int64_t process);

/// Polls until `condition` holds; false after the limit.
bool comesTrue(const std::function<bool()>& condition, int limitMilliseconds = 5000);

/// Of this process.
std::size_t openDescriptors();

/// A free loopback port. Another process may take it first.
std::uint16_t freePort();

/// Sets an environment variable for its lifetime.
class EnvironmentVariable
{
public:
    EnvironmentVariable(std::string name, const std::string& value);
    EnvironmentVariable(const EnvironmentVariable&) = delete;
    EnvironmentVariable& operator=(const EnvironmentVariable&) = delete;
    ~EnvironmentVariable();

private:
    std::string m_name;
    std::string m_before;
    bool m_wasSet;
};

} // namespace cicada
