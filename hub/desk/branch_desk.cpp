// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/pin_hash.h"
#include "hub/desk/alert_work.h"
#include "hub/desk/assist_work.h"
#include "hub/desk/arrival_work.h"
#include "hub/desk/call_work.h"
#include "hub/desk/consent_work.h"
#include "hub/desk/desk.h"
#include "hub/desk/due_jobs.h"
#include "hub/desk/interrupt_work.h"
#include "hub/desk/duty_work.h"
#include "hub/desk/help_work.h"
#include "hub/desk/known_work.h"
#include "hub/desk/offer_work.h"
#include "hub/desk/phone_work.h"
#include "hub/desk/requests.h"
#include "hub/desk/service_work.h"
#include "hub/desk/staff_withdrawal.h"
#include "hub/desk/staff_work.h"
#include "hub/desk/talk_work.h"
#include "hub/desk/ticket_work.h"
#include "hub/desk/writer.h"
#include "hub/dispatch/audience.h"

namespace silverlane::desk {

namespace {

/// The settings with a policy of who is interrupted and when: what was set, or the defaults with the times of the rules.
DeskSettings with_dispatch(DeskSettings settings, const decision::Policy& policy) {
    using std::chrono::seconds;
    if (!settings.dispatch) {
        settings.dispatch = dispatch::with(dispatch::default_policy(seconds{policy.help_second_person_seconds}, seconds{policy.help_branch_head_seconds},
                                                                    seconds{policy.stuck_seconds}),
                                           settings.alerts);
    }
    return settings;
}

/// Every method is one request to the writer, or one read. What a request does is in the *_work files.
class BranchDesk final : public Desk {
public:
    BranchDesk(DeskSettings settings, store::Store& store, decision::Rules rules, HashKey visit_code_key, Publisher& publisher, const Clock& clock,
               RandomSource& random, EventLog& log)
        : settings_(with_dispatch(std::move(settings), rules.policy)), rules_(std::move(rules)), visit_code_key_(std::move(visit_code_key)), store_(store),
          cards_(settings_.cached_customers),
          office_{settings_, rules_, visit_code_key_, publisher, clock, random, log, cards_}, writer_(store, office_), requests_(store, writer_),
          jobs_(office_, store, writer_, assists_) {}
    BranchDesk(const BranchDesk&) = delete;
    BranchDesk& operator=(const BranchDesk&) = delete;

    // -- devices
    Result<Terminal> terminal_for(std::string_view device_token) override {
        std::optional<store::TerminalRow> found;
        const auto hash = hash_token(device_token);
        const auto done = store_.read([&](store::Connection& connection) -> Result<void> {
            found = store::Branches(connection).terminal_by_token(hash);
            return {};
        });
        if (!done) return done.error();
        if (!found) return Error(ErrorCode::unauthorised, "no terminal has this token");
        return Terminal{found->id, found->branch, found->place};
    }
    Result<void> accept(const std::vector<protocol::Arrival>& arrivals) override {
        return writer_.run([&arrivals](Change& change) -> Result<void> {
            for (const auto& each : arrivals) take_arrival(change, each);
            return {};
        });
    }
    Result<protocol::TicketIssued> issue_ticket(const Terminal& terminal, const protocol::TicketRequest& request) override {
        return answer_of<protocol::TicketIssued>([&](Change& change) { return desk::issue_ticket(change, terminal, request); });
    }
    Result<protocol::VisitGreeting> greet(const Terminal& terminal, const protocol::VisitCodeScan& scan) override {
        return answer_of<protocol::VisitGreeting>([&](Change& change) { return greet_visit(change, terminal, scan); });
    }
    Result<protocol::HelpCallOut> call_staff(const Terminal& terminal, const protocol::HelpCall& call) override {
        return answer_of<protocol::HelpCallOut>([&](Change& change) { return call_for_help(change, terminal, call); });
    }
    Result<void> add_help_reason(const Terminal& terminal, const protocol::HelpReason& reason) override {
        return writer_.run([&](Change& change) { return give_help_reason(change, terminal, reason); });
    }
    Result<void> cancel_help(const Terminal& terminal, const protocol::HelpCancelled& cancelled) override {
        return writer_.run([&](Change& change) { return cancel_call(change, terminal, cancelled); });
    }
    Result<void> notice(const Terminal& terminal, const protocol::TurnNotice& the_notice) override {
        return writer_.run([&](Change& change) { return take_notice(change, terminal, the_notice); });
    }
    Result<protocol::Accepted> choose_consent(const Terminal& terminal, const protocol::ConsentChoice& choice) override {
        return answer_of<protocol::Accepted>([&](Change& change) { return take_choice(change, terminal, choice); });
    }
    Result<protocol::BranchGlance> glance(const BranchId& branch) override {
        return read_of<protocol::BranchGlance>([&](store::Connection& connection) { return glance_of(connection, office_, branch); });
    }
    Result<protocol::ReservedNumbers> reserve_numbers(const Terminal& terminal) override {
        return answer_of<protocol::ReservedNumbers>([&](Change& change) { return reserve_block(change, terminal); });
    }

