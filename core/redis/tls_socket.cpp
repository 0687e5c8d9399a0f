#include "redis/tls_socket.h"

#include <openssl/bio.h>

namespace cicada {

namespace {

Socket& socketOf(BIO* bio)
{
    return *static_cast<Socket*>(BIO_get_data(bio));
}

/// What OpenSSL is to be told of `moved`, the result of the socket's read() or write(); `direction`
/// is the one to wait for where nothing can move now.
int answer(BIO* bio, long moved, int direction)
{
    BIO_clear_retry_flags(bio);
    if (moved == Socket::kNothingNow)
        BIO_set_flags(bio, direction | BIO_FLAGS_SHOULD_RETRY);
    if (moved == Socket::kEnded)
        return 0;
    return moved > 0 ? static_cast<int>(moved) : -1;
}

int read(BIO* bio, char* to, int size)
{
    return answer(bio, socketOf(bio).read(to, static_cast<std::size_t>(size)), BIO_FLAGS_READ);
}

int write(BIO* bio, const char* from, int size)
{
    return answer(bio, socketOf(bio).write(from, static_cast<std::size_t>(size)), BIO_FLAGS_WRITE);
}

long control(BIO*, int command, long, void*)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0; // nothing is held back
}

const BIO_METHOD* socketMethod()
{
    static const BIO_METHOD* const method = [] {
        BIO_METHOD* const made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
        if (made != nullptr) {
            BIO_meth_set_read(made, read);
            BIO_meth_set_write(made, write);
            BIO_meth_set_ctrl(made, control);
        }
        return made;
    }();
    return method;
}

} // namespace

bio_st* newTlsSocket(Socket& socket)
{
    BIO* const bio = socketMethod() != nullptr ? BIO_new(socketMethod()) : nullptr;
    if (bio == nullptr)
        return nullptr;
    BIO_set_data(bio, &socket);
    BIO_set_init(bio, 1);
    return bio;
}

} // namespace cicada
