#pragma once

#include <cstdint>

namespace cicada {

/// Bytes of RESP that went each way, as we count them: without what TLS and TCP add, as a server
/// counts its total_net_input_bytes and total_net_output_bytes too.
struct Traffic
{
    std::uint64_t sent = 0;
    std::uint64_t received = 0;

    Traffic& operator+=(const Traffic& other)
    {
        sent += other.sent;
        received += other.received;
        return *this;
    }

    bool operator==(const Traffic&) const = default;
};

} // namespace cicada
