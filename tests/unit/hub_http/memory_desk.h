// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A desk that keeps everything in memory and lets a test say what happens next, for tests of hub/http alone. One mutex, any thread.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>

#include "base/pin_hash.h"
#include "hub/desk/desk.h"
#include "hub/dispatch/audience.h"
#include "hub/http/event_replay.h"
#include "hub/http/router.h"
#include "hub/http/static_files.h"
#include "net/event_stream.h"

namespace silverlane::http {

inline const BranchId kBranch{"0791"};

class MemoryDesk final : public desk::Desk {
public:
    std::optional<Error> fails;               ///< every fallible call answers this
    bool throws = false;
    std::function<void()> during_sign_in;     ///< called on the thread that signs in
    std::vector<protocol::Arrival> arrivals;
    std::map<std::string, protocol::Alert> alerts;
    std::map<std::string, std::string> sessions;   ///< token -> staff number
    std::string role = "lobby_manager";            ///< of everybody who is signed in
    std::map<std::string, protocol::AssistScreen> screens;   ///< by alert
    std::vector<protocol::AssistRing> rings;
    std::vector<desk::BranchEvent> events;
    std::vector<protocol::Duty> duties;
    std::vector<std::string> devices;              ///< of whoever opened a card
    std::uint64_t oldest_kept = 0;
    int tokens = 0;

    /// Numbers and keeps an event, and hands it to `publisher` as the writer would.
    void commit(std::string audience, std::string name, std::string data, desk::Publisher* publisher) {
        desk::BranchEvent event{kBranch, 0, std::move(name), std::move(audience), std::move(data)};
        {
            const std::lock_guard lock(mutex_);
            event.sequence = ++sequence_;
            events.push_back(event);
        }
        if (publisher != nullptr) publisher->publish(event);
    }

    Result<desk::Terminal> terminal_for(std::string_view token) override {
        if (throws) throw std::runtime_error("a bug");
        if (token != "device-1") return Error(ErrorCode::unauthorised, "unknown device");
        return desk::Terminal{KioskId{"K1"}, kBranch, "K1"};
    }
    Result<void> accept(const std::vector<protocol::Arrival>& more) override {
        if (fails) return *fails;
        arrivals.insert(arrivals.end(), more.begin(), more.end());
        return {};
    }
    Result<protocol::TicketIssued> issue_ticket(const desk::Terminal&, const protocol::TicketRequest& request) override {
        if (fails) return *fails;
        return protocol::TicketIssued{TicketId{"ticket-1"}, request.priority ? "T001" : "A001", "code", 3, {5, 15}, request.priority};
    }
    Result<protocol::VisitGreeting> greet(const desk::Terminal&, const protocol::VisitCodeScan& scan) override {
        if (scan.code != "code") return Error(ErrorCode::not_found, "no visit has this code");
        return protocol::VisitGreeting{"A001", 3, {5, 15}, std::nullopt};
    }
    Result<protocol::HelpCallOut> call_staff(const desk::Terminal&, const protocol::HelpCall&) override {
        return protocol::HelpCallOut{AlertId{"help-1"}, true};
    }
    Result<void> add_help_reason(const desk::Terminal&, const protocol::HelpReason&) override { return answer(); }
    Result<void> cancel_help(const desk::Terminal&, const protocol::HelpCancelled&) override { return answer(); }
    Result<void> notice(const desk::Terminal&, const protocol::TurnNotice&) override { return answer(); }
    Result<protocol::Accepted> choose_consent(const desk::Terminal&, const protocol::ConsentChoice&) override { return protocol::Accepted{}; }
    Result<protocol::BranchGlance> glance(const BranchId&) override {
        if (fails) return *fails;
        return protocol::BranchGlance{7, {10, 20}, {"A001"}, 2};
    }
    Result<protocol::ReservedNumbers> reserve_numbers(const desk::Terminal&) override {
        return protocol::ReservedNumbers{"X", 1, 100, "2026-11-22"};
    }

