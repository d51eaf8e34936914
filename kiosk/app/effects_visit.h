// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Carries out what ties a turn to a visit: a scanned code, a tapped card, a typed phone tail, and the consents and kept settings that go
// with them. A consent given before the person has shown who they are waits here until they do, and goes ahead of the evidence; at the end
// of the turn it goes as it is. Identifiers leave as keyed hashes. Ui thread only; everything is forgotten at the reset.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/keyed_hash.h"
#include "hub/protocol/arrival.h"
#include "hub/protocol/kiosk_messages.h"
#include "hub/protocol/service_messages.h"
#include "kiosk/app/effects_tickets.h"
#include "kiosk/app/hub_asker.h"
#include "kiosk/settings/kiosk_settings.h"
#include "kiosk/flow/effect.h"

namespace silverlane::kiosk {

class VisitEffects {
public:
    VisitEffects(HubAsker& hub, const KioskSettings& settings, const Clock& clock, SendEvent send)
        : hub_(hub), settings_(settings), clock_(clock), send_(std::move(send)) {}

    /// Null: the key is missing; a typed tail then reaches nobody (and the screen says the same as always).
    void use(const IdentifierHasher* hasher) { hasher_ = hasher; }

    void deliver_code(const flow::DeliverCode& effect, std::uint64_t turn);
    /// The arrival, and whether this person's settings are kept: they come back as after a ticket.
    void deliver_card(const flow::DeliverCard& effect, std::uint64_t turn);
    void deliver_phone_tail(const flow::DeliverPhoneTail& effect);
    void record_consent(const flow::RecordConsent& effect);
    void withdraw_consent(const flow::WithdrawConsent& effect);
    /// `text_version`: of the notice under which settings are kept.
    void save_preferences(const flow::SavePreferences& effect, const std::string& text_version);
    /// Forgets what was shown so far: what is chosen from now on is of who shows something from now on. What was chosen before and waits for that
    /// is recorded as nobody's.
    void forget_proof();
    void reset();

    /// Whoever stands here may not be the one who took the ticket or showed something before.
    [[nodiscard]] bool in_doubt() const { return in_doubt_; }
    /// The card tapped in this turn.
    [[nodiscard]] const std::optional<protocol::EvidenceIdentifier>& card() const { return card_; }

    /// What the person has shown in this turn that proves whose visit it is; never a typed tail.
    [[nodiscard]] protocol::VisitProof proof(const std::optional<TicketId>& ticket) const;

private:
    void greeted(std::uint64_t turn, const hub_link::Answered& answer);
    void send_or_hold(protocol::ConsentChoice choice);
    void send_held();
    void arrive(protocol::EvidenceKind kind, const protocol::EvidenceIdentifier& identifier);
    [[nodiscard]] bool is_known() const { return card_ || visit_code_ || phone_tail_; }

    HubAsker& hub_;
    const KioskSettings& settings_;
    const Clock& clock_;
    SendEvent send_;
    const IdentifierHasher* hasher_ = nullptr;
    bool in_doubt_ = false;
    std::uint64_t persons_ = 0;   // grows when whoever goes on may be somebody else: an answer about the one before is too late then
    std::optional<protocol::EvidenceIdentifier> card_;
    std::optional<std::string> visit_code_;
    std::optional<protocol::EvidenceIdentifier> phone_tail_;
    std::vector<protocol::ConsentChoice> held_;
};

/// The same settings, by name.
protocol::KeptPreferences to_kept(const flow::Preferences& preferences);
/// Names that are not known fall back to the factory's.
flow::Preferences from_kept(const protocol::KeptPreferences& kept);

}  // namespace silverlane::kiosk
