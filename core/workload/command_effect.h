#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cicada {

/// What a command does to keys, as far as is known without asking a server.
enum class CommandEffect : std::uint8_t
{
    Reads,   ///< or touches no key
    Writes,  ///< or may: scripts, administration
    Unknown, ///< a module's, or newer than this list: the server knows its flags
};

/// `command` in upper case: "JSON.GET".
CommandEffect commandEffect(std::string_view command);

/// The first word of a command line in upper case; empty where there is none.
std::string commandNameOf(std::string_view line);

} // namespace cicada
