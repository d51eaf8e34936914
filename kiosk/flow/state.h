// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Everything the kiosk remembers about the person in front of it, in one value. Between customers it is replaced by a fresh one (see
// engine.h, fresh_state); nothing else survives. It holds no time of day, no device and no text: only where the person is and what was
// chosen. Owned by the ui thread of the kiosk; a copy may be read by any.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/identifier.h"
#include "kiosk/flow/knowledge.h"
#include "kiosk/flow/preferences.h"
#include "kiosk/flow/typed_digits.h"

namespace silverlane::flow {

struct Place {
    FlowId flow;
    StepId step;
    bool operator==(const Place&) const = default;
};

/// The turn as the clock sees it.
enum class Phase {
    open,     ///< somebody is (or may be) doing something
    warning,  ///< "are you still there?" stands over the screen
    paused,   ///< covered; a touch resumes
};

enum class HelpState {
    none,         ///< nobody was called in this turn
    sent,         ///< the call is out; nobody has taken it yet
    claimed,      ///< somebody is coming, `staff_number` says who
    unreachable,  ///< the hub is away or nobody is signed in: the kiosk chimes and says where staff are
};

struct Help {
    HelpState state = HelpState::none;
    std::string staff_number;   ///< the work number on the badge, when claimed
    std::string reason;         ///< answer id of the reason screen; empty: unknown
    Milliseconds waited{0};     ///< since the call, while nobody has claimed it
    bool slow = false;          ///< waited longer than Times::help_slow
    bool pointing = false;      ///< 指给我看 was pressed in this call: staff may point at a button. They never press one
    NodeId rung;                ///< what they point at, until the next press, step, or the end of the call; empty: nothing
    bool operator==(const Help&) const = default;
    /// Somebody has been told and may come.
    [[nodiscard]] bool out() const { return state == HelpState::sent || state == HelpState::claimed; }
};

enum class Printed { pending, ok, failed, unknown };

/// A queue number as this person may know it: no name, no purpose.
struct Ticket {
    std::string label;                ///< "A012"
    std::optional<int> ahead;         ///< people before this number; absent while the hub is away
    std::optional<int> wait_low;      ///< minutes; waits are ranges everywhere
    std::optional<int> wait_high;
    bool priority = false;            ///< T series
    bool offline = false;             ///< from the reserved block
    bool operator==(const Ticket&) const = default;
};

/// A thing of the person's that the machine holds and must give back.
enum class Medium { none, card, passbook };

/// Where speech goes. A handset only opens a private ear; a headphone takes all speech, and touches explore before they press.
enum class Listening { loudspeaker, handset, headphone };

/// How far the passbook printer has come.
enum class PassbookStage { printing, turn_page, full, done, stopped, bank_away, unknown_book };

/// A way of speaking Chinese besides Mandarin that this terminal can say now.
struct Variety {
    std::string tag;             ///< "yue", or a recorded pack's, "zh-x-wu"
    std::string name;            ///< in its own words: "广东话"
    bool operator==(const Variety&) const = default;
};

/// What is true of the machine and of the day, whoever stands there. Kept between customers.
struct Terminal {
    std::string role = "door";   ///< door, seated or passbook: what the home screen offers
    bool pension_day = false;    ///< the days on which pensions arrive: 养老金 is offered at the door too
    std::vector<Variety> varieties = {};  ///< in the order in which the key offers them; none: there is no such key
    bool operator==(const Terminal&) const = default;
};

/// What the hub knows about keeping this person's settings.
enum class SettingsConsent { unknown, granted, refused };

/// Why the prompts in `say` are said (scene.h, Scene::Occasion).
enum class Occasion { entry, repeat, hint, status, quiet };

/// The entry that holds which face was pressed; handed on at the latest when the turn ends.
inline constexpr const char* kRatingEntry = "rating";

struct State {
    Place place;
    std::vector<Place> history;                  ///< where 返回 leads, last first out
    int page_below = 0;                          ///< the page that 叫人, the counter or the PIN asked again lies over
    std::string missed;                          ///< what a wait in `history` was waiting for came while 叫人 or the counter lay over it
    std::map<std::string, std::string> entries;  ///< what was chosen: "service" -> "cash"
    TypedDigits digits;
    Place digits_for;                            ///< where they were typed: another entry begins empty
    int page = 0;                                ///< of a step with pages; on a notice 0 is the summary

