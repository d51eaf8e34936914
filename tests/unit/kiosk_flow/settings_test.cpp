// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;
using testing::sample_ticket;

void come_with_a_ticket(KioskWalk& walk, flow::SettingsConsent consent) {
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    walk.send(flow::VisitJoined{walk.state.turn, true, std::nullopt, consent, sample_ticket()});
    ASSERT_TRUE(walk.press("answer.ok"));
}

TEST(Settings, each_key_of_the_service_row_does_what_it_says) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("service.louder"));
    EXPECT_EQ(walk.state.preferences.volume_step, 4);
    ASSERT_TRUE(walk.press("service.text_size"));
    EXPECT_EQ(walk.state.preferences.text_size, flow::TextSize::large);
    EXPECT_EQ(walk.said(), "text_large");
    ASSERT_TRUE(walk.press("service.language"));
    EXPECT_EQ(walk.scene().prompts.front().spoken, "What would you like to do? Please press one big button.");
    ASSERT_TRUE(walk.press("service.more"));
    ASSERT_TRUE(walk.press("service.slower"));
    EXPECT_EQ(walk.state.preferences.rate_step, 2);
    ASSERT_TRUE(walk.press("service.ground"));
    EXPECT_EQ(walk.state.preferences.theme, flow::Theme::white);
    ASSERT_TRUE(walk.press("service.restore"));
    EXPECT_EQ(walk.state.preferences, flow::Preferences{});
    EXPECT_EQ(walk.all<flow::ApplyPreferences>().back().preferences, flow::Preferences{});
    ASSERT_TRUE(walk.press("service.counter"));
    EXPECT_EQ(walk.place(), "home/counter");
}

TEST(Settings, the_volume_of_handset_and_headphone_is_its_own_and_nobody_inherits_it) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.send(flow::ListeningChanged{flow::Listening::headphone});
    ASSERT_TRUE(walk.press("service.louder"));
    ASSERT_TRUE(walk.press("service.louder"));
    EXPECT_EQ(walk.state.private_volume_step, 5);
    EXPECT_EQ(walk.scene().private_volume_step, 5);
    EXPECT_EQ(walk.state.preferences, flow::Preferences{}) << "the hall stays as it was, and the hub has nothing to keep";
    ASSERT_TRUE(walk.press("service.more"));
    ASSERT_TRUE(walk.press("service.restore"));
    EXPECT_EQ(walk.state.private_volume_step, 3);
    ASSERT_TRUE(walk.press("service.louder"));
    walk.pass(300);
    EXPECT_EQ(walk.state.private_volume_step, 3) << "the turn is over";
    EXPECT_EQ(walk.state.listening, flow::Listening::headphone) << "the plug is where it was";
}

TEST(Settings, text_size_is_one_touch_away_and_comes_round) {
    KioskWalk walk;
    walk.wake_and_go_home();
    for (int press = 0; press < 3; ++press) ASSERT_TRUE(walk.press("service.text_size"));
    EXPECT_EQ(walk.state.preferences.text_size, flow::TextSize::standard);
}

TEST(Settings, switching_language_loses_no_entry) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("answer.transfer"));
    ASSERT_TRUE(walk.press("service.language"));
    EXPECT_EQ(walk.place(), "take_ticket/company");
    EXPECT_EQ(walk.state.entries.at("service"), "transfer");
}

const flow::Terminal kGuangzhou{"door", false, {{"yue", "广东话"}, {"zh-x-wu", "上海话"}}};

std::string variety_key(const KioskWalk& walk) {
    const scene::Scene scene = walk.scene();
    const scene::Node* key = scene::find_node(scene, NodeId{"service.variety"});
    return key == nullptr ? "none" : key->shown;
}

TEST(Settings, a_spoken_variety_is_offered_only_where_the_branch_has_it) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("service.more"));
    EXPECT_EQ(variety_key(walk), "none");
    walk.send(flow::Action{flow::ActionKind::next_variety, {}});
    EXPECT_EQ(walk.state.preferences, flow::Preferences{}) << "nothing that the terminal lacks can be chosen";
    walk.send(flow::TerminalChanged{kGuangzhou});
    EXPECT_EQ(variety_key(walk), "广东话");
    ASSERT_TRUE(walk.press("service.language"));
    EXPECT_EQ(variety_key(walk), "none") << "English has no varieties";
}

