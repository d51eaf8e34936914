// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <fmt/format.h>

#include "kiosk/flow/state.h"

namespace silverlane::flow {
namespace {

template <class Value>
void line(std::string& out, std::string_view name, const Value& value) {
    out += fmt::format("{} = {}\n", name, value);
}

std::string ticket_text(const std::optional<Ticket>& ticket) {
    if (!ticket) return "none";
    return fmt::format("{} ahead {} wait {}-{}{}{}", ticket->label, ticket->ahead.value_or(-1), ticket->wait_low.value_or(-1),
                       ticket->wait_high.value_or(-1), ticket->priority ? " priority" : "", ticket->offline ? " offline" : "");
}

}  // namespace

std::string dump(const State& state) {
    std::string out;
    line(out, "place", state.place.flow.text + "/" + state.place.step.text);
    for (const Place& place : state.history) line(out, "history", place.flow.text + "/" + place.step.text);
    line(out, "missed", state.missed);
    line(out, "page_below", state.page_below);
    for (const auto& [key, value] : state.entries) line(out, "entry." + key, value);
    line(out, "digits", state.digits.count());
    line(out, "digits_for", state.digits_for.flow.text + "/" + state.digits_for.step.text);
    line(out, "page", state.page);
    for (const Slot& fact : state.facts) line(out, "fact." + fact.name, fact.value);
    line(out, "secrets", state.secrets.size());
    line(out, "marks", state.marks.size());
    for (const auto& [name, items] : state.lists) line(out, "list." + name, items.size());
    line(out, "asked", state.asked.size());
    line(out, "kept_digits", state.kept_digits.empty() ? "none" : "some");
    line(out, "sealed_pin", state.sealed_pin.empty() ? "none" : "some");
    line(out, "right_answers", state.right_answers);
    line(out, "practice", state.practice);
    line(out, "medium", fmt::format("{} play {} giving_back {} waited {} reported {} second {}", static_cast<int>(state.medium), state.medium_is_play,
                                    state.giving_back, state.medium_waited.count(), state.medium_reported, static_cast<int>(state.second_medium)));
    line(out, "passbook", fmt::format("{} left {} printed {}", static_cast<int>(state.passbook), state.passbook_lines_left.value_or(-1),
                                      state.passbook_lines_printed));
    line(out, "pin", fmt::format("{} digits wrong {} right {} again {}", state.pin_digits, state.wrong_pins, state.pin_right, state.pin_again));
    line(out, "after_task", fmt::format("{} asked {}", static_cast<int>(state.after_task), state.after_task_asked));
    line(out, "leaving", state.leaving);
    for (const auto& [name, chosen] : {std::pair{"preferences", &state.preferences}, std::pair{"preferences_before", &state.preferences_before}}) {
        line(out, name, fmt::format("{} size {} theme {} rate {} volume {} voice {} variety {}", chosen->language, static_cast<int>(chosen->text_size),
                                    static_cast<int>(chosen->theme), chosen->rate_step, chosen->volume_step, chosen->voice_on,
                                    chosen->variety.empty() ? "none" : chosen->variety));
    }
    line(out, "covered", fmt::format("{} until_touch {} by_touch {}", state.covered, state.covered_until_touch, state.uncovered_by_touch));
    line(out, "more_open", state.more_open);
    line(out, "private_volume", state.private_volume_step);
    line(out, "settings_taken", state.settings_taken);
    line(out, "remember_asked", state.remember_asked);
    line(out, "turn_open", state.turn_open);
    line(out, "joined", state.joined);
    line(out, "by_possession", state.by_possession);
    line(out, "settings_consent", static_cast<int>(state.settings_consent));
    line(out, "card_tapped", state.card_tapped);
    line(out, "ticket", ticket_text(state.ticket));
    line(out, "printed", static_cast<int>(state.printed));
    line(out, "help", fmt::format("{} staff {} reason {} waited {} slow {} pointing {} rung {}", static_cast<int>(state.help.state),
                                  state.help.staff_number, state.help.reason, state.help.waited.count(), state.help.slow, state.help.pointing,
                                  state.help.rung.text));
    line(out, "phase", static_cast<int>(state.phase));
    line(out, "quiet_ms", state.quiet.count());
    line(out, "in_phase_ms", state.in_phase.count());
    line(out, "in_step_ms", state.in_step.count());
    line(out, "speech_held_ms", state.speech_held.count());
    line(out, "repeated", state.repeated);
    line(out, "hinted", state.hinted);
    line(out, "stuck", state.stuck);
    line(out, "backs_in_a_row", state.backs_in_a_row);
    line(out, "warning_seconds_left", state.warning_seconds_left);
    for (const std::string& prompt : state.say) line(out, "say", prompt);
    line(out, "occasion", static_cast<int>(state.occasion));
    return out;
}

}  // namespace silverlane::flow
