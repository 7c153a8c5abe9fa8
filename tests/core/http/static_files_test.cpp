// tests/core/http/static_files_test.cpp -- the panel's files, as a browser meets them.
#include "core/http/static_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/core/temp_folder.hpp"

namespace sportello::http {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class StaticFilesTest : public ::testing::Test {
protected:
    TempFolder temp;
    const fs::path folder = temp / "panel";

    StaticFilesTest() {
        write("index.html", "<!doctype html>");
        write("assets/panel-3f9c.js", "let x;");
        write("favicon.svg", "<svg/>");
        std::ofstream(folder.parent_path() / "secret.txt") << "secret";
    }

    void write(const std::string& name, const std::string& bytes) const {
        fs::create_directories((folder / name).parent_path());
        std::ofstream(folder / name) << bytes;
    }
    static Request get(std::string path, std::string if_none_match = {}) {
        Request request;
        request.method = "GET";
        request.path = std::move(path);
        if (!if_none_match.empty()) request.headers["if-none-match"] = std::move(if_none_match);
        return request;
    }
};

std::string header(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

std::string body(const Response& response) {
    return response.shared ? *response.shared : response.body;
}

TEST_F(StaticFilesTest, AreServedWithTheirType) {
    write("a.css", "");
    write("f.woff2", "x");
    write("m.webmanifest", "{}");
    write("strange.thing", "x");
    const auto serve = static_files(folder);
    EXPECT_EQ(body(serve(get("/assets/panel-3f9c.js"))), "let x;");
    EXPECT_EQ(serve(get("/assets/panel-3f9c.js")).type, "text/javascript; charset=utf-8");
    EXPECT_EQ(serve(get("/a.css")).type, "text/css; charset=utf-8");
    EXPECT_EQ(serve(get("/a.css")).status, 200);
    EXPECT_EQ(serve(get("/f.woff2")).type, "font/woff2");
    EXPECT_EQ(serve(get("/m.webmanifest")).type, "application/manifest+json");
    EXPECT_EQ(serve(get("/strange.thing")).type, "application/octet-stream");
}

TEST_F(StaticFilesTest, KeepAssetsForAYearAndAskForTheRest) {
    const auto serve = static_files(folder);
    EXPECT_EQ(header(serve(get("/assets/panel-3f9c.js")), "Cache-Control"),
              "public, max-age=31536000, immutable");
    EXPECT_EQ(header(serve(get("/")), "Cache-Control"), "no-cache");
    EXPECT_EQ(header(serve(get("/favicon.svg")), "Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, GiveThePageToThePanelsOwnPaths) {
    const auto serve = static_files(folder);
    for (const auto* path : {"/", "/kiosk", "/t/7f3a", "/index.html"}) {
        EXPECT_EQ(body(serve(get(path))), "<!doctype html>") << path;
        EXPECT_EQ(serve(get(path)).type, "text/html; charset=utf-8") << path;
    }
}

TEST_F(StaticFilesTest, AreNotFoundOtherwise) {
    const auto serve = static_files(folder);
    for (const auto* path :
         {"/robots.txt", "/assets/old-1234.js", "/../secret.txt", "/assets/../../secret.txt",
          "/..%2Fsecret.txt", "//etc/passwd.", "/api", "/api/v1/unknown"})
        EXPECT_EQ(serve(get(path)).status, 404) << path;
}

TEST_F(StaticFilesTest, LetPagesRunNothingFromElsewhere) {
    const auto serve = static_files(folder);
    const auto policy = header(serve(get("/kiosk")), "Content-Security-Policy");
    EXPECT_THAT(policy, HasSubstr("default-src 'self'"));
    EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
    EXPECT_EQ(header(serve(get("/favicon.svg")), "Content-Security-Policy"), policy);
    EXPECT_EQ(header(serve(get("/assets/panel-3f9c.js")), "Content-Security-Policy"), "");
}

TEST_F(StaticFilesTest, AreNotSentAgainToWhoHasThem) {
    const auto serve = static_files(folder);
    const auto etag = header(serve(get("/")), "ETag");
    ASSERT_EQ(etag.size(), 34u);
    for (const auto& known : {etag, "W/" + etag, "\"x\", " + etag, std::string("*")}) {
        const auto response = serve(get("/", known));
        EXPECT_EQ(response.status, 304) << known;
        EXPECT_EQ(header(response, "ETag"), etag);
        EXPECT_EQ(body(response), "");
    }
    EXPECT_EQ(serve(get("/", "\"x\"")).status, 200);
    write("index.html", "<!doctype html><p>new");
    EXPECT_EQ(static_files(folder)(get("/", etag)).status, 200);
}

TEST_F(StaticFilesTest, ShareTheirBytes) {
    const auto serve = static_files(folder);
    EXPECT_EQ(serve(get("/")).shared, serve(get("/kiosk")).shared);
}

TEST_F(StaticFilesTest, RefuseAFileBeyondEightMebibytes) {
    write("video.bin", "");
    fs::resize_file(folder / "video.bin", 8u << 20);
    EXPECT_NO_THROW(static_files(folder));
    fs::resize_file(folder / "video.bin", (8u << 20) + 1);
    try {
        static_files(folder);
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("video.bin is larger than 8 MiB"));
    }
}

TEST_F(StaticFilesTest, RefuseAFolderWithoutAPanel) {
    fs::remove(folder / "index.html");
    EXPECT_THROW(static_files(folder), std::runtime_error);
    EXPECT_THROW(static_files(folder / "nowhere"), std::runtime_error);
}

} // namespace
} // namespace sportello::http
