// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Every screen as text, in both languages, beside this file: a change of words or order shows in review as what a customer would see.
// UPDATE_GOLDEN=1 writes the files anew.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;

const std::filesystem::path kFolder = std::filesystem::path(SILVERLANE_SOURCE_DIR) / "tests/screens";

std::string content_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void expect_golden(const std::string& name, const std::string& text) {
    const std::filesystem::path file = kFolder / (name + ".txt");
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::ofstream(file, std::ios::binary) << text;
        return;
    }
    EXPECT_EQ(content_of(file), text) << "run UPDATE_GOLDEN=1 " << name << " and look at the difference";
}

using Moment = std::function<void(KioskWalk&)>;

/// Presses one node after the other.
Moment pressing(const std::vector<std::string>& nodes) {
    return [nodes](KioskWalk& walk) {
        walk.wake_and_go_home();
        for (const std::string& node : nodes) EXPECT_TRUE(walk.press_on_any_page(node));
    };
}

Moment then(const Moment& first, const Moment& second) {
    return [first, second](KioskWalk& walk) { first(walk); second(walk); };
}

/// The seated terminal, a card in it, at the PIN of this flow.
Moment at_the_pin(const std::string& flow) {
    return [flow](KioskWalk& walk) {
        walk.go_home_as("seated");
        EXPECT_TRUE(walk.press("answer." + flow));
        if (flow == "pension") {
            EXPECT_TRUE(walk.press("answer.bank_card"));
        }
        walk.insert_card();
    };
}

Moment at_the_balance(int accounts) {
    return then(at_the_pin("balance"), [accounts](KioskWalk& walk) {
        walk.enter_pin();
        walk.answer(flow::AskKind::accounts, testing::accounts(accounts));
        if (accounts > 1) {
            EXPECT_TRUE(walk.press("item.account_2"));
        }
        walk.answer(flow::AskKind::balance, testing::balance());
    });
}

Moment at_the_pension(const flow::Knowledge& knowledge) {
    return then(at_the_pin("pension"), [knowledge](KioskWalk& walk) {
        walk.enter_pin();
        walk.answer(flow::AskKind::pension, knowledge);
    });
}

Moment printing() {
    return [](KioskWalk& walk) {
        walk.go_home_as("passbook");
        EXPECT_TRUE(walk.press("answer.passbook"));
        walk.insert_passbook();
        walk.passbook(flow::PassbookStage::printing, 3);
    };
}

Moment practising(const std::string& role, const std::vector<std::string>& nodes) {
    return [role, nodes](KioskWalk& walk) {
        walk.go_home_as(role);
        EXPECT_TRUE(walk.press_on_any_page("answer.practice"));
        EXPECT_TRUE(walk.press("answer.begin"));
        for (const std::string& node : nodes) EXPECT_TRUE(walk.press_on_any_page(node));
    };
}

/// Moments of issue 1 and 2: the way to a counter, signing in, help.
std::map<std::string, Moment> first_moments() {
    const auto slip = [](flow::Printed outcome) {
        return [outcome](KioskWalk& walk) { walk.wake_and_go_home(); walk.take_ticket_until_slip(); walk.send(flow::TicketPrinted{outcome}); };
    };
    const Moment consent = pressing({"answer.identify", "answer.phone"});
    return {
        {"home.warning", then(pressing({}), [](KioskWalk& walk) { walk.pass(125); })},
        {"home.pause", then(pressing({}), [](KioskWalk& walk) { walk.pass(170); })},
        {"home.more", pressing({"service.more"})},
        {"home.home_page_2", pressing({"page.next"})},
        {"home.home_page_3", pressing({"page.next", "page.next"})},
        {"home.home_seated", [](KioskWalk& walk) { walk.go_home_as("seated"); }},
        {"home.home_passbook", [](KioskWalk& walk) { walk.go_home_as("passbook"); }},
        {"home.home_pension_day", [](KioskWalk& walk) { walk.send(flow::TerminalChanged{{"door", true}}); walk.wake_and_go_home(); }},
        {"take_ticket.slip_priority", [](KioskWalk& walk) { walk.wake_and_go_home(); walk.take_ticket_until_slip("priority", testing::sample_ticket(true)); }},
        {"take_ticket.slip_missing", slip(flow::Printed::failed)},
        {"take_ticket.slip_unknown", slip(flow::Printed::unknown)},
        {"identify.consent_page_3", then(consent, [](KioskWalk& walk) { for (int page = 0; page < 3; ++page) EXPECT_TRUE(walk.press("page.next")); })},
        {"identify.phone_typed", then(consent, [](KioskWalk& walk) { EXPECT_TRUE(walk.press("answer.agree")); walk.type("1234"); })},
        {"call_staff.coming_claimed", then(pressing({"fixed.call_staff", "answer.company"}), [](KioskWalk& walk) { walk.send(flow::HelpClaimed{walk.state.turn, "1023"}); })},
        {"take_ticket.service_called", pressing({"answer.take_ticket", "fixed.call_staff", "answer.machine", "answer.go_on"})},
        {"take_ticket.service_pointed_at", then(pressing({"answer.take_ticket", "fixed.call_staff", "answer.machine", "answer.point_for_me"}),
                                                [](KioskWalk& walk) { walk.send(flow::PointedAt{walk.state.turn, walk.state.place, NodeId{"answer.transfer"}}); })},
        {"call_staff.reason_unreachable", [](KioskWalk& walk) { walk.wake_and_go_home(); walk.send(flow::HubChanged{false}); EXPECT_TRUE(walk.press("fixed.call_staff")); }},
    };
}

