#pragma once

#include "redis/socket.h"

struct bio_st;

namespace cicada {

/// OpenSSL's way to read and write `socket`, which must outlive it: by our own calls, so that a
/// peer that is gone raises no signal and Socket knows whether it was read empty. Whoever takes it
/// frees it; null where OpenSSL has no memory.
bio_st* newTlsSocket(Socket& socket);

} // namespace cicada
