// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/names.h"

#include <algorithm>
#include <array>

#include "voice/mandarin/characters.h"

namespace silverlane::voice {

namespace {

/// Surnames of nine people in ten, without those that are everyday words before a name (于, 向, 和, 常, 时).
constexpr std::u32string_view kCommonSurnames =
    U"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    U"顾侯邵孟龙万段雷钱汤尹黎易武乔贺赖龚";

/// Surnames that are mostly something else at the head of a text: only a title beside them makes them names.
constexpr std::u32string_view kMostlyWords = U"查区解那洗员过令黑秘种重折撒哈薄藏都召乐盖";

/// Surnames that hardly ever begin anything else, so that two hanzi are enough for a name.
constexpr std::u32string_view kMostlySurnames = U"翟朴牟覃尉戚贾卜燕";

/// What no given name holds, so that 那位先生 and 单位的先生 are no names, nor 单笔 and 盖个章.
constexpr std::u32string_view kNoGivenName =
    U"位个名些的地得了是有在和与或及一二两几三这那你您我他她它来去到给为请让叫把被向对从不没很也都就还要会能可以上下内外前后里们人号"
    U"次面笔日年月天张元户页双只选看说问用取存打印办章付款卡单查者性任经";

bool among(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

bool may_be_given_name(std::u32string_view name) {
    return std::all_of(name.begin(), name.end(), [](char32_t c) { return is_hanzi(c) && !among(c, kNoGivenName); });
}

/// 任 before an office is mostly the verb: 自任会长, but 请任经理 and 任先生.
bool takes_an_office(std::u32string_view text, std::size_t position) {
    if (text[position] != U'任' || position == 0 || !is_hanzi(text[position - 1])) return false;
    if (among(text[position - 1], U"请找叫问见给和与跟的了")) return false;
    const std::u32string_view title = text.substr(position + 1, 2);
    constexpr std::array<std::u32string_view, 11> kCourtesies{U"先生", U"女士", U"小姐", U"太太", U"阿姨", U"叔叔", U"奶奶", U"爷爷", U"大爷", U"大妈", U"夫人"};
    return std::find(kCourtesies.begin(), kCourtesies.end(), title) == kCourtesies.end();
}

/// 员 behind another hanzi ends what somebody does, whether or not a dictionary knows it: 快递员先生, but 请员先生.
bool ends_an_occupation(std::u32string_view text, std::size_t position) {
    return text[position] == U'员' && position > 0 && is_hanzi(text[position - 1]) && !among(text[position - 1], U"请找叫问见给帮和与跟的了");
}

/// A word goes on from the surname into what follows: 任何, 单位, 燕子. A name that no dictionary explains is no such word.
bool belongs_to_word(const SegmentedText& segmented, std::size_t position) {
    const Token& token = segmented.tokens()[segmented.token_at(position)];
    if (token.begin < position) return true;
    return token.end - token.begin > 1 && (!token.part_of_speech.starts_with("nr") || token.word->dictionaries != 0);
}

/// The last two of three hanzi: two that are no word together, or a word that is a name of something or rare (国强, but not 余额).
bool given_name_of_two(const SegmentedText& segmented) {
    const Token& token = segmented.tokens()[segmented.token_at(1)];
    if (token.begin != 1 || token.end != 3) return true;
    constexpr int kRareCost = 115;
    const std::string_view kind = token.part_of_speech;
    return kind.starts_with("nr") || kind == "ns" || kind == "nz" || (kind.starts_with("n") && token.word->cost >= kRareCost);
}

/// A name of a surname and one or two more, before a title.
/// Characters of the given name; 0 when there is none.
std::size_t given_before_title(const PolyphoneTable& table, const SegmentedText& segmented, std::u32string_view text, std::size_t position, std::size_t surname) {
    const std::size_t given = position + surname;
    for (const std::size_t length : {std::size_t{2}, std::size_t{1}}) {
        if (given + length >= text.size() || table.title_at(text, given + length) == 0) continue;
        if (!may_be_given_name(text.substr(given, length)) || belongs_to_word(segmented, position)) continue;
        // The given name ends where a word ends: 任先|生 is none.
        const Token& last = segmented.tokens()[segmented.token_at(given + length - 1)];
        if (last.end == given + length) return length;
    }
    return 0;
}

}  // namespace

NameReading name_reading(const PolyphoneTable& table, const SegmentedText& segmented, std::u32string_view text, std::size_t position) {
    using Kind = NameReading::Kind;
    const auto surname = table.surname_at(text, position);
    if (surname.empty()) return {};
    if (table.title_at(text, position + surname.size()) > 0) {
        const bool after_surname = position > 0 && among(text[position - 1], kCommonSurnames) &&
                                   segmented.tokens()[segmented.token_at(position - 1)].begin == position - 1;
        const bool none = after_surname || takes_an_office(text, position) || ends_an_occupation(text, position);
        return {none ? Kind::given_name : Kind::none, surname};
    }
    if (surname.size() == 1 && among(text[position], kMostlyWords)) return {};
    if (const std::size_t given = given_before_title(table, segmented, text, position, surname.size())) return {Kind::surname, surname, given};
    if (surname.size() != 1) return {};
    const bool whole_text = position == 0 && (text.size() == 2 || text.size() == 3) && may_be_given_name(text.substr(1));
    if (!whole_text || belongs_to_word(segmented, 0)) return {};
    const bool name = text.size() == 3 ? given_name_of_two(segmented) : among(text[0], kMostlySurnames);
    return {name ? Kind::likely_surname : Kind::possible_surname, surname};
}

}  // namespace silverlane::voice