    Result<protocol::VisitGreeting> greet_card(const desk::Terminal&, const protocol::CardGreeting&) override { return protocol::VisitGreeting{}; }
    Result<protocol::AfterTask> after_task(const desk::Terminal&, const protocol::AfterTaskRequest&) override {
        return protocol::AfterTask{protocol::AfterTask::What::rating, std::nullopt};
    }
    Result<void> answer_offer(const desk::Terminal&, const protocol::OfferAnswer& offered) override {
        if (offered.offer != "offer-1") return Error(ErrorCode::not_found, "no such offer");
        return answer();
    }
    Result<void> rate(const desk::Terminal&, const protocol::RatingGiven&) override { return answer(); }
    Result<void> lend(const desk::Terminal&, const protocol::LoanAsked&) override { return answer(); }
    Result<protocol::HomeVisitTaken> book_home_visit(const desk::Terminal&, const protocol::HomeVisitAsked&) override {
        return protocol::HomeVisitTaken{"2026-11-23"};
    }
    Result<protocol::Activities> activities(const BranchId&) override { return protocol::Activities{}; }
    Result<protocol::SignedUp> sign_up(const desk::Terminal&, const protocol::SignUp& wish) override {
        if (wish.people > 1) return Error(ErrorCode::conflict, "one place is left");
        return protocol::SignedUp{7};
    }
    Result<void> count_quiz(const desk::Terminal&, const protocol::QuizTotal&) override { return answer(); }
    Result<protocol::KnownList> known(const desk::Terminal&, const protocol::KnownRequest&) override { return protocol::KnownList{}; }
    Result<void> forget(const desk::Terminal&, const protocol::ForgetRequest&) override { return answer(); }
    Result<protocol::HomeVisitDetails> home_visit(const desk::Session&, const AlertId& id) override {
        if (id.text != "visit-1") return Error(ErrorCode::not_found, "no such visit");
        return protocol::HomeVisitDetails{"self", "pin", "2026-12-01", "morning", PhoneNumber{PrivateText{"13900000000"}}};
    }
    Result<protocol::SignUpList> sign_ups(const desk::Session&) override { return protocol::SignUpList{}; }
    Result<protocol::TalkTrackPage> talk_track(const desk::Session&, const AlertId& id) override {
        if (id.text == "needs-insurance") return Error(ErrorCode::forbidden, "somebody qualified for insurance explains this");
        if (id.text != "fund-1") return Error(ErrorCode::not_found, "nothing to explain here");
        return protocol::TalkTrackPage{{"有涨有跌，可能亏。", "It goes up and down and may lose value.", "", ""}, 3, 15, true};
    }

    Result<void> show_screen(const desk::Terminal&, const protocol::AssistScreen& shown) override {
        screens[shown.alert.text] = shown;
        return answer();
    }
    Result<protocol::AssistScreen> screen(const desk::Session&, const AlertId& id) override {
        const auto found = screens.find(id.text);
        if (found == screens.end()) return Error(ErrorCode::not_found, "no screen");
        return found->second;
    }
    Result<void> ring(const desk::Session&, const AlertId& id, const protocol::AssistRing& wanted) override {
        if (wanted.generation != screens[id.text].generation) return Error(ErrorCode::conflict, "the customer has gone on");
        rings.push_back(wanted);
        return answer();
    }
    Result<protocol::QueueView> queue(const desk::Session&) override {
        if (fails) return *fails;
        protocol::QueueView view;
        view.waiting = 7;
        view.own_services = {"cash"};
        return view;
    }
    Result<protocol::QueueTicket> call_next(const desk::Session& session, const protocol::CallNext& wish) override {
        return queue_ticket(session, TicketId{"ticket-1"}, wish.window, "called");
    }
    Result<protocol::QueueTicket> call_again(const desk::Session& session, const protocol::TicketCall& wish) override {
        return queue_ticket(session, wish.ticket, wish.window, "called");
    }
    Result<protocol::QueueTicket> move_ticket(const desk::Session& session, const protocol::TicketMove& wish) override {
        return queue_ticket(session, wish.ticket, 0, "waiting");
    }
    Result<protocol::QueueTicket> end_ticket(const desk::Session& session, const protocol::TicketEnd& wish) override {
        return queue_ticket(session, wish.ticket, 0, wish.how == "back" ? "waiting" : wish.how == "missed" ? "missed" : "ended");
    }
    Result<protocol::CounterView> counter(const desk::Session& session, int window) override {
        auto ticket = queue_ticket(session, TicketId{"ticket-1"}, window, "called");
        if (!ticket) return ticket.error();
        protocol::CounterView view;
        view.ticket = *ticket;
        return view;
    }