TEST(Settings, a_spoken_variety_is_heard_at_once_and_the_text_stays_as_it_is) {
    KioskWalk walk;
    walk.send(flow::TerminalChanged{kGuangzhou});
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("service.more"));
    const std::string question = walk.scene().prompts.back().spoken;
    const unsigned long before = walk.state.generation;
    ASSERT_TRUE(walk.press("service.variety"));
    EXPECT_EQ(walk.scene().preferences.variety, "yue");
    EXPECT_EQ(walk.scene().preferences.language, "zh-CN");
    EXPECT_EQ(walk.scene().prompts.back().spoken, question);
    EXPECT_GT(walk.state.generation, before) << "the screen is said again";
    EXPECT_EQ(walk.scene().occasion, scene::Scene::Occasion::entry);
    EXPECT_EQ(variety_key(walk), "上海话") << "the key is named by what it leads to";
    ASSERT_TRUE(walk.press("service.variety"));
    EXPECT_EQ(variety_key(walk), "普通话");
    ASSERT_TRUE(walk.press("service.language"));
    EXPECT_EQ(walk.scene().preferences.variety, "") << "an English text is said in English";
    ASSERT_TRUE(walk.press("service.language"));
    EXPECT_EQ(walk.scene().preferences.variety, "zh-x-wu") << "the choice was not lost on the way";
    ASSERT_TRUE(walk.press("service.variety"));
    EXPECT_EQ(walk.state.preferences, flow::Preferences{});
}

TEST(Settings, the_next_person_finds_mandarin_again) {
    KioskWalk untouched, walk;
    for (KioskWalk* one : {&untouched, &walk}) {
        one->send(flow::TerminalChanged{kGuangzhou});
        one->wake_and_go_home();
    }
    ASSERT_TRUE(walk.press("service.more"));
    ASSERT_TRUE(walk.press("service.variety"));
    ASSERT_TRUE(walk.press("service.restore"));
    EXPECT_EQ(walk.state.preferences, flow::Preferences{});
    ASSERT_TRUE(walk.press("service.variety"));
    EXPECT_NE(flow::dump(walk.state).find("variety yue"), std::string::npos);
    ASSERT_TRUE(walk.press("fixed.exit"));
    ASSERT_TRUE(untouched.press("fixed.exit"));
    EXPECT_EQ(walk.state.preferences, flow::Preferences{});
    EXPECT_EQ(scene::dump(walk.scene()), scene::dump(untouched.scene())) << "byte for byte";
    EXPECT_EQ(walk.state.terminal, kGuangzhou) << "the branch still has them";
}

TEST(Settings, a_variety_is_kept_with_consent_and_survives_a_branch_that_lacks_it) {
    KioskWalk walk;
    walk.send(flow::TerminalChanged{kGuangzhou});
    come_with_a_ticket(walk, flow::SettingsConsent::unknown);
    ASSERT_TRUE(walk.press("service.more"));
    ASSERT_TRUE(walk.press("service.variety"));
    ASSERT_TRUE(walk.press("fixed.exit"));
    ASSERT_EQ(walk.place(), "remember_settings/ask");
    ASSERT_TRUE(walk.press("answer.yes"));
    const flow::Preferences kept = walk.all<flow::SavePreferences>().front().preferences;
    EXPECT_EQ(kept.variety, "yue");

    KioskWalk elsewhere;  // a branch in the north: she hears Mandarin, and what she changes there does not cost her the variety at home
    elsewhere.send(flow::CodeScanned{PrivateText{"code"}});
    elsewhere.send(flow::VisitJoined{elsewhere.state.turn, true, kept, flow::SettingsConsent::granted, sample_ticket()});
    ASSERT_TRUE(elsewhere.press("answer.ok"));
    EXPECT_EQ(elsewhere.scene().preferences.variety, "");
    ASSERT_TRUE(elsewhere.press("service.text_size"));
    ASSERT_TRUE(elsewhere.press("fixed.exit"));
    ASSERT_TRUE(elsewhere.press("answer.yes")) << elsewhere.place();
    ASSERT_FALSE(elsewhere.all<flow::SavePreferences>().empty());
    EXPECT_EQ(elsewhere.all<flow::SavePreferences>().back().preferences.variety, "yue");
}

TEST(Settings, volume_and_rate_stop_at_their_ends) {
    KioskWalk walk;
    walk.wake_and_go_home();
    for (int press = 0; press < 20; ++press) walk.send(flow::Action{flow::ActionKind::louder, {}});
    for (int press = 0; press < 20; ++press) walk.send(flow::Action{flow::ActionKind::slower, {}});
    EXPECT_EQ(walk.state.preferences.volume_step, 6);
    EXPECT_EQ(walk.state.preferences.rate_step, 0);
}

TEST(Settings, the_same_next_time_is_asked_once_and_kept_with_consent) {
    KioskWalk walk;
    come_with_a_ticket(walk, flow::SettingsConsent::unknown);
    ASSERT_TRUE(walk.press("service.text_size"));
    ASSERT_TRUE(walk.press("fixed.exit"));
    EXPECT_EQ(walk.place(), "remember_settings/ask");
    ASSERT_TRUE(walk.press("answer.yes"));
    EXPECT_TRUE(walk.all<flow::RecordConsent>().front().granted);
    EXPECT_EQ(walk.all<flow::RecordConsent>().front().purposes, std::vector<std::string>{"settings"});
    EXPECT_EQ(walk.all<flow::SavePreferences>().front().preferences.text_size, flow::TextSize::large);
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_EQ(walk.state.preferences, flow::Preferences{});
}

