// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Cards, passbooks, the PIN pad and the private ear, as the turn sees them. Part of Turn (turn.h).
#include <algorithm>
#include <utility>

#include "kiosk/flow/turn.h"

namespace silverlane::flow {

namespace {

std::string please_take(Medium medium) { return medium == Medium::card ? "P17" : "P18"; }

}  // namespace

void Turn::medium_inserted(Medium medium, std::string_view happening) {
    present();
    // A reader that tells of the same card twice.
    if (state_.medium == medium && !state_.giving_back && !state_.medium_is_play) return;
    const bool another = state_.medium != Medium::none && state_.medium != medium && !state_.medium_is_play;
    if (another) return push_out_second(medium);
    state_.medium = medium;
    state_.medium_is_play = false;
    state_.giving_back = false;
    state_.medium_waited = Milliseconds{0};
    state_.medium_reported = false;
    emit(SoundChime{"arrival"});
    if (state_.practice) {
        push_out();
        return say({medium == Medium::card ? "practice_no_card" : "practice_no_passbook"}, Occasion::status);
    }
    if (happen(happening)) return;
    // Nobody asked for it here: it is given back, and the screen stays.
    push_out();
    say({please_take(medium)}, Occasion::status);
}

void Turn::push_out_second(Medium medium) {
    state_.second_medium = medium;
    emit(GiveBack{medium});
    say({please_take(medium)}, Occasion::status);
}

void Turn::medium_found(Medium medium) {
    if (state_.medium == medium) return;
    if (state_.medium != Medium::none) return push_out_second(medium);
    state_.medium = medium;
    finish(FinishedBy::exit);
}

void Turn::medium_taken(Medium medium, bool retained) {
    if (state_.second_medium == medium) {
        state_.second_medium = Medium::none;
        if (state_.turn_open) present();
        return;
    }
    if (state_.medium != medium) return;
    const bool early = !state_.giving_back;
    const bool of_this_session = belongs_to_session();
    if (state_.medium_reported) emit(ReportTrouble{"media_taken", state_.place});
    // A second thing that lies in its slot is now the one that is waited for.
    state_.medium = std::exchange(state_.second_medium, Medium::none);
    state_.medium_is_play = false;
    state_.giving_back = state_.medium != Medium::none;
    state_.medium_waited = Milliseconds{0};
    state_.medium_reported = false;
    if (of_this_session) close_session();
    // Nobody stands there any more; the person is not asked how it went.
    if (retained) state_.leaving = true;
    else if (state_.turn_open) present();
    if (happen(medium == Medium::card ? "card_taken" : "passbook_taken")) return;
    // Pulled out in the middle of the task: nothing of it goes on without the card.
    if (early && medium == Medium::card) return go({TargetKind::home, {}}, {"card_out"});
    catch_up();
}

bool Turn::belongs_to_session() const {
    // In practice the play card alone: a real one that is handed back has told nothing, and takes nothing from the play.
    return state_.medium == Medium::card && (!state_.practice || state_.medium_is_play);
}

void Turn::close_session() {
    state_.pin_right = state_.pin_again = false;
    state_.sealed_pin = {};
    state_.secrets.clear();
    state_.marks.clear();
    state_.lists.erase("accounts");
    // What the bank still answers is for nobody.
    for (const AskKind what : {AskKind::check_pin, AskKind::pension, AskKind::accounts, AskKind::balance}) state_.asked.erase(what);
    state_.entries.erase("accounts");
}

void Turn::push_out() {
    if (state_.medium == Medium::none || state_.giving_back) return;
    state_.giving_back = true;
    state_.medium_waited = Milliseconds{0};
    if (belongs_to_session()) close_session();
    if (!state_.medium_is_play) emit(GiveBack{state_.medium});
}

const Place& Turn::place_to_take() const { return state_.medium == Medium::passbook ? flows_.take_passbook : flows_.take_card; }

void Turn::wait_for_hand(Milliseconds time) {
    if (!state_.giving_back || state_.medium_is_play) return;
    const Milliseconds before = state_.medium_waited;
    state_.medium_waited += time;
    const Milliseconds& limit = flows_.times.medium_left;
    if (state_.medium_waited < limit) return;
    if (!state_.medium_reported) {
        state_.medium_reported = true;
        emit(ReportTrouble{"media_left", state_.place});
    }
    if (before / limit == state_.medium_waited / limit) return;
    emit(SoundChime{"call"});
    // A movement that failed (a jam that staff have cleared) is tried again; for what already waits in the slot it does nothing.
    emit(GiveBack{state_.medium});
    // Every other screen shows it in a line of its own, and says no more than that.
    const Occasion occasion = here().timeout == TimeoutClass::medium ? Occasion::repeat : Occasion::status;
    say({state_.medium == Medium::card ? "P22" : "P18"}, occasion);
}

void Turn::passbook_advanced(PassbookStage stage, int lines_left) {
    if (state_.medium != Medium::passbook) return;
    state_.passbook = stage;
    // The other stages name what was not printed, or nothing; no line went into the book with them.
    const bool moved = stage == PassbookStage::printing || stage == PassbookStage::turn_page || stage == PassbookStage::done;
    if (moved && state_.passbook_lines_left) state_.passbook_lines_printed += std::max(0, *state_.passbook_lines_left - lines_left);
    state_.passbook_lines_left = lines_left;
    put(state_.facts, Slot{"lines_left", "count_lines", std::to_string(lines_left)});
    state_.quiet = Milliseconds{0};
    state_.in_step = Milliseconds{0};  // it moves: nobody waits too long
    switch (stage) {
        case PassbookStage::printing: return;
        case PassbookStage::turn_page: happen("passbook_turn_page"); return;
        case PassbookStage::full: happen("passbook_full"); return;
        case PassbookStage::done: happen("passbook_done"); return;
        case PassbookStage::stopped: happen("passbook_stopped"); return;
        case PassbookStage::bank_away: happen("hub_away"); return;
        case PassbookStage::unknown_book: happen("refused"); return;
    }
}

void Turn::pin_typed(int digits) {
    if (here().needs != kPinPad) return;
    present();
    // One tone for every key, and none for one taken back: the sound tells nobody which it was.
    if (digits > state_.pin_digits) emit(SoundChime{"key"});
    state_.pin_digits = digits;
}

void Turn::pin_entered(const PrivateText& sealed) {
    // One that was left in the meantime: nobody waits for it, and it is not kept.
    if (here().needs != kPinPad) return;
    present();
    state_.sealed_pin = sealed;
    happen("pin_entered");
}

void Turn::pin_cancelled(PinGivenUp how) {
    state_.pin_digits = 0;
    happen(how == PinGivenUp::by_person ? "pin_cancelled" : "hub_away");
}

bool Turn::holds_private() const {
    if (!state_.secrets.empty()) return true;
    return std::any_of(state_.lists.begin(), state_.lists.end(), [](const auto& list) {
        return std::any_of(list.second.begin(), list.second.end(), [](const ListItem& item) { return item.is_private || !item.secrets.empty(); });
    });
}

void Turn::listening_changed(Listening listening) {
    if (listening == state_.listening) return;
    state_.listening = listening;
    if (listening == Listening::loudspeaker) {
        // Hung up or unplugged: what was private is hidden until a touch (rule 28).
        state_.covered_until_touch = holds_private();
        say({}, Occasion::quiet);
        return;
    }
    present();
    say_step(Occasion::entry);
}

}  // namespace silverlane::flow
