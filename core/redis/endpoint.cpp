#include "redis/endpoint.h"

#include "base/numbers.h"

#include <asio/ip/address.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace cicada {

namespace {

constexpr int kLastDatabase = 16383;
constexpr std::size_t kLongestHost = 253;
constexpr std::size_t kLongestUnixPath = 107; // sockaddr_un, with its final zero
constexpr std::string_view kSchemeHelp
    = "a target starts with redis://, rediss:// (TLS) or unix:// (socket file)";

// No message repeats text of the URI: what looks like a port or a path may be half of a password
// whose '@' or '/' was not escaped.
Error invalid(std::string_view reason)
{
    return Error{ErrorKind::Invalid, "The target is not valid: " + std::string(reason) + "."};
}

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <typename Number>
std::optional<Number> wholeNumber(std::string_view text, Number low, Number high)
{
    const auto value = numberFrom<Number>(text);
    const bool isInRange = value && text.front() != '-' && *value >= low && *value <= high;
    return isInRange ? value : std::nullopt;
}

Result<std::string> percentDecoded(std::string_view text, std::string_view part)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        unsigned value = 0;
        const std::string_view digits = text.substr(i + 1, 2);
        const auto result
            = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (digits.size() != 2 || result.ptr != digits.data() + 2)
            return invalid("a '%' in the " + std::string(part)
                + " must be followed by two hexadecimal digits (write '%' as %25)");
        decoded += static_cast<char>(value);
        i += 2;
    }
    return decoded;
}

std::string percentEncoded(std::string_view text, std::string_view alsoPlain = {})
{
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const bool plain = isLetterOrDigit(c)
            || std::string_view("-._~").find(c) != std::string_view::npos
            || alsoPlain.find(c) != std::string_view::npos;
        if (plain) {
            encoded += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
    }
    return encoded;
}

bool isIpv6(const std::string& host)
{
    asio::error_code error;
    asio::ip::make_address_v6(host, error);
    return !error;
}

/// A URI taken apart at its delimiters; nothing decoded or checked yet.
struct Parts
{
    std::string_view scheme;
    std::optional<std::string_view> userInfo;
    std::string_view authority; ///< host and port
    std::string_view path;      ///< with its leading '/', or empty
    std::optional<std::string_view> query;
};

Result<Parts> partsOf(std::string_view uri)
{
    const bool clean
        = std::all_of(uri.begin(), uri.end(), [](char c) { return c > ' ' && c < 0x7F; });
    if (!clean)
        return invalid(
            "it holds a space, a control character or a letter beyond ASCII; write such a "
            "byte as %20 and so on");
    const std::size_t schemeEnd = uri.find("://");
    if (schemeEnd == std::string_view::npos)
        return invalid(kSchemeHelp);

    Parts parts;
    parts.scheme = uri.substr(0, schemeEnd);
    std::string_view rest = uri.substr(schemeEnd + 3);
    const std::size_t authorityEnd = std::min(rest.find_first_of("/?#"), rest.size());
    parts.authority = rest.substr(0, authorityEnd);
    rest.remove_prefix(authorityEnd);
    if (rest.find('@') != std::string_view::npos)
        return invalid(
            "an '@' comes after the first '/', '?' or '#'; in user, password and path write "
            "'/' as %2F, '?' as %3F, '#' as %23 and '@' as %40");
    if (rest.find('#') != std::string_view::npos)
        return invalid("it has a '#' part, which means nothing here");

    if (const std::size_t at = parts.authority.rfind('@'); at != std::string_view::npos) {
        parts.userInfo = parts.authority.substr(0, at);
        parts.authority.remove_prefix(at + 1);
    }
    const std::size_t queryStart = std::min(rest.find('?'), rest.size());
    parts.path = rest.substr(0, queryStart);
    if (queryStart < rest.size())
        parts.query = rest.substr(queryStart + 1);
    return parts;
}

Result<Done> readUserInfo(std::string_view userInfo, Endpoint& endpoint)
{
    const std::size_t colon = std::min(userInfo.find(':'), userInfo.size());
    auto user = percentDecoded(userInfo.substr(0, colon), "user");
    if (!user)
        return user.error();
    endpoint.user = *user;
    if (colon == userInfo.size())
        return Done{};
    auto password = percentDecoded(userInfo.substr(colon + 1), "password");
    if (!password)
        return password.error();
    endpoint.password = *password;
    return Done{};
}

Result<Done> readPort(std::string_view text, Endpoint& endpoint)
{
    const auto port = wholeNumber<std::uint16_t>(text, 1, 65535);
    if (!port)
        return invalid("the port must be a number from 1 to 65535");
    endpoint.port = *port;
    return Done{};
}

Result<Done> readHostAndPort(std::string_view authority, Endpoint& endpoint)
{
    std::string_view port;
    if (authority.starts_with('[')) {
        const std::size_t close = authority.find(']');
        if (close == std::string_view::npos)
            return invalid("the '[' before the host has no ']'");
        endpoint.host = authority.substr(1, close - 1);
        if (!isIpv6(endpoint.host))
            return invalid("the host in brackets is not an IPv6 address");
        port = authority.substr(close + 1);
        if (!port.empty() && port[0] != ':')
            return invalid("after the ']' of the host only a ':' and the port may follow");
    } else {
        const std::size_t colon = std::min(authority.find(':'), authority.size());
        if (colon != authority.rfind(':') && colon != authority.size())
            return invalid("an IPv6 host must be written in brackets: redis://[::1]:6379");
        endpoint.host = authority.substr(0, colon);
        port = authority.substr(colon);
    }
    return port.empty() ? Result<Done>(Done{}) : readPort(port.substr(1), endpoint);
}

