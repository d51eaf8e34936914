// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/sample_rules.h"

#include <array>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/random_source.h"

namespace silverlane::ctl {
namespace {

/// A place of the sample strategy map, with what suits it.
struct Place {
    std::string_view strategy, segment, scene;
    int youngest, oldest;             ///< whom the segment holds
};
constexpr std::array<Place, 12> kPlaces{{{"silver_keep_due", "silver_pension", "maturity", 60, 95}, {"silver_bonds", "silver_pension", "arrival", 60, 95},
                                         {"silver_family", "silver", "lobby", 60, 95}, {"silver_after_due", "silver", "maturity_follow_up", 60, 95},
                                         {"retire_plan", "near_retirement", "arrival", 50, 69}, {"retire_account", "working", "arrival", 18, 59},
                                         {"salary_change", "working", "lobby", 18, 59}, {"steady_step", "under_65", "arrival", 18, 64},
                                         {"premier_due", "premier", "maturity", 18, 95}, {"premier_inflow", "premier", "inflow", 18, 95},
                                         {"browse_bond", "silver", "browse", 60, 95}, {"silver_wait", "silver", "waiting", 60, 95}}};

struct Ware { std::string_view product, track, group; };
constexpr std::array<Ware, 8> kWares{{{"savings_bond", "savings_bond", "savings"}, {"time_deposit", "time_deposit", "savings"}, {"large_deposit", "large_deposit", "savings"},
                                      {"notice_deposit", "notice_deposit", "savings"}, {"cash_wealth", "cash_wealth", "investment"}, {"steady_wealth", "steady_wealth", "investment"},
                                      {"pension_wealth", "pension_wealth", "investment"}, {"pension_account", "pension_account", "pension"}}};

class Writer {
public:
    explicit Writer(std::uint64_t seed) : random_(seed) {}

    std::string campaign(int number) {
        const Place& place = kPlaces[below(kPlaces.size())];
        // Savings bonds have words for two segments only.
        const bool bonds = place.segment == "silver" || place.segment == "silver_pension";
        const Ware& ware = kWares[bonds ? below(kWares.size()) : 1 + below(kWares.size() - 1)];
        std::string out = fmt::format("# SPDX-License-Identifier: GPL-3.0-or-later\nid = \"sample_{0:05}\"\nname_zh = \"样例活动 {0}\"\nname_en = \"Sample campaign {0}\"\nversion = 1\n"
                                      "status = \"approved\"\nowner = \"product_manager\"\napproved_by = \"compliance\"\n", number);
        out += fmt::format("goal = \"sold\"\ntier = \"{}\"\nscene = \"{}\"\nproduct = \"{}\"\nchannels = [\"tablet\", \"teller\"]\ntalk_track = \"{}\"\nstrategy = \"{}\"\n", place.segment,
                           place.scene, ware.product, ware.track, place.strategy);
        // One draw a statement: the order of arguments is the compiler's.
        out += fmt::format("from = \"2026-{:02}-01\"\n", 1 + below(6));
        out += fmt::format("to = \"2030-{:02}-28\"\n", 1 + below(12));
        if (below(3) == 0) out += fmt::format("places = [\"CN/{:02}\"]\n", 11 + below(30));
        out += fmt::format("group = \"{}\"\npriority = {}\n", ware.group, static_cast<int>(below(101)) - 50);
        out += fmt::format("holdout_of_ten_thousand = {}\n", 500 + 100 * below(11));
        out += fmt::format("reason = \"reason.campaign.{}\"\ncue_zh = \"可以聊聊：样例 {}\"\ncue_en = \"You may talk about: sample {}\"\n", ware.product, number, number);
        out += fmt::format("audience_text = \"{}\"\n[quota]\nper_branch_day = {}\n", audience(place), 5 + below(60));
        if (below(4) == 0) out += fmt::format("per_staff_day = {}\n", 2 + below(6));
        if (below(4) == 0) out += fmt::format("[[weight]]\nwhen_text = \"waited_minutes at least {}\"\n", 5 + below(20)) + fmt::format("percent = {}\n", 10 * number % 50 + 5);
        return out;
    }

private:
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_.below(bound)); }

    std::string range(int least, int most) {
        const int from = least + static_cast<int>(below(static_cast<std::size_t>((most - least) / 2)));
        return fmt::format("age between {} and {}", from, from + 3 + static_cast<int>(below(static_cast<std::size_t>(most - from - 2))));
    }

    /// Three to seven questions, as campaigns of banks have.
    std::string audience(const Place& place) {
        std::vector<std::string> parts{range(place.youngest, place.oldest)};
        // Drawn whether taken or not, and one draw a statement: the order of arguments is the compiler's.
        const auto add = [&](std::size_t of, std::string part) {
            if (below(10) < of) parts.push_back(std::move(part));
        };
        const auto first = below(3), second = below(4), third = below(60);
        static constexpr std::array<std::string_view, 6> kHeld{"time_deposit", "savings_bond", "wealth_product", "fund", "insurance", "demand_deposit"};
        static constexpr std::array<std::string_view, 4> kTags{"pension", "salary", "passbook", "likes_bonds"};
        static constexpr std::array<std::string_view, 4> kTiers{"A, B", "A, B, C", "B, C, D", "C, D"};
        static constexpr std::array<std::string_view, 4> kServices{"cash", "transfer", "passbook", "other"};
        if (place.segment == "premier") parts.push_back(fmt::format("asset_band at least {}", 2 + below(4)));
        else add(6, fmt::format("tier in [{}]", kTiers[below(kTiers.size())]));
        add(6, fmt::format("risk_level at least {}", 2 + below(2)));
        add(5, fmt::format("holding_classes {} [{}]", third % 2 == 0 ? "none of" : "any of", kHeld[below(kHeld.size())]));
        add(3, fmt::format("(tags any of [{}] or visits_in_30_days at least {})", kTags[below(kTags.size())], 2 + second));
        add(3, fmt::format("hour between {} and {}", 8 + first, 14 + second));
        add(2, fmt::format("weekday not in [{}]", 1 + below(7)));
        add(2, fmt::format("not service in [{}]", kServices[below(kServices.size())]));
        add(2, fmt::format("count of marketing_contacts in {} days less than {}", 7 + third, 1 + second));
        add(2, fmt::format("days since customer_since at least {}", 30 + below(300)));
        return fmt::format("{}", fmt::join(parts, " and "));
    }

    SeededRandom random_;
};

}  // namespace

Result<void> write_sample_rules(int campaigns, std::uint64_t seed, const std::filesystem::path& samples, const std::filesystem::path& to) {
    namespace fs = std::filesystem;
    std::error_code failed;
    if (fs::exists(to / "campaigns", failed)) return Error{ErrorCode::invalid_input, to.string() + " holds campaigns already; name a new folder"};
    fs::create_directories(to / "campaigns", failed);
    for (const auto* name : {"products.toml", "tags.toml", "segments.toml", "scenes.toml", "strategies.toml", "talk_tracks"}) {
        if (!failed) fs::copy(samples / name, to / name, fs::copy_options::recursive, failed);
    }
    if (failed) return Error{ErrorCode::io, "cannot write " + to.string() + ": " + failed.message()};
    Writer writer{seed};
    for (int number = 1; number <= campaigns; ++number) {
        const auto file = to / "campaigns" / fmt::format("sample_{:05}.toml", number);
        std::ofstream stream(file, std::ios::binary | std::ios::trunc);
        stream << writer.campaign(number);
        stream.close();
        if (!stream) return Error{ErrorCode::io, "cannot write " + file.string()};
    }
    return {};
}

}  // namespace silverlane::ctl
