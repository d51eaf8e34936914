// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// F03 and F04: has the pension come, what is in the account. What the hall may hear never depends on it.
#include "kiosk/speech/presenter.h"
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using flow::AskKind;
using flow::AskResult;
using testing::KioskWalk;

KioskWalk at_the_pin(const std::string& card = "bank_card") {
    KioskWalk walk;
    walk.go_home_as("seated");
    EXPECT_TRUE(walk.press("answer.pension"));
    EXPECT_TRUE(walk.press("answer." + card));
    walk.insert_card();
    EXPECT_EQ(walk.place(), "pension/pin");
    return walk;
}

KioskWalk at_the_answer(flow::Knowledge knowledge) {
    KioskWalk walk = at_the_pin();
    walk.enter_pin();
    walk.answer(AskKind::pension, std::move(knowledge));
    EXPECT_EQ(walk.place(), "pension/answer");
    return walk;
}

KioskWalk at_the_balance(int accounts = 1) {
    KioskWalk walk;
    walk.go_home_as("seated");
    EXPECT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    walk.enter_pin();
    walk.answer(AskKind::accounts, testing::accounts(accounts));
    if (accounts > 1) {
        EXPECT_TRUE(walk.press("item.account_2"));
    }
    walk.answer(AskKind::balance, testing::balance());
    EXPECT_EQ(walk.place(), "balance/amount");
    return walk;
}

std::string spoken(const std::vector<voice::Utterance>& utterances) {
    std::string out;
    for (const voice::Utterance& one : utterances) {
        out += one.prompt_id + '|' + one.text + '|' + one.caption + '|' + (one.secret_text ? "private" : "") + '|' +
               std::to_string(static_cast<int>(one.priority)) + '\n';
    }
    return out;
}

/// All that the loudspeaker says from the card to the card, hear again and the repeat after eight seconds included.
std::string loudspeaker_log(const flow::Knowledge& knowledge) {
    KioskWalk walk;
    std::string log;
    scene::Scene before = walk.scene();
    const auto listen = [&] {
        const scene::Scene now = walk.scene();
        log += spoken(speech::follow(before, now, false));
        before = now;
    };
    walk.go_home_as("seated");
    listen();
    EXPECT_TRUE(walk.press("answer.pension"));
    listen();
    EXPECT_TRUE(walk.press("answer.bank_card"));
    listen();
    walk.insert_card();
    listen();
    walk.enter_pin();
    listen();
    walk.answer(AskKind::pension, knowledge);
    listen();
    walk.pass(9);
    listen();
    EXPECT_TRUE(walk.press("fixed.hear_again"));
    listen();
    EXPECT_TRUE(walk.press("service.louder"));
    listen();
    EXPECT_TRUE(walk.press("answer.print"));
    listen();
    walk.send(flow::SlipPrinted{walk.state.turn, flow::Printed::ok});
    listen();
    walk.take_card();
    listen();
    return log;
}

TEST(Pension, the_loudspeaker_says_the_same_whether_the_pension_has_come_or_not) {
    const std::string arrived = loudspeaker_log(testing::pension_arrived());
    EXPECT_EQ(arrived, loudspeaker_log(testing::pension_not_arrived()));
    EXPECT_NE(arrived.find("查到了。请看屏幕。"), std::string::npos);
    EXPECT_NE(arrived.find("请拿起听筒"), std::string::npos);
    EXPECT_EQ(arrived.find("到账"), std::string::npos);
    EXPECT_EQ(arrived.find("private"), std::string::npos);
}

TEST(Pension, with_the_handset_down_no_private_prompt_sounds_and_with_it_lifted_only_in_the_ear) {
    KioskWalk walk = at_the_answer(testing::pension_arrived());
    const scene::Scene before;
    EXPECT_EQ(spoken(speech::follow(before, walk.scene(), false)).find("private"), std::string::npos);
    walk.send(flow::ListeningChanged{flow::Listening::handset});
    const auto lifted = speech::follow(before, walk.scene(), true);
    const auto secret = std::find_if(lifted.begin(), lifted.end(), [](const voice::Utterance& one) { return one.secret_text.has_value(); });
    ASSERT_NE(secret, lifted.end());
    EXPECT_EQ(secret->channel, voice::Channel::private_ear);
    EXPECT_EQ(secret->secret_text->open(PrivateDoor::wording), "您的养老金已经到账，三千二百一十元五角。");
    EXPECT_TRUE(secret->text.empty());
}

