#pragma once

#include "redis/socket.h"

// The system's own words for sockets, for the files that speak to it.
#ifdef _WIN32
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#endif

namespace cicada {

#ifdef _WIN32
inline int lastSocketError()
{
    return WSAGetLastError();
}

inline void closeSocket(SocketHandle socket)
{
    closesocket(socket);
}
#else
inline int lastSocketError()
{
    return errno;
}

inline void closeSocket(SocketHandle socket)
{
    ::close(socket);
}
#endif

} // namespace cicada
