// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/queue/ticket_intake.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace silverlane::drivers::queue {
namespace {

using protocol::Arrival;
using protocol::EvidenceKind;
using protocol::IdentifierKind;
using protocol::Proof;

class KeepingSink final : public protocol::ArrivalSink {
public:
    Result<void> commit(const std::vector<Arrival>& arrivals) override {
        if (!healthy) return Error{ErrorCode::io, "no space"};
        kept.insert(kept.end(), arrivals.begin(), arrivals.end());
        return {};
    }
    [[nodiscard]] bool accepting() const override { return healthy; }
    std::vector<Arrival> kept;
    bool healthy = true;
};

/// Keeps every event as one text, to look for what must not be in it.
class KeepingLog final : public EventLog {
public:
    void write(const LogEvent& event) override {
        text += event.name();
        for (const auto& [field, value] : event.fields()) text += ' ' + field + '=' + value;
        text += '\n';
    }
    std::string text;
};

class TicketIntakeTest : public ::testing::Test {
protected:
    static constexpr UtcTime kNow{Milliseconds{1'795'298'410'000}};

    TicketIntakeTest() {
        SourceSettings qmatic;
        qmatic.name = "hall";
        qmatic.path = "/events/qmatic";
        qmatic.profile = *load_profile(SILVERLANE_SOURCE_DIR "/config/queue-profiles/qmatic.toml");
        qmatic.token = std::make_shared<const SecretText>("t0ken");
        qmatic.token_query = "token";
        qmatic.branches = {{"1", BranchId{"0791"}}};
        SourceSettings own;
        own.name = "own";
        own.path = "/events/own";
        own.profile = *load_profile(SILVERLANE_SOURCE_DIR "/config/queue-profiles/silverlane.toml");
        own.hmac = std::make_shared<const SecretText>("Jefe");
        own.only_branch = BranchId{"0791"};
        settings_.sources = {qmatic, own};
        intake_ = std::make_unique<TicketIntake>(settings_, hasher_, calendar_, sink_, clock_, log_);
    }
    static std::string recorded(const std::string& name) {
        std::ifstream stream(SILVERLANE_SOURCE_DIR "/drivers/queue/traces/" + name);
        std::ostringstream text;
        text << stream.rdbuf();
        return text.str();
    }
    net::Response post(std::string body, const std::string& token = "Bearer t0ken") {
        net::Request request;
        request.method = "POST";
        request.path = "/events/qmatic";
        request.body = std::move(body);
        if (!token.empty()) request.headers.add("Authorization", token);
        return intake_->answer(request);
    }
    std::uint64_t counter(const std::string& name) const {
        for (const auto& [known, value] : intake_->counters()) {
            if (known == name) return value;
        }
        return 0;
    }