    // -- the services around a visit
    Result<protocol::VisitGreeting> greet_card(const Terminal& terminal, const protocol::CardGreeting& greeting) override {
        return answer_of<protocol::VisitGreeting>([&](Change& change) { return greet_holder(change, terminal, greeting); });
    }
    Result<protocol::AfterTask> after_task(const Terminal& terminal, const protocol::AfterTaskRequest& request) override {
        return answer_of<protocol::AfterTask>([&](Change& change) { return what_after_task(change, terminal, request); });
    }
    Result<void> answer_offer(const Terminal& terminal, const protocol::OfferAnswer& answer) override {
        return writer_.run([&](Change& change) { return take_offer_answer(change, terminal, answer); });
    }
    Result<void> rate(const Terminal& terminal, const protocol::RatingGiven& given) override {
        return done_by([&](Change& change) { take_rating(change, terminal, given); });
    }
    Result<void> lend(const Terminal& terminal, const protocol::LoanAsked& loan) override {
        return done_by([&](Change& change) { take_loan(change, terminal, loan); });
    }
    Result<protocol::HomeVisitTaken> book_home_visit(const Terminal& terminal, const protocol::HomeVisitAsked& visit) override {
        return answer_of<protocol::HomeVisitTaken>([&](Change& change) { return take_home_visit(change, terminal, visit); });
    }
    Result<protocol::Activities> activities(const BranchId& branch) override {
        return read_of<protocol::Activities>([&](store::Connection& connection) { return next_activities(connection, branch, office_.clock.now()); });
    }
    Result<protocol::SignedUp> sign_up(const Terminal& terminal, const protocol::SignUp& wish) override {
        return answer_of<protocol::SignedUp>([&](Change& change) { return take_sign_up(change, terminal, wish); });
    }
    Result<void> count_quiz(const Terminal& terminal, const protocol::QuizTotal& total) override {
        return done_by([&](Change& change) { desk::count_quiz(change, terminal, total); });
    }
    Result<protocol::KnownList> known(const Terminal& terminal, const protocol::KnownRequest& request) override {
        return answer_of<protocol::KnownList>([&](Change& change) -> Result<protocol::KnownList> { return known_about(change, terminal, request); });
    }
    Result<void> forget(const Terminal& terminal, const protocol::ForgetRequest& request) override {
        return done_by([&](Change& change) { forget_visit(change, terminal, request); });
    }
    Result<protocol::HomeVisitDetails> home_visit(const Session& session, const AlertId& id) override {
        return requests_.recorded_answer_of<protocol::HomeVisitDetails>([&](Change& change) { return home_visit_for(change, session, id); });
    }
    Result<protocol::SignUpList> sign_ups(const Session& session) override {
        return requests_.recorded_answer_of<protocol::SignUpList>([&](Change& change) { return sign_ups_until_tomorrow(change, session); });
    }
    Result<protocol::TalkTrackPage> talk_track(const Session& session, const AlertId& id) override {
        return read_of<protocol::TalkTrackPage>([&](store::Connection& connection) { return talk_track_for(connection, *rules_.get(), session, id); });
    }

    // -- queue
    Result<protocol::QueueView> queue(const Session& session) override {
        return read_of<protocol::QueueView>([&](store::Connection& connection) { return queue_of(connection, office_, session.branch); });
    }
    Result<protocol::QueueTicket> call_next(const Session& session, const protocol::CallNext& wish) override {
        return answer_of<protocol::QueueTicket>([&](Change& change) { return desk::call_next(change, session, wish); });
    }
    Result<protocol::QueueTicket> call_again(const Session& session, const protocol::TicketCall& wish) override {
        return answer_of<protocol::QueueTicket>([&](Change& change) { return desk::call_again(change, session, wish); });
    }
    Result<protocol::QueueTicket> move_ticket(const Session& session, const protocol::TicketMove& wish) override {
        return answer_of<protocol::QueueTicket>([&](Change& change) { return desk::move_ticket(change, session, wish); });
    }
    Result<protocol::QueueTicket> end_ticket(const Session& session, const protocol::TicketEnd& wish) override {
        return answer_of<protocol::QueueTicket>([&](Change& change) { return desk::end_ticket(change, session, wish); });
    }
    Result<protocol::CounterView> counter(const Session& session, int window) override {
        return requests_.recorded_answer_of<protocol::CounterView>([&](Change& change) { return counter_view(change, session, window); });
    }