    std::vector<Slot> facts;                     ///< values that texts may show and say
    std::vector<PrivateSlot> secrets;            ///< values for private texts only
    std::map<std::string, std::string> marks;    ///< private conditions; a dump counts them and shows none
    std::map<std::string, std::vector<ListItem>> lists;
    std::map<AskKind, std::uint64_t> asked;      ///< the latest request of each kind; older answers are not for this screen
    PrivateText kept_digits;                     ///< a phone number typed to be handed on with an ask
    PrivateText sealed_pin;                      ///< what the PIN pad sealed for the bank; nobody here can open it
    int right_answers = 0;                       ///< of the quiz; said in words, kept nowhere

    Preferences preferences;
    Preferences preferences_before;  ///< as the turn began, or as the hub brought them
    bool covered = false;            ///< 遮住
    bool covered_until_touch = false;  ///< the private ear was put down with something private in the turn
    bool uncovered_by_touch = false;   ///< by the finger that may now be let go on 遮住
    bool more_open = false;          ///< the second row of service keys
    bool settings_taken = false;     ///< the hub brought kept settings in this turn
    bool remember_asked = false;     ///< 下次还这样吗? was shown in this turn

    bool practice = false;           ///< 练一练: nothing of this turn reaches a device, the hub or the bank, but 叫人
    Listening listening = Listening::loudspeaker;  ///< true of the machine; kept between customers
    int private_volume_step = 3;     ///< of handset and headphone; apart from the loudspeaker's and never kept by the hub
    Terminal terminal;

    Medium medium = Medium::none;    ///< in the machine, or waiting in its slot to be taken
    bool medium_is_play = false;     ///< of a practice turn: there is nothing in the machine
    bool leaving = false;            ///< 退出 was pressed and only the medium is still to be taken
    bool giving_back = false;        ///< it was pushed out and can be taken
    Medium second_medium = Medium::none;  ///< put in while another was in the machine: pushed out at once, and not yet taken
    Milliseconds medium_waited{0};   ///< since then
    bool medium_reported = false;    ///< staff know that it was left
    PassbookStage passbook = PassbookStage::done;
    std::optional<int> passbook_lines_left;  ///< of this update, as last told; nothing before the first word
    int passbook_lines_printed = 0;  ///< in this turn, since it was last at home
    int pin_digits = 0;              ///< how many the pad has taken; the digits are its own
    int wrong_pins = 0;
    bool pin_right = false;          ///< the bank's session is open; given up when the turn pauses
    bool pin_again = false;          ///< the turn paused after the PIN: it is asked for again before anything is shown
    AfterTask after_task = AfterTask::none;
    bool after_task_asked = false;   ///< once a turn: what was decided was counted

    std::uint64_t turn = 1;          ///< one customer's use of this kiosk, from first touch to reset
    bool turn_open = false;          ///< somebody has touched since the last reset
    bool joined = false;             ///< the hub knows the visit (never why, or who)
    bool by_possession = false;      ///< joined by card, ticket code or visit code, not by a typed tail
    SettingsConsent settings_consent = SettingsConsent::unknown;
    bool card_tapped = false;
    std::optional<Ticket> ticket;
    Printed printed = Printed::pending;
    std::uint64_t request = 0;       ///< of the last issue_ticket; answers to older ones do not move the screen
    Help help;

    Phase phase = Phase::open;
    Milliseconds quiet{0};           ///< without touch, speech not counted
    Milliseconds in_phase{0};        ///< in warning or pause, speech not counted
    Milliseconds in_step{0};         ///< since the step was entered, speech counted
    Milliseconds speech_held{0};     ///< how long the present speech has held the clock
    std::optional<MonotonicTime> last_tick;
    bool repeated = false, hinted = false, stuck = false;
    int backs_in_a_row = 0;
    int warning_seconds_left = 0;    ///< shown, never spoken

    bool hub_up = true;
    std::set<std::string> devices_away;   ///< names of devices that do not work now

    std::vector<std::string> say;         ///< prompt ids, or text keys
    Occasion occasion = Occasion::quiet;
    unsigned long generation = 0;         ///< grows when something is to be said
};

/// The variety that Chinese is spoken in now: the person's, if this terminal has it and the text is Chinese. nullptr: the voice that goes
/// with the text's language (Mandarin). A kept variety that this terminal lacks is remembered, but not heard.
const Variety* spoken_variety(const State& state);

/// Where a press on the variety's key leads; nullptr: back to Mandarin. Only while offers_varieties().
const Variety* variety_after(const State& state);

/// Whether there is anything to choose: the terminal has varieties, and the text is Chinese.
bool offers_varieties(const State& state);

/// All of it as text, one "name = value" a line, private digits as their count. For tests (the reset is byte-identical) and support.
std::string dump(const State& state);

}  // namespace silverlane::flow