TEST(Pension, the_answer_stands_on_the_screen_as_private_text_alone) {
    KioskWalk arrived = at_the_answer(testing::pension_arrived());
    const scene::Scene now = arrived.scene();
    EXPECT_EQ(scene::find_node(now, NodeId{"title"})->secret->open(PrivateDoor::glyph_drawing), "到账了");
    EXPECT_EQ(scene::find_node(now, NodeId{"value.pension_amount"})->secret->open(PrivateDoor::glyph_drawing), "3,210.50 元");
    EXPECT_EQ(scene::dump(now).find("210.50"), std::string::npos);
    EXPECT_EQ(flow::dump(arrived.state).find("210.50"), std::string::npos);
    KioskWalk waiting = at_the_answer(testing::pension_not_arrived());
    EXPECT_EQ(scene::find_node(waiting.scene(), NodeId{"title"})->secret->open(PrivateDoor::glyph_drawing), "还没到");
    EXPECT_EQ(scene::find_node(waiting.scene(), NodeId{"line.1"})->secret->open(PrivateDoor::glyph_drawing), "一般 11月22日 到。");
    EXPECT_EQ(scene::find_node(waiting.scene(), NodeId{"value.pension_amount"}), nullptr);
}

TEST(Pension, hanging_up_covers_what_is_private_and_a_touch_shows_it_again) {
    KioskWalk walk = at_the_answer(testing::pension_arrived());
    walk.send(flow::ListeningChanged{flow::Listening::handset});
    EXPECT_FALSE(walk.scene().covered);
    walk.send(flow::ListeningChanged{flow::Listening::loudspeaker});
    EXPECT_TRUE(walk.scene().covered);
    EXPECT_EQ(walk.scene().occasion, scene::Scene::Occasion::quiet);
    walk.send(flow::Touched{});
    EXPECT_FALSE(walk.scene().covered);
}

TEST(Pension, the_finger_that_comes_down_on_show_does_not_cover_again_when_it_is_lifted) {
    KioskWalk walk = at_the_answer(testing::pension_arrived());
    walk.send(flow::ListeningChanged{flow::Listening::handset});
    walk.send(flow::ListeningChanged{flow::Listening::loudspeaker});
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"service.hide"})->shown, "打开");
    walk.send(flow::Touched{});
    ASSERT_TRUE(walk.press("service.hide"));
    EXPECT_FALSE(walk.scene().covered);
    walk.send(flow::Touched{});
    ASSERT_TRUE(walk.press("service.hide"));
    EXPECT_TRUE(walk.scene().covered) << "the next press covers";
}

TEST(Pension, who_covered_the_screen_may_listen_with_it_covered) {
    KioskWalk walk = at_the_answer(testing::pension_arrived());
    ASSERT_TRUE(walk.press("service.hide"));
    walk.send(flow::ListeningChanged{flow::Listening::handset});
    EXPECT_TRUE(walk.scene().covered);
}

TEST(Pension, a_second_wrong_pin_calls_staff_and_does_not_say_so_to_the_hall) {
    KioskWalk walk = at_the_pin();
    walk.enter_pin(false);
    EXPECT_EQ(walk.place(), "pension/pin");
    EXPECT_EQ(walk.said(), "P12 P11");
    EXPECT_EQ(walk.count<flow::RaiseHelp>(), 0U);
    walk.enter_pin(false);
    EXPECT_EQ(walk.place(), "pension/pin_help");
    EXPECT_EQ(walk.count<flow::RaiseHelp>(), 1U);
    EXPECT_EQ(walk.said(), "ask_staff");
    ASSERT_TRUE(walk.press("answer.again"));
    EXPECT_EQ(walk.place(), "pension/pin");
    EXPECT_EQ(walk.count<flow::EnterPin>(), 3U);
}

