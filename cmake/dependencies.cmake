# Libraries that ship no CMake package of their own on every system.

# Asio, header only and without Boost.
find_path(ASIO_INCLUDE_DIR asio.hpp REQUIRED)
add_library(asio INTERFACE)
target_include_directories(asio SYSTEM INTERFACE ${ASIO_INCLUDE_DIR})
# Asio 1.22 (Debian 12) looks for the coroutines of the TS in clang and misses those of C++20.
target_compile_definitions(asio INTERFACE ASIO_STANDALONE ASIO_NO_DEPRECATED
    $<$<CXX_COMPILER_ID:Clang,AppleClang>:ASIO_HAS_CO_AWAIT>)
target_link_libraries(asio INTERFACE Threads::Threads)
