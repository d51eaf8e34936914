// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "hub/http/static_files.h"

namespace silverlane::http {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public ::testing::Test {
protected:
    StaticFilesTest() : folder_(fs::temp_directory_path() / ("silverlane-pages-" + std::to_string(::getpid()))) {
        fs::create_directories(folder_ / "page" / "texts");
        write("secret.html", "outside");
        write("page/index.html", "<!doctype html>");
        write("page/texts/en.js", "export default {};");
        write("page/.hidden.js", "no");
    }
    ~StaticFilesTest() override { fs::remove_all(folder_); }
    void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
    Result<StaticFiles> load() { return StaticFiles::load(folder_ / "page"); }
    fs::path folder_;
};

TEST_F(StaticFilesTest, files_come_with_type_tag_and_policy) {
    const auto files = load();
    ASSERT_TRUE(files.ok());
    EXPECT_EQ(files->count(), 2U);
    const net::Response response = files->answer("texts/en.js", {});
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.content_type, "text/javascript; charset=utf-8");
    EXPECT_EQ(response.body, "export default {};");
    EXPECT_TRUE(response.headers.first("Content-Security-Policy").value_or("").starts_with("default-src 'self'"));
    EXPECT_EQ(response.headers.first("X-Content-Type-Options").value_or(""), "nosniff");
    EXPECT_EQ(files->answer("", {}).body, "<!doctype html>");
}

TEST_F(StaticFilesTest, a_known_tag_is_answered_with_304_until_the_file_changes) {
    const auto before = load();
    ASSERT_TRUE(before.ok());
    net::Request request;
    request.headers.add("If-None-Match", "\"other\", W/" + before->answer("", {}).headers.first("ETag").value_or(""));
    EXPECT_EQ(before->answer("", request).status, 304);
    EXPECT_TRUE(before->answer("", request).body.empty());
    write("page/index.html", "<!doctype html><p>");
    const auto later = load();
    ASSERT_TRUE(later.ok());
    EXPECT_EQ(later->answer("", request).status, 200);
}

TEST_F(StaticFilesTest, a_large_file_is_packed_for_who_reads_gzip_and_has_a_tag_of_its_own) {
    std::string words;
    for (int index = 0; index < 2'000; ++index) words += "'key." + std::to_string(index) + "': 'the same words',\n";
    write("page/texts/en.js", words);
    const auto files = load();
    ASSERT_TRUE(files.ok());
    const net::Response plain = files->answer("texts/en.js", {});
    net::Request request;
    request.headers.add("Accept-Encoding", "gzip, deflate, br");
    const net::Response packed = files->answer("texts/en.js", request);
    EXPECT_EQ(plain.body, words);
    EXPECT_FALSE(plain.headers.first("Content-Encoding"));
    EXPECT_EQ(packed.headers.first("Content-Encoding").value_or(""), "gzip");
    EXPECT_LT(packed.body.size(), words.size() / 4);
    EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
    EXPECT_NE(packed.headers.first("ETag"), plain.headers.first("ETag"));
    for (const auto& each : {plain, packed}) EXPECT_EQ(each.headers.first("Vary").value_or(""), "Accept-Encoding");
    net::Request again = request;
    again.headers.add("If-None-Match", packed.headers.first("ETag").value_or(""));
    EXPECT_EQ(files->answer("texts/en.js", again).status, 304);
    net::Request other = request;
    other.headers.add("If-None-Match", plain.headers.first("ETag").value_or(""));
    EXPECT_EQ(files->answer("texts/en.js", other).status, 200) << "kept in the other form";
    EXPECT_FALSE(files->answer("", request).headers.first("Content-Encoding")) << "too small to gain by it";
}

TEST_F(StaticFilesTest, no_path_leads_out_of_the_folder) {
    const auto files = load();
    ASSERT_TRUE(files.ok());
    for (const char* name : {"../secret.html", "texts/../../secret.html", "/etc/passwd", "..\\secret.html", "texts//en.js", "./index.html", ".hidden.js", "texts",
                             "%2e%2e/secret.html"}) {
        EXPECT_EQ(files->answer(name, {}).status, 404) << name;
    }
}

TEST_F(StaticFilesTest, a_file_of_unknown_type_is_refused_at_start_by_its_name) {
    write("page/run.exe", "MZ");
    const auto files = load();
    ASSERT_FALSE(files.ok());
    EXPECT_EQ(files.error().code(), ErrorCode::unsupported);
    EXPECT_NE(files.error().text().find("run.exe"), std::string::npos);
}

TEST_F(StaticFilesTest, a_missing_folder_is_named) {
    const auto files = StaticFiles::load(folder_ / "nowhere");
    ASSERT_FALSE(files.ok());
    EXPECT_NE(files.error().text().find("nowhere"), std::string::npos);
}

TEST(TabletPageTest, the_shipped_page_loads) {
    const auto files = StaticFiles::load(fs::path(SILVERLANE_SOURCE_DIR) / "ui_assets/web/tablet");
    ASSERT_TRUE(files.ok()) << files.error().text();
    EXPECT_EQ(files->answer("", {}).content_type, "text/html; charset=utf-8");
}

}  // namespace
}  // namespace silverlane::http
