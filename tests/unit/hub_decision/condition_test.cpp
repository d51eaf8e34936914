// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "hub/decision/condition.h"

namespace silverlane::decision {
namespace {

Condition read(std::string_view toml, std::string* mistakes_text = nullptr) {
    const auto document = config::Document::parse(toml, "test.toml");
    EXPECT_TRUE(document) << document.error().text();
    config::Mistakes mistakes;
    auto root = document->root(mistakes);
    auto audience = root.table("audience");
    auto condition = Condition::read(audience);
    if (mistakes_text != nullptr) *mistakes_text = mistakes.text();
    else EXPECT_TRUE(mistakes.empty()) << mistakes.text();
    return condition;
}

Snapshot someone() {
    Snapshot snapshot;
    snapshot.today = *parse_date("2026-11-22");
    CustomerFacts customer;
    customer.birth = parse_date("1954-03-02").value();
    customer.tier = "C";
    customer.risk_level = 2;
    customer.tags = {"pension"};
    customer.holdings = {{"time_deposit", 5'000'000, parse_date("2026-11-27").value(), 1}};
    snapshot.customer = customer;
    return snapshot;
}

TEST(Condition, LeavesCompareNumbersTextsAndSets) {
    const auto yes = [](std::string_view leaf) { return read("[audience]\n" + std::string(leaf)).evaluate(someone(), nullptr) == Truth::yes; };
    EXPECT_TRUE(yes("field = \"age\"\nat_least = 72\nat_most = 72"));
    EXPECT_FALSE(yes("field = \"age\"\nat_least = 73"));
    EXPECT_TRUE(yes("field = \"tier\"\nin = [\"A\", \"C\"]"));
    EXPECT_FALSE(yes("field = \"tier\"\nnot_in = [\"C\"]"));
    EXPECT_TRUE(yes("field = \"tags\"\nany_of = [\"salary\", \"pension\"]"));
    EXPECT_FALSE(yes("field = \"tags\"\nall_of = [\"salary\", \"pension\"]"));
    EXPECT_TRUE(yes("field = \"holding_kinds\"\nnone_of = [\"savings_bond\"]"));
    EXPECT_TRUE(yes("field = \"days_to_maturity\"\nat_most = 5"));
    EXPECT_TRUE(yes("field = \"weekday\"\nat_least = 7"));
}

TEST(Condition, WhatIsMissingIsUnknownAndUnknownIsNotYes) {
    auto nobody_knows = someone();
    nobody_knows.customer->birth.reset();
    std::string why;
    EXPECT_EQ(read("[audience]\nfield = \"age\"\nat_least = 60").evaluate(nobody_knows, &why), Truth::unknown);
    EXPECT_EQ(why, "age 60..: missing");
    EXPECT_EQ(read("[audience]\nnot = { field = \"age\", at_least = 60 }").evaluate(nobody_knows, nullptr), Truth::unknown);
    EXPECT_EQ(read("[audience]\nfield = \"age\"\nexists = false").evaluate(nobody_knows, nullptr), Truth::yes);
    EXPECT_EQ(read("[audience]\nany = [{ field = \"age\", at_least = 60 }, { field = \"tier\", in = [\"C\"] }]").evaluate(nobody_knows, nullptr), Truth::yes);
    EXPECT_EQ(read("[audience]\nall = [{ field = \"age\", at_least = 60 }, { field = \"tier\", in = [\"A\"] }]").evaluate(nobody_knows, nullptr), Truth::no);
}

TEST(Condition, TheFirstThingThatDidNotHoldIsNamed) {
    std::string why;
    const auto condition = read("[audience]\nall = [{ field = \"tier\", in = [\"C\"] }, { field = \"risk_level\", at_least = 4 }, { field = \"age\", at_most = 5 }]");
    EXPECT_EQ(condition.evaluate(someone(), &why), Truth::no);
    EXPECT_EQ(why, "risk_level 4..: no");
}

TEST(Condition, MistakesNameFileLineAndWhatToWrite) {
    std::string text;
    static_cast<void>(read("[audience]\nfield = \"agee\"\nat_least = 60", &text));
    EXPECT_NE(text.find("test.toml:2"), std::string::npos) << text;
    EXPECT_NE(text.find("write one of age"), std::string::npos) << text;
    static_cast<void>(read("[audience]\nfield = \"age\"\nany_of = [\"x\"]", &text));
    EXPECT_NE(text.find("any_of"), std::string::npos) << text;
    static_cast<void>(read("[audience]\nfield = \"age\"\nat_least = 9\nat_most = 3", &text));
    EXPECT_NE(text.find("never holds"), std::string::npos) << text;
    static_cast<void>(read("[audience]\nall = []", &text));
    EXPECT_NE(text.find("empty list"), std::string::npos) << text;
}

TEST(Condition, NestingHasABound) {
    std::string toml = "[audience]\n";
    std::string inner = "{ field = \"age\", at_least = 1 }";
    for (int i = 0; i < 40; ++i) inner = "{ not = " + inner + " }";
    std::string text;
    static_cast<void>(read(toml + "not = " + inner, &text));
    EXPECT_NE(text.find("nested too deeply"), std::string::npos) << text;
}

}  // namespace
}  // namespace silverlane::decision
