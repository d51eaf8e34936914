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

namespace {

/// A file with keys of its own, a table and a list of tables, as a campaign has them.
std::string read_campaign(std::string_view text) {
    Mistakes mistakes;
    const auto document = Document::parse(text, "bond.toml");
    if (!document) return document.error().text();
    TableReader root = document->root(mistakes);
    TableReader quota = root.table("quota");
    static_cast<void>(quota.integer("per_day", 1, 0, 100));
    TableReader inner = quota.table("inner");
    inner.finish();
    quota.finish();
    for (TableReader& weight : root.tables("weight")) {
        weight.required_text("when_text");
        weight.finish();
    }
    root.required_text("cue");
    static_cast<void>(root.text("group", ""));
    root.finish();
    mistakes.sort();
    return mistakes.text();
}

}  // namespace

TEST(TableReader, ALineBelowAHeadingThatBelongsAboveItIsSentThere) {
    EXPECT_EQ(read_campaign("[quota]\nper_day = 3\ncue = \"x\"\n"),
              "bond.toml:3:1: 'cue' stands below [quota] and so in that table, which has no such key; move the line above [quota]: in TOML a line belongs to the heading over it")
        << "and that it is missing above is not told as well";
    EXPECT_EQ(read_campaign("cue = \"x\"\n[[weight]]\nwhen_text = \"always\"\ngroup = \"g\"\n"),
              "bond.toml:4:1: 'group' stands below [[weight]] and so in that table, which has no such key; move the line above the first [[weight]]: in TOML a line belongs to the "
              "heading over it");
    EXPECT_EQ(read_campaign("cue = \"x\"\n[quota]\ncue = \"y\"\n"),
              "bond.toml:3:1: 'cue' stands below [quota] and so in that table, which has no such key; remove it: 'cue' is written above already");
    EXPECT_EQ(read_campaign("[quota.inner]\ncue = \"x\"\n").find("'cue' stands below [quota.inner]"), std::string("bond.toml:2:1: ").size()) << "two headings deep";
    EXPECT_EQ(read_campaign("cue = \"x\"\n[quota]\nper_dya = 3\n"), "bond.toml:3:1: unknown key 'per_dya'; write 'per_day', or remove the line");
    EXPECT_EQ(read_campaign("cue = \"x\"\n[quota]\nnothing_like_it = 3\n").find("bond.toml:3:1: unknown key 'nothing_like_it'"), 0U);
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
