#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cicada {

/// Why a call or a connection failed: the bounded set by which failures are counted.
enum class FailureKind : std::uint8_t
{
    Dns,             ///< the host name has no address
    Refused,         ///< nobody listens
    Unreachable,     ///< no route, no such socket file, network down
    Timeout,         ///< connecting or a call took longer than its limit
    Reset,           ///< the connection ended while a call was in flight
    Tls,             ///< handshake or certificate
    Auth,            ///< WRONGPASS, NOAUTH, or no right to log in
    ServerError,     ///< an error reply; counted by its first word (`serverErrorWord`)
    Moved,           ///< MOVED or ASK: a cluster behind a standalone target
    UnexpectedReply, ///< well-formed, but not what the command answers
    WrongValue,      ///< another value than was written (Load::checkValues)
    Protocol,        ///< not RESP2, or nested too deep
    TooLarge,        ///< a reply above the limit
};

/// Stable lower-case name for files: "dns", "refused", "timeout", "server_error"...
std::string_view failureKindName(FailureKind kind);

struct Failure
{
    FailureKind kind = FailureKind::Protocol;
    std::string text; ///< one bounded, printable line; a server's words are cut to 200 bytes
};

/// First word of an error reply, upper-case letters, digits and underscore only, at most 24 bytes;
/// "ERR" where there is none.
std::string serverErrorWord(std::string_view errorReply);

/// Makes a server's text safe to show: control characters to spaces, invalid UTF-8 replaced,
/// at most `limit` bytes (a cut is marked with an ellipsis).
std::string printableLine(std::string_view text, std::size_t limit = 200);

/// Whether it holds no line end and no control character.
bool isPrintableLine(std::string_view text);

/// printableLine() with numbers and quoted parts replaced by '#' / '…', so that one cause is one
/// row ("... at position 17" and "... at position 18" are the same message).
std::string normalisedMessage(std::string_view text);

/// The text under which a failure is counted: normalisedMessage() where it repeats a server's
/// words; as it is where it is ours, with the address in it.
std::string countedMessage(const Failure& failure);

/// `text` with a full stop, unless it ends in a mark already.
std::string asSentence(std::string text);

} // namespace cicada
