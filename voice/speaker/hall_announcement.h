// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What may be called out in the hall: a ticket and a window. There is no field that could carry a name, a purpose or any other text, so
// nothing private can be put into a call by mistake. Values; any thread. Contract: docs/voice-hall.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bounded_queue.h"
#include "base/result.h"
#include "voice/spoken/spoken_forms.h"

namespace silverlane::voice {

/// One capital letter and one to six digits.
class HallTicket {
public:
    /// Error invalid_input for any other label; it does not quote the label.
    static Result<HallTicket> from_label(std::string_view label);
    [[nodiscard]] std::string label() const;
    bool operator==(const HallTicket&) const = default;

private:
    static constexpr std::size_t kMostDigits = 6;
    HallTicket() = default;
    char series_ = 'A';
    std::size_t count_ = 0;
    std::array<char, kMostDigits> digits_{};
};

/// The number over a window, 1 to 999.
class HallWindow {
public:
    /// Error invalid_input out of that range.
    static Result<HallWindow> numbered(int number);
    [[nodiscard]] int number() const { return number_; }
    bool operator==(const HallWindow&) const = default;

private:
    explicit HallWindow(int number) : number_(number) {}
    int number_;
};

struct HallAnnouncement {
    std::uint64_t id = 0;   ///< chosen by the sender, growing; reported back
    HallTicket ticket;
    HallWindow window;
    bool again = false;     ///< the number was called before: "once more", said once
    bool passed = false;    ///< nobody came: the number has passed, and whom to ask; said once, without the window
};

/// The prompt that a call is, by which recordings and logs know it: P30, P31 for a number that was called before, P32 for one that has passed.
const char* prompt_id_of(const HallAnnouncement& call);

/// The words of a call, `language` in BCP 47 as for voice/spoken. Error unsupported: no such language.
Result<std::string> words_of(const HallAnnouncement& call, std::string_view language, SpokenStyle style = {});

struct HallProgress {
    enum class Kind {
        started,   ///< its chime sounds
        finished,  ///< said as often as it is to be
        dropped,   ///< never begun; `reason` for the log
    };
    std::uint64_t announcement = 0;
    Kind kind = Kind::started;
    const char* reason = "";
};
using HallProgressQueue = BoundedQueue<HallProgress>;

/// The voice as the hall's caller sees it. Any thread; nothing blocks. What a customer says, touches or stops at the terminal has no
/// bearing on it.
class HallVoice {
public:
    virtual ~HallVoice() = default;
    /// Queues a call. One of the same ticket that still waits gives way to it, at its place in the queue; one that is being said is not
    /// repeated any more.
    virtual void announce(HallAnnouncement call) = 0;
    /// The number needs no call any more (served, cancelled): not begun if it waits, not repeated if it is being said.
    virtual void withdraw(HallTicket ticket) = 0;
};

}  // namespace silverlane::voice