    Result<desk::Token> open_phone(const protocol::PhoneOpen& shown) override {
        if (fails) return *fails;
        const std::string token = "phone-" + std::to_string(++tokens);
        phones[token] = shown.visit_code == "code";
        return desk::Token{token};
    }
    Result<desk::PhoneSession> phone_for(std::string_view token) override {
        const auto found = phones.find(std::string(token));
        if (found == phones.end()) return Error(ErrorCode::unauthorised, "no such phone");
        if (!found->second) return desk::PhoneSession{hash_token(token), {}, {}, {}};
        return desk::PhoneSession{hash_token(token), kBranch, TicketId{"ticket-1"}, {}};
    }
    Result<protocol::PhoneView> phone_view(const desk::PhoneSession& phone) override {
        if (fails) return *fails;
        protocol::PhoneView view;
        if (!phone.opened()) return view;
        view.ticket_label = "A001";
        view.ticket_state = "waiting";
        view.visit_code = "SL1.ticket-1.0123456789abcdef0123456789abcdef";
        return view;
    }
    Result<protocol::PhoneView> choose_on_phone(const desk::PhoneSession& phone, const protocol::PhoneChoice&) override {
        if (!phone.opened()) return Error(ErrorCode::conflict, "nobody's choice");
        return phone_view(phone);
    }
    Result<void> forget_on_phone(const desk::PhoneSession&, const protocol::PhoneForget&) override {
        phones.clear();
        return answer();
    }
    std::map<std::string, bool> phones;            ///< cookie -> whether it opened something

    Result<std::pair<protocol::SignedIn, desk::Token>> sign_in(const protocol::SignIn& request) override {
        if (during_sign_in) during_sign_in();
        if (fails) return *fails;
        if (request.staff_number != "1001" || request.pin != "100100") return Error(ErrorCode::unauthorised, "staff number or PIN is wrong");
        const std::string token = "token-" + std::to_string(++tokens);
        sessions[token] = request.staff_number;
        return std::pair{signed_in(), desk::Token{token}};
    }
    Result<desk::Session> session_for(std::string_view token) override {
        const auto found = sessions.find(std::string(token));
        if (found == sessions.end()) return Error(ErrorCode::unauthorised, "no session");
        return desk::Session{StaffId{found->second}, kBranch, role};
    }
    Result<protocol::SignedIn> who(const desk::Session&) override { return signed_in(); }
    Result<void> sign_out(std::string_view token) override {
        sessions.erase(std::string(token));
        return {};
    }
    Result<protocol::AlertList> open_alerts(const desk::Session&) override {
        if (fails) return *fails;
        protocol::AlertList list;
        list.sequence = last_sequence(kBranch);
        for (const auto& [id, alert] : alerts) list.alerts.push_back(alert);
        return list;
    }
    Result<protocol::Alert> find_alert(const desk::Session&, const AlertId& id) override {
        const auto found = alerts.find(id.text);
        if (found == alerts.end()) return Error(ErrorCode::not_found, "no alert by that id");
        return found->second;
    }
    Result<protocol::Alert> claim(const desk::Session& session, const AlertId& id, const protocol::Claim& claim) override {
        return change(id, claim.version, [&](protocol::Alert& alert) {
            alert.state = protocol::AlertState::claimed;
            alert.claimed_by = session.staff.text;
        });
    }
    Result<protocol::Alert> release(const desk::Session&, const AlertId& id, const protocol::Release& release) override {
        return change(id, release.version, [](protocol::Alert& alert) { alert.claimed_by.clear(); });
    }
    Result<protocol::Alert> record_outcome(const desk::Session&, const AlertId& id, const protocol::Outcome& outcome) override {
        return change(id, outcome.version, [&](protocol::Alert& alert) { alert.outcome = outcome.outcome; });
    }

