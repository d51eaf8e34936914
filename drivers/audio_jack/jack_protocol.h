// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// From an input device's bytes to whether a person listens in private: Linux input events (linux/input.h, 64 bit), the two contacts of
// headphone jack and handset hook, and what hands do to them, as words. Pure; a ListeningState belongs to one thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "drivers/api/private_ear.h"

namespace silverlane::drivers::audio_jack {

/// A switch or key of an input device.
struct Control {
    std::uint16_t type = 0;   ///< EV_SW or EV_KEY
    std::uint16_t code = 0;   ///< SW_HEADPHONE_INSERT, or whatever the hook's key is
    bool operator==(const Control&) const = default;
};

struct InputEvent {
    Control control;
    std::int32_t value = 0;
    bool operator==(const InputEvent&) const = default;
};

inline constexpr std::size_t kInputEventSize = 24;
/// "SYN_DROPPED": the kernel had to drop events; the state has to be read anew.
inline constexpr Control kEventsWereDropped{0, 3};

/// The whole events in front; what is left of an event at the end is ignored (the kernel never writes one).
std::vector<InputEvent> parse_input_events(std::string_view bytes);

enum class Contact { headphone, handset };
/// in_use: plugged in, off the hook. missing: there is no such contact here.
enum class ContactState { missing, unknown, idle, in_use };

class ListeningState {
public:
    /// A contact counts as in use once it has been so for `settle`.
    explicit ListeningState(Milliseconds settle) : settle_(settle) {}

    void set(Contact contact, ContactState state, MonotonicTime at);
    [[nodiscard]] Listening listening(MonotonicTime at) const;
    /// How long until a contact has settled; nothing while none is about to.
    [[nodiscard]] std::optional<Milliseconds> settles_in(MonotonicTime at) const;

private:
    struct One {
        ContactState state = ContactState::missing;
        MonotonicTime since{};
    };
    [[nodiscard]] bool is_settled(const One& one, MonotonicTime at) const;
    const Milliseconds settle_;
    One headphone_;
    One handset_;
};

struct HandMove {
    Contact contact = Contact::headphone;
    ContactState state = ContactState::idle;
};

/// "headphone in", "headphone out", "handset up", "handset down", and "headphone lost", "handset lost" for a broken wire. One trailing line
/// end is ignored. Nothing for other words.
std::optional<HandMove> read_hand_move(std::string_view words);

}  // namespace silverlane::drivers::audio_jack
