// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Between terminals and the core: nonces for PIN blocks, and sessions after a right PIN. Everything is in memory on purpose: with the hub a
// session is gone. A session belongs to the terminal that opened it, and dies 5 minutes after its last use. The same key again is answered
// as before, so that a lost answer costs nobody a try. Owned by the hub's program; any thread.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/event_log.h"
#include "base/identifier.h"
#include "base/random_source.h"
#include "base/result.h"
#include "hub/bank/bank_core.h"

namespace silverlane::bank {

struct WindowSettings {
    Milliseconds nonce_lasts{120'000};
    Milliseconds session_idle{300'000};
    Milliseconds answers_last{300'000};
    std::size_t most_kept = 4'096;        ///< nonces, sessions and answers, each; beyond: too_many
};

class BankWindow {
public:
    BankWindow(WindowSettings settings, BankCore& core, const Clock& clock, RandomSource& random, EventLog& log)
        : settings_(settings), core_(core), clock_(clock), random_(random), log_(log) {}

    Result<protocol::BankNonce> make_nonce(const KioskId& kiosk);
    /// Errors: not_found (the nonce is used up, too old or another terminal's: no try was counted); unavailable.
    Result<protocol::BankSessionAnswer> open(const KioskId& kiosk, const protocol::BankSessionRequest& request);
    /// A session that is over already is no error.
    void close(const KioskId& kiosk, std::string_view session);

    // Errors of these: not_found when the session is over; those of the core.
    Result<protocol::PensionState> pension(const KioskId& kiosk, std::string_view session);
    Result<protocol::BankAccounts> accounts(const KioskId& kiosk, std::string_view session);
    Result<protocol::BankBalance> balance(const KioskId& kiosk, const protocol::BankBalanceRequest& request);

    // Without a session: the book in the printer is enough.
    Result<protocol::PassbookLines> passbook(const protocol::PassbookRequest& request) { return core_.passbook_lines(request.passbook, request.last_printed); }
    Result<void> printed(const protocol::PassbookPrinted& printed) { return core_.mark_printed(printed.passbook, printed.line); }

private:
    struct Nonce { PinNonce bytes{}; KioskId kiosk; MonotonicTime until; };
    struct Session { CoreCustomerId customer; KioskId kiosk; MonotonicTime until; };
    struct Answered { protocol::BankSessionAnswer answer; MonotonicTime until; };

    Result<PinNonce> take_nonce(const KioskId& kiosk, const std::string& text);
    Result<CoreCustomerId> customer_of(const KioskId& kiosk, std::string_view session);
    Result<protocol::BankSessionAnswer> answer_for(const KioskId& kiosk, const PinCheck& check);
    void drop_what_is_over();

    const WindowSettings settings_;
    BankCore& core_;
    const Clock& clock_;
    RandomSource& random_;
    EventLog& log_;
    std::mutex& turn_of(const KioskId& kiosk) { return turns_[std::hash<KioskId>{}(kiosk) % turns_.size()]; }
    std::array<std::mutex, 16> turns_;   // one PIN at a time from a terminal: the same key may come twice at once, and is one try
    std::mutex mutex_;        // guards the three maps; never held while the core works
    std::map<std::string, Nonce, std::less<>> nonces_;
    std::map<std::string, Session, std::less<>> sessions_;
    std::map<std::string, Answered, std::less<>> answered_;   // by terminal and key
};

}  // namespace silverlane::bank