    Result<protocol::Duty> set_duty(const desk::Session&, const protocol::Duty& duty) override {
        if (fails) return *fails;
        duties.push_back(duty);
        return duty;
    }
    Result<protocol::Colleagues> colleagues(const desk::Session& session) override {
        if (fails) return *fails;
        return protocol::Colleagues{{{session.staff.text, "林岚", session.role, "on_duty", "entrance", 0, 1, {}}}};
    }
    Result<protocol::HandedOver> hand_over(const desk::Session&, const protocol::HandOver& request) override {
        if (request.to_staff == "9999") return Error(ErrorCode::invalid_input, "field 'to_staff': nobody of this branch has this number");
        return protocol::HandedOver{2};
    }
    Result<protocol::Accepted> withdraw_for_customer(const desk::Session&, const protocol::StaffWithdrawal& withdrawal) override {
        if (withdrawal.window == 9) return Error(ErrorCode::forbidden, "window 9 is not yours; say first that you are there (duty)");
        return protocol::Accepted{};
    }
    Result<protocol::Referrals> referrals(const desk::Session&) override {
        return protocol::Referrals{{{AlertId{"alert-1"}, "arrival", "A001", "王**", "1002", "", "claimed", "", {}}}};
    }
    Result<protocol::Alert> see(const desk::Session& session, const AlertId& id, const protocol::Seen&) override {
        devices.push_back(session.device);
        return find_alert(session, id);
    }
    Result<protocol::Alert> transfer(const desk::Session&, const AlertId& id, const protocol::Transfer& transfer) override {
        return change(id, transfer.version, [&](protocol::Alert& alert) { alert.wanted_role = transfer.to_role; });
    }
    Result<protocol::Alert> answer_identity(const desk::Session&, const AlertId& id, const protocol::IdentityAnswer& answer) override {
        return change(id, answer.version, [&](protocol::Alert& alert) { alert.identity_confirmed = answer.right; });
    }

    Result<std::vector<desk::BranchEvent>> events_since(const BranchId&, std::string_view audience, std::uint64_t sequence,
                                                        std::size_t most) override {
        const std::lock_guard lock(mutex_);
        if (fails) return *fails;
        if (sequence < oldest_kept) return Error(ErrorCode::not_found, "too old");
        std::vector<desk::BranchEvent> found;
        for (const desk::BranchEvent& event : events) {
            if (event.sequence > sequence && hears(audience, event.audience) && found.size() < most) found.push_back(event);
        }
        return found;
    }
    std::uint64_t last_sequence(const BranchId&) override {
        const std::lock_guard lock(mutex_);
        return sequence_;
    }
    Result<void> probe() override { return answer(); }
    std::vector<std::pair<std::string, std::uint64_t>> counters() const override { return {{"arrivals", arrivals.size()}}; }

private:
    Result<void> answer() {
        if (fails) return *fails;
        return {};
    }
    static bool hears(std::string_view stream, std::string_view audience) {
        const auto heard = dispatch::audiences_of(stream);
        return stream == audience || std::find(heard.begin(), heard.end(), audience) != heard.end();
    }
    static protocol::SignedIn signed_in() { return {"1001", "lobby", "林岚", kBranch, "江边支行"}; }