TEST(Pension, with_the_hub_away_a_second_wrong_pin_promises_nobody) {
    KioskWalk walk = at_the_pin();
    walk.enter_pin(false);
    walk.send(flow::HubChanged{false});
    walk.enter_pin(false);
    for (const scene::Node& node : walk.scene().nodes) EXPECT_EQ(node.shown.find("已经叫人"), std::string::npos) << node.id.text;
}

TEST(Pension, no_need_any_more_after_a_wrong_pin_does_not_call_again) {
    KioskWalk walk = at_the_pin();
    walk.enter_pin(false);
    walk.enter_pin(false);
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    ASSERT_TRUE(walk.press("answer.company"));
    ASSERT_TRUE(walk.press("answer.cancel"));
    EXPECT_EQ(walk.place(), "pension/pin_help");
    EXPECT_EQ(walk.count<flow::RaiseHelp>(), 1U);
    EXPECT_EQ(walk.state.help.state, flow::HelpState::none);
}

TEST(Pension, the_pin_never_enters_the_state_but_as_a_count) {
    KioskWalk walk = at_the_pin();
    for (const char* digit : {"4", "7", "1", "1"}) walk.send(flow::Action{flow::ActionKind::enter_digit, digit});
    EXPECT_TRUE(walk.state.digits.empty()) << "keys of the screen are no PIN pad";
    walk.send(flow::PinTyped{3});
    EXPECT_EQ(walk.state.pin_digits, 3);
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"entry"})->secret->open(PrivateDoor::glyph_drawing), "● ● ● ○ ○ ○");
    EXPECT_EQ(walk.all<flow::SoundChime>().back().name, "key");
    walk.type_pin();
    EXPECT_TRUE(walk.state.sealed_pin.empty()) << "handed on with the question and gone";
    EXPECT_EQ(walk.asks(AskKind::check_pin).back().secret.open(PrivateDoor::wording), "sealed");
}

TEST(Pension, each_key_of_the_pad_sounds_the_same_and_one_taken_back_is_silent) {
    KioskWalk walk = at_the_pin();
    for (const int digits : {1, 2, 3}) {
        walk.send(flow::PinTyped{digits});
        ASSERT_EQ(walk.last.size(), 1U);
        EXPECT_EQ(std::get<flow::SoundChime>(walk.last.front()).name, "key");
    }
    walk.send(flow::PinTyped{2});
    EXPECT_TRUE(walk.last.empty());
}

TEST(Pension, a_pin_that_comes_after_the_pad_was_left_is_not_kept) {
    KioskWalk walk = at_the_pin();
    ASSERT_TRUE(walk.press("fixed.back"));
    walk.send(flow::PinEntered{PrivateText{"sealed"}});
    EXPECT_TRUE(walk.state.sealed_pin.empty());
    EXPECT_EQ(walk.place(), "pension/take");
}

TEST(Pension, help_called_at_the_pin_cancels_the_pad_and_begins_it_again_on_return) {
    KioskWalk walk = at_the_pin();
    walk.send(flow::PinTyped{2});
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    EXPECT_EQ(walk.count<flow::CancelPin>(), 1U);
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.place(), "pension/pin");
    EXPECT_EQ(walk.count<flow::EnterPin>(), 2U);
    EXPECT_EQ(walk.state.pin_digits, 0);
}

