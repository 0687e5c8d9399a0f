#pragma once

#include <cstdint>

namespace cicada {

/// How often this thread has called operator new so far. A program that asks gets operators that
/// count; they use malloc, as the usual ones do. Always 0 under ThreadSanitizer.
std::uint64_t allocationsOfThisThread();

} // namespace cicada
