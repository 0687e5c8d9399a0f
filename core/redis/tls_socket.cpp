#include "redis/tls_socket.h"

#include <openssl/bio.h>

namespace cicada {

namespace {

Socket& socketOf(BIO* bio)
{
    return *static_cast<Socket*>(BIO_get_data(bio));
}

int read(BIO* bio, char* to, int size)
{
    const long got = socketOf(bio).read(to, static_cast<std::size_t>(size));
    BIO_clear_retry_flags(bio);
    if (got > 0)
        return static_cast<int>(got);
    if (got == Socket::kNothingNow)
        BIO_set_retry_read(bio);
    return got == Socket::kEnded ? 0 : -1;
}

int write(BIO* bio, const char* from, int size)
{
    const long put = socketOf(bio).write(from, static_cast<std::size_t>(size));
    BIO_clear_retry_flags(bio);
    if (put > 0)
        return static_cast<int>(put);
    if (put == Socket::kNothingNow)
        BIO_set_retry_write(bio);
    return -1;
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
