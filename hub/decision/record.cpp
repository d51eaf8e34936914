// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "hub/decision/compiled.h"
#include "hub/decision/decide.h"
#include "hub/decision/snapshot_json.h"

namespace silverlane::decision {

namespace {

using protocol::JsonWriter;
using protocol::Line;
constexpr std::size_t kMostCompetitors = 8;
constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

void write_line(JsonWriter& json, const Line& line) {
    json.begin_array();
    json.text(line.key);
    for (const auto& [name, value] : line.arguments) {
        json.text(name);
        json.text(value);
    }
    json.end_array();
}

void write_opportunity(JsonWriter& json, std::string_view name, const std::optional<Opportunity>& opportunity, const Rules& rules) {
    if (!opportunity) return;
    const auto& campaign = rules.campaigns[opportunity->campaign];
    json.key(name);
    json.begin_object();
    json.text("campaign", campaign.id.text);
    json.integer("version", campaign.version);
    json.integer("score", opportunity->score_ppm);
    json.integer("p", opportunity->p_ppm);
    if (campaign.score) {
        const auto table = std::find_if(rules.scores.begin(), rules.scores.end(), [&](const ScoreTable& each) { return each.name == *campaign.score; });
        json.text("score_table", fmt::format("{}/{}", *campaign.score, table == rules.scores.end() ? 0 : table->version));
    }
    json.integer("chosen", opportunity->chosen_ppm);
    json.text("arm", name_of(opportunity->arm));
    if (opportunity->explored) json.boolean("explored", true);
    json.end_object();
}

/// One code: a sign for the verdict; after `n` and `m` the letter of the deciding predicate in its campaign's own audience, or "~" and its
/// number in four digits of base 52. At most six characters, packed with the first in the lowest byte, so that codes compare as numbers.
using Code = std::uint64_t;

Code letter_for(std::size_t place) { return static_cast<Code>(static_cast<unsigned char>(kLetters[place])); }

/// What follows the sign, for a predicate that is not among the first letters of its campaign.
Code late_letters(const Compiled& compiled, std::size_t campaign, const Considered& considered) {
    const auto* begin = compiled.letters.data() + compiled.letter_begin[campaign];
    const auto* end = compiled.letters.data() + compiled.letter_begin[campaign + 1];
    const auto* found = std::find(begin, end, considered.predicate);
    if (const auto place = static_cast<std::size_t>(found - begin); found != end && place < kLetters.size()) return letter_for(place) << 8U;
    Code code = static_cast<Code>('~') << 8U;
    unsigned shift = 16;
    for (std::uint32_t divisor = 140'608; divisor > 0; divisor /= 52, shift += 8) code |= letter_for(considered.predicate / divisor % 52) << shift;
    return code;
}

/// A bit for each place where this predicate stands. Written out by the compiler: a loop would cost more than what it does.
template <std::size_t... place>
unsigned places_of(const std::array<std::uint32_t, kFirstLetters>& letters, std::uint32_t predicate, std::index_sequence<place...>) {
    return ((static_cast<unsigned>(letters[place] == predicate) << place) | ...);
}

/// Almost without branches: which way a thousand campaigns go cannot be foreseen.
Code code_for(const Compiled& compiled, std::size_t campaign, const Considered& considered) {
    const auto sign = static_cast<Code>(static_cast<unsigned char>(code_of(considered.verdict)));
    const bool detailed = static_cast<int>(considered.verdict == Verdict::not_eligible) | static_cast<int>(considered.verdict == Verdict::fact_missing);
    const unsigned places = places_of(compiled.first_letters[campaign], considered.predicate, std::make_index_sequence<kFirstLetters>{});
    if (detailed && places == 0) [[unlikely]] return sign | late_letters(compiled, campaign, considered);
    const auto letter = letter_for(static_cast<std::size_t>(std::countr_zero(places | 1U << kFirstLetters))) << 8U;
    return sign | (detailed ? letter : 0);
}

static_assert(std::endian::native == std::endian::little);   // a code's first character is its lowest byte

/// One code a campaign by position; a number behind a code: so many times.
std::string verdicts_text(const Rules& rules, const std::vector<Considered>& considered) {
    if (considered.empty()) return {};
    struct Run {
        Code code;
        std::size_t begin;
    };
    std::vector<Run> runs(considered.size() + 1);
    std::size_t many = 0;
    Code last = 0;
    for (std::size_t i = 0; i < considered.size(); ++i) {
        const auto code = code_for(*rules.compiled, i, considered[i]);
        runs[many] = {code, i};
        many += code != last ? 1 : 0;
        last = code;
    }
    runs[many] = {0, considered.size()};
    // At most six characters a code; a number has no more digits than it saves characters, but for a run of two.
    std::string text(many * 7 + considered.size() + sizeof(Code), '\0');
    char* out = text.data();
    for (std::size_t i = 0; i < many; ++i) {
        std::memcpy(out, &runs[i].code, sizeof(Code));
        out += (std::bit_width(runs[i].code) + 7) / 8;
        const auto times = runs[i + 1].begin - runs[i].begin;
        if (times > 1) out = std::to_chars(out, out + 8, times).ptr;
    }
    text.resize(static_cast<std::size_t>(out - text.data()));
    return text;
}

/// The best of those who came through, beside the ones that have a place of their own in the record.
void write_competitors(JsonWriter& json, const Rules& rules, const std::vector<Considered>& considered) {
    std::vector<std::size_t> best;
    for (std::size_t i = 0; i < considered.size(); ++i) {
        if (considered[i].verdict >= Verdict::outbid && considered[i].verdict <= Verdict::never_with_chosen) best.push_back(i);
    }
    if (best.empty()) return;
    const auto before = [&](std::size_t a, std::size_t b) {
        return considered[a].score_ppm != considered[b].score_ppm ? considered[a].score_ppm > considered[b].score_ppm : rules.campaigns[a].id < rules.campaigns[b].id;
    };
    const auto kept = std::min(best.size(), kMostCompetitors);
    std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(kept), best.end(), before);
    json.key("competitors");
    json.begin_array();
    for (std::size_t i = 0; i < kept; ++i) {
        json.begin_array();
        json.text(rules.campaigns[best[i]].id.text);
        json.integer(considered[best[i]].score_ppm);
        json.end_array();
    }
    json.end_array();
    json.integer("survivors", static_cast<std::int64_t>(best.size()));
}

void write_card(JsonWriter& json, const Decision& decision) {
    json.text("class", protocol::name_of(decision.alert_class));
    json.key("reasons");
    json.begin_array();
    for (const auto& each : decision.reasons) write_line(json, each);
    json.end_array();
    json.text("say", decision.first_sentence.key);
    if (decision.caution) json.text("caution", decision.caution->key);
    if (decision.guide) json.text("guide", decision.guide->key);
    if (!decision.for_the_head.empty()) {
        json.key("head");
        json.begin_array();
        for (const auto& line : decision.for_the_head) json.text(line.key);
        json.end_array();
    }
    if (!decision.needed_qualification.empty()) json.text("qualification", decision.needed_qualification);
}

}  // namespace

std::string record_of(const Snapshot& snapshot, const Rules& rules, UtcTime time, const Decision& decision) {
    JsonWriter json(4'096);
    json.begin_object();
    json.integer("record", 1);
    json.text("rules", rules.version);
    json.text("time", to_rfc3339(time));
    json.key("snapshot");
    write(json, snapshot);
    json.integer("campaigns", static_cast<std::int64_t>(decision.considered.size()));
    json.text("verdicts", verdicts_text(rules, decision.considered));
    write_opportunity(json, "primary", decision.primary, rules);
    write_opportunity(json, "secondary", decision.secondary, rules);
    write_opportunity(json, "follow_up", decision.follow_up, rules);
    write_opportunity(json, "ghost", decision.ghost, rules);
    write_competitors(json, rules, decision.considered);
    write_card(json, decision);
    json.end_object();
    return json.take();
}

Result<Recorded> recorded_from_json(std::string_view record) {
    const auto wrong = [](std::string_view what) { return Error(ErrorCode::invalid_input, fmt::format("a decision record: {}", what)); };
    const auto tree = nlohmann::json::parse(record, nullptr, false);
    if (!tree.is_object()) return wrong("it is no JSON object");
    const auto version = tree.find("record");
    if (version == tree.end() || !version->is_number_integer() || version->get<std::int64_t>() != 1) return wrong("'record' is not 1; this program replays records of form 1");
    for (const auto* name : {"rules", "time"}) {
        const auto found = tree.find(name);
        if (found == tree.end() || !found->is_string()) return wrong(fmt::format("'{}' is no text", name));
    }
    const auto snapshot_tree = tree.find("snapshot");
    if (snapshot_tree == tree.end()) return wrong("'snapshot' is not there");
    auto snapshot = snapshot_from(*snapshot_tree);
    if (!snapshot) return snapshot.error().within("a decision record");
    auto time = parse_rfc3339(tree["time"].get<std::string>());
    if (!time) return wrong("'time' is no time");
    return Recorded{tree["rules"].get<std::string>(), *time, std::move(*snapshot)};
}

Result<std::string> replay(std::string_view record, const Rules& rules) {
    auto recorded = recorded_from_json(record);
    if (!recorded) return recorded.error();
    if (recorded->rules_version != rules.version) {
        return Error(ErrorCode::conflict, fmt::format("the record was made with rules {}, these are rules {}", recorded->rules_version, rules.version));
    }
    const auto decision = decide(recorded->snapshot, rules, recorded->time);
    return record_of(recorded->snapshot, rules, recorded->time, decision);
}

}  // namespace silverlane::decision