    // -- phones
    Result<Token> open_phone(const protocol::PhoneOpen& shown) override {
        return answer_of<Token>([&](Change& change) -> Result<Token> { return desk::open_phone(change, shown); });
    }
    Result<PhoneSession> phone_for(std::string_view token) override {
        const auto hash = hash_token(token);
        return read_of<PhoneSession>([&](store::Connection& connection) { return phone_of(connection, office_, hash); });
    }
    Result<protocol::PhoneView> phone_view(const PhoneSession& session) override {
        return read_of<protocol::PhoneView>([&](store::Connection& connection) -> Result<protocol::PhoneView> { return desk::phone_view(connection, office_, session); });
    }
    Result<protocol::PhoneView> choose_on_phone(const PhoneSession& session, const protocol::PhoneChoice& choice) override {
        if (auto done = writer_.run([&](Change& change) { return desk::choose_on_phone(change, session, choice); }); !done) return done.error();
        return phone_view(session);
    }
    Result<void> forget_on_phone(const PhoneSession& session, const protocol::PhoneForget& forget) override {
        return done_by([&](Change& change) { desk::forget_on_phone(change, session, forget); });
    }

    // -- staff
    Result<std::pair<protocol::SignedIn, Token>> sign_in(const protocol::SignIn& entry) override {
        const StaffId number{entry.staff_number};
        std::optional<store::StaffRow> row;
        store::PinGuard guard;
        const auto looked_up = store_.read([&](store::Connection& connection) -> Result<void> {
            store::StaffAccounts staff(connection);
            row = staff.find(number);
            guard = staff.pin_guard(number);
            return {};
        });
        if (!looked_up) return looked_up.error();
        bool right = false;
        // A locked number costs no time, so that guessing cannot keep this thread busy.
        if (guard.locked_until <= office_.clock.now()) {
            if (row) right = pin_matches(entry.pin, row->pin_hash);
            else spend_the_time_of_a_pin(entry.pin);
        }
        std::optional<Entered> entered;
        std::optional<Error> refused;
        const auto done = writer_.run([&](Change& change) -> Result<void> {
            entered.reset();
            refused.reset();
            enter(change, number, right, entered, refused);
            return {};
        });
        if (!done) return done.error();
        if (refused) return *refused;
        return std::pair{std::move(entered->signed_in), std::move(entered->token)};
    }
    Result<Session> session_for(std::string_view token) override {
        std::optional<store::StaffRow> row;
        const auto hash = hash_token(token);
        const auto done = store_.read([&](store::Connection& connection) -> Result<void> {
            row = store::StaffAccounts(connection).staff_of_session(hash, office_.clock.now());
            return {};
        });
        if (!done) return done.error();
        if (!row) return Error(ErrorCode::unauthorised, "not signed in");
        return Session{row->number, row->branch, row->role};
    }
    Result<protocol::SignedIn> who(const Session& session) override {
        return read_of<protocol::SignedIn>([&](store::Connection& connection) -> Result<protocol::SignedIn> {
            const auto row = store::StaffAccounts(connection).find(session.staff);
            if (!row) return Error(ErrorCode::unauthorised, "not signed in");
            const auto branch = store::Branches(connection).find(row->branch);
            return protocol::SignedIn{row->number.text, row->role, row->display_name, row->branch, branch ? branch->name_zh : row->branch.text};
        });
    }
    Result<void> sign_out(std::string_view token) override {
        const auto hash = hash_token(token);
        return writer_.run([hash](Change& change) -> Result<void> {
            const auto who = change.staff.staff_of_session(hash, change.now);
            change.staff.drop_session(hash);
            if (who) change.group.forget_team(who->branch);
            // Their last tablet: what buzzed there is somebody else's now.
            if (who && !change.duties.find(who->number, change.now)->signed_in) withdraw_offers_of(change, who->branch, who->number, "over");
            return {};
        });
    }
    Result<protocol::AlertList> open_alerts(const Session& session) override {
        return read_of<protocol::AlertList>([&](store::Connection& connection) -> Result<protocol::AlertList> {
            protocol::AlertList list;
            list.sequence = store::Branches(connection).last_sequence(session.branch);
            store::Alerts alerts(connection);
            const bool teller = dispatch::stream_of_role(session.role) == dispatch::kTellers;
            for (const auto& body : teller ? alerts.open_bodies_for_tellers(session.branch) : alerts.open_bodies(session.branch, session.role)) {
                if (auto alert = protocol::alert_from_json(body)) list.alerts.push_back(dispatch::as_seen_by(session.role, std::move(*alert)));
            }
            return list;
        });
    }
    Result<protocol::Alert> find_alert(const Session& session, const AlertId& id) override {
        return read_of<protocol::Alert>([&](store::Connection& connection) -> Result<protocol::Alert> {
            const auto row = store::Alerts(connection).find(id);
            if (!row || row->branch != session.branch || !may_see(session, *row)) return Error(ErrorCode::not_found, "no such alert in this branch");
            return seen_by(session, alert_of(*row));
        });
    }
    Result<protocol::Alert> claim(const Session& session, const AlertId& id, const protocol::Claim& request) override {
        return seen_by(session, answer_of<protocol::Alert>([&](Change& change) { return claim_alert(change, session, id, request); }));
    }
    Result<protocol::Alert> release(const Session& session, const AlertId& id, const protocol::Release& request) override {
        return seen_by(session, answer_of<protocol::Alert>([&](Change& change) { return release_alert(change, session, id, request); }));
    }
    Result<protocol::Alert> record_outcome(const Session& session, const AlertId& id, const protocol::Outcome& request) override {
        return seen_by(session, answer_of<protocol::Alert>([&](Change& change) { return close_alert(change, session, id, request); }));
    }

