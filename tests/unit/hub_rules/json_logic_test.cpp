// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The exchange with JSONLogic by itself; tests/jsonlogic compares it with json-logic-js.
#include "hub/rules/json_logic.h"

#include <gtest/gtest.h>

#include "tests/unit/hub_rules/random_rules.h"

namespace silverlane::rules {
namespace {

class JsonLogicTest : public testing::Test {
protected:
    std::string out(std::string_view text) {
        const auto parsed = parse_text(text, catalogue_);
        return parsed.ok() ? to_json_logic(*parsed) : parsed.error().text();
    }
    std::string in(std::string_view json) {
        const auto read = from_json_logic(json, catalogue_);
        return read.ok() ? to_text(*read) : read.error().text();
    }

    Catalogue catalogue_ = test::sample_catalogue();
};

TEST_F(JsonLogicTest, EveryFormGoesOutAndComesBack) {
    const std::pair<const char*, const char*> cases[] = {
        {"age is 60", R"({"===":[{"var":"age"},60]})"},
        {"tier is not gold", R"({"!==":[{"var":"tier"},"gold"]})"},
        {"age less than 60", R"({"<":[{"var":"age"},60]})"},
        {"age at most 60", R"({"<=":[{"var":"age"},60]})"},
        {"age greater than 60", R"({">":[{"var":"age"},60]})"},
        {"age at least 60", R"({">=":[{"var":"age"},60]})"},
        {"age between 60 and 80", R"({"<=":[60,{"var":"age"},80]})"},
        {"tier in [gold, silver]", R"({"in":[{"var":"tier"},["gold","silver"]]})"},
        {"age not in [1, 2]", R"({"!":{"in":[{"var":"age"},[1,2]]}})"},
        {"tags any of [salary]", R"({"some":[{"var":"tags"},{"in":[{"var":""},["salary"]]}]})"},
        {"tags none of [salary]", R"({"none":[{"var":"tags"},{"in":[{"var":""},["salary"]]}]})"},
        {"tags all of [salary, pension]", R"({"and":[{"in":["salary",{"var":"tags"}]},{"in":["pension",{"var":"tags"}]}]})"},
        {"age exists", R"({"!":{"missing":["age"]}})"},
        {"age missing", R"({"!!":{"missing":["age"]}})"},
        {"days since risk_assessed less than 365", R"({"<":[{"-":[{"var":"today"},{"var":"risk_assessed"}]},365]})"},
        {"count of visits in 30 days at least 2", R"({">=":[{"days_within":[{"var":"visits"},30,{"var":"today"}]},2]})"},
        {"branch under CN/36", R"({"under":[{"var":"branch"},["CN/36"]]})"},
        {"segment silver", R"({"segment":["silver"]})"},
        {"not age is 60", R"({"!":[{"===":[{"var":"age"},60]}]})"},
        {"age is 1 or (hour is 2 and always)", R"({"or":[{"===":[{"var":"age"},1]},{"and":[{"===":[{"var":"hour"},2]},true]}]})"}};
    for (const auto& [text, json] : cases) {
        EXPECT_EQ(out(text), json);
        EXPECT_EQ(in(json), text);
    }
}

TEST_F(JsonLogicTest, OtherSpellingsComeInAsTheSame) {
    EXPECT_EQ(in(R"({"==":[60,{"var":["age"]}]})"), "age is 60");
    EXPECT_EQ(in(R"({">":[60,{"var":"age"}]})"), "age less than 60");
    EXPECT_EQ(in(R"({"<":[60,{"var":"age"},80]})"), "age greater than 60 and age less than 80");
    EXPECT_EQ(in(R"({"==":[{"var":"age"},null]})"), "age missing");
    EXPECT_EQ(in(R"({"in":["salary",{"var":"tags"}]})"), "tags any of [salary]");
    EXPECT_EQ(in(R"({"missing":["age","hour"]})"), "age missing or hour missing");
    EXPECT_EQ(in(R"({"if":[{"==":[{"var":"age"},1]},{"==":[{"var":"hour"},2]},{"==":[{"var":"hour"},3]}]})"), "(age is 1 and hour is 2) or (not age is 1 and hour is 3)");
    EXPECT_EQ(in(R"({"and":[{">":[2,1]},{"!!":[0]}]})"), "always and not always");
}

TEST_F(JsonLogicTest, WhatCannotBeSaidIsRefusedWithPlaceAndOperator) {
    const std::pair<const char*, const char*> cases[] = {
        {R"({"and":[{"==":[{"var":"age"},1]},{"map":[{"var":"tags"},1]}]})", "/and/1/map: the operator 'map' says what rules cannot; use and, or, !, comparisons with a value, in, some, none, missing, if"},
        {R"({"==":[{"var":"age"},{"var":"hour"}]})", "/==: a variable is compared with a variable; compare it with a value"},
        {R"({">":[{"+":[{"var":"age"},1]},60]})", "/>: what is compared is neither a variable nor a value; compare {\"var\":\"age\"} with a value"},
        {R"({"var":"age"})", "/var: a variable by itself is no condition; compare it with a value"},
        {R"({"==":[{"var":"agee"},1]})", "/==: unknown fact 'agee'; did you mean 'age'?"},
        {R"({"==":[{"var":"age"},1.5]})", "/==: compared with what is neither a whole number nor a text; write a whole number or a text"},
        {R"({"<":[{"var":"tier"},"gold"]})", "/<: 'tier' is of type text, which has no test 'less'; use one of equal, not_equal, in, not_in, exists, missing"},
        {R"({"and":[],"or":[]})", "an object that is no operation; write one operation such as {\">=\":[{\"var\":\"age\"},60]}"},
        {"{", "not JSON"}};
    for (const auto& [json, error] : cases) EXPECT_EQ(in(json), error) << json;
    std::string deep = "true";
    for (int i = 0; i < 31; ++i) deep = R"({"!":[)" + deep + "]}";
    EXPECT_NE(in(deep).find("more than 30 levels"), std::string::npos);
    std::string nested_if = "true";
    for (int i = 0; i < 60; ++i) nested_if = R"({"if":[)" + nested_if + ",1,0]}";
    EXPECT_NE(in(nested_if).find("more than 30 levels"), std::string::npos);
}

/// All trees but empty groups, which JSONLogic has no form for.
TEST_F(JsonLogicTest, RandomConditionsComeBackAsTheSameTree) {
    test::Draw draw(41);
    const auto has_empty_group = [](const auto& self, const Expression& expression) -> bool {
        const bool group = expression.kind == Expression::Kind::all || expression.kind == Expression::Kind::any;
        return (group && expression.parts.empty()) || std::any_of(expression.parts.begin(), expression.parts.end(), [&](const Expression& part) { return self(self, part); });
    };
    int compared = 0;
    for (int i = 0; i < 10'000; ++i) {
        const Expression expression = draw.expression(catalogue_, 1 + i % 6, {"silver", "long time"});
        const std::string json = to_json_logic(expression);
        const auto back = from_json_logic(json, catalogue_);
        ASSERT_TRUE(back.ok()) << json << " " << back.error().text();
        if (has_empty_group(has_empty_group, expression)) continue;
        ++compared;
        ASSERT_EQ(*back, expression) << json << "\n" << to_text(expression);
    }
    EXPECT_GT(compared, 5'000);
}

}  // namespace
}  // namespace silverlane::rules