    Result<protocol::QueueTicket> queue_ticket(const desk::Session& session, const TicketId& id, int window, std::string state) {
        if (fails) return *fails;
        if (session.role == "relationship_manager") return Error(ErrorCode::forbidden, "sees, and does not call");
        if (id.text != "ticket-1") return Error(ErrorCode::not_found, "no such number");
        protocol::QueueTicket ticket;
        ticket.ticket = id;
        ticket.label = "A001";
        ticket.state = std::move(state);
        ticket.window = window;
        return ticket;
    }

    template <class Change>
    Result<protocol::Alert> change(const AlertId& id, std::uint64_t version, Change apply) {
        const auto found = alerts.find(id.text);
        if (found == alerts.end()) return Error(ErrorCode::not_found, "no alert by that id");
        if (found->second.version != version) return Error(ErrorCode::conflict, "somebody was first");
        apply(found->second);
        ++found->second.version;
        return found->second;
    }

    std::mutex mutex_;
    std::uint64_t sequence_ = 0;
};

/// Keeps what was logged.
class KeptLog final : public EventLog {
public:
    void write(const LogEvent& event) override {
        const std::lock_guard lock(mutex_);
        names.push_back(event.name());
    }
    std::vector<std::string> names;

private:
    std::mutex mutex_;
};

/// A router on a MemoryDesk, with the few requests a test makes of it.
class Hub {
public:
    explicit Hub(net::EventStream& streams, std::size_t longest_replay = 64 * 1024, bank::BankWindow* bank = nullptr)
        : router({desk, streams, pages, document, metrics, log, clock, longest_replay, bank}),
          phone_router({desk, streams, pages, document, metrics, log, clock, longest_replay, bank, &phone_pages}, Door::phones) {
        protocol::Alert alert;
        alert.id = AlertId{"alert-1"};
        alert.version = 4;
        alert.branch = kBranch;
        alert.kind = "arrival";
        desk.alerts["alert-1"] = alert;
        desk.sessions["signed-in"] = "1001";
    }

    static net::Request request(std::string method, std::string path, std::string body = {}) {
        net::Request made;
        made.method = std::move(method);
        made.path = std::move(path);
        made.body = std::move(body);
        made.peer_address = "127.0.0.1";
        return made;
    }
    static net::Request from_kiosk(std::string method, std::string path, std::string body = {}) {
        net::Request made = request(std::move(method), std::move(path), std::move(body));
        made.headers.add("Authorization", "Bearer device-1");
        return made;
    }
    static net::Request from_staff(std::string method, std::string path, std::string body = {}) {
        net::Request made = request(std::move(method), std::move(path), std::move(body));
        made.headers.add("Cookie", "other=1; silverlane_session=signed-in");
        made.headers.add("Host", "hub.example:8443");
        if (made.method != "GET") made.headers.add("Content-Type", "application/json");
        return made;
    }
    /// At the door that the path belongs to.
    net::Response answer(const net::Request& made) {
        const bool phones = made.path == "/phone" || made.path.starts_with("/phone/") || made.path.starts_with("/v1/phone/");
        return answer_at(phones ? Door::phones : Door::house, made);
    }
    net::Response answer_at(Door door, const net::Request& made) {
        return std::get<net::Response>(door == Door::phones ? phone_router.answer(made) : router.answer(made));
    }

    MemoryDesk desk;
    StaticFiles pages, phone_pages;
    std::string document = "{}";
    Metrics metrics;
    KeptLog log;
    ManualClock clock{UtcTime{}};
    Router router, phone_router;
};

/// Takes what is published and sends it nowhere.
class IdleStreams final : public net::EventStream {
public:
    void publish(const std::string& topic, std::uint64_t number, std::string framed) override {
        published.push_back(topic + " " + std::to_string(number) + " " + framed);
    }
    void send_now(const std::string& topic, std::string framed) override { published.push_back(topic + " now " + framed); }
    void close_subscriber(const std::string& subscriber) override { closed.push_back(subscriber); }
    net::StreamCounters counters() const override { return {}; }
    std::size_t listeners(const std::string&, std::string_view) const override { return 0; }
    std::vector<std::string> published, closed;
};

}  // namespace silverlane::http