    // -- duty
    Result<protocol::Duty> set_duty(const Session& session, const protocol::Duty& duty) override {
        return answer_of<protocol::Duty>([&](Change& change) { return take_duty(change, session, duty); });
    }
    Result<protocol::Colleagues> colleagues(const Session& session) override {
        return read_of<protocol::Colleagues>([&](store::Connection& connection) { return colleagues_of(connection, office_.publisher, session.branch, office_.clock.now()); });
    }
    Result<protocol::HandedOver> hand_over(const Session& session, const protocol::HandOver& request) override {
        return answer_of<protocol::HandedOver>([&](Change& change) { return hand_over_claims(change, session, request); });
    }
    Result<protocol::Referrals> referrals(const Session& session) override {
        return read_of<protocol::Referrals>([&](store::Connection& connection) { return referrals_of(connection, session.staff, office_.clock.now()); });
    }
    Result<protocol::Alert> see(const Session& session, const AlertId& id, const protocol::Seen& seen) override {
        return seen_by(session, requests_.recorded_answer_of<protocol::Alert>([&](Change& change) { return see_alert(change, session, id, seen); }));
    }
    Result<protocol::Alert> transfer(const Session& session, const AlertId& id, const protocol::Transfer& request) override {
        return seen_by(session, answer_of<protocol::Alert>([&](Change& change) { return transfer_alert(change, session, id, request); }));
    }
    Result<protocol::Alert> answer_identity(const Session& session, const AlertId& id, const protocol::IdentityAnswer& answer) override {
        return seen_by(session, answer_of<protocol::Alert>([&](Change& change) { return take_identity(change, session, id, answer); }));
    }

    Result<protocol::Accepted> withdraw_for_customer(const Session& session, const protocol::StaffWithdrawal& withdrawal) override {
        return requests_.recorded_answer_of<protocol::Accepted>([&](Change& change) { return withdraw_through_staff(change, session, withdrawal); });
    }

    // -- assist view
    Result<void> show_screen(const Terminal& terminal, const protocol::AssistScreen& told) override {
        const auto call = read_of<store::AlertRow>([&](store::Connection& connection) { return call_of(connection, terminal, told.alert); });
        if (!call) return call.error();
        auto screen = AssistBoard::enforced(told);
        if (assists_.put(screen)) tell_staff(office_.publisher, *call, screen);
        return {};
    }
    Result<protocol::AssistScreen> screen(const Session& session, const AlertId& id) override {
        const auto call = read_of<store::AlertRow>([&](store::Connection& connection) { return call_for(connection, session, id); });
        if (!call) return call.error();
        auto found = assists_.find(id);
        if (!found) return Error(ErrorCode::not_found, "the kiosk has not told its screen");
        return std::move(*found);
    }
    Result<void> ring(const Session& session, const AlertId& id, const protocol::AssistRing& wanted) override {
        const auto call = read_of<store::AlertRow>([&](store::Connection& connection) { return call_for(connection, session, id); });
        if (!call) return call.error();
        if (call->claimed_by != session.staff.text) return Error(ErrorCode::forbidden, "only who has claimed the call can point");
        return assists_.ring(office_.publisher, *call, wanted);
    }

