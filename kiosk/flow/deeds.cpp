// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a flow file may have done: each deed becomes an effect, or changes the turn. Part of Turn (turn.h).
#include <algorithm>
#include <sstream>
#include <utility>

#include "kiosk/flow/turn.h"

namespace silverlane::flow {
namespace {

std::string entry(const State& state, const std::string& key) {
    const auto found = state.entries.find(key);
    return found == state.entries.end() ? std::string{} : found->second;
}

/// The asks that take along what was typed on the screen or on the PIN pad.
PrivateText secret_for(AskKind what, const State& state) {
    if (what == AskKind::check_pin) return state.sealed_pin;
    if (what == AskKind::home_visit || what == AskKind::sign_up) return state.kept_digits;
    return {};
}

}  // namespace

void Turn::issue_ticket() {
    IssueTicket effect;
    effect.request = ++state_.request;
    effect.service = entry(state_, "service");
    effect.priority = entry(state_, "priority") == "yes";
    if (entry(state_, "company") == "yes") effect.needs.emplace_back("company");
    effect.card_tapped = state_.card_tapped;
    state_.printed = Printed::pending;
    emit(std::move(effect));
}

void Turn::withdraw_consent() {
    std::istringstream words(entry(state_, "purposes"));
    WithdrawConsent effect;
    for (std::string purpose; words >> purpose;) effect.purposes.push_back(purpose);
    // Who has just said "forget my settings" is not asked to keep them.
    const auto& purposes = effect.purposes;
    if (std::find(purposes.begin(), purposes.end(), "settings") != purposes.end()) state_.remember_asked = true;
    emit(std::move(effect));
}

void Turn::forget_digits() {
    state_.kept_digits = {};
    state_.digits = {};
    state_.digits_for = {};
}

void Turn::ask(AskKind what) {
    if (what == AskKind::after_task && std::exchange(state_.after_task_asked, true)) return;
    Ask effect;
    effect.request = ++state_.request;
    effect.what = what;
    // Of the quiz only how many were right is told, never a single answer.
    if (what != AskKind::quiz_total) effect.entries = state_.entries;
    effect.secret = secret_for(what, state_);
    effect.right_answers = state_.right_answers;
    effect.from = state_.place;
    state_.asked[what] = effect.request;
    if (what == AskKind::check_pin) state_.sealed_pin = {};
    // A rating is given once, with all that was said about it.
    if (what == AskKind::rate) state_.entries.erase(kRatingEntry);
    emit(std::move(effect));
}

void Turn::print_slip(const std::string& slip) {
    state_.printed = Printed::pending;
    emit(PrintSlip{slip, state_.facts, state_.secrets});
}

void Turn::add_help_reason(const std::string& answer) {
    state_.help.reason = answer;
    if (state_.help.state == HelpState::none) return;
    // Nobody of the hall may hear the call while somebody at a window would hear that a person is unwell.
    if (state_.help.state == HelpState::unreachable) emit(SoundChime{"call"});
    emit(AddHelpReason{answer});
}

void Turn::cancel_help() {
    if (state_.help.state == HelpState::sent || state_.help.state == HelpState::claimed) emit(CancelHelp{});
    state_.help = {};
}

void Turn::do_deed(const DeedCall& call, const Transition& transition, const std::string& answer) {
    switch (call.deed) {
        case Deed::issue_ticket: issue_ticket(); return;
        case Deed::print_ticket:
            if (state_.ticket) emit(PrintTicket{*state_.ticket});
            return;
        case Deed::add_help_reason: add_help_reason(answer); return;
        case Deed::cancel_help: cancel_help(); return;
        case Deed::grant_consent:
        case Deed::refuse_consent:
            emit(RecordConsent{transition.purposes, call.deed == Deed::grant_consent, flow_at(flows_, state_.place).consent_text});
            return;
        case Deed::withdraw_consent: withdraw_consent(); return;
        case Deed::deliver_phone_tail:
            emit(DeliverPhoneTail{state_.digits.as_private()});
            state_.digits = {};
            return;
        case Deed::save_preferences:
            emit(SavePreferences{state_.preferences});
            state_.preferences_before = state_.preferences;
            return;
        case Deed::chime: emit(SoundChime{"call"}); return;
        case Deed::ask:
            if (const auto what = ask_kind(call.argument)) ask(*what);
            return;
        case Deed::print: print_slip(call.argument); return;
        case Deed::report: emit(ReportTrouble{call.argument, state_.place}); return;
        case Deed::enter_pin:
            state_.pin_digits = 0;
            emit(EnterPin{});
            return;
        case Deed::give_back: push_out(); return;
        case Deed::update_passbook:
            state_.passbook = PassbookStage::printing;
            state_.passbook_lines_left.reset();
            emit(UpdatePassbook{});
            return;
        case Deed::keep_digits:
            state_.kept_digits = state_.digits.as_private();
            return;
        case Deed::forget_digits: forget_digits(); return;
        case Deed::start_practice:
            state_.practice = true;
            return;
        case Deed::begin_quiz: state_.right_answers = 0; return;
        case Deed::right_answer: ++state_.right_answers; return;
        case Deed::call_staff: raise_help(); return;
        case Deed::allow_pointing: allow_pointing(true); return;
        case Deed::practise: practise(call.argument); return;
    }
}

}  // namespace silverlane::flow
