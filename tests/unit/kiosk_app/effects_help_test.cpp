// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_help.h"

#include <gtest/gtest.h>

#include "asked_hub.h"

namespace silverlane::kiosk {
namespace {

class HelpEffectsTest : public testing::Test {
protected:
    void raise() { help.raise({FlowId{"take_ticket"}, StepId{"service"}}, 4, {"A012", std::nullopt, card}); }
    static protocol::KioskEvent event(protocol::KioskEvent::Kind kind, const std::string& alert) {
        return {kind, AlertId{alert}, "1003", {}};
    }
    template <class Kind>
    [[nodiscard]] std::vector<Kind> sent() const {
        std::vector<Kind> found;
        for (const auto& one : events) {
            if (const auto* kind = std::get_if<Kind>(&one)) found.push_back(*kind);
        }
        return found;
    }

    std::optional<protocol::EvidenceIdentifier> card;
    AskedHub hub;
    std::vector<flow::Event> events;
    HelpEffects help{hub.asker, [this](flow::Event one) { events.push_back(std::move(one)); }};
};

TEST_F(HelpEffectsTest, TheCallSaysWhereAndNothingElse) {
    raise();
    const auto calls = hub.asked_for<protocol::HelpCall>();
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(calls[0].flow, "take_ticket");
    EXPECT_EQ(calls[0].step, "service");
    EXPECT_EQ(calls[0].ticket_label, "A012");
    EXPECT_FALSE(calls[0].key.empty());
}

TEST_F(HelpEffectsTest, NobodyIsPromisedWhileTheHubIsAway) {
    raise();
    hub.answer(0, hub_link::HubAway{});
    ASSERT_EQ(sent<flow::HelpUnreachable>().size(), 1U);
    EXPECT_EQ(sent<flow::HelpUnreachable>()[0].turn, 4U);
}

TEST_F(HelpEffectsTest, WhoComesIsToldEvenWhenTheStreamWasQuickerThanTheAnswer) {
    raise();
    help.heard(event(protocol::KioskEvent::Kind::help_claimed, "A7"));
    EXPECT_TRUE(sent<flow::HelpClaimed>().empty());
    hub.answer(0, protocol::HelpCallOut{AlertId{"A7"}, true});
    ASSERT_EQ(sent<flow::HelpClaimed>().size(), 1U);
    EXPECT_EQ(sent<flow::HelpClaimed>()[0].staff_number, "1003");
}

TEST_F(HelpEffectsTest, AnothersCallIsNotOurs) {
    raise();
    hub.answer(0, protocol::HelpCallOut{AlertId{"A7"}, true});
    help.heard(event(protocol::KioskEvent::Kind::help_claimed, "A8"));
    EXPECT_TRUE(sent<flow::HelpClaimed>().empty());
}

TEST_F(HelpEffectsTest, AReasonPressedBeforeTheAnswerFollowsIt) {
    raise();
    help.add_reason("unwell");
    EXPECT_TRUE(hub.asked_for<protocol::HelpReason>().empty());
    hub.answer(0, protocol::HelpCallOut{AlertId{"A7"}, true});
    const auto reasons = hub.asked_for<protocol::HelpReason>();
    ASSERT_EQ(reasons.size(), 1U);
    EXPECT_EQ(reasons[0].alert.text, "A7");
    EXPECT_EQ(reasons[0].reason, "unwell");
}

TEST_F(HelpEffectsTest, ACallTakenBackBeforeTheAnswerIsTakenBackAtTheHub) {
    raise();
    help.cancel();
    hub.answer(0, protocol::HelpCallOut{AlertId{"A7"}, true});
    const auto cancelled = hub.asked_for<protocol::HelpCancelled>();
    ASSERT_EQ(cancelled.size(), 1U);
    EXPECT_EQ(cancelled[0].alert.text, "A7");
    EXPECT_TRUE(events.empty());
}

TEST_F(HelpEffectsTest, ACallStandsWhenItsPersonWalksOn) {
    raise();
    hub.answer(0, protocol::HelpCallOut{AlertId{"A7"}, true});
    help.reset();
    EXPECT_TRUE(hub.asked_for<protocol::HelpCancelled>().empty());
}

TEST_F(HelpEffectsTest, WhoeverWasComingComesNoMore) {
    raise();
    hub.answer(0, protocol::HelpCallOut{AlertId{"A7"}, true});
    help.heard(event(protocol::KioskEvent::Kind::help_claimed, "A7"));
    auto open = event(protocol::KioskEvent::Kind::help_open, "A7");
    open.someone_reachable = true;
    help.heard(open);
    ASSERT_EQ(sent<flow::HelpOpen>().size(), 1U);
    EXPECT_EQ(sent<flow::HelpOpen>()[0].turn, 4U);
    open.someone_reachable = false;
    help.heard(open);
    EXPECT_EQ(sent<flow::HelpUnreachable>().size(), 1U);
    help.reset();
    EXPECT_EQ(hub.asked_for<protocol::HelpCancelled>().size(), 1U) << "nobody is called to an empty kiosk";
}

TEST_F(HelpEffectsTest, ACallThatHasReachedATabletAfterAllStandsWhenItsPersonWalksOn) {
    raise();
    hub.answer(0, protocol::HelpCallOut{AlertId{"A7"}, false});
    auto open = event(protocol::KioskEvent::Kind::help_open, "A7");
    open.someone_reachable = true;
    help.heard(open);
    EXPECT_EQ(sent<flow::HelpOpen>().size(), 1U);
    EXPECT_TRUE(help.alert());
    help.reset();
    EXPECT_TRUE(hub.asked_for<protocol::HelpCancelled>().empty());
}

TEST_F(HelpEffectsTest, ACallOutlivesAnAbsenceOfTheHubAndWhoComesIsStillComing) {
    help.hub_returned();
    raise();
    help.hub_returned();
    EXPECT_TRUE(events.empty()) << "no call that the hub has answered";
    hub.answer(0, protocol::HelpCallOut{AlertId{"A7"}, true});
    help.hub_returned();
    EXPECT_EQ(sent<flow::HelpOpen>().size(), 1U);
    help.heard(event(protocol::KioskEvent::Kind::help_claimed, "A7"));
    help.hub_returned();
    EXPECT_EQ(sent<flow::HelpOpen>().size(), 1U);
}

TEST_F(HelpEffectsTest, ACallThatIsOverIsPromisedByNothing) {
    raise();
    hub.answer(0, protocol::HelpCallOut{AlertId{"A7"}, true});
    help.heard(event(protocol::KioskEvent::Kind::help_closed, "A7"));
    EXPECT_EQ(sent<flow::HelpEnded>().size(), 1U);
    EXPECT_FALSE(help.alert());
    help.hub_returned();
    EXPECT_TRUE(sent<flow::HelpOpen>().empty());
}

TEST_F(HelpEffectsTest, WhoIsUnwellIsNotGivenUpThoughTheHallWasNotReached) {
    raise();
    hub.answer(0, protocol::HelpCallOut{AlertId{"A7"}, false});
    help.add_reason("unwell");
    EXPECT_EQ(hub.asked_for<protocol::HelpReason>().size(), 1U) << "a teller hears that";
    help.reset();
    EXPECT_TRUE(hub.asked_for<protocol::HelpCancelled>().empty());
}

TEST_F(HelpEffectsTest, ACallThatReachedNobodyDoesNotBringStaffToAnEmptyKiosk) {
    raise();
    hub.answer(0, protocol::HelpCallOut{AlertId{"A7"}, false});
    EXPECT_EQ(sent<flow::HelpUnreachable>().size(), 1U);
    help.reset();
    EXPECT_EQ(hub.asked_for<protocol::HelpCancelled>().size(), 1U);
}

}  // namespace
}  // namespace silverlane::kiosk
