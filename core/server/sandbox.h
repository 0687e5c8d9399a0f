#pragma once

#include "base/result.h"
#include "redis/endpoint.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace cicada {

/// A private real Redis with JSON: a child process on a free loopback port in a temporary folder,
/// no persistence. It ends with this object, and with this process however that ends, kill -9
/// included. Search order in design.md ("Sandbox"). Not thread-safe; start() blocks up to 10 s.
class Sandbox
{
public:
    struct Options
    {
        std::uint16_t port = 0; ///< 0: a free one
        std::vector<std::string>
            arguments; ///< more options for the server, e.g. {"--maxmemory", "10mb"}; for tests
        bool withJson = true; ///< false for tests of a target without the module
    };

    /// Error::Target: one sentence that lists what was looked for and how to install it.
    static Result<Sandbox> start(const Options& options);

    static Result<Sandbox> start() { return start(Options{}); }

    Sandbox(Sandbox&&) noexcept;
    Sandbox& operator=(Sandbox&&) noexcept;
    ~Sandbox(); ///< ends the server and removes its folder

    Endpoint endpoint() const;
    std::int64_t processId() const;
    std::string description() const; ///< "redis-server 7.0.15 with rejson.so"
    bool running() const;

private:
    struct Impl;
    explicit Sandbox(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace cicada