TEST(Pension, the_card_comes_back_before_anything_else_and_what_was_shown_is_gone_with_it) {
    KioskWalk walk = at_the_answer(testing::pension_arrived());
    EXPECT_FALSE(walk.state.secrets.empty());
    ASSERT_TRUE(walk.press("answer.no_print"));
    EXPECT_EQ(walk.place(), "pension/take");
    EXPECT_EQ(walk.said(), "P17 P21");
    EXPECT_EQ(walk.count<flow::GiveBack>(), 1U);
    EXPECT_TRUE(walk.state.secrets.empty());
    EXPECT_TRUE(walk.state.marks.empty());
    walk.take_card();
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Pension, the_receipt_carries_the_amount_and_its_outcome_is_said) {
    for (const auto& [outcome, prompt] : {std::pair{flow::Printed::ok, "P20 P17"}, std::pair{flow::Printed::failed, "receipt_missing P17"},
                                          std::pair{flow::Printed::unknown, "receipt_unknown P17"}}) {
        KioskWalk walk = at_the_answer(testing::pension_arrived());
        ASSERT_TRUE(walk.press("answer.print"));
        ASSERT_EQ(walk.count<flow::PrintSlip>(), 1U);
        EXPECT_EQ(walk.all<flow::PrintSlip>().front().slip, "pension");
        EXPECT_EQ(walk.all<flow::PrintSlip>().front().secrets.size(), 1U);
        walk.send(flow::SlipPrinted{walk.state.turn, outcome});
        EXPECT_EQ(walk.said(), prompt);
        EXPECT_EQ(walk.place(), "pension/take");
    }
}

TEST(Pension, a_bank_that_cannot_be_asked_says_that_the_money_has_not_changed_and_the_card_comes_back) {
    for (const bool silent : {false, true}) {
        for (const bool at_the_first : {true, false}) {
            KioskWalk walk = at_the_pin();
            walk.type_pin();
            const AskKind what = at_the_first ? AskKind::check_pin : AskKind::pension;
            if (!at_the_first) walk.answer(AskKind::check_pin);
            if (silent) walk.pass(15);
            else walk.answer(what, AskResult::away);
            EXPECT_EQ(walk.place(), "pension/away");
            EXPECT_EQ(walk.said(), "bank_away");
            ASSERT_TRUE(walk.press("answer.take"));
            walk.take_card();
            EXPECT_EQ(walk.place(), "home/home");
        }
    }
}

TEST(Pension, a_pad_that_gives_up_gives_the_card_back) {
    KioskWalk walk = at_the_pin();
    walk.send(flow::PinCancelled{flow::PinGivenUp::by_person});
    EXPECT_EQ(walk.place(), "pension/take");
    KioskWalk other = at_the_pin();
    other.send(flow::PinCancelled{flow::PinGivenUp::unavailable});
    EXPECT_EQ(other.place(), "pension/away");
}

TEST(Pension, a_card_pulled_out_in_the_middle_ends_the_task_and_says_that_nothing_happened) {
    KioskWalk walk = at_the_answer(testing::pension_arrived());
    walk.take_card();
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_EQ(walk.said(), "card_out P02");
    EXPECT_TRUE(walk.state.secrets.empty());
    EXPECT_TRUE(walk.state.marks.empty());
    EXPECT_EQ(walk.state.medium, flow::Medium::none);
    KioskWalk at_pin = at_the_pin();
    at_pin.take_card();
    EXPECT_EQ(at_pin.count<flow::CancelPin>(), 1U);
}

TEST(Pension, after_a_pause_behind_a_pin_the_pin_is_asked_again_and_the_entries_are_kept) {
    KioskWalk walk = at_the_balance(2);
    walk.pass(165);
    ASSERT_EQ(walk.state.phase, flow::Phase::paused);
    EXPECT_EQ(scene::dump(walk.scene()).find("余额"), std::string::npos);
    walk.send(flow::Touched{});
    EXPECT_EQ(walk.place(), "pin_again/pin");
    walk.enter_pin();
    EXPECT_EQ(walk.place(), "balance/amount");
    EXPECT_EQ(walk.state.entries.at("accounts"), "account_2");
    EXPECT_NE(scene::find_node(walk.scene(), NodeId{"value.balance"}), nullptr);
    EXPECT_EQ(walk.asks(AskKind::balance).size(), 1U) << "nothing is asked twice";
}

