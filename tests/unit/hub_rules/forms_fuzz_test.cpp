// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whatever bytes come, the readers give a tree that reads back or an error with words, and never end the program. Fixed seeds; run under the
// address sanitizer too.
#include <gtest/gtest.h>

#include "hub/rules/json_logic.h"
#include "hub/rules/rule_set.h"
#include "tests/unit/hub_rules/random_rules.h"

namespace silverlane::rules::test {
namespace {

class FormsFuzz : public testing::Test {
protected:
    void try_both(const std::string& bytes) {
        taken_ += one(from_json(bytes, catalogue_)) ? 1 : 0;
        taken_ += one(parse_text(bytes, catalogue_)) ? 1 : 0;
        const auto logic = from_json_logic(bytes, catalogue_);
        EXPECT_TRUE(logic.ok() || !logic.error().message().empty());
        tried_ += 2;
    }

    bool one(const Result<Expression>& read) {
        if (!read.ok()) {
            EXPECT_EQ(read.error().code(), ErrorCode::invalid_input);
            EXPECT_FALSE(read.error().message().empty());
            return false;
        }
        EXPECT_EQ(*from_json(to_json(*read), catalogue_), *read);
        EXPECT_EQ(*parse_text(to_text(*read), catalogue_), *read);
        check(*read, catalogue_, {});
        return true;
    }

    std::string spoilt(std::string bytes) {
        for (int i = draw_.number(1, 3); i > 0 && !bytes.empty(); --i) {
            const auto at = static_cast<std::size_t>(draw_.number(0, static_cast<int>(bytes.size()) - 1));
            switch (draw_.number(0, 3)) {
                case 0: bytes[at] = static_cast<char>(draw_.number(0, 255)); break;
                case 1: bytes.erase(at, static_cast<std::size_t>(draw_.number(1, 4))); break;
                case 2: bytes.insert(at, draw_.one_of(words_)); break;
                default: bytes.resize(at); break;
            }
        }
        return bytes;
    }

    Catalogue catalogue_ = sample_catalogue();
    Draw draw_{23};
    int tried_ = 0, taken_ = 0;
    std::vector<std::string> words_{"(", ")", "[", "]", ",", "not ", " and ", " or ", "\"", "{", "}", "-", "99999999999999999999", "1e999", "\\x", "\\u0000", "\xff", "\xe4", "null", "age", " is ", "{}", "all of (", "\0"};
};

TEST_F(FormsFuzz, RandomBytes) {
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes;
        for (int length = draw_.number(0, 60); length > 0; --length) bytes += draw_.chance(40) ? draw_.one_of(words_) : std::string(1, static_cast<char>(draw_.number(0, 255)));
        try_both(bytes);
    }
    EXPECT_GT(tried_, 0);
}

TEST_F(FormsFuzz, TruncatedAndSpoiltConditions) {
    for (int i = 0; i < 10'000; ++i) {
        const Expression expression = draw_.expression(catalogue_, 5, {"silver"});
        try_both(spoilt(to_json(expression)));
        try_both(spoilt(to_text(expression)));
        try_both(spoilt(to_json_logic(expression)));
    }
    EXPECT_GT(taken_, 500);             // some are still right
    EXPECT_LT(taken_, tried_ / 2);
}

TEST_F(FormsFuzz, EveryTruncationOfALongCondition) {
    const Expression expression = *parse_text("(age between 60 and 80 or \"not\" is \"a \\\"b\\\"\") and count of visits in 30 days at most 1 and branch under [CN/36, CN/44]", catalogue_);
    for (const std::string& whole : {to_json(expression), to_text(expression)}) {
        for (std::size_t length = 0; length < whole.size(); ++length) try_both(whole.substr(0, length));
    }
}

}  // namespace
}  // namespace silverlane::rules::test
