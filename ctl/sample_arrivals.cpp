// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/sample_arrivals.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/random_source.h"

namespace silverlane::ctl {
namespace {

using decision::CustomerFacts;
using decision::Date;
using decision::Snapshot;
using std::chrono::days;
using std::chrono::sys_days;

class Generator {
public:
    explicit Generator(const SampleArrivalOptions& options) : options_(options), random_(options.seed), first_(sys_days{options.today} - days{options.days - 1}) {
        for (int number = 1; number <= options.customers; ++number) customers_.push_back(customer(number));
    }

    std::string arrival(int number) {
        Snapshot snapshot;
        // Spread evenly over the days, in order of time.
        const int day = static_cast<int>(std::int64_t{number} * options_.days / options_.count);
        const int before = static_cast<int>((std::int64_t{day} * options_.count + options_.days - 1) / options_.days);
        const int after = static_cast<int>((std::int64_t{day + 1} * options_.count + options_.days - 1) / options_.days);
        snapshot.today = Date{first_ + days{day}};
        snapshot.minute_of_day = 9 * 60 + 8 * 60 * (number - before) / std::max(after - before, 1);
        snapshot.trigger = chance(60) ? decision::Trigger::ticket : chance(90) ? decision::Trigger::arrival : decision::Trigger::long_wait;
        const bool known = chance(60);
        const auto who = below(customers_.size());
        if (known) snapshot.customer = customers_[who];
        snapshot.visit = visit(number, snapshot.trigger);
        snapshot.branch.staff_on_duty = 2 + static_cast<int>(below(2));
        snapshot.branch.staff_free = static_cast<int>(below(static_cast<std::size_t>(snapshot.branch.staff_on_duty) + 1));
        snapshot.branch.qualifications_present = {"fund", "insurance", "wealth"};
        return decision::to_json(snapshot);
    }

private:
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_.below(bound)); }
    bool chance(std::size_t percent) { return below(100) < percent; }
    int number(int least, int most) { return least + static_cast<int>(below(static_cast<std::size_t>(most - least + 1))); }
    Date ago(int most) { return Date{first_ - days{number(0, most)}}; }

    decision::VisitFacts visit(int of, decision::Trigger trigger) {
        decision::VisitFacts visit;
        visit.visit = VisitId{fmt::format("V{:06}", of)};
        const int branch = number(1, options_.branches);
        visit.branch = BranchId{fmt::format("{:04}", 790 + branch)};
        visit.branch_path = fmt::format("CN/{}/{:04}", branch % 2 == 1 ? 36 : 33, 790 + branch);
        visit.evidence = {trigger == decision::Trigger::arrival ? "wifi" : "ticket"};
        static constexpr std::array<std::string_view, 4> kServices{"cash", "transfer", "passbook", "other"};
        if (trigger != decision::Trigger::arrival) visit.service = kServices[below(kServices.size())];
        visit.ahead = number(0, 12);
        visit.waited_minutes = trigger == decision::Trigger::long_wait ? number(20, 50) : 0;
        visit.minutes_to_call = 5 + 4 * visit.ahead;
        return visit;
    }

    CustomerFacts customer(int of) {
        CustomerFacts facts;
        facts.id = CustomerId{fmt::format("C{:05}", of)};
        facts.gender = chance(55) ? "female" : "male";
        const int age = chance(62) ? number(60, 90) : number(22, 59);
        facts.birth = Date{first_ - days{age * 365 + age / 4 + number(0, 364)}};
        const auto tier = below(100);
        facts.tier = tier < 5 ? "A" : tier < 20 ? "B" : tier < 75 ? "C" : "D";
        facts.asset_band = facts.tier == "A" ? 6 : facts.tier == "B" ? number(4, 5) : number(1, 3);
        facts.risk_level = age >= 65 ? number(1, 3) : number(1, 5);
        facts.risk_assessed = ago(540);
        facts.customer_since = chance(8) ? Date{first_ - days{number(0, 95)}} : ago(4'000);
        facts.first_visit = facts.customer_since;
        facts.visits_in_30_days = number(0, 4);
        facts.consents = {"service", "wifi"};
        if (chance(60)) facts.consents.insert(facts.consents.end(), {"profiling", "marketing"});
        std::sort(facts.consents.begin(), facts.consents.end());
        add_holdings(facts, age);
        if (age >= 60 && chance(80)) facts.tags.emplace_back("pension");
        if (age < 60 && chance(50)) facts.tags.emplace_back("salary");
        if (chance(3)) facts.tags.emplace_back("complaint");
        if (chance(6)) facts.signals.push_back({"inflow", "", ago(20), number(1, 6)});
        if (chance(10)) facts.signals.push_back({"browse", "savings_bond", ago(30), number(20, 400)});
        if (chance(40)) facts.relationship_manager = StaffId{"2001"};
        return facts;
    }

    void add_holdings(CustomerFacts& facts, int age) {
        facts.holdings.push_back({"demand_deposit", std::nullopt, 1, number(1, 3)});
        if (chance(age >= 60 ? 60 : 30)) facts.holdings.push_back({"time_deposit", Date{first_ + days{number(-30, 400)}}, 1, number(1, 4)});
        if (chance(20)) facts.holdings.push_back({"savings_bond", Date{first_ + days{number(30, 1'500)}}, 1, number(1, 3)});
        if (chance(age >= 65 ? 10 : 25)) facts.holdings.push_back({"wealth_product", Date{first_ + days{number(10, 360)}}, number(2, 3), number(1, 4)});
    }

    const SampleArrivalOptions& options_;
    SeededRandom random_;
    sys_days first_;
    std::vector<CustomerFacts> customers_;
};

}  // namespace

Result<void> write_sample_arrivals(const SampleArrivalOptions& options, const std::filesystem::path& to) {
    if (options.count < 1 || options.customers < 1 || options.days < 1 || options.branches < 1 || options.branches > 9'000) {
        return Error{ErrorCode::invalid_input, "count, customers, days and branches begin at 1"};
    }
    std::ofstream stream(to, std::ios::binary | std::ios::trunc);
    Generator generator{options};
    for (int number = 0; number < options.count; ++number) stream << generator.arrival(number) << '\n';
    stream.close();
    if (!stream) return Error{ErrorCode::io, "cannot write " + to.string()};
    return {};
}

}  // namespace silverlane::ctl
