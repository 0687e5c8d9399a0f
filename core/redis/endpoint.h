#pragma once

#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// Where and how to connect. A plain value; validated by parse() and validate().
struct Endpoint
{
    enum class Transport
    {
        Tcp,
        Unix,
    };

    struct Tls
    {
        bool enabled = false;
        bool verify = true;          ///< check the certificate and its name
        std::string caFile;          ///< PEM; empty: the system's authorities
        std::string certificateFile; ///< PEM, for mutual TLS; needs keyFile
        std::string keyFile;         ///< PEM
        std::string serverName;      ///< for SNI and verification; empty: the host
    };

    Transport transport = Transport::Tcp;
    std::string host = "127.0.0.1"; ///< name, IPv4, or IPv6 without brackets
    std::uint16_t port = 6379;
    /// What `host` was found to mean (lookUpName()); empty: not looked up. Only for connecting: not
    /// part of uri().
    std::vector<std::string> addresses;
    std::string unixPath;
    std::string user;     ///< ACL user; empty: default
    std::string password; ///< never printed and never saved: uri() leaves it out
    int database = 0;     ///< 0 to 16383
    Tls tls;
    std::chrono::milliseconds connectTimeout{5000}; ///< resolve, connect, TLS and log-in together
    std::chrono::milliseconds callTimeout{10000};   ///< one call, from written to fully received

    /// `redis://[user[:password]@]host[:port][/db]`, `rediss://...`, `unix:///path?db=N`, `[::1]`;
    /// percent-encoding in user and password. Error::Invalid names the part that is wrong, without
    /// repeating a password.
    static Result<Endpoint> parse(std::string_view uri);

    /// What parse() promises, for an endpoint filled in by hand (form, file): host or socket path,
    /// port, database, certificate with key, timeouts. Error::Invalid names the part.
    Result<Done> validate() const;

    /// The canonical URI without the password. parse(uri()) gives the same endpoint but for the
    /// password, timeouts and TLS files.
    std::string uri() const;

    /// Whether traffic stays on this machine: 127.0.0.0/8, ::1, "localhost" or a Unix socket.
    bool isLoopback() const;

    /// The same with no time-out above `limit`, for what must not hold up something else.
    Endpoint limitedTo(std::chrono::milliseconds limit) const;
};

} // namespace cicada
