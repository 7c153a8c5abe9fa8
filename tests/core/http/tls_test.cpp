// tests/core/http/tls_test.cpp -- TLS with certificates made for the test.
#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>

#include "tests/core/http/server_fixture.hpp"
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace sportello::http::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class TlsTest : public ServerTest {
protected:
    Tls files{folder / "chain.pem", folder / "key.pem"};

    // A key and a certificate for it, signed by itself. A password encrypts the key.
    void make_certificate(const std::string& name, const char* password = nullptr) const {
        EVP_PKEY* const key = EVP_EC_gen("P-256");
        X509* const certificate = X509_new();
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
        X509_set_pubkey(certificate, key);
        auto* const subject = X509_get_subject_name(certificate);
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
        X509_set_issuer_name(certificate, subject);
        X509_sign(certificate, key, EVP_sha256());
        std::FILE* const chain = std::fopen(files.certificate_chain.c_str(), "w");
        PEM_write_X509(chain, certificate);
        std::fclose(chain);
        std::FILE* const secret = std::fopen(files.private_key.c_str(), "w");
        PEM_write_PKCS8PrivateKey(secret, key, password ? EVP_aes_128_cbc() : nullptr, password,
                                  password ? static_cast<int>(std::strlen(password)) : 0, nullptr,
                                  nullptr);
        std::fclose(secret);
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
    void start_tls(const Limits& limits = {}) {
        make_certificate("counter.example");
        make(limits);
        port = server->listen("127.0.0.1", 0, files);
        run();
    }
    std::string refusal() {
        make();
        try {
            server->listen("127.0.0.1", 0, files);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "";
    }
};

TEST_F(TlsTest, ServesRequestAfterRequest) {
    const auto bytes = std::make_shared<const std::string>(1'000'000, 'x');
    router.immediate("GET", "/large", [&](const Request&) {
        Response response;
        response.shared = bytes;
        return response;
    });
    start_tls();
    auto client = Client::tls(port);
    const auto reply = client.get("/hello");
    EXPECT_EQ(reply.body, "hello");
    EXPECT_EQ(reply.header("strict-transport-security"), "max-age=31536000");
    EXPECT_EQ(client.get("/large").body, *bytes);
    const std::string body(500'000, 'y');
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 500000\r\n\r\n" + body);
    EXPECT_EQ(client.reply().body, body);
}

TEST_F(TlsTest, RefusesWhatIsOlderThanTls12) {
    start_tls();
    EXPECT_THROW(Client::tls(port, TLS1_1_VERSION), std::runtime_error);
    EXPECT_EQ(Client::tls(port, TLS1_2_VERSION).get("/hello").status, 200);
    EXPECT_EQ(Client::tls(port, TLS1_3_VERSION).get("/hello").status, 200);
}

TEST_F(TlsTest, SaysWhyARequestIsRefused) {
    Limits limits;
    limits.body_bytes_max = 1000;
    limits.io_max = 200ms;
    start_tls(limits);
    auto large = Client::tls(port);
    large.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 100000\r\n\r\n" +
               std::string(100'000, 'x'));
    EXPECT_EQ(large.reply().status, 413);
    auto slow = Client::tls(port);
    slow.send("GET /hello HTTP/1.1\r\nHo");
    EXPECT_EQ(slow.reply().status, 408);
    EXPECT_EQ(slow.end(), Client::End::closed);
}

TEST_F(TlsTest, LetsGoOfWhoNeverShakesHands) {
    Limits limits;
    limits.io_max = 100ms;
    start_tls(limits);
    auto silent = Client::tcp(port);
    EXPECT_EQ(silent.end(), Client::End::closed);
    auto plain = Client::tcp(port);
    plain.send("GET /hello HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_TRUE(soon([&] { return statistics().connections == 0; }));
}

TEST_F(TlsTest, CarriesEventStreams) {
    router.stream("/events", [](store::Connection&, const Request&) { return Response(); });
    start_tls();
    auto client = Client::tls(port);
    EXPECT_EQ(client.get("/events").status, 200);
    ASSERT_TRUE(soon([&] { return statistics().streams == 1; }));
    on_loop([this] { events.publish({1, "a", "{}"}); });
    EXPECT_EQ(client.chunk(), "id: 1\nevent: a\ndata: {}\n\n");
    on_loop([this] { server->stop(); });
    EXPECT_EQ(client.chunk(), "");
    EXPECT_EQ(client.end(), Client::End::closed);
}

TEST_F(TlsTest, TakesANewCertificateForNewConnections) {
    start_tls();
    auto former = Client::tls(port);
    EXPECT_THAT(former.peer_subject(), HasSubstr("counter.example"));
    make_certificate("renewed.example");
    on_loop([this] { server->reload_tls(); });
    EXPECT_THAT(Client::tls(port).peer_subject(), HasSubstr("renewed.example"));
    EXPECT_EQ(former.get("/hello").status, 200);
}

TEST_F(TlsTest, KeepsTheOldCertificateWhenTheNewOneIsNoGood) {
    start_tls();
    std::ofstream(files.certificate_chain) << "not a certificate";
    EXPECT_THROW(on_loop([this] { server->reload_tls(); }), std::runtime_error);
    EXPECT_THAT(Client::tls(port).peer_subject(), HasSubstr("counter.example"));
}

TEST_F(TlsTest, SaysWhichFileIsMissing) {
    EXPECT_THAT(refusal(), AllOf(HasSubstr("chain.pem cannot be read"),
                                 HasSubstr("No such file or directory")));
}

TEST_F(TlsTest, SaysThatACertificateIsNone) {
    make_certificate("counter.example");
    std::ofstream(files.certificate_chain) << "not a certificate";
    EXPECT_THAT(refusal(), HasSubstr("chain.pem is not a certificate in PEM form"));
}

TEST_F(TlsTest, SaysThatAKeyIsNone) {
    make_certificate("counter.example");
    std::ofstream(files.private_key) << "not a key";
    EXPECT_THAT(refusal(), HasSubstr("key.pem is not a private key in PEM form"));
}

TEST_F(TlsTest, SaysThatAKeyIsAnothers) {
    make_certificate("other.example");
    std::filesystem::rename(files.private_key, folder / "other.pem");
    make_certificate("counter.example");
    files.private_key = folder / "other.pem";
    EXPECT_THAT(refusal(), HasSubstr("other.pem does not belong to the certificate"));
}

TEST_F(TlsTest, DoesNotAskForAPassword) {
    make_certificate("counter.example", "secret");
    EXPECT_THAT(refusal(), HasSubstr("without a password"));
}

TEST_F(TlsTest, SaysThatAFileIsEmpty) {
    make_certificate("counter.example");
    std::ofstream(files.private_key).close();
    EXPECT_THAT(refusal(), HasSubstr("the file is empty"));
}

} // namespace
} // namespace sportello::http::test