TEST(Settings, no_is_recorded_and_nothing_is_kept) {
    KioskWalk walk;
    come_with_a_ticket(walk, flow::SettingsConsent::unknown);
    ASSERT_TRUE(walk.press("service.text_size"));
    ASSERT_TRUE(walk.press("fixed.exit"));
    ASSERT_TRUE(walk.press("answer.no"));
    EXPECT_FALSE(walk.all<flow::RecordConsent>().front().granted);
    EXPECT_TRUE(walk.all<flow::SavePreferences>().empty());
}

TEST(Settings, nobody_is_asked_who_changed_nothing_or_refused_before_or_is_not_known_by_possession) {
    KioskWalk unchanged;
    come_with_a_ticket(unchanged, flow::SettingsConsent::unknown);
    ASSERT_TRUE(unchanged.press("fixed.exit"));
    EXPECT_EQ(unchanged.place(), "home/home");

    KioskWalk refused;
    come_with_a_ticket(refused, flow::SettingsConsent::refused);
    ASSERT_TRUE(refused.press("service.text_size"));
    ASSERT_TRUE(refused.press("fixed.exit"));
    EXPECT_EQ(refused.place(), "home/home");

    KioskWalk unknown;
    unknown.wake_and_go_home();
    ASSERT_TRUE(unknown.press("service.text_size"));
    ASSERT_TRUE(unknown.press("fixed.exit"));
    EXPECT_EQ(unknown.place(), "home/home");
}

TEST(Settings, leaving_the_question_unanswered_keeps_nothing) {
    KioskWalk walk;
    come_with_a_ticket(walk, flow::SettingsConsent::unknown);
    ASSERT_TRUE(walk.press("service.text_size"));
    ASSERT_TRUE(walk.press("fixed.exit"));
    ASSERT_TRUE(walk.press("fixed.exit"));
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_TRUE(walk.all<flow::SavePreferences>().empty());
    EXPECT_TRUE(walk.all<flow::RecordConsent>().empty());
}

TEST(Settings, who_asks_to_be_forgotten_is_not_asked_to_be_remembered) {
    KioskWalk walk;
    come_with_a_ticket(walk, flow::SettingsConsent::granted);
    ASSERT_TRUE(walk.press("service.text_size"));
    ASSERT_TRUE(walk.press_on_any_page("answer.withdraw"));
    ASSERT_TRUE(walk.press("answer.settings"));
    EXPECT_EQ(walk.place(), "withdraw/done");
    EXPECT_EQ(walk.all<flow::WithdrawConsent>().front().purposes, std::vector<std::string>{"settings"});
    ASSERT_TRUE(walk.press("fixed.exit"));
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Settings, cover_hides_the_screen_and_says_how_to_open_it) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("service.hide"));
    EXPECT_TRUE(walk.scene().covered);
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"service.hide"})->shown, "打开");
    ASSERT_TRUE(walk.press("service.hide"));
    EXPECT_FALSE(walk.scene().covered);
}

TEST(Settings, stop_is_an_effect_and_hear_again_says_the_screen_anew) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("service.stop"));
    EXPECT_EQ(walk.all<flow::StopSpeech>().size(), 1U);
    const unsigned long before = walk.state.generation;
    ASSERT_TRUE(walk.press("fixed.hear_again"));
    EXPECT_GT(walk.state.generation, before);
    EXPECT_EQ(walk.scene().occasion, scene::Scene::Occasion::repeat);
}

TEST(Settings, a_card_that_changes_the_screen_says_why) {
    KioskWalk walk;
    walk.go_home_as("seated");
    EXPECT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    flow::Preferences kept;
    kept.theme = flow::Theme::black;
    walk.send(flow::VisitJoined{walk.state.turn, true, kept, flow::SettingsConsent::granted, std::nullopt});
    EXPECT_EQ(walk.said().substr(0, 14), "settings_taken");
    EXPECT_NE(walk.said().find("P11"), std::string::npos) << "and then what the screen asks for";
}

TEST(Settings, back_goes_to_the_page_before) {
    KioskWalk walk;
    walk.go_home_as("door");
    EXPECT_TRUE(walk.press("page.next"));
    EXPECT_TRUE(walk.press("page.next"));
    ASSERT_EQ(walk.state.page, 2);
    EXPECT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.state.page, 1);
}

}  // namespace
}  // namespace silverlane
