// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/rules/fact_reader.h"

#include <algorithm>

namespace silverlane::rules {
namespace {

constexpr Evaluation::Answer kMissing{0, false};
constexpr std::int64_t kNamedByNoRule = -1;

std::int64_t number_of(const Numbered& numbered, std::string_view text) {
    const auto found = numbered.find(text);
    return found == numbered.end() ? kNamedByNoRule : static_cast<std::int64_t>(found->second);
}

void set_bit(const Asked& asked, const Numbered& numbered, std::string_view text, std::vector<std::uint64_t>& bits) {
    const std::int64_t number = number_of(numbered, text);
    if (number == kNamedByNoRule) return;
    const auto bit = static_cast<std::uint64_t>(number);
    bits[asked.first_word + bit / 64] |= std::uint64_t{1} << (bit % 64);
}

std::int64_t days_in_window(std::span<const std::int32_t> days, std::int64_t today, int window_days) {
    return std::count_if(days.begin(), days.end(), [&](std::int64_t day) { return day <= today && day > today - window_days; });
}

Evaluation::Answer answer(const Asked& asked, const Numbered& numbered, const Facts& facts, std::vector<std::uint64_t>& bits) {
    if (!facts.has(asked.slot)) return kMissing;
    switch (asked.of) {
        case Asked::Of::known: return {0, true};
        case Asked::Of::number: return {facts.number(asked.slot), true};
        case Asked::Of::text: return {number_of(numbered, facts.text(asked.slot)), true};
        case Asked::Of::days_since:
            if (!facts.today()) return kMissing;
            return {std::int64_t{*facts.today()} - facts.number(asked.slot), true};
        case Asked::Of::count:
            if (!facts.today()) return kMissing;
            return {days_in_window(facts.days(asked.slot), *facts.today(), asked.window_days), true};
        case Asked::Of::texts:
            for (const std::string& text : facts.texts(asked.slot)) set_bit(asked, numbered, text, bits);
            return {0, true};
        case Asked::Of::path:
            for_each_beginning(facts.text(asked.slot), [&](std::string_view beginning) { set_bit(asked, numbered, beginning, bits); });
            return {0, true};
    }
    return kMissing;
}

}  // namespace

void read_facts(const std::vector<Asked>& asked, const std::vector<Numbered>& numbered, const Facts& facts, std::vector<Evaluation::Answer>& answers, std::vector<std::uint64_t>& bits) {
    std::fill(bits.begin(), bits.end(), 0);
    for (std::size_t i = 0; i < asked.size(); ++i) answers[i] = answer(asked[i], numbered[asked[i].slot], facts, bits);
}

}  // namespace silverlane::rules