    QueueSettings settings_;
    IdentifierHasher hasher_{HashKey{std::array<std::uint8_t, 32>{4, 5, 6}}};
    BranchCalendar calendar_{std::chrono::minutes{480}};
    KeepingSink sink_;
    ManualClock clock_{kNow};
    KeepingLog log_;
    std::unique_ptr<TicketIntake> intake_;
};

TEST_F(TicketIntakeTest, AVisitBecomesAnArrivalWithHashesOnly) {
    EXPECT_EQ(post(recorded("qmatic-visit-create.json")).status, 200);
    ASSERT_EQ(sink_.kept.size(), 1U);
    const Arrival& arrival = sink_.kept[0];
    EXPECT_EQ(arrival.kind, EvidenceKind::ticket_created);
    EXPECT_EQ(arrival.source, "queue:hall");
    EXPECT_EQ(arrival.branch, BranchId{"0791"});
    EXPECT_EQ(arrival.session, "1/85");
    EXPECT_EQ(arrival.ticket_label, "A007");
    EXPECT_EQ(arrival.service, "Service 1");
    ASSERT_EQ(arrival.identifiers.size(), 3U);
    EXPECT_EQ(arrival.identifiers[0].kind, IdentifierKind::customer_reference);
    EXPECT_EQ(arrival.identifiers[0].proof, Proof::possession) << "an outside machine's customer parameter joins a visit";
    EXPECT_EQ(arrival.identifiers[0].hash, hasher_.customer_reference(PrivateText{"alice-7788"}));
    EXPECT_EQ(arrival.identifiers[1].hash, hasher_.phone(PhoneNumber{PrivateText{"13800138000"}}));
    EXPECT_EQ(arrival.identifiers[1].proof, Proof::claim) << "typed at the machine, not proven";
    EXPECT_EQ(arrival.identifiers[2].hash, hasher_.phone_tail(PhoneNumber{PrivateText{"8000"}}, BranchId{"0791"}, "2026-11-22"));
}

TEST_F(TicketIntakeTest, ARepetitionHasTheSameKeyAndAnotherEventAnother) {
    for (const char* name : {"qmatic-visit-create.json", "qmatic-visit-create.json", "qmatic-visit-call.json", "qmatic-visit-end.json"}) post(recorded(name));
    ASSERT_EQ(sink_.kept.size(), 4U);
    EXPECT_EQ(sink_.kept[0].key, sink_.kept[1].key);
    EXPECT_NE(sink_.kept[0].key, sink_.kept[2].key);
    EXPECT_NE(sink_.kept[2].key, sink_.kept[3].key);
    EXPECT_EQ(sink_.kept[3].session, sink_.kept[0].session);
}

TEST_F(TicketIntakeTest, EventsOutOfOrderKeepTheirOwnTimes) {
    post(recorded("qmatic-visit-end.json"));
    post(recorded("qmatic-visit-create.json"));
    ASSERT_EQ(sink_.kept.size(), 2U);
    EXPECT_EQ(sink_.kept[0].kind, EvidenceKind::ticket_ended);
    EXPECT_GT(sink_.kept[0].event_time, sink_.kept[1].event_time);
}

TEST_F(TicketIntakeTest, AnUnknownEventOrBranchIsAnswered200SoThatTheHookIsKept) {
    EXPECT_EQ(post(recorded("qmatic-session-start.json")).status, 200);
    EXPECT_EQ(post(R"({"eventName":"VISIT_CREATE","parameters":{"branchId":2,"visitId":9}})").status, 200);
    EXPECT_EQ(post(R"({"eventName":"VISIT_NEXT","parameters":{"branchId":1,"visitId":9}})").status, 200);
    EXPECT_TRUE(sink_.kept.empty());
    EXPECT_EQ(counter("unknown_event"), 1U);
    EXPECT_EQ(counter("unknown_branch"), 1U);
    EXPECT_EQ(counter("ignored_event"), 1U);
    EXPECT_EQ(counter("source.hall.unknown_event"), 1U);
}

TEST_F(TicketIntakeTest, TheTokenMayComeInTheHeaderOrTheAddressAndIsChecked) {
    EXPECT_EQ(post(recorded("qmatic-visit-create.json"), "Bearer wrong").status, 401);
    EXPECT_EQ(post(recorded("qmatic-visit-create.json"), "").status, 401);
    net::Request request;
    request.method = "POST";
    request.path = "/events/qmatic";
    request.query = {{"token", "t0ken"}};
    request.body = recorded("qmatic-visit-create.json");
    EXPECT_EQ(intake_->answer(request).status, 200);
    EXPECT_EQ(counter("wrong_token"), 2U);
}

TEST_F(TicketIntakeTest, ASourceThatSignsMustSignRightly) {
    net::Request request;
    request.method = "POST";
    request.path = "/events/own";
    request.body = "what do ya want for nothing?";
    request.headers.add("X-Signature", "00");
    EXPECT_EQ(intake_->answer(request).status, 401);
    net::Request right = request;
    right.headers = {};
    right.headers.add("X-Signature", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(intake_->answer(right).status, 400) << "rightly signed, but no JSON";
}

TEST_F(TicketIntakeTest, RefusalsSayWhyAndKeepOnlyAHashOfTheBody) {
    EXPECT_EQ(post("{\"eventName\":\"Jane Doe 13800138000").status, 400);
    EXPECT_EQ(post("\xc3\x28").status, 400);
    EXPECT_EQ(post(R"({"eventName":"VISIT_CREATE","parameters":{"branchId":1,"mobile":"13800138000"}})").status, 422);
    EXPECT_EQ(log_.text.find("Jane"), std::string::npos);
    EXPECT_EQ(log_.text.find("13800138000"), std::string::npos);
    EXPECT_NE(log_.text.find("raw_hash="), std::string::npos);
    EXPECT_EQ(counter("malformed"), 1U);
    EXPECT_EQ(counter("not_utf8"), 1U);
    EXPECT_EQ(counter("missing_visit"), 1U);
}

TEST_F(TicketIntakeTest, WrongPathAndMethodAreRefused) {
    net::Request request;
    request.method = "POST";
    request.path = "/events/nobody";
    EXPECT_EQ(intake_->answer(request).status, 404);
    request.method = "GET";
    request.path = "/events/qmatic";
    EXPECT_EQ(intake_->answer(request).status, 405);
}

TEST_F(TicketIntakeTest, WhatCouldNotBeStoredIsNotAcknowledged) {
    sink_.healthy = false;
    EXPECT_EQ(post(recorded("qmatic-visit-create.json")).status, 503);
    EXPECT_FALSE(intake_->durable());
    sink_.healthy = true;
    EXPECT_EQ(post(recorded("qmatic-visit-create.json")).status, 200);
    EXPECT_TRUE(intake_->durable());
    EXPECT_EQ(counter("not_durable"), 1U);
}

TEST_F(TicketIntakeTest, ATimeInTheFutureIsClampedAndAMissingOneIsNow) {
    post(R"({"eventName":"VISIT_CREATE","eventTime":"2027-01-01T00:00:00.000+0000","parameters":{"branchId":1,"visitId":1}})");
    post(R"({"eventName":"VISIT_CREATE","eventTime":"0001-01-01T00:00:00","parameters":{"branchId":1,"visitId":2}})");
    ASSERT_EQ(sink_.kept.size(), 2U);
    EXPECT_EQ(sink_.kept[0].event_time, kNow);
    EXPECT_EQ(sink_.kept[1].event_time, kNow);
    EXPECT_EQ(counter("clock_ahead"), 1U);
    EXPECT_EQ(counter("without_identity"), 2U);
}

}  // namespace
}  // namespace silverlane::drivers::queue
