// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/feeds/feed_rows.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/hexadecimal.h"

namespace silverlane::feeds {

namespace {

constexpr std::size_t kLongestId = 64;
constexpr std::int64_t kMostFen = 1'000'000'000'000'000;   // ten thousand thousand millions of yuan: more is a slip of the sender
constexpr int kMostSeconds = 24 * 3600;

bool is_printable(char c) { return c > ' ' && c != 0x7f; }
bool is_key_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

/// Reads the fields of one row; the first thing that is wrong is kept.
class RowFields {
public:
    RowFields(const RawRow& row, const FeedContext& context) : fields_(row.fields), context_(context), mistake_(row.fault) {}

    std::string optional(std::string_view name, std::size_t longest = kLongestId) {
        const auto found = fields_.find(name);
        if (found == fields_.end()) return {};
        const auto& value = found->second;
        if (value.size() > longest || !std::all_of(value.begin(), value.end(), is_printable)) {
            wrong(name, fmt::format("expected at most {} bytes without blanks", longest));
            return {};
        }
        return value;
    }
    std::string required(std::string_view name) {
        auto value = optional(name);
        if (value.empty()) wrong(name, "missing");
        return value;
    }
    std::string key(std::string_view name, bool needed) {
        auto value = needed ? required(name) : optional(name);
        if (value.size() > 24 || !std::all_of(value.begin(), value.end(), is_key_letter)) wrong(name, "expected 1 to 24 of a-z, 0-9 and _");
        return value;
    }
    std::string product_class() {
        auto value = required("product_class");
        const auto& known = context_.product_classes;
        if (!value.empty() && std::find(known.begin(), known.end(), value) == known.end()) wrong("product_class", "none of the product classes");
        return value;
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
        if (text != "" && text != "true" && text != "false") wrong(name, "expected true or false");
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
            wrong("customer", "expected either customer or reference_hash");
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
        if (mistake_.empty()) mistake_ = fmt::format("{}: {}", name, what);
    }
    template <class Row>
    std::variant<Row, std::string> finish(Row row) {
        if (mistake_.empty()) return row;
        return std::move(mistake_);
    }

private:
    const Fields& fields_;
    const FeedContext& context_;
    std::string mistake_;
};

}  // namespace

std::string_view name_of(SignalKind kind) {
    switch (kind) {
        case SignalKind::inflow: return "inflow";
        case SignalKind::browse: return "browse";
        case SignalKind::repeated_problem: return "repeated_problem";
    }
    return "inflow";
}

std::variant<SignalRow, std::string> read_signal(const RawRow& raw, const FeedContext& context) {
    RowFields fields(raw, context);
    SignalRow row;
    row.line = raw.line;
    row.id = fields.required("id");
    row.whose = fields.whose();
    row.time = fields.time();
    const auto kind = fields.required("kind");
    if (kind == "inflow") {
        row.kind = SignalKind::inflow;
        row.amount_fen = fields.number("amount_fen", 1, kMostFen);
    } else if (kind == "browse") {
        row.kind = SignalKind::browse;
        row.product_class = fields.product_class();
        row.seconds = static_cast<int>(fields.number("seconds", 0, kMostSeconds));
    } else if (kind == "repeated_problem") {
        row.kind = SignalKind::repeated_problem;
        row.times = static_cast<int>(fields.number("times", 1, 100));
    } else {
        fields.wrong("kind", "expected inflow, browse or repeated_problem");
    }
    return fields.finish(std::move(row));
}

std::variant<SaleRow, std::string> read_sale(const RawRow& raw, const FeedContext& context) {
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

std::variant<ContactRow, std::string> read_contact(const RawRow& raw, const FeedContext& context) {
    RowFields fields(raw, context);
    ContactRow row;
    row.line = raw.line;
    row.id = fields.required("id");
    row.whose = fields.whose();
    row.time = fields.time();
    row.channel = fields.key("channel", true);
    row.campaign = fields.optional("campaign");
    row.group = fields.optional("group");
    row.outcome = fields.key("outcome", false);
    return fields.finish(std::move(row));
}

}  // namespace silverlane::feeds
