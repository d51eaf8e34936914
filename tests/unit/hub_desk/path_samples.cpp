// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "path_samples.h"

#include <gtest/gtest.h>

#include <fstream>

#include <fmt/format.h>
#include <sqlite3.h>

#include "hub/desk/feed_work.h"

namespace silverlane::desk {

decision::Campaign sample_campaign(const std::string& id, const std::string& product_class) {
    decision::Campaign campaign;
    campaign.id = CampaignId{id};
    campaign.product.id = "product-" + id;
    campaign.product.kind = "deposit";
    campaign.product.product_class = product_class;
    campaign.reason = "reason.campaign.time_deposit_family";
    campaign.from = std::chrono::year{2026} / 1 / 1;
    campaign.to = std::chrono::year{2027} / 12 / 31;
    campaign.offer = decision::KioskOffer{{"整存整取", "Time deposits", "", ""}, {"想听听吗", "Would you like to hear about it?", "", ""}};
    return campaign;
}

decision::Rules sample_rules(std::vector<decision::Campaign> campaigns, decision::Policy policy) {
    policy.holdout = 0;
    policy.ablation_arm = 0;
    policy.exploration = 0;
    auto rules = decision::compile_rules(policy, std::move(campaigns));
    EXPECT_TRUE(rules) << rules.error().text();
    if (!rules) return decision::service_only_rules();
    rules->version = "sample-1";
    return std::move(*rules);
}

SamplePerson agreeing_person(int number) {
    SamplePerson person;
    person.number = number;
    person.surname = "欧阳";
    person.products = R"([{"kind":"time_deposit","amount_fen":7654321,"matures":"2026-11-27","risk":1},{"kind":"fund","amount_fen":1234567,"risk":2}])";
    person.granted = {"service", "wifi", "profiling", "marketing"};
    return person;
}

void sell_a_fund_to_an_elder(SampleBank& bank) {
    bank.close();
    auto fund = sample_campaign("fund_r3", "fund");
    fund.product.kind = "fund";
    fund.product.risk = 3;
    fund.offer.reset();
    bank.rules = sample_rules({fund});
    bank.open();
    auto person = agreeing_person(1);
    person.birth = "1959-03-02";
    person.risk_level = 5;
    person.relationship_manager = "2001";
    bank.add(person);
}

namespace {

/// One day's doings; draws come from the seed alone, so that two banks live the same day.
class Day {
public:
    Day(SampleBank& bank, std::uint64_t seed) : bank_(bank), seed_(seed), draws_(seed) {}

