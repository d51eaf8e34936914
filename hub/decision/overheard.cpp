// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/overheard.h"

#include <algorithm>
#include <cctype>

namespace silverlane::decision {

namespace {
// A list for a lint: these words do not reach a customer from here.
constexpr std::string_view kForbidden[] = {
    "存款", "定期", "活期", "存单", "理财", "基金", "保险", "国债", "贷款", "余额", "利息", "利率", "到期", "金额", "万元", "块钱", "岁", "年纪", "高龄", "生日",
    "明天到", "今天到", "天后", "月底", "客户级", "贵宾", "风险",
    "deposit", "savings", "fund", "insurance", "bond", "loan", "balance", "interest", "matur", "amount", "yuan", "years old", "age", "birthday", "tomorrow",
    "tier", "risk",
};
bool whole_word(std::string_view text, std::size_t at, std::size_t length) {
    const auto letter = [&](std::size_t i) { return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0; };
    return !(at > 0 && letter(at - 1)) && !letter(at + length);
}
}  // namespace

std::string overheard_mistake(std::string_view text) {
    for (const char each : text) {
        if (each >= '0' && each <= '9') return std::string(1, each);
    }
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char each) { return each < 0x80 ? static_cast<char>(std::tolower(each)) : static_cast<char>(each); });
    for (const auto word : kForbidden) {
        const auto at = lower.find(word);
        if (at == std::string::npos) continue;
        // "age" stands in "manager"; Chinese has no such blanks.
        if ((word == "age" || word == "fund" || word == "bond" || word == "risk" || word == "tier") && !whole_word(lower, at, word.size())) continue;
        return std::string{word};
    }
    return {};
}

std::string overheard_mistake(const protocol::Line& line) {
    if (line.key.rfind("say.", 0) != 0) return "a first sentence has a key that begins with say.";
    for (const auto& [name, words] : line.arguments) {
        if (name != "zh" && name != "en") return "a first sentence takes no arguments but its words";
        if (auto mistake = overheard_mistake(std::string_view{words}); !mistake.empty()) return mistake;
    }
    // A key with words of its own is a name that nobody says; a page says the words.
    return line.arguments.empty() ? overheard_mistake(std::string_view{line.key}) : std::string{};
}

}  // namespace silverlane::decision
