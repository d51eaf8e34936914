// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_visit.h"

#include <utility>

namespace silverlane::kiosk {
namespace {

protocol::EvidenceIdentifier evidence(protocol::IdentifierKind kind, const KeyedHash& hash, protocol::Proof proof) {
    protocol::EvidenceIdentifier identifier;
    identifier.kind = kind;
    identifier.hash = hash;
    identifier.proof = proof;
    return identifier;
}

}  // namespace

protocol::KeptPreferences to_kept(const flow::Preferences& preferences) {
    protocol::KeptPreferences kept;
    kept.language = preferences.language;
    kept.text_size = preferences.text_size == flow::TextSize::largest ? "largest"
                     : preferences.text_size == flow::TextSize::large ? "large"
                                                                      : "standard";
    kept.theme = preferences.theme == flow::Theme::black ? "black" : preferences.theme == flow::Theme::white ? "white" : "standard";
    kept.rate_step = preferences.rate_step;
    kept.volume_step = preferences.volume_step;
    kept.variety = preferences.variety;
    return kept;
}

flow::Preferences from_kept(const protocol::KeptPreferences& kept) {
    flow::Preferences preferences;
    if (!kept.language.empty()) preferences.language = kept.language;
    if (kept.text_size == "large") preferences.text_size = flow::TextSize::large;
    if (kept.text_size == "largest") preferences.text_size = flow::TextSize::largest;
    if (kept.theme == "white") preferences.theme = flow::Theme::white;
    if (kept.theme == "black") preferences.theme = flow::Theme::black;
    if (kept.rate_step >= 0 && kept.rate_step <= 6) preferences.rate_step = kept.rate_step;
    if (kept.volume_step >= 0 && kept.volume_step <= 6) preferences.volume_step = kept.volume_step;
    preferences.variety = kept.variety;
    return preferences;
}

void VisitEffects::deliver_code(const flow::DeliverCode& effect, std::uint64_t turn) {
    protocol::VisitCodeScan scan;
    scan.code = std::string(effect.code.open(PrivateDoor::protocol_codec));
    visit_code_ = scan.code;
    in_doubt_ = false;
    send_held();
    hub_.ask(std::move(scan), [this, turn, person = persons_](const hub_link::Answered& answer) {
        if (person == persons_) greeted(turn, answer);
    });
}

void VisitEffects::greeted(std::uint64_t turn, const hub_link::Answered& answer) {
    const auto* greeting = std::get_if<protocol::VisitGreeting>(&answer);
    if (greeting == nullptr) return send_(flow::CodeNotKnown{turn});
    flow::VisitJoined joined;
    joined.turn = turn;
    joined.by_possession = true;
    if (greeting->preferences) {
        joined.preferences = from_kept(*greeting->preferences);
        joined.settings_consent = flow::SettingsConsent::granted;
    }
    if (!greeting->label.empty()) {
        flow::Ticket ticket;
        ticket.label = greeting->label;
        ticket.ahead = greeting->ahead;
        if (greeting->wait.to_minutes > 0) {
            ticket.wait_low = greeting->wait.from_minutes;
            ticket.wait_high = greeting->wait.to_minutes;
        }
        joined.ticket = std::move(ticket);
    }
    send_(std::move(joined));
}

void VisitEffects::deliver_card(const flow::DeliverCard& effect, std::uint64_t turn) {
    card_ = evidence(protocol::IdentifierKind::card, effect.card, protocol::Proof::possession);
    in_doubt_ = false;
    send_held();
    arrive(protocol::EvidenceKind::card_tapped, *card_);
    hub_.ask(protocol::CardGreeting{{}, *card_}, [this, turn, person = persons_](const hub_link::Answered& answer) {
        if (person == persons_ && std::holds_alternative<protocol::VisitGreeting>(answer)) greeted(turn, answer);
    });
}

protocol::VisitProof VisitEffects::proof(const std::optional<TicketId>& ticket) const {
    protocol::VisitProof proof;
    if (card_) proof.card = card_;
    else if (visit_code_) proof.visit_code = visit_code_;
    else proof.ticket = ticket;
    return proof;
}

void VisitEffects::deliver_phone_tail(const flow::DeliverPhoneTail& effect) {
    if (hasher_ == nullptr) return;
    const std::string day = BranchCalendar(settings_.branch.utc_offset).day(clock_.now());
    const KeyedHash hash = hasher_->phone_tail(PhoneNumber{effect.digits}, settings_.branch.id, day);
    phone_tail_ = evidence(protocol::IdentifierKind::phone_tail, hash, protocol::Proof::claim);
    send_held();
    arrive(protocol::EvidenceKind::phone_tail_typed, *phone_tail_);
}

void VisitEffects::arrive(protocol::EvidenceKind kind, const protocol::EvidenceIdentifier& identifier) {
    protocol::Arrival arrival;
    arrival.branch = settings_.branch.id;
    arrival.source = "kiosk:" + settings_.terminal.id.text;
    arrival.kind = kind;
    arrival.event_time = clock_.now();
    arrival.received_time = arrival.event_time;
    arrival.identifiers = {identifier};
    arrival.inside = true;
    arrival.place = settings_.terminal.id.text;
    hub_.tell(std::move(arrival));
}

void VisitEffects::send_or_hold(protocol::ConsentChoice choice) {
    held_.push_back(std::move(choice));
    if (is_known()) send_held();
}

void VisitEffects::send_held() {
    for (auto& choice : std::exchange(held_, {})) {
        choice.card = card_;
        choice.visit_code = visit_code_;
        choice.phone_tail = phone_tail_;
        hub_.tell(std::move(choice));
    }
}

void VisitEffects::record_consent(const flow::RecordConsent& effect) {
    protocol::ConsentChoice choice;
    choice.purposes = effect.purposes;
    choice.granted = effect.granted;
    choice.text_version = effect.text_version;
    send_or_hold(std::move(choice));
}

void VisitEffects::withdraw_consent(const flow::WithdrawConsent& effect) {
    protocol::ConsentChoice choice;
    choice.purposes = effect.purposes;
    choice.granted = false;
    choice.text_version = "withdrawal";
    send_or_hold(std::move(choice));
}

void VisitEffects::save_preferences(const flow::SavePreferences& effect, const std::string& text_version) {
    protocol::ConsentChoice choice;
    choice.purposes = {"settings"};
    choice.granted = true;
    choice.text_version = text_version;
    choice.preferences = to_kept(effect.preferences);
    send_or_hold(std::move(choice));
}

void VisitEffects::reset() {
    forget_proof();
    in_doubt_ = false;
}

void VisitEffects::forget_proof() {
    send_held();
    ++persons_;
    in_doubt_ = true;
    card_.reset();
    if (visit_code_) zero(*visit_code_);
    visit_code_.reset();
    phone_tail_.reset();
}

}  // namespace silverlane::kiosk
