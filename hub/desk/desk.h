// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The hub's work, behind one door: identity, visits, tickets, alerts, claims, outcomes, consents, staff. Every change runs on the one
// thread named "writer", which resolves, decides and writes many requests in one group transaction; a call returns when that transaction is
// durable, for which the thread named "durable" waits while the next one runs. Reads use a connection of their own. All functions may be called from any thread; none is called from the writer itself.
// It knows no HTTP and no socket: what must reach tablets and kiosks is handed to the Publisher after the commit.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/event_log.h"
#include "base/identifier.h"
#include "base/keyed_hash.h"
#include "base/random_source.h"
#include "base/result.h"
#include "hub/desk/duty_desk.h"
#include "hub/desk/assist_desk.h"
#include "hub/desk/phone_desk.h"
#include "hub/desk/queue_desk.h"
#include "hub/desk/service_desk.h"
#include "hub/dispatch/policy.h"
#include "hub/protocol/alert.h"
#include "hub/protocol/arrival.h"
#include "hub/protocol/kiosk_messages.h"
#include "hub/store/store.h"

namespace silverlane::decision { struct Rules; }

namespace silverlane::desk {

/// One event of a branch, numbered without gaps in commit order.
struct BranchEvent {
    BranchId branch;
    std::uint64_t sequence = 0;
    std::string name;         ///< "alert" for staff; "kiosk" for one kiosk
    std::string audience;     ///< "staff", "staff:hall", "staff:branch_head", "staff:teller" (hub/dispatch/audience.h), or "kiosk:K1"
    std::string data;         ///< JSON, one line
};

/// Receives events in sequence order, on one thread at a time, after they are durable. Must not block.
class Publisher {
public:
    virtual ~Publisher() = default;
    virtual void publish(const BranchEvent& event) = 0;
    /// To who listens at this moment, and kept for nobody: what must leave no trace, and is worth nothing later.
    virtual void tell_now(const BranchId& /*branch*/, const std::string& /*audience*/, std::string_view /*name*/, const std::string& /*data*/) {}
    /// How many tablets of the hall listen to this branch right now (for 叫人: is anybody reachable?). A teller's is not one: no call goes there.
    [[nodiscard]] virtual std::size_t staff_listening(const BranchId& branch) const = 0;
    /// Whether a tablet of this person listens right now: what is published then is delivered to them.
    [[nodiscard]] virtual bool is_listening(const BranchId& branch, const StaffId&) const { return staff_listening(branch) > 0; }
};

struct DeskSettings {
    std::chrono::minutes utc_offset{480};
    Milliseconds arrival_window{5 * 60'000};        ///< older evidence is history only
    Milliseconds wifi_dwell{60'000};                ///< before Wi-Fi evidence flags, unless `inside`
    Milliseconds left_after{10 * 60'000};
    Milliseconds same_visit_within{30 * 60'000};
    int priority_calls_per_ordinary = 2;            ///< T : ordinary
    Milliseconds wrong_pin_lock{15 * 60'000};
    int wrong_pins_allowed = 5;
    Milliseconds new_visit_after_left{15 * 60'000}; ///< somebody who left and comes back sooner continues the same visit
    Milliseconds wifi_expires_after{30 * 60'000};   ///< a session that nobody reports any more
    Milliseconds session_lasts{10 * 3'600'000};     ///< a staff sign-in
    Milliseconds jobs_every{500};                   ///< how often the jobs thread looks at the clock
    std::vector<std::string> rating_flows{"pension", "balance", "passbook", "home_visit", "activities"};   ///< after these a rating is asked
    dispatch::Overrides alerts;                     ///< who is interrupted and when, over the defaults
    std::optional<dispatch::Policy> dispatch;       ///< the whole of it; absent: the defaults with the times of the rules' policy, and `alerts`
    Milliseconds clock_leap_held{10 * 60'000};      ///< after the clock leapt ahead, so long no day is closed and nothing deleted; 0 = believed at once
    std::size_t events_kept = 10'000;               ///< of each branch's stream; a tablet further behind reads the list again
    std::size_t cached_customers = 20'000;         ///< cards of customers kept in memory, some 2 KiB each; 0 = none
    std::size_t longest_group = 256;                ///< requests in one transaction
    std::size_t longest_wait_list = 8'192;          ///< requests waiting for the writer; beyond: unavailable
    QueueSettings queue;
    PhoneSettings phone;
};

/// Who is calling, as established by hub/http.
struct Session {
    StaffId staff;
    BranchId branch;
    std::string role;
    std::string device = {};   ///< the tablet, where it says which; for the record of changes
};
struct Terminal { KioskId kiosk; BranchId branch; std::string place; };

struct Token { std::string text; };   ///< a cookie's value; only its hash is stored

class Desk : public ServiceDesk, public DutyDesk, public QueueDesk, public PhoneDesk, public AssistDesk {
public:
    /// Opens nothing: the store is handed in. Starts the writer and jobs threads. `visit_code_key` signs slips.
    static Result<std::unique_ptr<Desk>> start(DeskSettings settings, store::Store& store, decision::Rules rules, HashKey visit_code_key,
                                               Publisher& publisher, const Clock& clock, RandomSource& random, EventLog& log);
    // -- devices
    /// The terminal that this device token belongs to, or unauthorised.
    virtual Result<Terminal> terminal_for(std::string_view device_token) = 0;
    virtual Result<void> accept(const std::vector<protocol::Arrival>& arrivals) = 0;
    virtual Result<protocol::TicketIssued> issue_ticket(const Terminal&, const protocol::TicketRequest&) = 0;
    virtual Result<protocol::VisitGreeting> greet(const Terminal&, const protocol::VisitCodeScan&) = 0;
    virtual Result<protocol::HelpCallOut> call_staff(const Terminal&, const protocol::HelpCall&) = 0;
    virtual Result<void> add_help_reason(const Terminal&, const protocol::HelpReason&) = 0;
    virtual Result<void> cancel_help(const Terminal&, const protocol::HelpCancelled&) = 0;
    virtual Result<void> notice(const Terminal&, const protocol::TurnNotice&) = 0;
    /// The answer is the same whoever it was (privacy: replies reveal no membership).
    virtual Result<protocol::Accepted> choose_consent(const Terminal&, const protocol::ConsentChoice&) = 0;
    virtual Result<protocol::BranchGlance> glance(const BranchId&) = 0;
    /// The block this kiosk may use today while the hub is away.
    virtual Result<protocol::ReservedNumbers> reserve_numbers(const Terminal&) = 0;

    // -- staff
    /// Errors: unauthorised (the same for an unknown number and a wrong PIN), too_many (locked; the message holds no number).
    virtual Result<std::pair<protocol::SignedIn, Token>> sign_in(const protocol::SignIn&) = 0;
    virtual Result<Session> session_for(std::string_view token) = 0;
    virtual Result<protocol::SignedIn> who(const Session&) = 0;
    virtual Result<void> sign_out(std::string_view token) = 0;
    virtual Result<protocol::AlertList> open_alerts(const Session&) = 0;
    /// One alert of the session's branch as it is now, closed ones too: what a 409 answers with. Errors: not_found.
    virtual Result<protocol::Alert> find_alert(const Session&, const AlertId&) {
        return Error(ErrorCode::not_found, "this desk keeps no alert by that id");
    }
    /// Compare-and-set on version: conflict when somebody was first. The same key again gives the first answer.
    virtual Result<protocol::Alert> claim(const Session&, const AlertId&, const protocol::Claim&) = 0;
    virtual Result<protocol::Alert> release(const Session&, const AlertId&, const protocol::Release&) = 0;
    virtual Result<protocol::Alert> record_outcome(const Session&, const AlertId&, const protocol::Outcome&) = 0;

    // -- streams
    /// Events of the branch after `sequence` for this audience, oldest first, at most `most`. not_found when they are too old (the page
    /// then reads the whole list again).
    virtual Result<std::vector<BranchEvent>> events_since(const BranchId&, std::string_view audience, std::uint64_t sequence, std::size_t most) = 0;
    [[nodiscard]] virtual std::uint64_t last_sequence(const BranchId&) = 0;

    // -- operations
    /// What time brings: dwell, leaving, escalation, closing, retention, checkpoints. The jobs thread calls it; a test may, after it has
    /// turned the clock.
    virtual Result<void> run_due_jobs() { return {}; }
    /// From the next group of requests on these rules hold; what is being decided goes on by the old ones. `source` is what they were made of, as
    /// text, and is kept with their version for replay. Errors: those of the store; then the old rules go on.
    virtual Result<void> replace_rules(std::shared_ptr<const decision::Rules>, std::string source) {
        static_cast<void>(source);
        return Error(ErrorCode::unsupported, "this desk decides nothing");
    }
    /// Writes a row and reads it back; what /health answers from.
    virtual Result<void> probe() = 0;
    [[nodiscard]] virtual std::vector<std::pair<std::string, std::uint64_t>> counters() const = 0;
};

}  // namespace silverlane::desk