TEST(Pension, two_wrong_pins_after_a_pause_call_staff_and_show_nothing) {
    KioskWalk walk = at_the_balance();
    walk.pass(165);
    walk.send(flow::Touched{});
    walk.enter_pin(false);
    EXPECT_EQ(walk.place(), "pin_again/pin");
    walk.enter_pin(false);
    EXPECT_EQ(walk.place(), "pin_again/help");
    EXPECT_EQ(walk.count<flow::RaiseHelp>(), 1U);
    ASSERT_TRUE(walk.press("answer.take"));
    EXPECT_EQ(walk.place(), "give_back/card");
    EXPECT_TRUE(walk.state.secrets.empty());
}

TEST(Pension, giving_up_after_a_pause_gives_the_card_back) {
    KioskWalk walk = at_the_balance();
    walk.pass(165);
    walk.send(flow::Touched{});
    walk.send(flow::PinCancelled{});
    EXPECT_EQ(walk.place(), "give_back/card");
    EXPECT_EQ(walk.count<flow::GiveBack>(), 1U);
}

TEST(Pension, no_way_round_by_help_and_the_counter_leads_past_the_pin) {
    KioskWalk walk = at_the_balance(2);
    walk.pass(165);
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    EXPECT_EQ(walk.place(), "call_staff/reason");
    ASSERT_TRUE(walk.press("answer.company"));
    ASSERT_TRUE(walk.press("service.more"));
    ASSERT_TRUE(walk.press("service.counter"));
    ASSERT_TRUE(walk.press("answer.ok"));
    EXPECT_EQ(walk.place(), "pin_again/pin");
    EXPECT_FALSE(walk.state.pin_right);
}

TEST(Pension, nobody_comes_back_after_a_pause_and_the_card_waits_in_its_slot) {
    KioskWalk walk = at_the_balance();
    walk.pass(225);
    EXPECT_EQ(walk.place(), "give_back/card");
    EXPECT_EQ(walk.count<flow::GiveBack>(), 1U);
    EXPECT_EQ(walk.count<flow::ResetCustomer>(), 1U);
    EXPECT_FALSE(walk.state.turn_open);
    EXPECT_TRUE(walk.state.secrets.empty());
    EXPECT_TRUE(walk.state.lists.empty());
    walk.take_card();
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_EQ(flow::dump(walk.state), flow::dump(flow::fresh_state(testing::shipped_flows(), walk.state)));
}

TEST(Pension, a_turn_that_closes_at_the_pin_closes_the_pad) {
    KioskWalk walk = at_the_pin();
    walk.pass(225);
    EXPECT_EQ(walk.count<flow::CancelPin>(), 1U);
    EXPECT_EQ(walk.place(), "give_back/card");
}

TEST(Pension, by_passbook_the_printed_line_is_the_answer_and_no_pin_is_asked) {
    KioskWalk walk;
    walk.go_home_as("seated");
    ASSERT_TRUE(walk.press("answer.pension"));
    ASSERT_TRUE(walk.press("answer.passbook"));
    EXPECT_EQ(walk.place(), "passbook/insert");
}

TEST(Pension, a_card_that_cannot_be_read_is_asked_for_the_other_way_round) {
    KioskWalk walk;
    walk.go_home_as("seated");
    ASSERT_TRUE(walk.press("answer.pension"));
    ASSERT_TRUE(walk.press("answer.social_card"));
    walk.send(flow::CardUnreadable{});
    EXPECT_EQ(walk.place(), "pension/insert");
    EXPECT_EQ(walk.said(), "card_unreadable");
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.place(), "pension/method");
    EXPECT_EQ(walk.state.entries.at("card"), "social") << "entries survive going back";
}

TEST(Balance, the_figure_is_on_the_screen_and_in_the_private_ear_only) {
    KioskWalk walk = at_the_balance();
    EXPECT_EQ(walk.said(), "P42 P44 P43");
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"value.balance"})->secret->open(PrivateDoor::glyph_drawing), "8,765.43 元");
    const scene::Scene before;
    const std::string loud = spoken(speech::follow(before, walk.scene(), false));
    EXPECT_NE(loud.find("余额显示在屏幕上"), std::string::npos);
    EXPECT_EQ(loud.find("private"), std::string::npos);
    walk.send(flow::ListeningChanged{flow::Listening::headphone});
    EXPECT_EQ(walk.said(), "P42 P43");
}