    void act() {
        const int person = static_cast<int>(draws_.below(12)) + 1;
        bank_.clock.advance(Milliseconds{static_cast<std::int64_t>(draws_.below(90'000)) + 1'000});
        switch (draws_.below(12)) {
            case 0: case 1: case 2: static_cast<void>(bank_.desk->accept({bank_.wifi(person, key("wifi"))})); return;
            case 3: static_cast<void>(bank_.desk->accept({bank_.wifi(person, key("stop"), protocol::EvidenceKind::wifi_stop)})); return;
            case 4: case 5: take_ticket(person); return;
            case 6: choose(person); return;
            case 7: case 8: after_task(person); return;
            case 9: rate(); return;
            case 10: work_on_an_alert(); return;
            case 11: import_feeds(person); return;
        }
    }

private:
    std::string key(std::string_view what) { return fmt::format("{}-{}-{}", what, seed_, ++keys_); }

    void take_ticket(int person) {
        auto request = bank_.ticket_request(key("ticket"));
        request.card = bank_.card(person);
        request.wants_company = draws_.below(4) == 0;
        const auto issued = bank_.desk->issue_ticket(bank_.terminal, request);
        if (issued) labels_.push_back(issued->label);
    }
    void choose(int person) {
        protocol::ConsentChoice choice;
        choice.key = IdempotencyKey{key("choice")};
        choice.purposes = {draws_.below(2) == 0 ? "marketing" : "profiling"};
        choice.granted = draws_.below(3) != 0;
        choice.text_version = "2026-09";
        choice.channel = "kiosk";
        choice.card = bank_.card(person);
        static_cast<void>(bank_.desk->choose_consent(bank_.terminal, choice));
    }
    void after_task(int person) {
        const auto after = bank_.desk->after_task(bank_.terminal, {IdempotencyKey{key("after")}, "balance", {std::nullopt, std::nullopt, bank_.card(person)}});
        if (!after || !after->offer) return;
        static_cast<void>(bank_.desk->answer_offer(bank_.terminal, {IdempotencyKey{key("answer")}, after->offer->id, draws_.below(2) == 0}));
    }
    void rate() {
        protocol::RatingGiven given;
        given.key = IdempotencyKey{key("rating")};
        given.flow = "balance";
        given.rating = static_cast<int>(draws_.below(4)) + 1;
        if (!labels_.empty()) given.ticket_label = labels_.back();
        static_cast<void>(bank_.desk->rate(bank_.terminal, given));
    }
    void work_on_an_alert() {
        const auto alerts = bank_.open_alerts();
        if (alerts.empty()) return;
        const auto& alert = alerts[static_cast<std::size_t>(draws_.below(alerts.size()))];
        const auto claimed = bank_.claim(alert, "1001", key("claim"));
        if (!claimed || claimed->outcomes.empty()) return;
        const auto& outcome = claimed->outcomes[static_cast<std::size_t>(draws_.below(claimed->outcomes.size()))];
        protocol::Outcome closed;
        closed.key = IdempotencyKey{key("outcome")};
        closed.version = claimed->version;
        closed.outcome = outcome;
        static_cast<void>(bank_.desk->record_outcome(bank_.session, claimed->id, closed));
    }
    void import_feeds(int person) {
        ImportReport report;
        const auto time = to_rfc3339(bank_.clock.now());
        std::ofstream(bank_.folder / "signals.jsonl") << fmt::format(
            "{{\"id\":\"{}\",\"customer\":\"C{:05}\",\"kind\":\"inflow\",\"time\":\"{}\",\"amount_fen\":98765432}}\n", key("signal"), person, time);
        EXPECT_TRUE(import_signals(bank_.folder / "signals.jsonl", *bank_.store, bank_.clock.now(), {}, report));
        std::ofstream(bank_.folder / "sales.csv") << fmt::format("id,customer,product_class,time,staff\n{},C{:05},time_deposit,{},1001\n", key("sale"), person, time);
        EXPECT_TRUE(import_sales(bank_.folder / "sales.csv", *bank_.store, bank_.clock.now(), {}, report));
    }

    SampleBank& bank_;
    const std::uint64_t seed_;
    SeededRandom draws_;
    int keys_ = 0;
    std::vector<std::string> labels_;
};

}  // namespace

void live_a_day(SampleBank& bank, std::uint64_t seed, int actions, bool to_closing) {
    Day day(bank, seed);
    for (int i = 0; i < actions; ++i) {
        day.act();
        if (i % 10 == 9) {
            EXPECT_TRUE(bank.desk->run_due_jobs());
        }
    }
    if (!to_closing) return;
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T09:31:00.000Z"));   // 17:31 in the branch
    EXPECT_TRUE(bank.desk->run_due_jobs());
}

std::vector<std::string> rows_of(SampleBank& bank, const char* columns, const char* table) {
    sqlite3* handle = nullptr;
    EXPECT_EQ(sqlite3_open_v2(bank.file.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
    std::vector<std::string> rows;
    const auto each = [](void* out, int count, char** values, char**) {
        std::string row;
        for (int i = 0; i < count; ++i) row += fmt::format("{}{}", i == 0 ? "" : "|", values[i] == nullptr ? "(null)" : values[i]);
        static_cast<std::vector<std::string>*>(out)->push_back(std::move(row));
        return 0;
    };
    const auto sql = fmt::format("SELECT {} FROM {} ORDER BY 1, 2", columns, table);
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), each, &rows, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
    sqlite3_close(handle);
    return rows;
}

std::int64_t count_rows(SampleBank& bank, const char* table_and_condition) {
    return std::stoll(rows_of(bank, "count(*), 1", table_and_condition).at(0));
}

}  // namespace silverlane::desk
