// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <array>

#include "hub/feeds/feed_rows.h"

namespace silverlane::feeds {
namespace {

constexpr std::array<std::string_view, 3> kClasses{"deposit", "fund", "wealth"};

FeedContext context() { return {*parse_rfc3339("2026-11-22T02:00:00Z"), kClasses, std::chrono::hours{90 * 24}, Milliseconds{5 * 60'000}}; }

template <class Row>
std::string mistake(const std::variant<Row, RowMistake>& read) {
    return std::holds_alternative<RowMistake>(read) ? std::get<RowMistake>(read).what : "none";
}

Fields browse() {
    return {{"id", "s1"}, {"customer", "C00001"}, {"kind", "browse"}, {"product_class", "fund"}, {"time", "2026-11-21T02:00:00Z"}, {"seconds", "95"}};
}
std::string mistake_with(std::string name, std::string value) {
    auto fields = browse();
    if (value.empty()) fields.erase(name);
    else fields[name] = std::move(value);
    return mistake(read_signal({7, fields, "", 1}, context()));
}

TEST(FeedRows, ASignalIsRead) {
    const auto read = read_signal({7, browse(), "", 1}, context());
    ASSERT_EQ(mistake(read), "none");
    const auto& row = std::get<SignalRow>(read);
    EXPECT_EQ(row.line, 7);
    EXPECT_EQ(std::get<CustomerId>(row.whose).text, "C00001");
    EXPECT_EQ(row.kind, SignalKind::browse);
    EXPECT_EQ(row.seconds, 95);
}

TEST(FeedRows, TheFirstThingThatIsWrongIsNamed) {
    EXPECT_EQ(mistake_with("id", ""), "id: missing");
    EXPECT_EQ(mistake_with("kind", "wish"), "kind 'wish': no known kind; write one of inflow, browse, repeated_problem");
    EXPECT_EQ(mistake_with("product_class", "castle"), "product_class 'castle': not one of the 3; write one of deposit, fund, wealth");
    EXPECT_EQ(mistake_with("seconds", "12 s"), "seconds: expected at most 64 ASCII letters, digits and signs, without blanks");
    EXPECT_EQ(mistake_with("seconds", "-1"), "seconds: expected a whole number from 0 to 86400");
    EXPECT_EQ(mistake_with("time", "yesterday"), "time: expected as 2026-05-01T02:00:00Z");
    EXPECT_EQ(mistake_with("reference_hash", std::string(64, 'a')), "customer: expected either customer or reference_hash");
    EXPECT_EQ(mistake(read_signal({7, browse(), "no JSON object", 1}, context())), "no JSON object");
}

TEST(FeedRows, AMisspeltWordIsSaidWithTheOneThatWasMeant) {
    EXPECT_EQ(mistake_with("product_class", "fnud"), "product_class 'fnud': not one of the 3; did you mean 'fund'?");
    EXPECT_EQ(mistake_with("kind", "brows"), "kind 'brows': no known kind; did you mean 'browse'?");
    Fields sale{{"id", "x1"}, {"customer", "C1"}, {"product_class", "wealth"}, {"time", "2026-11-21T02:00:00Z"}, {"cancelled", "yes"}};
    EXPECT_EQ(mistake(read_sale({3, sale, "", 1}, context())), "cancelled 'yes': expected true or false");
}

TEST(FeedRows, ANoThatIsMisspeltIsNotLost) {
    Fields contact{{"id", "m1"}, {"customer", "C1"}, {"time", "2026-11-21T02:00:00Z"}, {"channel", "call"}};
    const auto with = [&](const char* outcome) {
        contact["outcome"] = outcome;
        return mistake(read_contact({1, contact, "", 1}, context()));
    };
    EXPECT_EQ(with("decline"), "outcome 'decline': did you mean 'declined'?");
    EXPECT_EQ(with("not_relevent"), "outcome 'not_relevent': did you mean 'not_relevant'?");
    for (const auto* fine : {"declined", "not_now", "not_relevant", "sold", "reached", "no_answer"}) EXPECT_EQ(with(fine), "none") << fine;
}

TEST(FeedRows, AMisspeltColumnIsNamedWhereTheRightOneIsMissing) {
    auto fields = browse();
    fields["product_clas"] = fields["product_class"];
    fields.erase("product_class");
    const auto read = read_signal({7, fields, "", 1}, context());
    EXPECT_EQ(mistake(read), "product_class: missing; 'product_clas' stands there: did you mean 'product_class'?");
    EXPECT_EQ(std::get<RowMistake>(read).field, "product_class");
    auto nobody = browse();
    nobody["custommer"] = nobody["customer"];
    nobody.erase("customer");
    EXPECT_EQ(mistake(read_signal({7, nobody, "", 1}, context())), "customer: expected either customer or reference_hash; 'custommer' stands there: did you mean 'customer'?");
    EXPECT_EQ(mistake_with("product_class", ""), "product_class: missing") << "kind is a field of its own, and nothing else is near";
}

TEST(FeedRows, OfColumnsThatGotMixedUpNothingPrivateIsSaid) {
    for (const std::string value : {"13800001111", "王样例", "30000000", "C00001", "6222021234567890", "wang.xiaoming@example.org", "430102195403021234"}) {
        for (const auto* field : {"product_class", "kind", "time", "seconds", "reference_hash", "id"}) {
            auto text = mistake_with(field, value);
            EXPECT_EQ(text.find(value), std::string::npos) << text;
        }
        Fields contact{{"id", "m1"}, {"customer", "C1"}, {"time", "2026-11-21T02:00:00Z"}, {"channel", "SMS"}, {"outcome", value + "!"}};
        EXPECT_EQ(mistake(read_contact({1, contact, "", 1}, context())).find(value), std::string::npos);
        Fields nameless{{value, "x"}, {"id", "m1"}};
        EXPECT_EQ(mistake(read_contact({1, nameless, "", 1}, context())).find(value), std::string::npos);
    }
    EXPECT_EQ(mistake_with("product_class", "13800001111"), "product_class of 11 bytes, no word of a list: not one of the 3; write one of deposit, fund, wealth");
}

TEST(FeedRows, AClockThatIsWrongIsSeenAtBothEnds) {
    EXPECT_EQ(mistake_with("time", "2026-11-22T02:05:01Z"), "time: lies in the future");
    EXPECT_EQ(mistake_with("time", "2026-11-22T02:05:00Z"), "none");
    EXPECT_EQ(mistake_with("time", "2026-08-24T01:59:59Z"), "time: is more than 90 days ago");
    EXPECT_EQ(mistake_with("time", "2026-08-24T02:00:00Z"), "none");
}

TEST(FeedRows, AHashStandsForTheReferenceAndIsNeverRepeatedInAMessage) {
    auto fields = browse();
    fields.erase("customer");
    fields["reference_hash"] = std::string(64, 'b');
    const auto read = read_signal({1, fields, "", 1}, context());
    ASSERT_EQ(mistake(read), "none");
    EXPECT_EQ(std::get<KeyedHash>(std::get<SignalRow>(read).whose).hexadecimal(), std::string(64, 'b'));
    fields["reference_hash"] = "secret-reference";
    EXPECT_EQ(mistake(read_signal({1, fields, "", 1}, context())), "reference_hash: expected 64 hexadecimal digits");
}

TEST(FeedRows, AnInflowHasAnAmountAndASaleHasNone) {
    Fields inflow{{"id", "s2"}, {"customer", "C1"}, {"kind", "inflow"}, {"time", "2026-11-21T02:00:00Z"}, {"amount_fen", "30000000"}};
    EXPECT_EQ(std::get<SignalRow>(read_signal({1, inflow, "", 1}, context())).amount_fen, 30'000'000);
    inflow["amount_fen"] = "99999999999999999999";
    EXPECT_NE(mistake(read_signal({1, inflow, "", 1}, context())), "none");
    const Fields sale{{"id", "x1"}, {"customer", "C1"}, {"product_class", "wealth"}, {"time", "2026-11-21T02:00:00Z"}, {"staff", "1001"},
                      {"recording", "r-1"}, {"cancelled", "false"}};
    const auto read = read_sale({3, sale, "", 1}, context());
    ASSERT_EQ(mistake(read), "none");
    EXPECT_EQ(std::get<SaleRow>(read).recording, "r-1");
    EXPECT_FALSE(std::get<SaleRow>(read).cancelled);
}

TEST(FeedRows, AContactMadeElsewhereNamesItsWay) {
    Fields contact{{"id", "m1"}, {"customer", "C1"}, {"time", "2026-11-21T02:00:00Z"}, {"channel", "sms"}, {"campaign", "gold"}};
    EXPECT_EQ(std::get<ContactRow>(read_contact({1, contact, "", 1}, context())).channel, "sms");
    contact["channel"] = "S M S";
    EXPECT_NE(mistake(read_contact({1, contact, "", 1}, context())), "none");
}

}  // namespace
}  // namespace silverlane::feeds
