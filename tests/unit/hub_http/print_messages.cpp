// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Prints one line "<schema> <body>" for every message of hub/protocol, once with all fields and once with as few as possible, for
// check_messages.py.
#include <cstdio>

#include "hub/protocol/alert.h"
#include "hub/protocol/arrival.h"
#include "hub/protocol/kiosk_messages.h"

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
    print("HelpCancelled", to_json(HelpCancelled{kKey, AlertId{"a"}}));
    print("TurnNotice", to_json(TurnNotice{kKey, "stuck", "F02", "service", "A001", TicketId{"t"}}));
    ConsentChoice choice;
    choice.key = kKey;
    choice.purposes = {"service", "wifi", "settings", "profiling", "marketing", "survey"};
    print("ConsentChoice", to_json(choice));
    choice.card = kCard;
    choice.visit_code = "code";
    choice.phone_tail = EvidenceIdentifier{IdentifierKind::phone_tail, {}, Proof::claim};
    choice.preferences = KeptPreferences{};
    print("ConsentChoice", to_json(choice));
    print("BranchGlance", to_json(BranchGlance{7, {10, 20}, {"A001"}, 2}));
    KioskEvent event;
    print("KioskEvent", to_json(event));
    event.kind = KioskEvent::Kind::help_claimed;
    event.staff_number = "1001";
    print("KioskEvent", to_json(event));
    print("ReservedNumbers", to_json(ReservedNumbers{"X", 1, 100, "2026-11-22"}));
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
    for (const auto state : {AlertState::open, AlertState::claimed, AlertState::closed, AlertState::cancelled, AlertState::expired}) {
        alert.state = state;
        print("Alert", to_json(alert));
    }
    print("AlertList", to_json(AlertList{7, {alert}}));
    print("SignedIn", to_json(SignedIn{"1001", "lobby", "林岚", BranchId{"0791"}, "江边支行"}));
    print("Error", error_to_json(Error(ErrorCode::conflict, "somebody was first")));
}

}  // namespace
}  // namespace silverlane::protocol

int main() {
    silverlane::protocol::print_kiosk_messages();
    silverlane::protocol::print_staff_messages();
}
