// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Everything that can happen to a flow. A flow never waits and never asks: time, devices, the hub and the voice tell it. Values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "base/keyed_hash.h"
#include "base/private_text.h"
#include "kiosk/flow/action.h"
#include "kiosk/flow/state.h"

namespace silverlane::flow {

/// A finger on the screen, whether or not it hit a node: it stops the clocks and closes the idle warning.
struct Touched {};

/// Time. Sent at least as often as due_in() says; `speaking` is what the speech presenter answers.
struct Tick {
    MonotonicTime now;
    bool speaking = false;
};

struct CardTapped { KeyedHash card; };
struct CodeScanned { PrivateText code; };
struct TicketPrinted { Printed outcome = Printed::unknown; };
/// A device named in a flow file's `needs` ("card_reader", "scanner", "ticket_printer") stopped or started working.
struct DeviceChanged { std::string device; bool ready = true; };

/// The answer to IssueTicket, from the hub or, while it is away, from the reserved block.
struct TicketIssued { std::uint64_t request = 0; Ticket ticket; };
/// No number could be had at all (the block is used up).
struct TicketRefused { std::uint64_t request = 0; };
/// The hub joined this turn to a visit. Answers carry the turn they belong to (State::turn when the question was put): one that comes
/// after the person has left is ignored, so that nobody gets another's settings. Preferences are present only when the person allowed the kiosk to keep them.
struct VisitJoined {
    std::uint64_t turn = 0;
    bool by_possession = false;
    std::optional<Preferences> preferences;
    SettingsConsent settings_consent = SettingsConsent::unknown;
    std::optional<Ticket> ticket;
};
/// The scanned code belongs to no visit of today, or is not ours.
struct CodeNotKnown { std::uint64_t turn = 0; };
struct HelpClaimed { std::uint64_t turn = 0; std::string staff_number; };
/// Nobody comes (any more) and somebody hears the call: whoever was coming gave it on, or staff have come to their tablets.
struct HelpOpen { std::uint64_t turn = 0; };
/// Nobody is signed in, or the call could not be delivered.
struct HelpUnreachable { std::uint64_t turn = 0; };
/// Staff closed the call.
struct HelpEnded { std::uint64_t turn = 0; };
/// Staff point at a node of the screen at `at`. It is shown and said; nothing is ever pressed by it, and it counts only after 指给我看.
struct PointedAt { std::uint64_t turn = 0; Place at; NodeId node; };
struct HubChanged { bool up = true; };
/// The answer to an Ask.
struct Answered {
    std::uint64_t turn = 0;
    std::uint64_t request = 0;
    AskKind what = AskKind::known;
    AskResult result = AskResult::away;
    Knowledge knowledge;
};

/// A card went into the motorised reader.
struct CardInserted { KeyedHash card; };
struct CardUnreadable {};
/// A card or a passbook left the machine: taken by a hand, or drawn back into the machine's safe.
struct MediumTaken { Medium medium = Medium::card; bool retained = false; };
/// Found in the machine as it started (the power had failed).
struct MediumFound { Medium medium = Medium::card; };
struct PassbookInserted { KeyedHash passbook; };
struct PassbookUnreadable {};
/// `lines_left`: still to be printed.
struct PassbookAdvanced { PassbookStage stage = PassbookStage::printing; int lines_left = 0; };

/// Digits on the PIN pad: how many, never which.
struct PinTyped { int digits = 0; };
/// Sealed for the bank by the pad.
struct PinEntered { PrivateText sealed; };
/// Given up at the pad or by its time limit, or the PIN cannot be taken at all (no pad, no hub to open it): happening "hub_away".
enum class PinGivenUp { by_person, unavailable };
struct PinCancelled { PinGivenUp how = PinGivenUp::by_person; };

/// A handset or a headphone. Unknown counts as the loudspeaker.
struct ListeningChanged { Listening listening = Listening::loudspeaker; };
/// How the print of a PrintSlip ended.
struct SlipPrinted { std::uint64_t turn = 0; Printed outcome = Printed::unknown; };
/// The machine's role and the day's, at start and at midnight.
struct TerminalChanged { Terminal terminal; };

/// The last queued utterance has ended (or was cut off).
struct SpeechFinished {};

using Event = std::variant<Action, Touched, Tick, CardTapped, CodeScanned, TicketPrinted, DeviceChanged, TicketIssued, TicketRefused,
                           VisitJoined, CodeNotKnown, HelpClaimed, HelpOpen, HelpUnreachable, HelpEnded, PointedAt, HubChanged, SpeechFinished, Answered, CardInserted,
                           CardUnreadable, MediumTaken, MediumFound, PassbookInserted, PassbookUnreadable, PassbookAdvanced, PinTyped,
                           PinEntered, PinCancelled, ListeningChanged, SlipPrinted, TerminalChanged>;

}  // namespace silverlane::flow
