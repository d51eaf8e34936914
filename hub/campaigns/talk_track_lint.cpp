// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/talk_track_lint.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include <fmt/format.h>

#include "config/suggestion.h"
#include "hub/decision/overheard.h"

namespace silverlane::campaigns {
namespace {

bool is_letter(std::string_view text, std::size_t at) { return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at])) != 0; }

std::string in_small_letters(std::string_view text) {
    std::string small{text};
    for (char& each : small) {
        if (static_cast<unsigned char>(each) < 0x80) each = static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
    }
    // People, and programs for people, write ’ for '.
    for (auto at = small.find("’"); at != std::string::npos; at = small.find("’", at)) small.replace(at, std::string_view("’").size(), "'");
    return small;
}

/// Whether English has a word here that is `word` or one of its usual endings.
bool is_whole_english(std::string_view text, std::size_t at, std::size_t length) {
    if (at > 0 && is_letter(text, at - 1)) return false;
    std::size_t end = at + length;
    while (is_letter(text, end)) ++end;
    static constexpr std::array<std::string_view, 6> kEndings{"", "s", "d", "ed", "es", "ing"};
    return std::find(kEndings.begin(), kEndings.end(), text.substr(at + length, end - at - length)) != kEndings.end();
}

bool lies_within(std::string_view text, std::size_t at, std::size_t length, const std::vector<std::string>& longer) {
    return std::any_of(longer.begin(), longer.end(), [&](const std::string& word) {
        const std::string small = in_small_letters(word);
        for (auto from = text.find(small); from != std::string_view::npos; from = text.find(small, from + 1)) {
            if (from <= at && at + length <= from + small.size()) return true;
        }
        return false;
    });
}

/// "最低 1.2% 到最高 3%": two percentages, so that the highest does not stand alone.
bool has_a_range(std::string_view text) {
    int percentages = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool sign = text[at] == '%' || text.substr(at).starts_with("％");
        if (sign && at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') ++percentages;
    }
    return percentages >= 2;
}

std::optional<std::size_t> find_forbidden(std::string_view text, const ForbiddenWord& forbidden) {
    const std::string word = in_small_letters(forbidden.word);
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        if (!forbidden.chinese && !is_whole_english(text, at, word.size())) continue;
        if (!lies_within(text, at, word.size(), forbidden.unless)) return at;
    }
    return std::nullopt;
}

std::optional<std::string> number_with_unit(std::string_view text, const TalkTrackWords& words) {
    for (const auto& number : words.numbers) {
        for (auto at = text.find(number); at != std::string_view::npos; at = text.find(number, at + 1)) {
            for (const auto& unit : words.units) {
                if (text.substr(at + number.size()).starts_with(unit)) return number + unit;
            }
        }
    }
    return std::nullopt;
}

Finding heard(std::string_view word) {
    return {fmt::format("the first sentence says '{}', and the whole hall may hear it", word), "say it in the explanation, at the seat"};
}

}  // namespace

std::optional<Finding> forbidden_in(std::string_view text, bool chinese, const TalkTrackWords& words) {
    const std::string small = in_small_letters(text);
    for (const auto& each : words.forbidden) {
        if (each.chinese != chinese || (each.range && has_a_range(small))) continue;
        if (find_forbidden(small, each)) return Finding{fmt::format("says '{}'", each.word), each.reason};
    }
    return std::nullopt;
}

std::optional<Finding> overheard_in(std::string_view text, bool chinese, const TalkTrackWords& words) {
    if (const std::string word = decision::overheard_mistake(text); !word.empty()) return heard(word);
    const std::string small = in_small_letters(text);
    if (chinese) {
        if (const auto number = number_with_unit(small, words)) return heard(*number);
    }
    for (const auto& each : chinese ? words.overheard_chinese : words.overheard_english) {
        for (auto at = small.find(each); at != std::string::npos; at = small.find(each, at + 1)) {
            if (chinese || is_whole_english(small, at, each.size())) return heard(each);
        }
    }
    return std::nullopt;
}

std::optional<Finding> missing_in(std::string_view text, bool chinese, int risk, const TalkTrackWords& words) {
    const std::string small = in_small_letters(text);
    for (const auto& needed : words.needed) {
        if (needed.chinese != chinese || risk < needed.least_risk) continue;
        const bool said = std::any_of(needed.any_of.begin(), needed.any_of.end(), [&](const std::string& word) { return small.find(in_small_letters(word)) != std::string::npos; });
        if (!said) return Finding{fmt::format("explains a product of R{} and does not say that it may lose", risk), "say one of: " + config::joined(needed.any_of)};
    }
    return std::nullopt;
}

}  // namespace silverlane::campaigns
