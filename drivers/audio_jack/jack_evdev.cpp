// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/audio_jack/jack_evdev.h"

#include <poll.h>
#include <pthread.h>

#include <algorithm>
#include <utility>

namespace silverlane::drivers::audio_jack {

namespace {

constexpr Milliseconds kLookAgain{2'000};

std::string_view name_of(Contact contact) { return contact == Contact::headphone ? "headphone" : "handset"; }

}  // namespace

Result<std::unique_ptr<EvdevPrivateEar>> EvdevPrivateEar::open(const PrivateEarSettings& settings, ListeningChanges& changes,
                                                               const Clock& clock, EventLog& log, OpenInputNode open_node) {
    if (settings.headphone.input.empty() && settings.handset.input.empty()) {
        return Error{ErrorCode::invalid_input, "neither a headphone's nor a handset's input device is named"};
    }
    return std::unique_ptr<EvdevPrivateEar>(new EvdevPrivateEar(settings, changes, clock, log, std::move(open_node)));
}

EvdevPrivateEar::EvdevPrivateEar(const PrivateEarSettings& settings, ListeningChanges& changes, const Clock& clock, EventLog& log,
                                 OpenInputNode open_node)
    : changes_(changes), clock_(clock), log_(log), open_node_(std::move(open_node)), state_(settings.settle) {
    if (!settings.headphone.input.empty()) wires_.push_back({Contact::headphone, settings.headphone, nullptr, false});
    if (!settings.handset.input.empty()) wires_.push_back({Contact::handset, settings.handset, nullptr, false});
    away_ = static_cast<int>(wires_.size());
    for (Wire& wire : wires_) state_.set(wire.contact, ContactState::unknown, clock_.monotonic());
    log_.write(LogEvent{LogLevel::notice, "private_ear_opened"}.with("device", "evdev"));
    // Here and not in the thread, so that whoever opens it knows at once how things are.
    for (Wire& wire : wires_) connect(wire);
    listening_ = state_.listening(clock_.monotonic());
    thread_ = std::thread([this] { run(); });
}

EvdevPrivateEar::~EvdevPrivateEar() {
    stopping_ = true;
    stop_.wake();
    thread_.join();
}

DeviceStatus EvdevPrivateEar::status() const {
    if (away_ == 0) return {DeviceState::online, "evdev"};
    return {DeviceState::offline, "input device away"};
}

void EvdevPrivateEar::run() {
    pthread_setname_np(pthread_self(), "audio_jack");
    try {
        while (!stopping_) {
            wait();
            for (Wire& wire : wires_) {
                if (wire.node == nullptr) connect(wire);
                else read_events(wire);
            }
            tell();
        }
    } catch (...) {
        listening_ = Listening::unknown;
        log_.write(LogEvent{LogLevel::error, "device_thread_failed"}.with("device", "audio_jack"));
    }
}

void EvdevPrivateEar::wait() {
    std::vector<pollfd> waits{{stop_.descriptor(), POLLIN, 0}};
    std::optional<Milliseconds> longest = state_.settles_in(clock_.monotonic());
    for (const Wire& wire : wires_) {
        if (wire.node != nullptr) waits.push_back({wire.node->descriptor(), POLLIN, 0});
        else longest = std::min(longest.value_or(kLookAgain), kLookAgain);
    }
    poll(waits.data(), static_cast<nfds_t>(waits.size()), longest ? static_cast<int>(longest->count()) : -1);
}

void EvdevPrivateEar::connect(Wire& wire) {
    auto node = open_node_(wire.settings.input);
    if (!node) return tell_away(wire, node.error());
    wire.node = std::move(node).value();
    --away_;
    read_state(wire);
    if (wire.node == nullptr) return;
    if (wire.told_away) log_.write(LogEvent{LogLevel::notice, "private_ear_back"}.with("contact", name_of(wire.contact)));
    wire.told_away = false;
}

void EvdevPrivateEar::read_state(Wire& wire) {
    const auto on = wire.node->is_on(wire.settings.control);
    if (on) set(wire, *on);
    else lose(wire, on.error());
}

void EvdevPrivateEar::read_events(Wire& wire) {
    const auto bytes = wire.node->read_some();
    if (!bytes) return lose(wire, bytes.error());
    for (const InputEvent& event : parse_input_events(*bytes)) {
        if (event.control == kEventsWereDropped) return read_state(wire);
        // A key that is held repeats itself as 2.
        if (event.control == wire.settings.control) set(wire, event.value != 0);
    }
}

void EvdevPrivateEar::lose(Wire& wire, const Error& why) {
    wire.node.reset();
    ++away_;
    state_.set(wire.contact, ContactState::unknown, clock_.monotonic());
    tell_away(wire, why);
}

void EvdevPrivateEar::tell_away(Wire& wire, const Error& why) {
    if (std::exchange(wire.told_away, true)) return;
    log_.write(LogEvent{LogLevel::warning, "private_ear_away"}.with("contact", name_of(wire.contact)).with("error", why));
}

void EvdevPrivateEar::set(Wire& wire, bool on) {
    state_.set(wire.contact, on == wire.settings.in_use_when ? ContactState::in_use : ContactState::idle, clock_.monotonic());
}

void EvdevPrivateEar::tell() {
    const Listening now = state_.listening(clock_.monotonic());
    if (listening_.exchange(now) == now) return;
    // Whoever speaks asks listening() first, so that a change that finds no room is late and never wrong.
    if (changes_.post({now}) != Posted::accepted) {
        log_.write(LogEvent{LogLevel::warning, "device_event_dropped"}.with("device", "private_ear").with("what", drivers::name_of(now)));
    }
}

}  // namespace silverlane::drivers::audio_jack
