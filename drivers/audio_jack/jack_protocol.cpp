// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/audio_jack/jack_protocol.h"

#include <linux/input.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace silverlane::drivers::audio_jack {

namespace {

static_assert(sizeof(input_event) == kInputEventSize);
static_assert(kEventsWereDropped == Control{EV_SYN, SYN_DROPPED});

constexpr std::array<std::pair<std::string_view, HandMove>, 6> kMoves = {{{"headphone in", {Contact::headphone, ContactState::in_use}},
                                                                          {"headphone out", {Contact::headphone, ContactState::idle}},
                                                                          {"headphone lost", {Contact::headphone, ContactState::unknown}},
                                                                          {"handset up", {Contact::handset, ContactState::in_use}},
                                                                          {"handset down", {Contact::handset, ContactState::idle}},
                                                                          {"handset lost", {Contact::handset, ContactState::unknown}}}};

}  // namespace

std::vector<InputEvent> parse_input_events(std::string_view bytes) {
    std::vector<InputEvent> events;
    while (bytes.size() >= kInputEventSize) {
        input_event raw{};
        std::memcpy(&raw, bytes.data(), sizeof raw);
        events.push_back({{raw.type, raw.code}, raw.value});
        bytes.remove_prefix(kInputEventSize);
    }
    return events;
}

void ListeningState::set(Contact contact, ContactState state, MonotonicTime at) {
    One& one = contact == Contact::headphone ? headphone_ : handset_;
    if (one.state == state) return;
    one = {state, at};
}

bool ListeningState::is_settled(const One& one, MonotonicTime at) const {
    return one.state == ContactState::in_use && at - one.since >= settle_;
}

Listening ListeningState::listening(MonotonicTime at) const {
    if (is_settled(headphone_, at)) return Listening::headphone;
    if (is_settled(handset_, at)) return Listening::handset;
    const bool all_known = headphone_.state != ContactState::unknown && handset_.state != ContactState::unknown;
    return all_known ? Listening::loudspeaker : Listening::unknown;
}

std::optional<Milliseconds> ListeningState::settles_in(MonotonicTime at) const {
    std::optional<Milliseconds> soonest;
    for (const One* one : {&headphone_, &handset_}) {
        if (one->state != ContactState::in_use || is_settled(*one, at)) continue;
        const Milliseconds left = settle_ - (at - one->since);
        soonest = soonest ? std::min(*soonest, left) : left;
    }
    return soonest;
}

std::optional<HandMove> read_hand_move(std::string_view words) {
    if (words.ends_with('\n')) words.remove_suffix(1);
    if (words.ends_with('\r')) words.remove_suffix(1);
    for (const auto& [name, move] : kMoves) {
        if (words == name) return move;
    }
    return std::nullopt;
}

}  // namespace silverlane::drivers::audio_jack
