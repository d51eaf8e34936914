// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_help.h"

#include <utility>

namespace silverlane::kiosk {

void HelpEffects::raise(const flow::Place& from, std::uint64_t turn, const WhoseTurn& whose) {
    give_up_unreachable();
    Call call;
    call.number = ++last_number_;
    call.turn = turn;
    call_ = std::move(call);
    protocol::HelpCall message;
    message.flow = from.flow.text;
    message.step = from.step.text;
    message.ticket_label = whose.ticket_label;
    message.ticket = whose.ticket;
    message.card = whose.card;
    hub_.ask(std::move(message), [this, number = last_number_](const hub_link::Answered& answer) { raised(number, answer); });
}

void HelpEffects::raised(std::uint64_t number, const hub_link::Answered& answer) {
    const auto* out = std::get_if<protocol::HelpCallOut>(&answer);
    if (cancelled_.erase(number) > 0 && out != nullptr) hub_.tell(protocol::HelpCancelled{{}, out->alert});
    if (!call_ || call_->number != number) return;
    if (out == nullptr) {
        const std::uint64_t turn = call_->turn;
        call_.reset();
        return send_(flow::HelpUnreachable{turn});
    }
    call_->alert = out->alert;
    if (!call_->reason.empty()) hub_.tell(protocol::HelpReason{{}, out->alert, call_->reason});
    call_->unreachable = !out->someone_reachable;
    if (call_->unreachable) send_(flow::HelpUnreachable{call_->turn});
    for (const auto& event : std::exchange(call_->early, {})) heard(event);
}

/// Nobody could be reached and the person has gone to where staff are: the alert must not call somebody to an empty kiosk later.
void HelpEffects::give_up_unreachable() {
    // Whoever is unwell was told to sit down, and is there.
    if (call_ && call_->unreachable && call_->reason != "unwell") hub_.tell(protocol::HelpCancelled{{}, call_->alert});
}

void HelpEffects::add_reason(const std::string& reason) {
    if (!call_) return;
    call_->reason = reason;
    if (!call_->alert.empty()) hub_.tell(protocol::HelpReason{{}, call_->alert, reason});
}

void HelpEffects::cancel() {
    if (!call_) return;
    if (call_->alert.empty()) cancelled_.insert(call_->number);
    else hub_.tell(protocol::HelpCancelled{{}, call_->alert});
    call_.reset();
}

void HelpEffects::report(const std::string& kind, const flow::Place& from, const WhoseTurn& whose, const std::string& what) {
    protocol::TurnNotice notice;
    notice.kind = kind;
    notice.flow = from.flow.text;
    notice.step = from.step.text;
    notice.ticket_label = whose.ticket_label;
    notice.ticket = whose.ticket;
    notice.card = whose.card;
    notice.what = what;
    if (call_) notice.call = call_->alert;
    hub_.tell(std::move(notice));
}

void HelpEffects::heard(const protocol::KioskEvent& event) {
    if (!call_) return;
    if (call_->alert.empty()) {
        call_->early.push_back(event);
        return;
    }
    if (event.alert != call_->alert) return;
    using Kind = protocol::KioskEvent::Kind;
    call_->unreachable = event.kind == Kind::help_open && !event.someone_reachable;
    call_->claimed = event.kind == Kind::help_claimed;
    if (event.kind == Kind::help_claimed) send_(flow::HelpClaimed{call_->turn, event.staff_number});
    if (event.kind == Kind::help_closed) {
        send_(flow::HelpEnded{call_->turn});
        call_.reset();
        return;
    }
    if (event.kind != Kind::help_open) return;
    if (call_->unreachable) send_(flow::HelpUnreachable{call_->turn});
    else send_(flow::HelpOpen{call_->turn});
}

void HelpEffects::hub_returned() {
    if (call_ && !call_->alert.empty() && !call_->unreachable && !call_->claimed) send_(flow::HelpOpen{call_->turn});
}

std::optional<AlertId> HelpEffects::alert() const {
    if (!call_ || call_->alert.empty() || call_->unreachable) return std::nullopt;
    return call_->alert;
}

void HelpEffects::reset() {
    give_up_unreachable();
    // Otherwise the call itself stands: somebody who pressed 叫人 and walked on may still need help; staff close it.
    call_.reset();
}

}  // namespace silverlane::kiosk
