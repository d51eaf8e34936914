// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "hub/protocol/duty_messages.h"
#include "hub/protocol/field_reader.h"

namespace silverlane::protocol {
namespace {

TEST(DutyMessages, ADutyComesBackAsItWasSent) {
    const auto again = duty_from_json(to_json(Duty{IdempotencyKey{"k"}, "serving", "entrance", 3}));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(again->key.text, "k");
    EXPECT_EQ(again->state, "serving");
    EXPECT_EQ(again->zone, "entrance");
    EXPECT_EQ(again->window, 3);
    const auto least = duty_from_json(R"({"key":"k","state":"off"})");
    ASSERT_TRUE(least);
    EXPECT_TRUE(least->zone.empty());
    EXPECT_EQ(least->window, 0);
}

TEST(DutyMessages, WhatIsOutOfItsBoundsIsNamed) {
    const auto asleep = duty_from_json(R"({"key":"k","state":"asleep"})");
    ASSERT_FALSE(asleep);
    EXPECT_NE(asleep.error().message().find("'state'"), std::string::npos);
    EXPECT_FALSE(duty_from_json(R"({"state":"on_duty"})")) << "without a key the tap could count twice";
    EXPECT_FALSE(duty_from_json(R"({"key":"k","state":"on_duty","window":-1})"));
    EXPECT_FALSE(duty_from_json(R"({"key":"k","state":"on_duty","window":1000})"));
}

TEST(DutyMessages, ATransferGoesToExactlyOne) {
    EXPECT_EQ(transfer_from_json(R"({"key":"k","version":4,"to_staff":"1002"})")->to_staff, "1002");
    EXPECT_EQ(transfer_from_json(R"({"key":"k","version":4,"to_role":"branch_head"})")->to_role, "branch_head");
    EXPECT_EQ(transfer_from_json(R"({"key":"k","version":4,"to_role":"branch_head"})")->version, 4U);
    EXPECT_FALSE(transfer_from_json(R"({"key":"k","version":4})"));
    EXPECT_FALSE(transfer_from_json(R"({"key":"k","version":4,"to_staff":"1002","to_role":"teller"})"));
    EXPECT_FALSE(transfer_from_json(R"({"key":"k","version":4,"to_role":"director"})"));
    EXPECT_FALSE(transfer_from_json(R"({"key":"k","to_staff":"1002"})"));
}

TEST(DutyMessages, HandingOverSeeingAndConfirmingAreRead) {
    EXPECT_EQ(hand_over_from_json(R"({"key":"k","to_staff":"1002"})")->to_staff, "1002");
    EXPECT_TRUE(hand_over_from_json(R"({"key":"k"})")->to_staff.empty()) << "to whoever is on duty";
    EXPECT_EQ(handed_over_from_json(to_json(HandedOver{3}))->alerts, 3);
    EXPECT_EQ(seen_from_json(R"({"key":"k","version":4})")->version, 4U);
    EXPECT_TRUE(identity_answer_from_json(R"({"key":"k","version":4,"right":true})")->right);
    EXPECT_FALSE(identity_answer_from_json(R"({"key":"k","version":4,"right":false})")->right);
    EXPECT_FALSE(identity_answer_from_json(R"({"key":"k","version":4})")) << "silence is neither right nor wrong";
}

TEST(DutyMessages, ListsHaveTheNamesOfTheirMembers) {
    EXPECT_EQ(to_json(Colleagues{{{"1002", "Li", "lobby_manager", "on_duty", "entrance", 0, 2, {"fund_sales"}, true}}}),
              R"({"colleagues":[{"staff_number":"1002","display_name":"Li","role":"lobby_manager","state":"on_duty","zone":"entrance","window":0,)"
              R"("open_claims":2,"qualifications":["fund_sales"],"listening":true}]})");
    Referral referral{AlertId{"a"}, "arrival", "A001", "王**", "1002", "", "closed", "sold", *parse_rfc3339("2026-11-22T01:02:03.000Z")};
    EXPECT_EQ(to_json(Referrals{{referral}}),
              R"({"referrals":[{"alert":"a","kind":"arrival","ticket_label":"A001","person_mask":"王**","to_staff":"1002","to_role":"",)"
              R"("state":"closed","outcome":"sold","at":"2026-11-22T01:02:03.000Z"}]})");
    EXPECT_EQ(to_json(Colleagues{}), R"({"colleagues":[]})");
}

TEST(DutyMessages, NoInputMakesACodecThrow) {
    for (const char* text : {"", "{", "[]", "null", "{\"key\":1}", "{\"key\":\"k\",\"version\":-1}", "\xff\xfe"}) {
        EXPECT_FALSE(duty_from_json(text));
        EXPECT_FALSE(transfer_from_json(text));
        EXPECT_FALSE(seen_from_json(text));
        EXPECT_FALSE(identity_answer_from_json(text));
    }
    for (const char* text : {"", "{", "[]", "null", "{\"key\":1}", "\xff\xfe"}) {
        EXPECT_FALSE(hand_over_from_json(text));
        EXPECT_FALSE(handed_over_from_json(text));
    }
}

}  // namespace
}  // namespace silverlane::protocol