TEST(Balance, no_timer_covers_the_figure_while_the_customer_stands_there) {
    KioskWalk walk = at_the_balance();
    walk.pass(119);
    EXPECT_FALSE(walk.scene().covered);
    EXPECT_NE(scene::find_node(walk.scene(), NodeId{"value.balance"}), nullptr);
}

TEST(Balance, one_account_is_not_asked_about_and_a_fifth_stands_on_the_next_page) {
    KioskWalk one = at_the_balance(1);
    EXPECT_EQ(scene::find_node(one.scene(), NodeId{"answer.another"}), nullptr);
    KioskWalk walk;
    walk.go_home_as("seated");
    ASSERT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    walk.enter_pin();
    walk.answer(AskKind::accounts, testing::accounts(5));
    EXPECT_EQ(walk.place(), "balance/which");
    EXPECT_EQ(walk.said(), "balance_which");
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"item.account_5"}), nullptr);
    ASSERT_TRUE(walk.press_on_any_page("item.account_5"));
    EXPECT_EQ(walk.asks(AskKind::balance).back().entries.at("accounts"), "account_5");
}

TEST(Balance, an_account_says_aloud_neither_its_digits_nor_what_it_is) {
    KioskWalk walk;
    walk.go_home_as("seated");
    ASSERT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    walk.enter_pin();
    walk.answer(AskKind::accounts, testing::accounts(2));
    const scene::Scene now = walk.scene();
    const scene::Node* account = scene::find_node(now, NodeId{"item.account_1"});
    ASSERT_TRUE(account->secret.has_value());
    EXPECT_EQ(account->secret->open(PrivateDoor::glyph_drawing), "活期 尾号 6201");
    EXPECT_EQ(account->spoken, "账户") << "that somebody has a time deposit is not for the hall";
    EXPECT_EQ(account->listed_spoken, "一，账户");
}

TEST(Balance, another_account_can_be_looked_at_and_the_page_begins_at_the_first) {
    KioskWalk walk = at_the_balance(2);
    ASSERT_TRUE(walk.press("answer.another"));
    EXPECT_EQ(walk.place(), "balance/which");
    ASSERT_TRUE(walk.press("item.account_1"));
    walk.answer(AskKind::balance, testing::balance());
    EXPECT_EQ(walk.asks(AskKind::balance).size(), 2U);
    EXPECT_EQ(walk.asks(AskKind::after_task).size(), 1U) << "what follows the task is decided once";
}

TEST(Balance, the_language_can_be_changed_on_a_later_page_of_a_list) {
    KioskWalk walk;
    walk.go_home_as("seated");
    ASSERT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    walk.enter_pin();
    walk.answer(AskKind::accounts, testing::accounts(6));
    ASSERT_TRUE(walk.press("page.next"));
    ASSERT_TRUE(walk.press("service.language"));
    EXPECT_EQ(walk.state.page, 1);
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"item.account_5"})->spoken, "Account");
}

TEST(Balance, a_card_without_accounts_leads_to_a_person_and_back_to_its_owner) {
    KioskWalk walk;
    walk.go_home_as("seated");
    ASSERT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    walk.enter_pin();
    walk.answer(AskKind::accounts, AskResult::nothing);
    EXPECT_EQ(walk.place(), "balance/none");
    EXPECT_EQ(walk.said(), "ask_staff");
    ASSERT_TRUE(walk.press("answer.take"));
    EXPECT_EQ(walk.place(), "balance/take");
}

TEST(Balance, covering_hides_the_figure_and_the_sound_goes_on) {
    KioskWalk walk = at_the_balance();
    ASSERT_TRUE(walk.press("service.hide"));
    EXPECT_TRUE(walk.scene().covered);
    walk.send(flow::ListeningChanged{flow::Listening::handset});
    EXPECT_TRUE(walk.scene().covered);
    EXPECT_EQ(walk.said(), "P42 P43");
}

}  // namespace
}  // namespace silverlane
