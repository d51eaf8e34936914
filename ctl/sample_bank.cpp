// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/sample_bank.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/random_source.h"

namespace silverlane::ctl {

namespace {

using Json = nlohmann::ordered_json;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 24> kSurnames{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙",
                                                     "胡", "朱", "高", "林", "何", "郭", "马", "罗", "单", "曾", "欧", "查"};
/// Given names that no registry office would take for a person's.
constexpr std::array<std::string_view, 8> kGivenNames{"样例", "示例", "范例", "演示", "试样", "例一", "例二", "样本"};

std::string iso(sys_days day) {
    const year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// The birthday of somebody who is `age` today, `since` days after the last one.
sys_days born(const year_month_day& today, int age, int since) {
    const year_month_day back{today.year() - std::chrono::years{age}, today.month(), today.day()};
    return (back.ok() ? sys_days{back} : sys_days{back.year() / back.month() / std::chrono::last}) - days{since};
}

class Generator {
public:
    Generator(const SampleBankOptions& options, const IdentifierHasher& hasher)
        : options_(options), hasher_(hasher), random_(options.seed), today_(options.today) {}

    Json customer(int number) {
        if (number == 1) return story_customer();
        if (number == 2) return refusing_customer();
        const int age = chance(62) ? 60 + below(31) : 22 + below(38);
        Json row = person(number, pick(kSurnames), chance(55) ? "female" : "male", age, below(365));
        row["tier"] = std::string(1, "ABCD"[weighted({5, 15, 55, 25})]);
        row["risk_level"] = age >= 65 ? 1 + below(3) : 1 + below(5);
        row["risk_assessed"] = iso(sys_days{today_} - days{below(540)});
        row["products"] = products(age);
        row["tags"] = tags(age);
        row["needs"] = Json::array();
        row["consents"] = consents();
        row["preferences"] = kept_preferences(row["consents"], age);
        return row;
    }

private:
    int below(int bound) { return static_cast<int>(random_.below(static_cast<std::uint64_t>(bound))); }
    bool chance(int percent) { return below(100) < percent; }
    template <std::size_t n>
    std::string pick(const std::array<std::string_view, n>& from) { return std::string(from[static_cast<std::size_t>(below(static_cast<int>(n)))]); }
    std::size_t weighted(const std::array<int, 4>& percent) {
        int left = below(100);
        for (std::size_t i = 0; i < percent.size(); ++i) {
            if (left < percent[i]) return i;
            left -= percent[i];
        }
        return percent.size() - 1;
    }

    Json person(int number, const std::string& surname, const std::string& gender, int age, int since_birthday) {
        Json row;
        row["id"] = fmt::format("C{:05}", number);
        row["surname"] = surname;
        row["given"] = pick(kGivenNames);
        row["gender"] = gender;
        row["birth"] = iso(born(today_, age, since_birthday));
        row["phone_hash"] = hasher_.phone(PhoneNumber{PrivateText{sample_phone(number)}}).hexadecimal();
        row["card_hashes"] = Json::array({hasher_.card(CardToken{PrivateText{sample_card_token(number)}}).hexadecimal()});
        row["reference_hash"] = hasher_.customer_reference(PrivateText{sample_reference(number)}).hexadecimal();
        return row;
    }

    Json consent(const std::string& purpose, bool granted, int days_ago) {
        return {{"purpose", purpose}, {"granted", granted}, {"time", iso(sys_days{today_} - days{days_ago}) + "T02:00:00Z"},
                {"text_version", "2026-09"}, {"channel", "branch"}};
    }

    Json story_customer() {
        Json row = person(1, "王", "female", 72, 40);
        row["tier"] = "C";
        row["risk_level"] = 2;
        row["risk_assessed"] = iso(sys_days{today_} - days{90});
        row["products"] = Json::array({{{"kind", "time_deposit"}, {"amount_fen", 5'000'000}, {"matures", iso(sys_days{today_} + days{5})}, {"risk", 1}},
                                       {{"kind", "demand_deposit"}, {"amount_fen", 1'240'000}, {"matures", nullptr}, {"risk", 1}}});
        row["tags"] = Json::array({"pension", "passbook"});
        row["needs"] = Json::array();
        row["consents"] = Json::array({consent("service", true, 200), consent("wifi", true, 200), consent("settings", true, 60)});
        row["preferences"] = {{"language", "zh-CN"}, {"text_size", "large"}, {"theme", "black"}, {"rate_step", 2}, {"volume_step", 4}};
        return row;
    }

    Json refusing_customer() {
        Json row = person(2, "李", "male", 68, 120);
        row["tier"] = "B";
        row["risk_level"] = 3;
        row["risk_assessed"] = iso(sys_days{today_} - days{30});
        row["products"] = Json::array({{{"kind", "time_deposit"}, {"amount_fen", 30'000'000}, {"matures", iso(sys_days{today_} + days{3})}, {"risk", 1}}});
        row["tags"] = Json::array({"pension"});
        row["needs"] = Json::array();
        row["consents"] = Json::array({consent("service", false, 20), consent("wifi", false, 20), consent("marketing", false, 20)});
        row["preferences"] = nullptr;
        return row;
    }

    Json products(int age) {
        Json list = Json::array({{{"kind", "demand_deposit"}, {"amount_fen", 10'000 * (1 + below(900))}, {"matures", nullptr}, {"risk", 1}}});
        if (chance(age >= 60 ? 60 : 30)) {
            list.push_back({{"kind", "time_deposit"}, {"amount_fen", 100'000 * (1 + below(400))},
                            {"matures", iso(sys_days{today_} + days{below(720)})}, {"risk", 1}});
        }
        if (chance(20)) {
            list.push_back({{"kind", "savings_bond"}, {"amount_fen", 100'000 * (1 + below(200))},
                            {"matures", iso(sys_days{today_} + days{30 + below(1'500)})}, {"risk", 1}});
        }
        if (chance(age >= 65 ? 10 : 25)) {
            list.push_back({{"kind", "wealth_product"}, {"amount_fen", 100'000 * (10 + below(300))},
                            {"matures", iso(sys_days{today_} + days{10 + below(360)})}, {"risk", 2 + below(2)}});
        }
        return list;
    }

    Json tags(int age) {
        Json list = Json::array();
        if (age >= 60 && chance(80)) list.push_back("pension");
        if (age >= 65 && chance(45)) list.push_back("passbook");
        if (chance(12)) list.push_back("salary");
        if (chance(8)) list.push_back("new_customer");
        return list;
    }

    Json consents() {
        Json list = Json::array();
        if (!chance(72)) return chance(30) ? Json::array({consent("service", false, below(300)), consent("wifi", false, below(300))}) : list;
        const int days_ago = below(600);
        list.push_back(consent("service", true, days_ago));
        list.push_back(consent("wifi", true, days_ago));
        if (chance(50)) list.push_back(consent("settings", true, below(300)));
        if (chance(45)) {
            list.push_back(consent("profiling", true, below(300)));
            list.push_back(consent("marketing", chance(85), below(300)));
        }
        return list;
    }

    Json kept_preferences(const Json& given, int age) {
        for (const Json& one : given) {
            if (one["purpose"] != "settings" || !one["granted"].get<bool>()) continue;
            static constexpr std::array<std::string_view, 3> kSizes{"standard", "large", "largest"};
            static constexpr std::array<std::string_view, 3> kThemes{"standard", "white", "black"};
            return {{"language", chance(96) ? "zh-CN" : "en"}, {"text_size", age >= 75 ? std::string(kSizes[2]) : pick(kSizes)},
                    {"theme", pick(kThemes)}, {"rate_step", 1 + below(4)}, {"volume_step", 3 + below(3)}};
        }
        return nullptr;
    }

    const SampleBankOptions& options_;
    const IdentifierHasher& hasher_;
    SeededRandom random_;
    year_month_day today_;
};

}  // namespace

std::string sample_reference(int number) { return fmt::format("sample-{:04}", number); }
std::string sample_card_token(int number) { return fmt::format("sample-card-{:04}", number); }
std::string sample_phone(int number) { return fmt::format("100{:08}", number); }

Result<void> write_sample_customers(const SampleBankOptions& options, const IdentifierHasher& hasher) {
    std::error_code failed;
    std::filesystem::create_directories(options.to, failed);
    const std::filesystem::path file = options.to / "customers.jsonl";
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    Generator generator{options, hasher};
    for (int number = 1; number <= options.customers; ++number) stream << generator.customer(number).dump() << '\n';
    stream.close();
    if (!stream) return Error{ErrorCode::io, "cannot write " + file.string()};
    return {};
}

}  // namespace silverlane::ctl