    // -- streams
    Result<std::vector<BranchEvent>> events_since(const BranchId& branch, std::string_view audience, std::uint64_t sequence, std::size_t most) override {
        return read_of<std::vector<BranchEvent>>([&](store::Connection& connection) -> Result<std::vector<BranchEvent>> {
            store::Events events(connection);
            const auto last = store::Branches(connection).last_sequence(branch);
            const auto oldest = events.oldest(branch).value_or(last + 1);
            if (sequence > last || sequence + 1 < oldest) return Error(ErrorCode::not_found, "these events are no longer kept");
            std::vector<BranchEvent> found;
            const std::string_view only[] = {audience};
            const auto heard = dispatch::audiences_of(audience);
            for (auto& each : events.since(branch, heard.empty() ? std::span<const std::string_view>{only} : heard, sequence, most)) {
                found.push_back({branch, each.sequence, std::move(each.name), std::move(each.audience), std::move(each.data)});
            }
            return found;
        });
    }
    [[nodiscard]] std::uint64_t last_sequence(const BranchId& branch) override {
        const auto last = read_of<std::uint64_t>([&](store::Connection& connection) { return store::Branches(connection).last_sequence(branch); });
        return last ? *last : 0;
    }

    // -- operations
    Result<void> run_due_jobs() override { return jobs_.run(); }
    Result<void> probe() override {
        const std::int64_t value = office_.clock.now().time_since_epoch().count();
        if (auto written = writer_.run([value](Change& change) -> Result<void> { change.branches.write_probe(value); return {}; }); !written) return written;
        const auto read = read_of<std::int64_t>([](store::Connection& connection) { return store::Branches(connection).read_probe(); });
        if (!read) return read.error();
        // Somebody else's probe may have come between; an older value may not.
        if (*read < 0) return Error(ErrorCode::corrupt, "the probe row is gone");
        return {};
    }
    Result<void> replace_rules(std::shared_ptr<const decision::Rules> rules, std::string source) override {
        const auto version = rules->version;
        // Kept before anything is decided by them, so that no decision is without its rules.
        auto kept = writer_.run([&](Change& change) -> Result<void> {
            change.decisions.archive_rules(version, source, change.now);
            return {};
        });
        if (!kept) return kept;
        rules_.replace(std::move(rules));
        return {};
    }
    [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> counters() const override {
        const auto counters = writer_.counters();
        return {counters.begin(), counters.end()};
    }

private:
    template <class Work>
    Result<void> done_by(Work work) { return requests_.done_by(std::move(work)); }
    template <class T, class Work>
    Result<T> answer_of(Work work) { return requests_.answer_of<T>(std::move(work)); }
    template <class T, class Work>
    Result<T> read_of(Work work) { return requests_.read_of<T>(std::move(work)); }

    /// A teller learns nobody's name from the answer either.
    static Result<protocol::Alert> seen_by(const Session& session, Result<protocol::Alert> alert) {
        if (!alert) return alert;
        return dispatch::as_seen_by(session.role, std::move(*alert));
    }

    const DeskSettings settings_;
    RulesInForce rules_;
    const HashKey visit_code_key_;
    store::Store& store_;
    CardCache cards_;                   // writer thread only
    const Office office_;
    Writer writer_;
    Requests requests_;
    AssistBoard assists_;
    DueJobs jobs_;                      // last: its thread uses all the others
};

}  // namespace

Result<std::unique_ptr<Desk>> Desk::start(DeskSettings settings, store::Store& store, decision::Rules rules, HashKey visit_code_key, Publisher& publisher,
                                          const Clock& clock, RandomSource& random, EventLog& log) {
    if (settings.priority_calls_per_ordinary < 1 || settings.longest_group < 1) return Error(ErrorCode::invalid_input, "desk: a count must be at least 1");
    if (const auto mistakes = dispatch::mistakes_of(*with_dispatch(settings, rules.policy).dispatch); !mistakes.empty()) {
        return Error(ErrorCode::invalid_input, "alerts: " + mistakes.front());
    }
    return std::unique_ptr<Desk>(std::make_unique<BranchDesk>(settings, store, std::move(rules), std::move(visit_code_key), publisher, clock, random, log));
}

}  // namespace silverlane::desk
