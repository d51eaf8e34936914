// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/focus.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sample_scenes.h"

namespace silverlane::ui {
namespace {

using Key = RawEvent::Key;

class Focus : public testing::Test {
protected:
    Focus() : font(FontFile::open(samples::fonts()).value()) { show("choice"); }
    void show(const std::string& name) { lay_out_scene(samples::make(name, {})); }
    void lay_out_scene(const scene::Scene& scene) {
        layout = lay_out(scene, Metrics(samples::landscape(), flow::TextSize::standard), theme_for(flow::Theme::standard), *font);
    }
    KeyOutcome key(Key name, char digit = 0) {
        RawEvent event;
        event.kind = RawEvent::Kind::key;
        event.key = name;
        event.digit = digit;
        return focus.key(event, layout);
    }
    static std::string id(const PlacedNode* placed) { return placed == nullptr ? std::string{} : placed->node.id.text; }
    std::vector<std::string> focused() const {
        std::vector<std::string> ids;
        for (const NodeId& one : focus.focused()) ids.push_back(one.text);
        return ids;
    }
    using Ids = std::vector<std::string>;

    std::unique_ptr<FontFile> font;
    Layout layout;
    FocusDriver focus;
};

TEST_F(Focus, TwoSwitchesShowAGroupOpenItGoThroughItAndPress) {
    EXPECT_TRUE(key(Key::switch_move).focus_moved);
    EXPECT_EQ(focused(), (Ids{"answer.cash1", "answer.transfer2", "answer.passbook3", "answer.other4"}));
    EXPECT_EQ(key(Key::switch_select).meant, nullptr) << "it opens the group and presses nothing";
    EXPECT_EQ(focused(), Ids{"answer.cash1"});
    key(Key::switch_move);
    EXPECT_EQ(id(key(Key::switch_select).meant), "answer.transfer2");
    EXPECT_EQ(focused(), Ids{"answer.transfer2"}) << "the focus stays for the next press";
}

TEST_F(Focus, PastTheLastNodeTheGroupIsShownAgainSoThatNobodyIsTrapped) {
    key(Key::switch_move);
    key(Key::switch_select);
    for (int i = 0; i < 4; ++i) key(Key::switch_move);
    EXPECT_EQ(focused().size(), 4U) << "the group again, not the next one: overshooting costs one press";
    key(Key::switch_move);
    EXPECT_EQ(focused(), (Ids{"fixed.back", "fixed.hear_again", "fixed.call_staff", "fixed.exit"}));
    key(Key::switch_move);
    EXPECT_EQ(focused().size(), 6U) << "service keys";
    key(Key::switch_move);
    EXPECT_EQ(focused().front(), "answer.cash1") << "round and round";
}

TEST_F(Focus, EitherSwitchStarts) {
    EXPECT_TRUE(key(Key::switch_select).focus_moved);
    EXPECT_EQ(focused().size(), 4U);
}

TEST_F(Focus, AGroupOfOneNeedsNoOpening) {
    show("overlay");
    key(Key::switch_move);
    EXPECT_EQ(focused(), Ids{"idle.here"});
    EXPECT_EQ(id(key(Key::switch_select).meant), "idle.here");
    key(Key::switch_move);
    EXPECT_EQ(focused(), Ids{"fixed.call_staff"});
}

TEST_F(Focus, TheKeypadIsScannedByItsRows) {
    show("number_entry");
    std::vector<Ids> groups;
    for (const auto& group : focus_groups(layout)) {
        groups.emplace_back();
        for (const PlacedNode* placed : group) groups.back().push_back(placed->node.id.text);
    }
    ASSERT_GE(groups.size(), 4U);
    EXPECT_EQ(groups[0], (Ids{"key.1", "key.2", "key.3"}));
    EXPECT_EQ(groups[3], (Ids{"key.0", "key.erase"}));
}

TEST_F(Focus, NextAndPreviousGoRound) {
    key(Key::next);
    EXPECT_EQ(focused(), Ids{"answer.cash1"});
    key(Key::previous);
    EXPECT_EQ(focused(), Ids{"service.more"});
    key(Key::next);
    EXPECT_EQ(focused(), Ids{"answer.cash1"});
}

TEST_F(Focus, NextFromAGroupGoesIntoIt) {
    key(Key::switch_move);
    key(Key::switch_move);
    key(Key::next);
    EXPECT_EQ(focused(), Ids{"fixed.back"});
}

TEST_F(Focus, DigitsAnswerWhereNothingIsTyped) {
    EXPECT_EQ(id(key(Key::digit, '3').meant), "answer.passbook3");
    EXPECT_EQ(key(Key::digit, '7').meant, nullptr);
}

TEST_F(Focus, DigitsTypeWhereSomethingIsTypedAndNeverAnswerThere) {
    show("number_entry");
    EXPECT_EQ(id(key(Key::digit, '1').meant), "key.1");
    scene::Scene full = samples::make("number_entry", {});
    for (scene::Node& node : full.nodes) {
        if (node.role == scene::Role::key && node.id.text != "key.erase") node.state.enabled = false;
        if (node.role == scene::Role::answer) node.number = 1;
    }
    lay_out_scene(full);
    EXPECT_EQ(key(Key::digit, '1').meant, nullptr) << "one digit too many is not an answer";
}

TEST_F(Focus, EnterConfirmsWhatWasTyped) {
    show("number_entry");
    key(Key::next);
    EXPECT_TRUE(key(Key::digit, '4').focus_moved) << "who types has left the focus";
    EXPECT_TRUE(focused().empty());
    const PlacedNode* meant = key(Key::enter).meant;
    ASSERT_NE(meant, nullptr);
    EXPECT_EQ(meant->node.role, scene::Role::answer);
}

TEST_F(Focus, EnterChoosesNothingAmongSeveralAnswers) {
    EXPECT_EQ(key(Key::enter).meant, nullptr);
    key(Key::next);
    EXPECT_EQ(id(key(Key::enter).meant), "answer.cash1");
}

TEST_F(Focus, EraseTakesBackADigitAndElsewhereAStep) {
    EXPECT_EQ(id(key(Key::erase).meant), "fixed.back");
    show("number_entry");
    EXPECT_EQ(id(key(Key::erase).meant), "key.erase");
}

TEST_F(Focus, TheVolumeIsAtHandAlsoWhereItsKeyStandsBehindMore) {
    EXPECT_EQ(id(key(Key::louder).meant), "service.louder");
    const KeyOutcome quieter = key(Key::quieter);
    EXPECT_EQ(quieter.meant, nullptr);
    EXPECT_EQ(quieter.service, (flow::Action{flow::ActionKind::quieter, {}}));
    show("choice_more");
    EXPECT_EQ(id(key(Key::quieter).meant), "service.quieter");
    show("overlay");
    EXPECT_FALSE(key(Key::quieter).service) << "under the warning only its own nodes and 叫人 count";
}

TEST_F(Focus, BeginsWhereStaffPointAndIsNeverTakenFromWhoHasIt) {
    focus.begin_at(NodeId{"answer.passbook3"});
    EXPECT_TRUE(focused().empty()) << "nothing is in focus by it, and Enter presses nothing";
    EXPECT_EQ(key(Key::select).meant, nullptr);
    key(Key::next);
    EXPECT_EQ(focused(), Ids{"answer.passbook3"});
    key(Key::next);
    EXPECT_EQ(focused(), Ids{"answer.other4"});
    focus.begin_at(NodeId{"fixed.back"});
    EXPECT_EQ(focused(), Ids{"answer.other4"}) << "who is on their way is left alone";
    focus.screen_changed();
    key(Key::switch_move);
    EXPECT_EQ(focused().front(), "fixed.back") << "two switches start at its group";
    focus.screen_changed();
    focus.begin_at(NodeId{"answer.gone"});
    key(Key::next);
    EXPECT_EQ(focused(), Ids{"answer.cash1"});
}

TEST_F(Focus, IsLostWithItsNode) {
    key(Key::next);
    show("confirm");
    focus.keep_within(layout);
    EXPECT_TRUE(focused().empty());
}

TEST_F(Focus, AnExploringFingerPutsItAlsoOnWhatCannotBePressed) {
    focus.put_on(NodeId{"title"});
    focus.keep_within(layout);
    EXPECT_EQ(focused(), Ids{"title"});
    EXPECT_EQ(key(Key::select).meant, nullptr);
    key(Key::next);
    EXPECT_EQ(focused(), Ids{"answer.cash1"}) << "on from where the finger was";
}

}  // namespace
}  // namespace silverlane::ui
