// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/feeds/feed_rows.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/hexadecimal.h"
#include "base/suggestion.h"

namespace silverlane::feeds {

namespace {

constexpr std::size_t kLongestId = 64;
constexpr std::int64_t kMostFen = 1'000'000'000'000'000;   // ten thousand thousand millions of yuan: more is a slip of the sender
constexpr int kMostSeconds = 24 * 3600;
constexpr int kOneSlip = 4;   // as slips_between() counts

bool is_printable(char c) { return c > ' ' && c != 0x7f; }
bool is_key_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

const std::vector<std::string>& field_names() {
    static const std::vector<std::string> kNames{"id", "customer", "reference_hash", "time", "kind", "amount_fen", "product_class", "seconds", "times", "product", "branch",
                                                 "staff", "recording", "cancelled", "channel", "campaign", "group", "outcome"};
    return kNames;
}

/// Reads the fields of one row; the first thing that is wrong is kept.
class RowFields {
public:
    RowFields(const RawRow& row, const FeedContext& context) : fields_(row.fields), context_(context), mistake_{"", row.fault} {}

    std::string optional(std::string_view name, std::size_t longest = kLongestId) {
        const auto found = fields_.find(name);
        if (found == fields_.end()) return {};
        const auto& value = found->second;
        if (value.size() > longest || !std::all_of(value.begin(), value.end(), is_printable)) {
            wrong(name, fmt::format("expected at most {} ASCII letters, digits and signs, without blanks", longest));
            return {};
        }
        return value;
    }
    std::string required(std::string_view name) {
        auto value = optional(name);
        if (value.empty()) wrong(name, "missing" + misspelt(name));
        return value;
    }
    std::string key(std::string_view name, bool needed) {
        auto value = needed ? required(name) : optional(name);
        if (value.size() > 24 || !std::all_of(value.begin(), value.end(), is_key_letter)) wrong_word(name, "expected 1 to 24 of a-z, 0-9 and _");
        return value;
    }
    std::string product_class() {
        auto value = required("product_class");
        const std::vector<std::string> known(context_.product_classes.begin(), context_.product_classes.end());
        if (!value.empty() && std::find(known.begin(), known.end(), value) == known.end()) {
            wrong_word("product_class", fmt::format("not one of the {}; {}", known.size(), advice_among(value, known)));
        }
        return value;
    }
    /// Anything of a key's form, but not a slip of an outcome that the contact policy looks for: the customer's "no" would be lost.
    std::string outcome() {
        static const std::vector<std::string> kLookedFor{"declined", "not_now", "not_relevant"};
        auto value = key("outcome", false);
        const auto meant = nearest(value, kLookedFor);
        if (!value.empty() && meant && value != *meant && slips_between(value, *meant) <= kOneSlip) wrong_word("outcome", fmt::format("did you mean '{}'?", *meant));
        return value;
    }
    /// The word of a list, as its place there; nothing when it is none.
    std::optional<std::size_t> one_of(std::string_view name, const std::vector<std::string>& known) {
        const auto value = required(name);
        const auto found = std::find(known.begin(), known.end(), value);
        if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
        if (!value.empty()) wrong_word(name, fmt::format("no known {}; {}", name, advice_among(value, known)));
        return std::nullopt;
    }
    std::int64_t number(std::string_view name, std::int64_t least, std::int64_t most) {
        const auto text = required(name);
        std::int64_t value = 0;
        const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (failed != std::errc{} || end != text.data() + text.size() || value < least || value > most) {
            wrong(name, fmt::format("expected a whole number from {} to {}", least, most));
            return least;
        }
        return value;
    }
    bool yes_or_no(std::string_view name) {
        const auto text = optional(name);
        if (text != "" && text != "true" && text != "false") wrong_word(name, "expected true or false");
        return text == "true";
    }
    UtcTime time() {
        const auto time = parse_rfc3339(required("time"));
        if (!time) {
            wrong("time", "expected as 2026-05-01T02:00:00Z");
            return {};
        }
        if (*time > context_.now + context_.ahead) wrong("time", "lies in the future");
        if (*time < context_.now - context_.oldest) wrong("time", fmt::format("is more than {} days ago", context_.oldest.count() / 24));
        return *time;
    }
    Whose whose() {
        const bool by_hash = fields_.contains("reference_hash");
        if (by_hash == fields_.contains("customer")) {
            wrong("customer", "expected either customer or reference_hash" + misspelt("customer"));
            return CustomerId{};
        }
        if (!by_hash) return CustomerId{required("customer")};
        KeyedHash hash;
        const auto bytes = from_hexadecimal(required("reference_hash"));
        if (bytes && bytes->size() == hash.bytes.size()) std::copy(bytes->begin(), bytes->end(), hash.bytes.begin());
        else wrong("reference_hash", "expected 64 hexadecimal digits");
        return hash;
    }
    void wrong(std::string_view name, std::string_view what) {
        if (mistake_.what.empty()) mistake_ = {std::string{name}, fmt::format("{}: {}", name, what)};
    }
    /// Of a field that holds a word of a list: with the word.
    void wrong_word(std::string_view name, std::string_view what) {
        if (!mistake_.what.empty()) return;
        const auto& value = fields_.find(name)->second;
        const auto shown = looks_like_a_word(value) ? fmt::format("'{}'", value) : fmt::format("of {} bytes, no word of a list", value.size());
        mistake_ = {std::string{name}, fmt::format("{} {}: {}", name, shown, what)};
    }
    template <class Row>
    std::variant<Row, RowMistake> finish(Row row) {
        if (mistake_.what.empty()) return row;
        return std::move(mistake_);
    }

private:
    /// The column that was perhaps meant to be this one: near to its name, and not the name of another field.
    [[nodiscard]] std::string misspelt(std::string_view name) const {
        const auto& known = field_names();
        for (const auto& [there, unused] : fields_) {
            if (std::find(known.begin(), known.end(), there) != known.end() || !looks_like_a_word(there)) continue;
            if (nearest(there, known) == std::optional<std::string>(name)) return fmt::format("; '{}' stands there: did you mean '{}'?", there, name);
        }
        return {};
    }

