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

/// Moments beyond "the step as it is entered", by name.
std::map<std::string, std::function<void(KioskWalk&)>> moments() {
    const auto to_consent = [](KioskWalk& walk) {
        walk.wake_and_go_home();
        EXPECT_TRUE(walk.press("answer.identify"));
        EXPECT_TRUE(walk.press("answer.phone"));
    };
    return {
        {"home.warning", [](KioskWalk& walk) { walk.wake_and_go_home(); walk.pass(125); }},
        {"home.pause", [](KioskWalk& walk) { walk.wake_and_go_home(); walk.pass(170); }},
        {"home.more", [](KioskWalk& walk) { walk.wake_and_go_home(); EXPECT_TRUE(walk.press("service.more")); }},
        {"take_ticket.slip_priority", [](KioskWalk& walk) { walk.wake_and_go_home(); walk.take_ticket_until_slip("priority", testing::sample_ticket(true)); }},
        {"take_ticket.slip_missing", [](KioskWalk& walk) { walk.wake_and_go_home(); walk.take_ticket_until_slip(); walk.send(flow::TicketPrinted{flow::Printed::failed}); }},
        {"take_ticket.slip_unknown", [](KioskWalk& walk) { walk.wake_and_go_home(); walk.take_ticket_until_slip(); walk.send(flow::TicketPrinted{flow::Printed::unknown}); }},
        {"identify.consent_page_3", [to_consent](KioskWalk& walk) { to_consent(walk); for (int page = 0; page < 3; ++page) EXPECT_TRUE(walk.press("page.next")); }},
        {"identify.phone_typed", [to_consent](KioskWalk& walk) { to_consent(walk); EXPECT_TRUE(walk.press("answer.agree")); for (const char* key : {"key.1", "key.2", "key.3", "key.4"}) EXPECT_TRUE(walk.press(key)); }},
        {"call_staff.coming_claimed", [](KioskWalk& walk) { walk.wake_and_go_home(); EXPECT_TRUE(walk.press("fixed.call_staff")); EXPECT_TRUE(walk.press("answer.company")); walk.send(flow::HelpClaimed{walk.state.turn, "1023"}); }},
        {"call_staff.reason_unreachable", [](KioskWalk& walk) { walk.wake_and_go_home(); walk.send(flow::HubChanged{false}); EXPECT_TRUE(walk.press("fixed.call_staff")); }},
    };
}

/// The step as a person finds it: entered from the home screen with a ticket where the step shows one.
KioskWalk at_step(const flow::Place& place) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.state.place = place;
    const flow::Step& step = flow::step_at(testing::shipped_flows(), place);
    if (!step.values.empty() && step.arrangement == flow::Arrangement::result) walk.state.ticket = testing::sample_ticket();
    if (place.flow == testing::shipped_flows().help.flow) walk.state.help.state = flow::HelpState::sent;
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
