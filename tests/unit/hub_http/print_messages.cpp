// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Prints one line "<schema> <body>" for every message of hub/protocol, once with all fields and once with as few as possible, for
// check_messages.py.
#include <cstdio>

#include "hub/protocol/alert.h"
#include "hub/protocol/arrival.h"
#include "hub/protocol/assist_messages.h"
#include "hub/protocol/bank_messages.h"
#include "hub/protocol/duty_messages.h"
#include "hub/protocol/kiosk_messages.h"
#include "hub/protocol/phone_messages.h"
#include "hub/protocol/queue_messages.h"
#include "hub/protocol/service_messages.h"

namespace silverlane::protocol {
namespace {

void print(const char* schema, const std::string& body) { std::printf("%s %s\n", schema, body.c_str()); }

const IdempotencyKey kKey{"key-1"};
const EvidenceIdentifier kCard{IdentifierKind::card, {}, Proof::possession};

void print_kiosk_messages() {
    Arrival arrival;
    arrival.key = kKey;
    arrival.branch = BranchId{"0791"};
    arrival.source = "wifi:c1";
    print("Arrival", to_json(arrival));
    arrival.identifiers = {kCard, {IdentifierKind::phone_tail, {}, Proof::claim}, {IdentifierKind::device, {}, Proof::corroboration}};
    for (const auto kind : {EvidenceKind::wifi_start, EvidenceKind::wifi_update, EvidenceKind::wifi_stop, EvidenceKind::wifi_all_stopped,
                            EvidenceKind::ticket_created, EvidenceKind::ticket_called, EvidenceKind::ticket_ended, EvidenceKind::card_tapped,
                            EvidenceKind::phone_tail_typed, EvidenceKind::visit_code_scanned}) {
        arrival.kind = kind;
        print("Arrival", to_json(arrival));
    }
    print("Arrivals", to_json(std::vector<Arrival>{arrival}));
    print("TicketRequest", to_json(TicketRequest{kKey, "cash", false, false, {}, {}, {}}));
    print("TicketRequest", to_json(TicketRequest{kKey, "cash", true, true, kCard, "X001", UtcTime{}}));
    print("TicketIssued", to_json(TicketIssued{TicketId{"t"}, "A001", "code", 3, {5, 15}, true}));
    print("VisitCodeScan", to_json(VisitCodeScan{kKey, "code"}));
    print("VisitGreeting", to_json(VisitGreeting{"A001", 3, {5, 15}, {}}));
    print("VisitGreeting", to_json(VisitGreeting{"A001", 3, {5, 15}, KeptPreferences{}}));
    print("HelpCall", to_json(HelpCall{kKey, "F02", "service", "A001", TicketId{"t"}}));
    print("HelpCall", to_json(HelpCall{kKey, "", "", "", {}}));
    print("HelpCallOut", to_json(HelpCallOut{AlertId{"a"}, true}));
    print("HelpReason", to_json(HelpReason{kKey, AlertId{"a"}, "hearing"}));
    AssistScreen screen;
    screen.alert = AlertId{"a"};
    screen.generation = 1;
    print("AssistScreen", to_json(screen));
    screen = {AlertId{"a"}, 2, "F02", "service", "choice", true, true, {{"answer.cash", "answer", "take_ticket.service.cash", 1, true}}, "answer.cash"};
    print("AssistScreen", to_json(screen));
    print("AssistRing", to_json(AssistRing{kKey, 2, "answer.cash"}));
    print("HelpCancelled", to_json(HelpCancelled{kKey, AlertId{"a"}}));
    print("TurnNotice", to_json(TurnNotice{kKey, "stuck", "F02", "service", "A001", TicketId{"t"}}));
    print("TurnNotice", to_json(TurnNotice{kKey, "device_fault", "", "", "", {}, "printer"}));
    ConsentChoice choice;
    choice.key = kKey;
    choice.purposes = {"service", "wifi", "settings", "profiling", "marketing", "survey"};
    print("ConsentChoice", to_json(choice));
    choice.card = kCard;
    choice.visit_code = "code";
    choice.phone_tail = EvidenceIdentifier{IdentifierKind::phone_tail, {}, Proof::claim};
    choice.preferences = KeptPreferences{};
    print("ConsentChoice", to_json(choice));
    print("BranchGlance", to_json(BranchGlance{7, {10, 20}, {"A001"}, 2, {{"A001", 3, UtcTime{Milliseconds{1'790'000'000'000}}, 2}}, UtcTime{Milliseconds{1'790'000'000'500}}}));
    KioskEvent event;
    print("KioskEvent", to_json(event));
    event.kind = KioskEvent::Kind::ring;
    event.alert = AlertId{"a"};
    event.generation = 2;
    event.node = "answer.cash";
    print("KioskEvent", to_json(event));
    event.kind = KioskEvent::Kind::help_claimed;
    event.staff_number = "1001";
    print("KioskEvent", to_json(event));
    print("ReservedNumbers", to_json(ReservedNumbers{"X", 1, 100, "2026-11-22"}));
}

const LocalText kText{"讲座", "Talk", "健康讲座", "Health talk"};
const PhoneNumber kPhone{PrivateText{"13900000000"}};

void print_service_messages() {
    const VisitProof proof{TicketId{"t"}, "code", kCard};
    print("CardGreeting", to_json(CardGreeting{kKey, kCard}));
    print("AfterTaskRequest", to_json(AfterTaskRequest{kKey, "balance", {}}));
    print("AfterTaskRequest", to_json(AfterTaskRequest{kKey, "balance", proof}));
    print("AfterTask", to_json(AfterTask{}));
    print("AfterTask", to_json(AfterTask{AfterTask::What::rating, {}}));
    print("AfterTask", to_json(AfterTask{AfterTask::What::offer, Offer{"o", kText, kText}}));
    print("OfferAnswer", to_json(OfferAnswer{kKey, "o", true}));
    print("RatingGiven", to_json(RatingGiven{kKey, "balance", 4, "wait", "A001", true}));
    print("RatingGiven", to_json(RatingGiven{kKey, "balance", 1, "", "", false}));
    print("LoanAsked", to_json(LoanAsked{kKey, "glasses", 200, "seats"}));
    print("HomeVisitAsked", to_json(HomeVisitAsked{kKey, "self", "pin", "2026-12-01", "morning", kPhone}));
    print("HomeVisitTaken", to_json(HomeVisitTaken{"2026-11-23"}));
    print("TalkTrackPage", to_json(TalkTrackPage{kText, 3, 15, true}));
    print("HomeVisitDetails", to_json(HomeVisitDetails{"self", "pin", "2026-12-01", "morning", kPhone}));
    print("Activities", to_json(Activities{{{"talk", kText, "2026-12-01", "09:30", kText, 3}}}));
    print("SignUp", to_json(SignUp{kKey, "talk", 2, kPhone}));
    print("SignedUp", to_json(SignedUp{7}));
    print("SignUpList", to_json(SignUpList{{{"talk", kText, "2026-12-01", 1, 2, kPhone}, {"talk", kText, "2026-12-01", 2, 1, std::nullopt}}}));
    print("QuizTotal", to_json(QuizTotal{kKey, 2, 3}));
    print("KnownRequest", to_json(KnownRequest{}));
    print("KnownRequest", to_json(KnownRequest{proof}));
    KnownList list;
    for (const auto* kind : {"ticket", "arrival_time", "how_known", "needs", "consents", "settings", "alerts", "visit_days", "opportunities", "contacts", "rests", "signals", "decisions",
                             "bank_record"}) {
        list.items.push_back({kind, {PrivateText{"x"}}, "closing"});
    }
    print("KnownList", to_json(list));
    print("ForgetRequest", to_json(ForgetRequest{kKey, proof}));
}

void print_queue_and_phone_messages() {
    QueueTicket ticket;
    ticket.ticket = TicketId{"t"};
    ticket.label = "A001";
    ticket.service = "cash";
    ticket.state = "waiting";
    print("QueueTicket", to_json(ticket));
    ticket.called_at = ticket.missed_from = UtcTime{};
    ticket.needs = {"company"};
    print("QueueTicket", to_json(ticket));
    print("QueueView", to_json(QueueView{{ticket}, 1, {5, 15}, {"cash"}, UtcTime{}}));
    print("CounterView", to_json(CounterView{}));
    Person person;
    person.name = CustomerName{PrivateText{"x"}};
    person.tier = "A";
    print("CounterView", to_json(CounterView{ticket, person, Line{"reason.x", {{"days", "5"}}}, Line{"caution.x", {}}, {{Line{"news.called", {}}, UtcTime{}}}}));
    PhoneView view;
    view.consents = {{"service", std::nullopt, ""}, {"marketing", true, "phone-marketing-1"}};
    print("PhoneView", to_json(view));
    print("PhonePlace", to_json(PhonePlace{"A001", "waiting", 3, {5, 15}, 0, 0}));
}

void print_bank_messages() {
    const std::string nonce(32, 'a');
    print("BankNonceRequest", to_json(BankNonceRequest{kKey}));
    print("BankNonce", to_json(BankNonce{nonce}));
    for (const auto kind : {BankMedium::Kind::card, BankMedium::Kind::social_card, BankMedium::Kind::passbook}) {
        print("BankSessionRequest", to_json(BankSessionRequest{kKey, {kind, {}}, nonce, PrivateText{"ab"}}));
    }
    print("BankSessionAnswer", to_json(BankSessionAnswer{"token", ""}));
    print("BankSessionAnswer", to_json(BankSessionAnswer{"", "pin"}));
    print("BankSessionUse", to_json(BankSessionUse{"token"}));
    print("BankSessionClose", to_json(BankSessionClose{kKey, "token"}));
    print("PensionState", to_json(PensionState{PensionState::State::arrived, "2026-11", 15, PrivateText{"312050"}}));
    print("PensionState", to_json(PensionState{}));
    print("BankAccounts", to_json(BankAccounts{{{"1", "demand", PrivateText{"0017"}}}}));
    print("BankBalanceRequest", to_json(BankBalanceRequest{"token", "1"}));
    print("BankBalance", to_json(BankBalance{PrivateText{"-5"}}));
    print("PassbookRequest", to_json(PassbookRequest{{}, "12"}));
    print("PassbookLines", to_json(PassbookLines{{{"13", 2, 5, "2026-11-15", "pension", PrivateText{"312050"}, PrivateText{"400000"}}}, true}));
    print("PassbookPrinted", to_json(PassbookPrinted{kKey, {}, "13"}));
}

void print_staff_messages() {
    Alert alert;
    alert.id = AlertId{"a"};
    alert.branch = BranchId{"0791"};
    alert.kind = "help";
    print("Alert", to_json(alert));
    alert.person = Person{CustomerName{PrivateText{"王"}}, "female", "70-74", "B", {"slow_speech"}, true};
    alert.reasons = {Line{"reason.deposit_matures_soon", {{"days", "5"}}}};
    alert.first_sentence = Line{"say.welcome", {}};
    alert.caution = Line{"caution.check", {}};
    alert.evidence = {"wifi", "ticket"};
    alert.outcomes = {"helped", "referred"};
    alert.offered_to = {"1001"};
    alert.wanted_role = "relationship_manager";
    alert.qualification = "fund_sales";
    alert.referred_by = "1002";
    alert.identity_confirmed = true;
    alert.news = {{{"news.ticket_taken", {{"ticket", "A001"}}}, UtcTime{}}};
    alert.group = "group.savings_bond";
    alert.product_risk = 2;
    alert.due = alert.expires = UtcTime{};
    for (const auto state : {AlertState::open, AlertState::claimed, AlertState::closed, AlertState::cancelled, AlertState::expired}) {
        alert.state = state;
        print("Alert", to_json(alert));
    }
    print("AlertList", to_json(AlertList{7, {alert}}));
    print("Duty", to_json(Duty{kKey, "on_duty", "entrance", 3}));
    print("Colleagues", to_json(Colleagues{{{"1002", "林岚", "lobby_manager", "serving", "entrance", 0, 2, {"fund_sales"}, true}}}));
    print("HandedOver", to_json(HandedOver{2}));
    for (const auto* state : {"open", "claimed", "closed", "cancelled", "expired", "returned"}) {
        print("Referrals", to_json(Referrals{{{AlertId{"a"}, "arrival", "A001", "王**", "1002", "", state, "helped", {}}}}));
    }
    print("SignedIn", to_json(SignedIn{"1001", "lobby", "林岚", BranchId{"0791"}, "江边支行"}));
    print("Error", error_to_json(Error(ErrorCode::conflict, "somebody was first")));
}

}  // namespace
}  // namespace silverlane::protocol

int main() {
    silverlane::protocol::print_kiosk_messages();
    silverlane::protocol::print_service_messages();
    silverlane::protocol::print_queue_and_phone_messages();
    silverlane::protocol::print_bank_messages();
    silverlane::protocol::print_staff_messages();
}