    const Fields& fields_;
    const FeedContext& context_;
    RowMistake mistake_;
};

}  // namespace

bool looks_like_a_word(std::string_view value) {
    const auto is_of_a_word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-' || c == '.'; };
    return value.size() <= 24 && std::all_of(value.begin(), value.end(), is_of_a_word) && std::count_if(value.begin(), value.end(), is_digit) <= 2;
}

std::string_view name_of(SignalKind kind) {
    switch (kind) {
        case SignalKind::inflow: return "inflow";
        case SignalKind::browse: return "browse";
        case SignalKind::repeated_problem: return "repeated_problem";
    }
    return "inflow";
}

std::variant<SignalRow, RowMistake> read_signal(const RawRow& raw, const FeedContext& context) {
    RowFields fields(raw, context);
    SignalRow row;
    row.line = raw.line;
    row.id = fields.required("id");
    row.whose = fields.whose();
    row.time = fields.time();
    static constexpr std::array kKinds{SignalKind::inflow, SignalKind::browse, SignalKind::repeated_problem};
    static const std::vector<std::string> kKindNames = [] {
        std::vector<std::string> names;
        for (const auto kind : kKinds) names.emplace_back(name_of(kind));
        return names;
    }();
    const auto kind = fields.one_of("kind", kKindNames);
    if (!kind) return fields.finish(std::move(row));
    row.kind = kKinds[*kind];
    switch (row.kind) {
        case SignalKind::inflow: row.amount_fen = fields.number("amount_fen", 1, kMostFen); break;
        case SignalKind::browse:
            row.product_class = fields.product_class();
            row.seconds = static_cast<int>(fields.number("seconds", 0, kMostSeconds));
            break;
        case SignalKind::repeated_problem: row.times = static_cast<int>(fields.number("times", 1, 100)); break;
    }
    return fields.finish(std::move(row));
}

std::variant<SaleRow, RowMistake> read_sale(const RawRow& raw, const FeedContext& context) {
    RowFields fields(raw, context);
    SaleRow row;
    row.line = raw.line;
    row.id = fields.required("id");
    row.whose = fields.whose();
    row.product_class = fields.product_class();
    row.product = fields.optional("product");
    row.time = fields.time();
    row.branch = fields.optional("branch");
    row.staff = fields.optional("staff");
    row.recording = fields.optional("recording");
    row.cancelled = fields.yes_or_no("cancelled");
    return fields.finish(std::move(row));
}

std::variant<ContactRow, RowMistake> read_contact(const RawRow& raw, const FeedContext& context) {
    RowFields fields(raw, context);
    ContactRow row;
    row.line = raw.line;
    row.id = fields.required("id");
    row.whose = fields.whose();
    row.time = fields.time();
    row.channel = fields.key("channel", true);
    row.campaign = fields.optional("campaign");
    row.group = fields.optional("group");
    row.outcome = fields.outcome();
    return fields.finish(std::move(row));
}

}  // namespace silverlane::feeds
