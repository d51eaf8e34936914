// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/sample_core.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/pin_hash.h"
#include "base/random_source.h"
#include "hub/bank/sandbox_ledger.h"

namespace silverlane::ctl {

namespace {

using Json = nlohmann::ordered_json;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int kMonthsOfHistory = 14;
constexpr int kRowsAPage = 18;
constexpr int kPages = 8;
constexpr int kLinesToPrint = 8;
// The PINs are printed for everybody who runs the demonstration: nothing is won by making the file slow to write.
constexpr int kIterations = 1'000;

std::string iso(sys_days day) {
    const year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

bool has_tag(const Json& row, const char* tag) {
    const auto& tags = row["tags"];
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

class CoreGenerator {
public:
    CoreGenerator(const SampleBankOptions& options, const IdentifierHasher& hasher) : hasher_(hasher), random_(options.seed + 1), today_(options.today) {}

    Json customer(int number, const Json& row) {
        const bool pension = has_tag(row, "pension");
        const bool on_social_card = pension && number % 3 == 0;
        Json core;
        core["customer"] = row["id"];
        core["pin_hash"] = hash_pin(sample_card_pin(number), random_, kIterations);
        core["cards"] = row["card_hashes"];
        core["social_cards"] = Json::array();
        core["accounts"] = Json::array();
        int place = 0;
        for (const auto& product : row["products"]) {
            const auto amount = product["amount_fen"].get<std::int64_t>();
            if (product["kind"] == "demand_deposit") {
                core["accounts"].push_back(demand(number, ++place, amount, pension && !on_social_card, has_tag(row, "passbook")));
            } else if (product["kind"] == "time_deposit") {
                core["accounts"].push_back(time_deposit(number, ++place, amount, product["matures"].get<std::string>()));
            }
        }
        if (on_social_card) {
            core["social_cards"].push_back(hasher_.card(CardToken{PrivateText{sample_social_card_token(number)}}).hexadecimal());
            core["accounts"].push_back(social_card(number, ++place));
        }
        // What is in daily use comes first.
        std::stable_sort(core["accounts"].begin(), core["accounts"].end(), [](const Json& a, const Json& b) { return a["kind"] == "demand" && b["kind"] != "demand"; });
        return core;
    }

private:
    [[nodiscard]] sys_days opened() const {
        return sys_days{(today_.year() / today_.month() - std::chrono::months{kMonthsOfHistory}) / std::chrono::day{1}};
    }

    Json account(int number, int place, const char* kind, sys_days since) {
        return {{"id", std::to_string(place)}, {"kind", kind}, {"tail", fmt::format("{:04}", (number * 7 + place * 1'111) % 10'000)}, {"opened", iso(since)}};
    }

    static Json monthly(const char* summary, int day, std::int64_t amount) { return {{"summary", summary}, {"day", day}, {"amount_fen", amount}}; }

    Json pension(int number) {
        Json entry = monthly("pension", number == 1 ? 15 : 10 + number % 4 * 3, number == 1 ? 312'050 : 210'000 + number * 4'321 % 260'000);
        if (number % 10 == 5) entry["missed"] = Json::array({iso(sys_days{today_}).substr(0, 7)});
        return entry;
    }

    /// Three days later most of it is fetched; where nothing came, nothing is.
    static Json taken_after(const Json& pension) {
        Json entry = monthly("withdrawal", pension["day"].get<int>() + 3, -(pension["amount_fen"].get<std::int64_t>() / 10'000 * 10'000));
        if (pension.contains("missed")) entry["missed"] = pension["missed"];
        return entry;
    }

    /// The account as the sandbox will read it, to know what has moved on it until today.
    [[nodiscard]] std::vector<bank::LedgerLine> moved(const Json& list) const {
        bank::SandboxAccount account;
        account.opened = opened();
        for (const auto& each : list) {
            bank::MonthlyEntry entry{each["summary"], each["day"], each["amount_fen"], {}};
            if (each.contains("missed")) entry.missed = each["missed"].get<std::vector<std::string>>();
            account.monthly.push_back(std::move(entry));
        }
        return bank::ledger_of(account, sys_days{today_});
    }

    Json demand(int number, int place, std::int64_t amount, bool with_pension, bool with_book) {
        Json made = account(number, place, "demand", opened());
        Json list = Json::array();
        if (with_pension) {
            list.push_back(pension(number));
            list.push_back(taken_after(list[0]));
        } else {
            list.push_back(monthly("deposit", 5, 50'000));
            list.push_back(monthly("withdrawal", 20, -40'000));
        }
        const auto lines = moved(list);
        // So that today's balance is what the bank's own record of the customer says.
        made["opening_fen"] = std::max<std::int64_t>(0, amount - lines.back().balance_fen);
        made["monthly"] = std::move(list);
        if (with_book) made["passbook"] = book(number, static_cast<std::int64_t>(lines.size()));
        return made;
    }

    Json book(int number, std::int64_t lines) {
        const bool short_one = number % 7 == 0;
        return {{"hash", hasher_.passbook(PrivateText{sample_passbook(number)}).hexadecimal()}, {"rows_a_page", kRowsAPage},
                {"pages", short_one ? 1 : kPages}, {"first_line", short_one ? 1 : std::max<std::int64_t>(1, lines - kLinesToPrint + 1)}};
    }

    Json time_deposit(int number, int place, std::int64_t amount, const std::string& matures) {
        Json made = account(number, place, "time", opened());
        made["opening_fen"] = amount;
        made["matures"] = matures;
        return made;
    }

    Json social_card(int number, int place) {
        Json made = account(number, place, "social_card", opened());
        made["opening_fen"] = 20'000;
        const Json entry = pension(number);
        made["monthly"] = Json::array({entry, taken_after(entry)});
        return made;
    }

    const IdentifierHasher& hasher_;
    SeededRandom random_;
    year_month_day today_;
};

struct SampleActivity {
    const char* id;
    const char* title_zh;
    const char* title_en;
    const char* room_zh;
    const char* room_en;
    int in_days;
    const char* starts;
    int places;
};
constexpr SampleActivity kActivities[] = {
    {"health_talk", "健康讲座", "Health talk", "二楼会议室", "Meeting room, 2nd floor", 3, "09:30", 30},
    {"phone_class", "手机课", "Phone class", "一楼大厅", "Hall, ground floor", 5, "14:00", 12},
    {"fraud_class", "反诈课", "Fraud prevention class", "一楼大厅", "Hall, ground floor", 8, "10:00", 20},
    {"festival", "节日活动", "Festival party", "社区活动室", "Community room", 12, "09:00", 60},
};

}  // namespace

std::string sample_social_card_token(int number) { return fmt::format("sample-social-{:04}", number); }
std::string sample_passbook(int number) { return fmt::format("sample-book-{:04}", number); }
std::string sample_card_pin(int number) { return fmt::format("{:06}", (246'809 + number) % 1'000'000); }

Result<void> write_sample_core(const SampleBankOptions& options, const IdentifierHasher& hasher) {
    const auto source = options.to / "customers.jsonl";
    const auto file = options.to / "core.jsonl";
    std::ifstream customers(source);
    if (!customers) return Error{ErrorCode::io, "cannot read " + source.string()};
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    CoreGenerator generator{options, hasher};
    std::string line;
    for (int number = 1; number <= kCoreCustomers && std::getline(customers, line); ++number) {
        stream << generator.customer(number, Json::parse(line)).dump() << '\n';
    }
    stream.close();
    if (!stream) return Error{ErrorCode::io, "cannot write " + file.string()};
    return {};
}

Result<void> write_sample_activities(const SampleBankOptions& options) {
    const auto file = options.to / "activities.toml";
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << "branch = \"0791\"\n";
    for (const auto& each : kActivities) {
        stream << fmt::format("\n[[activity]]\nid = \"{}\"\ntitle_zh = \"{}\"\ntitle_en = \"{}\"\nroom_zh = \"{}\"\nroom_en = \"{}\"\nday = \"{}\"\nstarts = \"{}\"\n"
                              "minutes = 90\nplaces = {}\n",
                              each.id, each.title_zh, each.title_en, each.room_zh, each.room_en, iso(sys_days{options.today} + days{each.in_days}), each.starts,
                              each.places);
    }
    stream.close();
    if (!stream) return Error{ErrorCode::io, "cannot write " + file.string()};
    return {};
}

}  // namespace silverlane::ctl
