// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/audio_jack/jack_virtual.h"

#include <utility>

#include "drivers/audio_jack/jack_evdev.h"

namespace silverlane::drivers::audio_jack {

Result<std::unique_ptr<VirtualPrivateEar>> VirtualPrivateEar::open(const PrivateEarSettings& settings, ListeningChanges& changes,
                                                                   const Clock& clock, EventLog& log) {
    std::unique_ptr<VirtualPrivateEar> ear(new VirtualPrivateEar(changes, clock));
    if (!settings.socket.empty()) {
        VirtualPrivateEar* device = ear.get();
        auto socket = LocalDatagramReceiver::open(
            settings.socket, "private_ear",
            [device](std::string_view bytes) { return std::string(drivers::name_of(device->present(bytes))); }, log);
        if (!socket) return socket.error().within("opening the virtual handset's socket");
        ear->socket_ = std::move(socket).value();
    }
    log.write(LogEvent{LogLevel::notice, "private_ear_opened"}.with("device", "virtual"));
    return ear;
}

VirtualPrivateEar::VirtualPrivateEar(ListeningChanges& changes, const Clock& clock) : changes_(changes), clock_(clock) {
    state_.set(Contact::headphone, headphone_, clock_.monotonic());
    state_.set(Contact::handset, handset_, clock_.monotonic());
}

DeviceStatus VirtualPrivateEar::status() const {
    const std::lock_guard lock(mutex_);
    const bool lost = headphone_ == ContactState::unknown || handset_ == ContactState::unknown;
    return {lost ? DeviceState::offline : DeviceState::online, "virtual"};
}

Listening VirtualPrivateEar::listening() const {
    const std::lock_guard lock(mutex_);
    return state_.listening(clock_.monotonic());
}

Presented VirtualPrivateEar::present(std::string_view words) {
    const std::lock_guard lock(mutex_);
    if (words.empty()) return Presented::empty;
    if (words.size() > kLongestReading) return Presented::too_long;
    const auto move = read_hand_move(words);
    if (!move) return Presented::not_understood;
    ContactState& contact = move->contact == Contact::headphone ? headphone_ : handset_;
    if (std::exchange(contact, move->state) == move->state) return Presented::duplicate;
    const MonotonicTime now = clock_.monotonic();
    const Listening before = state_.listening(now);
    state_.set(move->contact, move->state, now);
    const Listening after = state_.listening(now);
    if (after == before) return Presented::accepted;
    return changes_.post({after}) == Posted::accepted ? Presented::accepted : Presented::queue_full;
}

Result<std::unique_ptr<PrivateEar>> open_private_ear(const PrivateEarSettings& settings, ListeningChanges& changes, const Clock& clock,
                                                     EventLog& log) {
    if (settings.device == "evdev") {
        auto ear = EvdevPrivateEar::open(settings, changes, clock, log);
        if (!ear) return ear.error();
        return std::unique_ptr<PrivateEar>(std::move(ear).value());
    }
    auto ear = VirtualPrivateEar::open(settings, changes, clock, log);
    if (!ear) return ear.error();
    return std::unique_ptr<PrivateEar>(std::move(ear).value());
}

}  // namespace silverlane::drivers::audio_jack
