// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the bank's feeds say, as values: signals (money that came in, what somebody looked at online, a problem that came back), sales of the
// 19 product classes, contacts made elsewhere. Reading is pure: the time and the classes are handed in. Any thread. Format: docs/store.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/keyed_hash.h"
#include "hub/feeds/feed_reader.h"

namespace silverlane::feeds {

/// Whose row it is: the bank's number of the customer, or the keyed hash of their reference (never the reference itself).
using Whose = std::variant<CustomerId, KeyedHash>;

enum class SignalKind { inflow, browse, repeated_problem };
std::string_view name_of(SignalKind kind);

struct SignalRow {
    int line = 0;
    std::string id;
    Whose whose;
    SignalKind kind = SignalKind::inflow;
    std::string product_class;            ///< of browse; empty for the others
    UtcTime time{};
    std::int64_t amount_fen = 0;          ///< of inflow; whoever takes the row makes a band of it at once and keeps no amount
    int seconds = 0;                      ///< of browse
    int times = 0;                        ///< of repeated_problem: how often it came
};

/// No amount is read: what was sold is counted, not weighed.
struct SaleRow {
    int line = 0;
    std::string id;
    Whose whose;
    std::string product_class;
    std::string product;                  ///< the bank's id of the product; may be empty
    UtcTime time{};
    std::string branch;                   ///< may be empty
    std::string staff;                    ///< number of whoever sold; may be empty
    std::string recording;                ///< id of the sound and picture record; may be empty
    bool cancelled = false;               ///< taken back, for instance in the days of hesitation
};

struct ContactRow {
    int line = 0;
    std::string id;
    Whose whose;
    UtcTime time{};
    std::string channel;                  ///< sms | app | call | mail | branch | ...: 1 to 24 of a-z, 0-9, _
    std::string campaign, group, outcome; ///< each may be empty
};

/// What every row is checked against.
struct FeedContext {
    UtcTime now{};
    std::span<const std::string_view> product_classes;
    std::chrono::hours oldest{90 * 24};   ///< older is of no use, and would only be deleted again
    Milliseconds ahead{5 * 60'000};       ///< the sender's clock may be so far ahead
};

/// The first thing that is wrong with a row. Only of fields that hold a word of a known list (product_class, kind, channel, outcome, cancelled)
/// the value is said, and only when it looks like such a word: of columns that got mixed up nothing private comes out.
struct RowMistake {
    std::string field;                    ///< empty: the line as a whole
    std::string what;                     ///< "product_class 'fnud': not one of the 19; did you mean 'fund'?", "time: lies in the future"
};

/// Whether a value may be said in a message: it could be a misspelt word of a list, and is no number, no card and no name in Chinese.
bool looks_like_a_word(std::string_view value);

/// The row, or what is wrong with it.
std::variant<SignalRow, RowMistake> read_signal(const RawRow& row, const FeedContext& context);
std::variant<SaleRow, RowMistake> read_sale(const RawRow& row, const FeedContext& context);
std::variant<ContactRow, RowMistake> read_contact(const RawRow& row, const FeedContext& context);

}  // namespace silverlane::feeds
