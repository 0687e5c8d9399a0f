#pragma once

#include <QTemporaryDir>

#include <chrono>
#include <memory>
#include <string>

struct evp_pkey_st;
struct x509_st;

namespace cicada {

/// A certificate authority that lives for one test, with the files that it issues. Throws where
/// OpenSSL refuses.
class TestAuthority
{
public:
    TestAuthority();
    ~TestAuthority();
    TestAuthority(const TestAuthority&) = delete;
    TestAuthority& operator=(const TestAuthority&) = delete;

    struct Files
    {
        std::string certificate;
        std::string key;
    };

    /// `names` as OpenSSL writes them: "DNS:localhost,IP:127.0.0.1". A negative `lifetime` is over
    /// already.
    Files issue(const std::string& name, const std::string& names,
        std::chrono::hours lifetime = std::chrono::hours(24));

    std::string file() const { return path("ca.pem"); }

private:
    std::string path(const std::string& name) const;

    QTemporaryDir m_folder;
    evp_pkey_st* m_key;
    x509_st* m_certificate;
    long m_serial = 1;
};

} // namespace cicada
