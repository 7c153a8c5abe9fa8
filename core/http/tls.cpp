// core/http/tls.cpp -- what can be wrong with a certificate, said so that it can be put right.
#include "core/http/tls.hpp"

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace sportello::http {

namespace ssl = boost::asio::ssl;

namespace {

// OpenSSL only says "system library": say which file and why.
void must_be_readable(const std::filesystem::path& file, const char* what) {
    errno = 0;
    std::ifstream in(file);
    if (in && in.peek() != std::ifstream::traits_type::eof()) return;
    const auto why = !in.is_open() ? std::generic_category().message(errno) : "the file is empty";
    throw std::runtime_error(std::string("The TLS ") + what + " " + file.string() +
                             " cannot be read (" + why +
                             "). Check the path in the configuration and that the daemon's user "
                             "may read the file.");
}

// Without this OpenSSL would ask for the key's password on the terminal, and wait.
int no_password(char*, int, int, void*) {
    return -1;
}

} // namespace

std::shared_ptr<ssl::context> tls_context(const Tls& tls) {
    must_be_readable(tls.certificate_chain, "certificate");
    must_be_readable(tls.private_key, "private key");
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    auto* const handle = context->native_handle();
    SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION);
    SSL_CTX_set_options(handle, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(handle, SSL_MODE_RELEASE_BUFFERS); // Some 34 kB less an idle connection.
    SSL_CTX_set_default_passwd_cb(handle, no_password);
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(handle, tls.certificate_chain.c_str()) != 1)
        throw std::runtime_error("The TLS certificate " + tls.certificate_chain.string() +
                                 " is not a certificate in PEM form. It must start with the "
                                 "server's own certificate, followed by those that signed it.");
    if (SSL_CTX_use_PrivateKey_file(handle, tls.private_key.c_str(), SSL_FILETYPE_PEM) != 1) {
        const bool mismatch = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH;
        throw std::runtime_error(
            "The TLS private key " + tls.private_key.string() +
            (mismatch ? " does not belong to the certificate " + tls.certificate_chain.string() +
                            ". Put the two that were made together."
                      : " is not a private key in PEM form without a password."));
    }
    return context;
}

} // namespace sportello::http