std::map<std::string, Moment> money_moments() {
    const auto wrong_twice = [](KioskWalk& walk) { walk.enter_pin(false); walk.enter_pin(false); };
    return {
        {"pension.pin_typed", then(at_the_pin("pension"), [](KioskWalk& walk) { walk.send(flow::PinTyped{4}); })},
        {"pension.pin_wrong", then(at_the_pin("pension"), [](KioskWalk& walk) { walk.enter_pin(false); })},
        {"pension.pin_help_called", then(at_the_pin("pension"), wrong_twice)},
        {"pension.answer_arrived", at_the_pension(testing::pension_arrived())},
        {"pension.answer_not_arrived", at_the_pension(testing::pension_not_arrived())},
        {"pension.answer_handset", then(at_the_pension(testing::pension_arrived()), [](KioskWalk& walk) { walk.send(flow::ListeningChanged{flow::Listening::handset}); })},
        {"pension.take_printed", then(at_the_pension(testing::pension_arrived()), [](KioskWalk& walk) { EXPECT_TRUE(walk.press("answer.print")); walk.send(flow::SlipPrinted{walk.state.turn, flow::Printed::ok}); })},
        {"pension.card_out", then(at_the_pin("pension"), [](KioskWalk& walk) { walk.take_card(); })},
        {"balance.which_six", then(at_the_pin("balance"), [](KioskWalk& walk) { walk.enter_pin(); walk.answer(flow::AskKind::accounts, testing::accounts(6)); })},
        {"balance.which_six_page_2", then(at_the_pin("balance"), [](KioskWalk& walk) { walk.enter_pin(); walk.answer(flow::AskKind::accounts, testing::accounts(6)); EXPECT_TRUE(walk.press("page.next")); })},
        {"balance.amount_one", at_the_balance(1)},
        {"balance.amount_chosen", at_the_balance(2)},
        {"balance.amount_paused", then(at_the_balance(2), [](KioskWalk& walk) { walk.pass(170); })},
        {"balance.amount_covered", then(at_the_balance(2), [](KioskWalk& walk) { EXPECT_TRUE(walk.press("service.hide")); })},
        {"pin_again.pin_asked", then(at_the_balance(2), [](KioskWalk& walk) { walk.pass(170); walk.send(flow::Touched{}); })},
        {"give_back.card_left", then(at_the_pin("balance"), [](KioskWalk& walk) { EXPECT_TRUE(walk.press("fixed.exit")); walk.pass(20); })},
        {"passbook.printing_three", printing()},
        {"passbook.stopped_called", then(printing(), [](KioskWalk& walk) { walk.passbook(flow::PassbookStage::stopped, 3); })},
        {"passbook.take_all", then(printing(), [](KioskWalk& walk) { walk.passbook(flow::PassbookStage::done, 0); })},
        {"passbook.take_pension", [](KioskWalk& walk) {
             walk.go_home_as("seated");
             EXPECT_TRUE(walk.press_on_any_page("answer.pension"));
             EXPECT_TRUE(walk.press("answer.passbook"));
             walk.insert_passbook();
             walk.passbook(flow::PassbookStage::printing, 3);
             walk.passbook(flow::PassbookStage::done, 0);
         }},
        {"passbook.take_left", then(printing(), [](KioskWalk& walk) { walk.passbook(flow::PassbookStage::done, 0); walk.pass(20); })},
    };
}

