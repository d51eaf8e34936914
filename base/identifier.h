// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Identifiers as types, so that a ticket can never be handed over where a visit is meant. Values; compare and hash; any thread.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

#include "base/random_source.h"

namespace silverlane {

template <class Tag>
struct Identifier {
    std::string text;

    Identifier() = default;
    explicit Identifier(std::string value) : text(std::move(value)) {}
    [[nodiscard]] bool empty() const { return text.empty(); }
    auto operator<=>(const Identifier&) const = default;
};

using BankId = Identifier<struct BankTag>;
using BranchId = Identifier<struct BranchTag>;
using KioskId = Identifier<struct KioskTag>;          ///< one terminal
using StaffId = Identifier<struct StaffTag>;          ///< the staff number, as on the badge
using CustomerId = Identifier<struct CustomerTag>;    ///< the core's reference; not a card or account number
using VisitId = Identifier<struct VisitTag>;
using AlertId = Identifier<struct AlertTag>;
using TicketId = Identifier<struct TicketTag>;        ///< unique for ever; the printed label repeats every day
using CampaignId = Identifier<struct CampaignTag>;
using IdempotencyKey = Identifier<struct IdempotencyTag>;
using NodeId = Identifier<struct NodeTag>;            ///< one item of a scene
using StepId = Identifier<struct StepTag>;
using FlowId = Identifier<struct FlowTag>;

/// A fresh identifier: 26 characters, time-ordered (48 bits of milliseconds, 80 bits of randomness, Crockford base 32, as in ULID).
template <class Id>
Id make_id(UtcTime now, RandomSource& random) {
    return Id{make_time_ordered_text(now, random)};
}

}  // namespace silverlane

template <class Tag>
struct std::hash<silverlane::Identifier<Tag>> {
    std::size_t operator()(const silverlane::Identifier<Tag>& id) const noexcept { return std::hash<std::string>{}(id.text); }
};
