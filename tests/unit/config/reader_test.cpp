// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/reader.h"

#include <gtest/gtest.h>

namespace silverlane::config {
namespace {

Mistakes read(std::string_view text) {
    Mistakes mistakes;
    auto document = Document::parse(text, "hub.toml");
    if (!document) {
        mistakes.add({}, document.error().text(), "");
        return mistakes;
    }
    TableReader root = document->root(mistakes);
    TableReader server = root.table("server");
    server.text("address", "127.0.0.1");
    server.integer("port", 8443, 0, 65535);
    server.finish();
    root.finish();
    return mistakes;
}

}  // namespace

TEST(TableReader, NamesAnUnknownKeyWithLineAndTheNearestOne) {
    const Mistakes mistakes = read("[server]\naddres = \"::1\"\n");
    ASSERT_EQ(mistakes.all().size(), 1U);
    EXPECT_EQ(mistakes.text(), "hub.toml:2:1: unknown key 'addres'; write 'address', or remove the line");
}

TEST(TableReader, SaysWhatIsAllowed) {
    EXPECT_EQ(read("[server]\nport = 70000\n").text(), "hub.toml:2:8: 'port' is 70000, outside what is allowed; write a whole number from 0 to 65535");
    EXPECT_EQ(read("[server]\nport = \"x\"\n").text(), "hub.toml:2:8: 'port' is a text; write a whole number from 0 to 65535");
}

TEST(TableReader, OneRunShowsEveryMistake) {
    EXPECT_EQ(read("sever = 1\n[server]\nport = -1\nadress = 3\n").all().size(), 3U);
}

TEST(Document, BrokenTomlIsNamedWithItsLine) {
    auto document = Document::parse("[server]\nport = = 3\n", "hub.toml");
    ASSERT_FALSE(document);
    EXPECT_NE(document.error().text().find("hub.toml:2:"), std::string::npos);
}

TEST(TableReader, AMissingFileAndAMissingValueSaySo) {
    EXPECT_EQ(Document::load("/nonexistent/hub.toml").error().code(), ErrorCode::not_found);
    auto document = Document::parse("", "kiosk.toml");
    Mistakes mistakes;
    document->root(mistakes).required_text("name");
    EXPECT_EQ(mistakes.text(), "kiosk.toml:1:1: 'name' is missing; add name = \"...\"");
}

TEST(TableReader, ATreeComesOutAsJsonAndEveryPartOfItHasAPlace) {
    Mistakes mistakes;
    const auto document = Document::parse("[rule]\nall = [\n  { fact = \"age\", at_least = 60 },\n  { any = [\n    { fact = \"tags\", any_of = [\"a\", \"b\"] },\n  ] },\n]\n", "rule.toml");
    ASSERT_TRUE(document);
    TableReader root = document->root(mistakes);
    std::string json = root.json_of("rule");
    std::erase_if(json, [](char each) { return each == ' ' || each == '\n'; });
    EXPECT_EQ(json, R"({"all":[{"at_least":60,"fact":"age"},{"any":[{"any_of":["a","b"],"fact":"tags"}]}]})");
    EXPECT_EQ(root.json_of("nothing"), "");
    EXPECT_EQ(root.position_at("rule", "/all/0").line, 3);
    EXPECT_EQ(root.position_at("rule", "/all/1/any/0").line, 5);
    EXPECT_EQ(root.position_at("rule", "/all/1/any/7/x").line, 4) << "the nearest that is there: the list of the line before";
    EXPECT_EQ(root.position_at("rule", "").line, 1);
    root.mistake_at("rule", "/all/1/any/0/any_of", "wrong", "right");
    root.finish();
    EXPECT_EQ(mistakes.text(), "rule.toml:5:31: wrong; right");
}

TEST(TableReader, KeepsTheOrderOfTheFile) {
    auto document = Document::parse("b = 1\na = 2\nc = 3\n", "x.toml");
    Mistakes mistakes;
    EXPECT_EQ(document->root(mistakes).keys(), (std::vector<std::string>{"b", "a", "c"}));
}

}  // namespace silverlane::config
