#include "support/certificates.h"

#include <cstdio>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace cicada {

namespace {

constexpr long kDay = 24 * 3600;

void check(bool succeeded, const char* what)
{
    if (!succeeded)
        throw std::runtime_error(std::string("OpenSSL: ") + what);
}

void addExtension(X509* certificate, X509* issuer, int kind, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    check(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1, "extension");
    X509_EXTENSION_free(extension);
}

/// Not signed yet. Began two days ago, so that one which ended yesterday is possible.
X509* newCertificate(EVP_PKEY* key, const std::string& name, long serial, long endsIn)
{
    X509* certificate = X509_new();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -2 * kDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate), endsIn);
    X509_set_pubkey(certificate, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
        reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    return certificate;
}

FILE* openFile(const std::string& path)
{
    FILE* file = std::fopen(path.c_str(), "w");
    check(file != nullptr, "file");
    return file;
}

void writeCertificate(const std::string& path, X509* certificate)
{
    FILE* file = openFile(path);
    check(PEM_write_X509(file, certificate) == 1, "certificate file");
    std::fclose(file);
}

void writeKey(const std::string& path, EVP_PKEY* key)
{
    FILE* file = openFile(path);
    check(PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr) == 1, "key file");
    std::fclose(file);
}

} // namespace

TestAuthority::TestAuthority()
    : m_key(EVP_EC_gen("P-256"))
    , m_certificate(newCertificate(m_key, "Test authority", 1, kDay))
{
    X509_set_issuer_name(m_certificate, X509_get_subject_name(m_certificate));
    addExtension(m_certificate, m_certificate, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(m_certificate, m_certificate, NID_key_usage, "critical,keyCertSign");
    check(X509_sign(m_certificate, m_key, EVP_sha256()) > 0, "signature");
    writeCertificate(file(), m_certificate);
}

TestAuthority::~TestAuthority()
{
    X509_free(m_certificate);
    EVP_PKEY_free(m_key);
}

TestAuthority::Files TestAuthority::issue(
    const std::string& name, const std::string& names, std::chrono::hours lifetime)
{
    const Files files{path(name + ".pem"), path(name + ".key")};
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate
        = newCertificate(key, name, ++m_serial, static_cast<long>(lifetime.count()) * 3600);
    X509_set_issuer_name(certificate, X509_get_subject_name(m_certificate));
    addExtension(certificate, m_certificate, NID_subject_alt_name, names);
    check(X509_sign(certificate, m_key, EVP_sha256()) > 0, "signature");
    writeCertificate(files.certificate, certificate);
    writeKey(files.key, key);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return files;
}

std::string TestAuthority::path(const std::string& name) const
{
    return m_folder.filePath(QString::fromStdString(name)).toStdString();
}

} // namespace cicada
