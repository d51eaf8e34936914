// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/rules/expression.h"

#include <gtest/gtest.h>

#include "tests/unit/hub_rules/random_rules.h"

namespace silverlane::rules {
namespace {

class ExpressionTest : public testing::Test {
protected:
    std::string json_of(std::string_view text) {
        const auto parsed = parse_text(text, catalogue_);
        return parsed.ok() ? to_json(*parsed) : parsed.error().text();
    }
    std::string text_of_json(std::string_view json) {
        const auto read = from_json(json, catalogue_);
        return read.ok() ? to_text(*read) : read.error().text();
    }

    Catalogue catalogue_ = test::sample_catalogue();
};

TEST_F(ExpressionTest, TextAndJsonSayTheSame) {
    const std::pair<const char*, const char*> cases[] = {
        {"always", "{}"},
        {"age at least 60", R"({"fact":"age","at_least":60})"},
        {"age between 60 and 80 and not tags any of [complaint]", R"({"all":[{"fact":"age","between":[60,80]},{"not":{"fact":"tags","any_of":["complaint"]}}]})"},
        {"days since risk_assessed less than 365", R"({"days_since":"risk_assessed","less":365})"},
        {"count of marketing_contact in 30 days at most 1", R"({"count":"marketing_contact","window_days":30,"at_most":1})"},
        {"segment silver", R"({"segment":"silver"})"},
        {"branch under CN/36", R"({"fact":"branch","under":"CN/36"})"},
        {"branch under [CN/36, CN/44]", R"({"fact":"branch","under":["CN/36","CN/44"]})"},
        {"tier is not gold", R"({"fact":"tier","not_equal":"gold"})"},
        {"tier not in [gold, silver]", R"({"fact":"tier","not_in":["gold","silver"]})"},
        {"age exists or hour missing", R"({"any":[{"fact":"age","exists":true},{"fact":"hour","missing":true}]})"},
        {"(age is 1 or age is 2) and hour is 3", R"({"all":[{"any":[{"fact":"age","equal":1},{"fact":"age","equal":2}]},{"fact":"hour","equal":3}]})"},
        {"age is 1 or (age is 2 and hour is 3)", R"({"any":[{"fact":"age","equal":1},{"all":[{"fact":"age","equal":2},{"fact":"hour","equal":3}]}]})"},
        {"all of (age is 1)", R"({"all":[{"fact":"age","equal":1}]})"},
        {"any of ()", R"({"any":[]})"},
        {"not not age is -1", R"({"not":{"not":{"fact":"age","equal":-1}}})"},
        {"\"not\" is \"and\"", R"({"fact":"not","equal":"and"})"},
        {"service in [\"60\", \"a b\", \"q\\\"\\\\\\n\"]", R"({"fact":"service","in":["60","a b","q\"\\\n"]})"}};
    for (const auto& [text, json] : cases) {
        EXPECT_EQ(json_of(text), json);
        EXPECT_EQ(text_of_json(json), text);
    }
}

TEST_F(ExpressionTest, TextTakesSignsAndAnySpacing) {
    EXPECT_EQ(json_of("  age>=60\n and age <80\tand hour==9 and hour != 10 and age= 70 and age > 1 and age<=99"),
              json_of("age at least 60 and age less than 80 and hour is 9 and hour is not 10 and age is 70 and age greater than 1 and age at most 99"));
    EXPECT_EQ(json_of("((age is 1))"), json_of("age is 1"));
    EXPECT_EQ(json_of("age is 1 or age is 2 and hour is 3"), json_of("age is 1 or (age is 2 and hour is 3)"));
}

TEST_F(ExpressionTest, JsonTakesBothEndsOfARangeApart) {
    EXPECT_EQ(text_of_json(R"({"fact":"age","at_least":60,"at_most":80})"), "age between 60 and 80");
    EXPECT_EQ(text_of_json(R"( { "at_most" : 80 , "fact" : "age" , "at_least" : 60 } )"), "age between 60 and 80");
}

TEST_F(ExpressionTest, TextErrorsNameColumnAndNearestWord) {
    const std::pair<const char*, const char*> cases[] = {
        {"", "column 1: expected the name of a fact, found the end"},
        {"agee at least 60", "column 1: unknown fact 'agee'; did you mean 'age'?"},
        {"age att least 60", "column 5: expected a test such as 'is', 'at least', 'between', 'in', 'any of' or 'exists', found 'att'; did you mean 'at'?"},
        {"age at least", "column 13: expected a value, found the end"},
        {"age at least gold", "column 1: 'at_least' of 'age' has a value of the wrong type; write whole numbers"},
        {"tags at least 3", "column 1: 'tags' is of type texts, which has no test 'at_least'; use one of any_of, all_of, none_of, exists, missing"},
        {"risk_assessed is 3", "column 1: 'risk_assessed' is of type day, which has no test 'equal'; ask days_since of it, exists or missing"},
        {"days since age is 3", "column 1: days_since asks a fact of type day; 'age' is of type number; use one of equal, not_equal, less, at_most, greater, at_least, between, in, not_in, exists, missing"},
        {"count of visits in 0 days is 1", "column 1: a window of 0 days; write window_days from 1 to 3660"},
        {"age is 60 nad hour is 9", "column 11: expected 'and', 'or' or the end, found 'nad'; did you mean 'and'?"},
        {"(age is 60", "column 11: expected ')', found the end"},
        {"age is 99999999999999999999", "column 8: '99999999999999999999' is too large a number"},
        {"tags any of []", "column 14: expected a value, found ']'"},
        {"tags any of [\"open", "column 14: the quote is never closed"},
        {"service is \"\\q\"", "column 13: expected \\\\, \\\", \\n, \\t or \\x and two digits of a code below 80"},
        {"service is 老客户 and agee is 1", "column 20: unknown fact 'agee'; did you mean 'age'?"},
        {"age is 60 ; hour is 9", "column 11: a sign that means nothing here"},
        {"tier is not", "column 12: expected a value, found the end"},
        {"tier is and", "column 9: expected a value (quote it when it is a word of the language), found 'and'"},
        {"service is \"\"", "column 1: an empty text; ask missing instead"}};
    for (const auto& [text, error] : cases) EXPECT_EQ(json_of(text), error) << text;
}

TEST_F(ExpressionTest, JsonErrorsNamePlaceAndWhatToWrite) {
    const std::pair<const char*, const char*> cases[] = {
        {"", R"(not JSON; write an object such as {"fact":"age","at_least":60})"},
        {"[]", R"(not a condition; write an object such as {"fact":"age","at_least":60})"},
        {R"({"all":{"fact":"age","equal":1}})", "/all: not a list of conditions; write all = [ ... ]"},
        {R"({"all":[],"fact":"age"})", "'all' beside other keys; put the others into a condition of their own"},
        {R"({"all":[{},{"any":[{"fact":"rsk_level","at_least":2}]}]})", "/all/1/any/0: unknown fact 'rsk_level'; did you mean 'risk_level'?"},
        {R"({"not":{"fact":"age","at_leest":60}})", "/not: unknown key 'at_leest'; did you mean 'at_least'?"},
        {R"({"fact":"age"})", "no test; write one such as at_least, in, any_of or exists"},
        {R"({"at_least":60})", "it is not said what is asked; write one of fact, days_since, count, segment"},
        {R"({"fact":"age","segment":"silver","equal":1})", "more than one thing is asked; write one of fact, days_since, count, segment"},
        {R"({"fact":"age","less":60,"equal":3})", "more than one test; put each into a condition of its own, in all = [ ... ]"},
        {R"({"fact":"age","at_least":60.5})", "/at_least: not a whole number of 64 bits; write a whole number"},
        {R"({"fact":"age","at_least":1e300})", "/at_least: not a whole number of 64 bits; write a whole number"},
        {R"({"fact":"age","at_least":18446744073709551615})", "/at_least: not a whole number of 64 bits; write a whole number"},
        {R"({"fact":"age","at_least":true})", "/at_least: neither a number nor a text; write a whole number or a text"},
        {R"({"fact":"age","at_least":[60]})", "/at_least: a list; write one value, or use in, any_of, all_of, none_of"},
        {R"({"fact":"age","between":[60]})", "'between' needs two values; write the least and the most, both included"},
        {R"({"fact":"age","in":60})", "/in: not a list; write [ ... ]"},
        {R"({"fact":"tags","any_of":[]})", "'any_of' needs at least one value; write what it may be"},
        {R"({"fact":"tags","any_of":["a",3]})", "'any_of' of 'tags' has a value of the wrong type; write texts"},
        {R"({"fact":"age","exists":false})", "/exists: not true; write true, or the opposite test"},
        {R"({"fact":3,"exists":true})", "/fact: not a name; write a text"},
        {R"({"count":"visits","at_most":1})", "count without window_days; write window_days = 30"},
        {R"({"count":"visits","window_days":4000,"at_most":1})", "/window_days: a window of 4000 days; write 1 to 3660"},
        {R"({"fact":"age","window_days":3,"at_most":1})", "'window_days' without count; leave it out"},
        {R"({"segment":"silver","equal":1})", "a segment with a test; write the segment alone, or inside not"}};
    for (const auto& [json, error] : cases) EXPECT_EQ(text_of_json(json), error) << json;
}

TEST_F(ExpressionTest, AllMistakesOfAFileAreToldAtOnce) {
    std::vector<Mistake> mistakes;
    EXPECT_FALSE(from_json(R"({"all":[{"fact":"ag","equal":1},{"fact":"age","equal":"x"},{"fact":"hour","equal":1}]})", catalogue_, &mistakes).ok());
    ASSERT_EQ(mistakes.size(), 2U);
    EXPECT_EQ(mistakes[0], (Mistake{"/all/0", "unknown fact 'ag'", "did you mean 'age'?"}));
    EXPECT_EQ(mistakes[1].place, "/all/1");
}

std::string nested(int levels, const std::string& open, const std::string& inner, const std::string& close) {
    std::string out = inner;
    for (int i = 1; i < levels; ++i) out = open + out + close;
    return out;
}

TEST_F(ExpressionTest, ThirtyLevelsAreTakenAndNoMore) {
    const auto json = [](int levels) { return nested(levels, R"({"not":)", R"({"fact":"age","exists":true})", "}"); };
    EXPECT_TRUE(from_json(json(30), catalogue_).ok());
    EXPECT_EQ(from_json(json(31), catalogue_).error().text().substr(0, 24), "/not/not/not/not/not/not");
    EXPECT_NE(from_json(json(31), catalogue_).error().text().find(": more than 30 levels; write fewer"), std::string::npos);
    EXPECT_TRUE(parse_text(nested(30, "not ", "age exists", ""), catalogue_).ok());
    EXPECT_EQ(parse_text(nested(31, "not ", "age exists", ""), catalogue_).error().text(), "31 levels; write at most 30");
    EXPECT_EQ(parse_text(nested(5'000, "(", "age exists", ")"), catalogue_).error().text(), "column 121: more than 120 brackets and nots inside each other");
    EXPECT_EQ(from_json(nested(10'000, "[", "", "]"), catalogue_).error().code(), ErrorCode::invalid_input);
    EXPECT_EQ(from_json(std::string(1'000'000, '['), catalogue_).error().text(), "1000000 bytes; write at most 15360");
}

TEST_F(ExpressionTest, TooManyFactsAndTooManyBytesAreRefused) {
    std::vector<FactName> names;
    for (int i = 0; i < 32; ++i) {
        names.push_back({"p" + std::to_string(i), Type::number, Origin::profile, {}});
        names.push_back({"c" + std::to_string(i), Type::number, Origin::context, {}});
    }
    const Catalogue wide(names);
    const auto asking = [](char origin, int count) {
        std::string out;
        for (int i = 0; i < count; ++i) out += (i == 0 ? "" : " and ") + std::string(1, origin) + std::to_string(i) + " exists";
        return out;
    };
    EXPECT_TRUE(parse_text(asking('p', 25) + " and " + asking('c', 30) + " and p0 is 1", wide).ok());
    EXPECT_EQ(parse_text(asking('p', 26), wide).error().text(), "26 different profile facts; ask at most 25");
    EXPECT_EQ(parse_text(asking('c', 31), wide).error().text(), "31 different context facts; ask at most 30");
    std::string longest = "service in [" + std::string(15'300, 'x') + "]";
    EXPECT_TRUE(parse_text(longest, catalogue_).ok());
    longest.insert(12, 100, 'x');
    EXPECT_EQ(parse_text(longest, catalogue_).error().text().substr(0, 13), "15428 bytes a");
}

}  // namespace
}  // namespace silverlane::rules