Result<Done> readDatabase(std::string_view text, Endpoint& endpoint)
{
    const auto database = wholeNumber<int>(text, 0, kLastDatabase);
    if (!database)
        return invalid("the database must be a number from 0 to 16383");
    endpoint.database = *database;
    return Done{};
}

Result<Done> readTcp(const Parts& parts, Endpoint& endpoint)
{
    if (parts.query)
        return invalid("a '?' part is not known here; the database follows a '/' "
                       "(redis://host:6379/2), TLS settings belong to a saved target");
    if (const auto read = readHostAndPort(parts.authority, endpoint); !read)
        return read.error();
    if (parts.path.size() > 1)
        return readDatabase(parts.path.substr(1), endpoint);
    return Done{};
}

Result<Done> readUnix(const Parts& parts, Endpoint& endpoint)
{
    endpoint.transport = Endpoint::Transport::Unix;
    if (!parts.authority.empty())
        return invalid(
            "a socket file is an absolute path, so three slashes: unix:///run/redis.sock");
    auto path = percentDecoded(parts.path, "path");
    if (!path)
        return path.error();
    endpoint.unixPath = *path;
    if (!parts.query)
        return Done{};
    if (!parts.query->starts_with("db=") || parts.query->find('&') != std::string_view::npos)
        return invalid("after '?' only the database may follow: unix:///run/redis.sock?db=2");
    return readDatabase(parts.query->substr(3), endpoint);
}

Result<Done> validateHost(const std::string& host)
{
    if (host.empty())
        return invalid("the host is empty");
    if (host.size() > kLongestHost)
        return invalid("the host is longer than 253 characters");
    const bool name = std::all_of(host.begin(), host.end(),
        [](char c) { return isLetterOrDigit(c) || c == '.' || c == '-' || c == '_'; });
    if (!name && !isIpv6(host))
        return invalid("the host may hold letters, digits, '.', '-' and '_', or be an IP address");
    return Done{};
}

Result<Done> validateUnixPath(const std::string& path)
{
    if (path.size() < 2 || path[0] != '/')
        return invalid("the socket file must be an absolute path, as in unix:///run/redis.sock");
    if (path.size() > kLongestUnixPath)
        return invalid(
            "the path of the socket file is longer than 107 bytes, which the system allows");
    if (path.find('\0') != std::string::npos)
        return invalid("the path of the socket file holds a zero byte");
    return Done{};
}

bool sameText(std::string_view a, std::string_view lowerCase)
{
    return std::equal(a.begin(), a.end(), lowerCase.begin(), lowerCase.end(), [](char x, char y) {
        return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
    });
}

} // namespace

Result<Endpoint> Endpoint::parse(std::string_view uri)
{
    const auto parts = partsOf(uri);
    if (!parts)
        return parts.error();
    Endpoint endpoint;
    endpoint.tls.enabled = sameText(parts->scheme, "rediss");
    const bool isUnix = sameText(parts->scheme, "unix");
    if (!isUnix && !endpoint.tls.enabled && !sameText(parts->scheme, "redis"))
        return invalid(kSchemeHelp);

    if (const auto& userInfo = parts->userInfo) {
        if (const auto read = readUserInfo(*userInfo, endpoint); !read)
            return read.error();
    }
    if (const auto read = isUnix ? readUnix(*parts, endpoint) : readTcp(*parts, endpoint); !read)
        return read.error();
    if (const auto valid = endpoint.validate(); !valid)
        return valid.error();
    return endpoint;
}

Result<Done> Endpoint::validate() const
{
    const bool isUnix = transport == Transport::Unix;
    if (const auto place = isUnix ? validateUnixPath(unixPath) : validateHost(host); !place)
        return place.error();
    if (!isUnix && port == 0)
        return invalid("the port must be a number from 1 to 65535");
    if (database < 0 || database > kLastDatabase)
        return invalid("the database must be a number from 0 to 16383");
    if (isUnix && tls.enabled)
        return invalid("TLS is not used over a socket file");
    if (tls.certificateFile.empty() != tls.keyFile.empty())
        return invalid(
            "a client certificate and its key file belong together; one of them is missing");
    if (connectTimeout.count() <= 0 || callTimeout.count() <= 0)
        return invalid("the timeouts must be above 0");
    return Done{};
}

std::string Endpoint::uri() const
{
    std::string text = transport == Transport::Unix ? "unix://"
        : tls.enabled                               ? "rediss://"
                                                    : "redis://";
    if (!user.empty())
        text += percentEncoded(user) + "@";
    if (transport == Transport::Unix) {
        text += percentEncoded(unixPath, "/");
        return database == 0 ? text : text + "?db=" + std::to_string(database);
    }
    text += host.find(':') == std::string::npos ? host : "[" + host + "]";
    text += ":" + std::to_string(port);
    return database == 0 ? text : text + "/" + std::to_string(database);
}

bool Endpoint::isLoopback() const
{
    if (transport == Transport::Unix || sameText(host, "localhost"))
        return true;
    asio::error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (error)
        return false;
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
    return address.is_loopback();
}

Endpoint Endpoint::limitedTo(std::chrono::milliseconds limit) const
{
    Endpoint limited = *this;
    limited.connectTimeout = std::min(connectTimeout, limit);
    limited.callTimeout = std::min(callTimeout, limit);
    return limited;
}

} // namespace cicada