std::map<std::string, Moment> service_moments() {
    const auto list = [](flow::AskKind what, const flow::Knowledge& knowledge) { return [what, knowledge](KioskWalk& walk) { walk.answer(what, knowledge); }; };
    const Moment known = then(pressing({"answer.known", "answer.show"}), [](KioskWalk& walk) {
        walk.send(flow::CodeScanned{PrivateText{"code"}});
        walk.answer(flow::AskKind::known, testing::held(5));
    });
    const Moment activities = then(pressing({"answer.activities"}), list(flow::AskKind::activities, testing::activities(4)));
    const Moment half_days = then(pressing({"answer.home_visit", "answer.self", "answer.pin"}), list(flow::AskKind::half_days, testing::half_days()));
    const auto after = [](const flow::Knowledge& what) {
        return then(at_the_balance(1), [what](KioskWalk& walk) { walk.answer(flow::AskKind::after_task, what); EXPECT_TRUE(walk.press("answer.ok")); walk.take_card(); });
    };
    return {
        {"known.list_page_1", known},
        {"known.list_page_2", then(known, [](KioskWalk& walk) { EXPECT_TRUE(walk.press("page.next")); })},
        {"activities.which_four", activities},
        {"activities.people_chosen", then(activities, [](KioskWalk& walk) { EXPECT_TRUE(walk.press("item.activity_1")); })},
        {"activities.done_signed", then(activities, [](KioskWalk& walk) {
             for (const char* node : {"item.activity_1", "answer.one", "answer.none"}) EXPECT_TRUE(walk.press(node));
             walk.answer(flow::AskKind::sign_up, testing::signed_up());
         })},
        {"home_visit.day_two", half_days},
        {"home_visit.phone_typed", then(half_days, [](KioskWalk& walk) { EXPECT_TRUE(walk.press("item.day_1")); walk.type("13800138000"); })},
        {"quiz.grandson_why_right", pressing({"answer.quiz", "answer.call_back"})},
        {"quiz.grandson_why_other", pressing({"answer.quiz", "answer.send"})},
        {"quiz.over_one", pressing({"answer.quiz", "answer.call_back", "answer.next", "answer.move", "answer.next", "answer.pay", "answer.next"})},
        {"quiz.over_all", pressing({"answer.quiz", "answer.call_back", "answer.next", "answer.no", "answer.next", "answer.doctor", "answer.next"})},
        {"rating.manager_poor", then(after(testing::then_rating()), [](KioskWalk& walk) { for (const char* node : {"answer.yes", "answer.poor", "answer.wait"}) EXPECT_TRUE(walk.press(node)); })},
        {"offer.ask_one", after(testing::then_offer())},
        {"practice.home", practising("door", {})},
        {"practice.pension_insert", practising("seated", {"answer.pension", "answer.bank_card"})},
        {"practice.pension_pin", practising("seated", {"answer.pension", "answer.bank_card", "answer.practise_card_inserted"})},
        {"practice.pension_answer", practising("seated", {"answer.pension", "answer.bank_card", "answer.practise_card_inserted", "answer.practise_pin_entered"})},
        {"practice.passbook_take", practising("passbook", {"answer.passbook", "answer.practise_passbook_inserted"})},
        {"practice.real_card", then(practising("seated", {"answer.balance"}), [](KioskWalk& walk) { walk.insert_card(); })},
    };
}

/// Moments beyond "the step as it is entered", by name.
std::map<std::string, Moment> moments() {
    std::map<std::string, Moment> all = first_moments();
    all.merge(money_moments());
    all.merge(service_moments());
    return all;
}

/// What the step shows of the world.
void learn(flow::State& state, const flow::Knowledge& knowledge) {
    for (const auto& secret : knowledge.secrets) flow::put(state.secrets, secret);
    for (const auto& fact : knowledge.facts) flow::put(state.facts, fact);
    for (const auto& [name, items] : knowledge.lists) state.lists[name] = items;
    for (const auto& [name, value] : knowledge.marks) state.marks[name] = value;
}

/// The step as a person finds it: entered from the home screen with a ticket where the step shows one, and with what lists and values hold.
KioskWalk at_step(const flow::Place& place) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.state.place = place;
    const flow::Step& step = flow::step_at(testing::shipped_flows(), place);
    if (!step.values.empty() && step.arrangement == flow::Arrangement::result) walk.state.ticket = testing::sample_ticket();
    if (place.flow == testing::shipped_flows().help.flow) walk.state.help.state = flow::HelpState::sent;
    for (const flow::Knowledge& knowledge : {testing::accounts(2), testing::activities(4), testing::half_days(), testing::held(3), testing::then_offer(),
                                             testing::signed_up(), testing::pension_not_arrived(), testing::balance()}) {
        learn(walk.state, knowledge);
    }
    flow::put(walk.state.facts, flow::Slot{"lines_left", "count_lines", "12"});
    walk.send(flow::Action{flow::ActionKind::hear_again, {}});
    return walk;
}

class Screens : public ::testing::TestWithParam<const char*> {};

TEST_P(Screens, are_as_reviewed) {
    for (const auto& [id, flow] : testing::shipped_flows().flows) {
        for (const auto& [step_id, step] : flow.steps) {
            KioskWalk walk = at_step({id, step_id});
            if (step.arrangement == flow::Arrangement::idle) walk.state = flow::first_state(testing::shipped_flows());
            walk.state.preferences.language = GetParam();
            expect_golden(id.text + '.' + step_id.text + '.' + GetParam(), scene::dump(walk.scene()));
        }
    }
    for (const auto& [name, walk_there] : moments()) {
        KioskWalk walk;
        walk_there(walk);
        walk.state.preferences.language = GetParam();
        expect_golden(name + '.' + GetParam(), scene::dump(walk.scene()));
    }
}

INSTANTIATE_TEST_SUITE_P(BothLanguages, Screens, ::testing::Values("zh-CN", "en"),
                         [](const auto& one) { return std::string(one.param) == "en" ? "English" : "Chinese"; });

}  // namespace
}  // namespace silverlane
