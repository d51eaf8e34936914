// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a flow wants done in the world. Values: kiosk/app carries them out in order and reports back by events; the engine does nothing
// itself. None of them says whether a person is known: the answers of the hub come as events or not at all.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/keyed_hash.h"
#include "base/private_text.h"
#include "kiosk/flow/preferences.h"
#include "kiosk/flow/state.h"

namespace silverlane::flow {

/// Answered by TicketIssued or TicketRefused with the same request. If `card_tapped`, the card of this turn joins the ticket to its visit.
struct IssueTicket {
    std::uint64_t request = 0;
    std::string service;             ///< answer id of "what for?": cash, transfer, passbook, other
    bool priority = false;           ///< T series; needs no proof
    std::vector<std::string> needs;  ///< "company": somebody to go with them
    bool card_tapped = false;
};
/// Answered by TicketPrinted. Never repeated by the engine: an unknown print stays unknown.
struct PrintTicket { Ticket ticket; };

struct RaiseHelp { Place from; };                 ///< 叫人 was pressed; the reason is not known yet
struct AddHelpReason { std::string reason; };     ///< company, hearing, unwell, machine (hub/protocol, HelpReason)
struct CancelHelp {};
struct ReportStuck { Place from; };               ///< class B, once a step
struct ReportLeftUnfinished { Place from; };      ///< the turn was paused; never an amount

/// `text_version` is the key of the notice that was read; granted or not, both are recorded.
struct RecordConsent { std::vector<std::string> purposes; bool granted = false; std::string text_version; };
struct WithdrawConsent { std::vector<std::string> purposes; };

/// Answered by VisitJoined or CodeNotKnown.
struct DeliverCode { PrivateText code; };
/// Answered by VisitJoined, or not at all: the screen does not wait for it.
struct DeliverCard { KeyedHash card; };
/// Never answered to the screen: it says the same for no, one or many matches, at the same moment.
struct DeliverPhoneTail { PrivateText digits; };

/// Whoever goes on may be somebody else: a card, a slip or digits that were shown before are of this turn no more.
struct ForgetProof {};

struct ApplyPreferences { Preferences preferences; };  ///< to voice and renderer, now
struct SavePreferences { Preferences preferences; };   ///< to the hub, under the consent just given

/// Answered by Answered with the same request. `entries` are those of the turn (what was chosen); `secret` is a typed phone number or the
/// sealed PIN, for the asks that take one.
struct Ask {
    std::uint64_t request = 0;
    AskKind what = AskKind::known;
    std::map<std::string, std::string> entries;
    PrivateText secret;
    int right_answers = 0;   ///< of quiz_total
    Place from;
};

/// The PIN pad takes six digits: answered by PinTyped, then PinEntered or PinCancelled.
struct EnterPin {};
/// Not answered: PinCancelled is what happened at the pad. May be followed by EnterPin at once.
struct CancelPin {};
/// Pushes it out: answered by MediumTaken when a hand has taken it.
struct GiveBack { Medium medium = Medium::card; };
/// Prints what is due into the passbook in the machine: answered by PassbookAdvanced. No line is ever printed twice.
struct UpdatePassbook {};
/// A large-print slip; its lines are the texts printed.<slip>.*. Answered by SlipPrinted.
struct PrintSlip {
    std::string slip;
    std::vector<Slot> facts;
    std::vector<PrivateSlot> secrets;
};
/// Something that staff should come for, without the person having called: "media_left", "wrong_pin", "passbook_full", "passbook_stopped",
/// "card_unreadable"; and "media_taken", when what was reported as left is gone; "goes_on", when whoever was stuck or away
/// does something.
struct ReportTrouble { std::string kind; Place from; };

struct SoundChime { std::string name; };               ///< "call", "key", "arrival"
struct StopSpeech {};
/// Said (and captioned) once, outside any scene: the last words to a person whose settings are about to be forgotten.
struct Announce { std::string prompt; std::string language; };
/// Forget the person: queued speech, print spool, drawn secrets, device data, pending joins. `turn` is the new turn.
struct ResetCustomer { std::uint64_t turn = 0; };

using Effect = std::variant<IssueTicket, PrintTicket, RaiseHelp, AddHelpReason, CancelHelp, ReportStuck, ReportLeftUnfinished,
                            RecordConsent, WithdrawConsent, DeliverCode, DeliverCard, DeliverPhoneTail, ForgetProof, ApplyPreferences, SavePreferences,
                            SoundChime, StopSpeech, Announce, ResetCustomer, Ask, EnterPin, CancelPin, GiveBack, UpdatePassbook, PrintSlip,
                            ReportTrouble>;

}  // namespace silverlane::flow
