// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A label as another maker's queue machine writes it, from its webhook through the hub to what a kiosk, a tablet and a phone read.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "desk_fixture.h"
#include "drivers/queue/ticket_intake.h"
#include "hub/protocol/queue_messages.h"
#include "hub/store/customers.h"

namespace silverlane::desk {
namespace {

/// As a kiosk delivers what its driver heard: over the wire, and answered when it is durable.
class OverTheWire final : public protocol::ArrivalSink {
public:
    explicit OverTheWire(Desk& desk) : desk_(desk) {}
    Result<void> commit(const std::vector<protocol::Arrival>& arrivals) override {
        const auto read = protocol::arrivals_from_json(protocol::to_json(arrivals));
        if (!read) return read.error();
        return desk_.accept(*read);
    }
    [[nodiscard]] bool accepting() const override { return true; }

private:
    Desk& desk_;
};

class OutsideLabel : public ::testing::Test {
protected:
    OutsideLabel() {
        drivers::queue::SourceSettings qmatic;
        qmatic.name = "hall";
        qmatic.path = "/events/hall";
        qmatic.profile = *drivers::queue::load_profile(SILVERLANE_SOURCE_DIR "/config/queue-profiles/qmatic.toml");
        qmatic.token = std::make_shared<const SecretText>("t0ken");
        qmatic.branches = {{"1", bank.branch}};
        settings.sources = {qmatic};
        bank.add(story_person());
        EXPECT_TRUE(bank.store->write([&](store::Connection& connection) -> Result<void> {
            store::Customers(connection).put_identity(static_cast<int>(protocol::IdentifierKind::customer_reference),
                                                      bank.hasher.customer_reference(PrivateText{"alice-7788"}), CustomerId{"C00001"});
            return {};
        }));
        sink.emplace(*bank.desk);
        intake.emplace(settings, bank.hasher, calendar, *sink, bank.clock, bank.log);
    }
    int post(const std::string& event, const std::string& label, int visit = 85) {
        net::Request request;
        request.method = "POST";
        request.path = "/events/hall";
        request.headers.add("Authorization", "Bearer t0ken");
        request.body = fmt::format(R"({{"eventName":"{}","eventTime":"{}","parameters":{{"branchId":1,"visitId":{},"ticket":"{}","custom1":"alice-7788",)"
                                   R"("servicePointName":"Counter 3"}}}})",
                                   event, to_rfc3339(bank.clock.now()), visit, label);
        return intake->answer(request).status;
    }
    /// What the kiosk shows of the ticket after the card.
    Result<protocol::VisitGreeting> greeting() {
        const auto answer = bank.desk->greet_card(bank.terminal, {IdempotencyKey{fmt::format("g{}", ++keys)}, bank.card(1)});
        EXPECT_TRUE(answer);
        return protocol::visit_greeting_from_json(protocol::to_json(*answer));
    }
    std::uint64_t counter(std::string_view name) const {
        for (const auto& [known, value] : intake->counters()) {
            if (known == name) return value;
        }
        return 0;
    }

    SampleBank bank;
    drivers::queue::QueueSettings settings;
    BranchCalendar calendar{std::chrono::minutes{480}};
    std::optional<OverTheWire> sink;
    std::optional<drivers::queue::TicketIntake> intake;
    int keys = 0;
};

TEST_F(OutsideLabel, FortyBytesOfChineseReachTheGreetingWhole) {
    const std::string label = "对公业务贵宾客户综合服务1";
    ASSERT_EQ(label.size(), 37U);
    const std::string forty = label + "234";
    ASSERT_EQ(post("VISIT_CREATE", forty), 200);
    const auto greeted = greeting();
    ASSERT_TRUE(greeted) << greeted.error().text();
    EXPECT_EQ(greeted->label, forty);
    EXPECT_EQ(counter("label_cut"), 0U);
    // Everybody else who reads it: tablets, the kiosk's call for help with it, the hall.
    EXPECT_EQ(bank.only_alert().ticket_label, forty);
    const protocol::HelpCall call{IdempotencyKey{"h1"}, "home", "", greeted->label, std::nullopt};
    EXPECT_TRUE(protocol::help_call_from_json(protocol::to_json(call)));
    ASSERT_EQ(post("VISIT_CALL", forty), 200);
    const auto glance = protocol::branch_glance_from_json(protocol::to_json(*bank.desk->glance(bank.branch)));
    ASSERT_TRUE(glance) << glance.error().text();
    EXPECT_EQ(glance->calls.at(0).label, forty);
    EXPECT_TRUE(protocol::queue_view_from_json(protocol::to_json(*bank.desk->queue(bank.session))));
}

TEST_F(OutsideLabel, WhatIsLongerIsCutAfterAWholeCharacterAndCounted) {
    std::string label = "甲";
    while (label.size() < 90) label += "乙";
    ASSERT_EQ(post("VISIT_CREATE", label), 200);
    const auto greeted = greeting();
    ASSERT_TRUE(greeted) << greeted.error().text();
    EXPECT_EQ(greeted->label, label.substr(0, 63)) << "21 characters; the 22nd would end at byte 66";
    EXPECT_EQ(counter("label_cut"), 1U);
    EXPECT_EQ(counter("recorded"), 1U);
}

TEST_F(OutsideLabel, AMachineThatGivesNoLabelSilencesNobodysHall) {
    ASSERT_EQ(post("VISIT_CREATE", ""), 200);
    EXPECT_EQ(counter("without_label"), 1U);
    ASSERT_EQ(post("VISIT_CALL", ""), 200);
    const auto glance = protocol::branch_glance_from_json(protocol::to_json(*bank.desk->glance(bank.branch)));
    ASSERT_TRUE(glance) << glance.error().text();
    EXPECT_TRUE(glance->calls.empty());
}

}  // namespace
}  // namespace silverlane::desk
