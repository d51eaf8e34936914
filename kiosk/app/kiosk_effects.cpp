// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Which part of the kiosk carries out which effect of the flow.
#include "kiosk/app/kiosk_app.h"

namespace silverlane::kiosk {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace

void KioskApp::carry_out(const std::vector<flow::Effect>& effects) {
    for (const auto& effect : effects) carry_out(effect);
}

void KioskApp::carry_out(const flow::Effect& effect) {
    const auto remember_text = [this] { return flow::flow_at(flows_, flows_.remember).consent_text; };
    std::visit(
        Overloaded{
            [&](const flow::IssueTicket& one) { tickets_.issue(one, visit_.card()); },
            [&](const flow::PrintTicket& one) { tickets_.print(one, state_.preferences.language); },
            [&](const flow::RaiseHelp& one) { help_.raise(one.from, state_.turn, whose_turn()); },
            [&](const flow::AddHelpReason& one) { help_.add_reason(one.reason); },
            [&](const flow::CancelHelp&) { help_.cancel(); },
            [&](const flow::ReportStuck& one) { help_.report("stuck", one.from, whose_turn()); },
            [&](const flow::ReportLeftUnfinished& one) {
                help_.report("left_unfinished", one.from, whose_turn());
            },
            [&](const flow::RecordConsent& one) { visit_.record_consent(one); },
            [&](const flow::WithdrawConsent& one) { visit_.withdraw_consent(one); },
            [&](const flow::DeliverCode& one) { visit_.deliver_code(one, state_.turn); },
            [&](const flow::DeliverCard& one) { visit_.deliver_card(one, state_.turn); },
            [&](const flow::DeliverPhoneTail& one) { visit_.deliver_phone_tail(one); },
            [&](const flow::ForgetProof&) { visit_.forget_proof(); },
            [&](const flow::ApplyPreferences&) { /* the next scene carries them to window and voice */ },
            [&](const flow::SavePreferences& one) { visit_.save_preferences(one, remember_text()); },
            [&](const flow::SoundChime& one) { speaker_.chime(one.name); },
            [&](const flow::StopSpeech&) { presenter_.stop(); },
            [&](const flow::Announce& one) { presenter_.announce(one.prompt, one.language); },
            [&](const flow::ResetCustomer&) { reset_customer(); },
            [&](const flow::Ask& one) { ask(one); },
            [&](const flow::EnterPin&) { money_.enter_pin(); },
            [&](const flow::CancelPin&) { money_.cancel_pin(); },
            [&](const flow::GiveBack& one) { give_back(one.medium); },
            [&](const flow::UpdatePassbook&) { passbook_.update(state_.preferences.language); },
            [&](const flow::PrintSlip& one) { slips_.print(one, state_.turn, state_.preferences.language); },
            [&](const flow::ReportTrouble& one) { report_trouble(one); },
        },
        effect);
}

void KioskApp::ask(const flow::Ask& ask) {
    using flow::AskKind;
    switch (ask.what) {
        case AskKind::check_pin:
        case AskKind::pension:
        case AskKind::accounts:
        case AskKind::balance: return money_.ask(ask, state_.turn);
        default:
            services_.ask(ask, state_.turn, visit_.proof(tickets_.ticket()), ticket_label(), state_.preferences.language);
            return;
    }
}

void KioskApp::give_back(flow::Medium medium) {
    if (!media_worker_) return;
    if (medium == flow::Medium::card) static_cast<void>(media_worker_->post({MediaJob::What::eject_card, {}}));
    if (medium == flow::Medium::passbook) static_cast<void>(media_worker_->post({MediaJob::What::eject_book, {}}));
}

/// The flow's words for what staff should come for, as notices of the hub.
void KioskApp::report_trouble(const flow::ReportTrouble& trouble) {
    const auto report = [&](const char* kind, const char* what) { help_.report(kind, trouble.from, whose_turn(), what); };
    if (trouble.kind == "media_left") return report("media_left", state_.medium == flow::Medium::passbook ? "passbook" : "card");
    if (trouble.kind == "media_taken") return report("media_taken", "");
    if (trouble.kind == "goes_on") return report("goes_on", "");
    if (trouble.kind == "wrong_pin") return report("wrong_pin", "");
    if (trouble.kind == "passbook_full") return report("passbook_full", "");
    if (trouble.kind == "passbook_stopped") return report("device_fault", "passbook");
    if (trouble.kind == "card_unreadable") return report("device_fault", "card_reader");
}

void KioskApp::reset_customer() {
    presenter_.reset();
    tickets_.reset();
    help_.reset();
    visit_.reset();
    money_.reset();
    services_.reset();
    while (device_queues_.readings.try_take()) {
    }
    while (device_queues_.taps.try_take()) {
    }
}

std::string KioskApp::ticket_label() const { return state_.ticket ? state_.ticket->label : std::string{}; }

WhoseTurn KioskApp::whose_turn() const {
    if (visit_.in_doubt()) return {};
    return {ticket_label(), tickets_.ticket(), visit_.card()};
}

}  // namespace silverlane::kiosk
