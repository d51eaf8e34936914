// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "hub/protocol/assist_messages.h"

namespace silverlane::protocol {
namespace {

AssistScreen some_screen() {
    return {AlertId{"a1"}, 1'795'298'400'757, "take_ticket", "service", "choice", true, true,
            {{"title", "title", "take_ticket.service.title", 0, false}, {"answer.cash", "answer", "take_ticket.service.cash", 1, true},
             {"choice.2", "answer", "", 2, true}},
            "answer.cash"};
}

TEST(AssistMessages, AScreenComesBackAsTheSameBytes) {
    const std::string text = to_json(some_screen());
    const auto again = assist_screen_from_json(text);
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(to_json(*again), text);
    EXPECT_EQ(again->generation, 1'795'298'400'757U);
    ASSERT_EQ(again->nodes.size(), 3U);
    EXPECT_TRUE(again->nodes[1].may_ring);
}

TEST(AssistMessages, ARingComesBack) {
    const auto again = assist_ring_from_json(to_json(AssistRing{IdempotencyKey{"k"}, 3, "answer.cash"}));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(again->node, "answer.cash");
    EXPECT_EQ(again->generation, 3U);
}

TEST(AssistMessages, NoSentenceNameOrAmountFitsIntoAField) {
    for (const char* said : {"王女士", "12,000.00", "two words", "a\nb", "<b>"}) {
        for (int field = 0; field < 7; ++field) {
            AssistScreen screen = some_screen();
            std::string* const places[] = {&screen.flow, &screen.step, &screen.template_name, &screen.rung,
                                           &screen.nodes[1].id, &screen.nodes[1].role, &screen.nodes[1].text_key};
            *places[field] = said;
            EXPECT_FALSE(assist_screen_from_json(to_json(screen))) << said << " in field " << field;
        }
    }
}

TEST(AssistMessages, WhatIsMissingOrTooMuchIsNamed) {
    AssistScreen screen = some_screen();
    screen.nodes.resize(kMostAssistNodes, screen.nodes[1]);
    EXPECT_TRUE(assist_screen_from_json(to_json(screen)));
    screen.nodes.push_back(screen.nodes[1]);
    EXPECT_FALSE(assist_screen_from_json(to_json(screen)));
    const auto fails = [](const char* text, const char* names) {
        const auto read = assist_screen_from_json(text);
        ASSERT_FALSE(read) << text;
        EXPECT_NE(read.error().text().find(names), std::string::npos) << read.error().text();
    };
    fails(R"({"generation":1})", "alert");
    fails(R"({"alert":"a"})", "generation");
    fails(R"({"alert":"a","generation":0})", "generation");
    fails(R"({"alert":"a","generation":1,"nodes":[{"role":"answer"}]})", "nodes[0].id");
    fails(R"({"alert":"a","generation":1,"nodes":[{"id":"x","role":"answer","number":5}]})", "nodes[0].number");
    fails("[]", "");
    EXPECT_FALSE(assist_ring_from_json(R"({"key":"k","generation":1,"node":""})"));
    EXPECT_TRUE(assist_screen_from_json(R"({"alert":"a","generation":1,"later":true})")) << "a newer kiosk may say more";
}

}  // namespace
}  // namespace silverlane::protocol
