// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// silverlanectl: what branch IT runs.
#include <cstdio>

#include "ctl/command_table.h"
#include "ctl/decide_help.h"

namespace {

namespace ctl = silverlane::ctl;
using silverlane::Result;
using ctl::Command;
using ctl::Words;

constexpr Command kCommands[] = {
    {"check", ctl::check, "check [FOLDER | kiosk.toml]                every mistake in flows, texts, settings and rules, with file and line",
     "silverlanectl check /etc/silverlane/kiosk.toml\nsilverlanectl check /etc/silverlane/bank"},
    {"kiosk-texts", ctl::kiosk_texts, "kiosk-texts FLOWS_FOLDER --to DIR [--strings DIR]   the kiosk's words, as the staff's page reads them",
     "silverlanectl kiosk-texts /etc/silverlane/share/flows --to kiosk-texts"},
    {"draw-flows", ctl::draw_flows, "draw-flows FLOWS_FOLDER --to DIR [--format mermaid|dot] [--strings DIR]   one diagram a flow, and a map",
     "silverlanectl draw-flows /etc/silverlane/share/flows --to drawings"},
    {"make-key", ctl::make_key, "make-key FILE                              a new key, readable by its owner alone",
     "sudo -u silverlane-hub silverlanectl make-key /var/lib/silverlane-hub/visit-codes.key"},
    {"make-pin-keys", ctl::make_pin_keys, "make-pin-keys PRIVATE PUBLIC               the sandbox bank's key, and the one for virtual PIN pads",
     "silverlanectl make-pin-keys bank-pin.key bank-pin.pub"},
    {"enrol", ctl::enrol, "enrol FILE                                 a device token, and the line for branch.toml", "silverlanectl enrol kiosk-1.token"},
    {"hash-pin", ctl::hash_pin, "hash-pin                                   the line for staff.toml; PIN on standard input",
     "silverlanectl hash-pin          then type the PIN, which is not shown\nsilverlanectl hash-pin <pin.txt"},
    {"sample-bank", ctl::sample_bank, "sample-bank --key FILE --to DIR [--seed N] [--today YYYY-MM-DD] [--customers N]   an invented bank's customers and accounts",
     "silverlanectl sample-bank --key identifiers.key --to bank --customers 300"},
    {"sample-person", ctl::sample_person, "sample-person NUMBER                       what this sample customer carries", "silverlanectl sample-person 1"},
    {"sample", ctl::sample, "sample campaigns|arrivals --count N --out PATH [--seed N]   rules and arrivals of any size",
     "silverlanectl sample arrivals --count 1000 --out day.jsonl\nsilverlanectl sample campaigns --count 1000 --out rules"},
    {"campaigns", ctl::campaigns, "campaigns WORD ...                         checks, lists, explains and rehearses the bank's rule files",
     "silverlanectl campaigns check --rules /etc/silverlane/bank", nullptr, true},
    {"device", ctl::device, "device SOCKET KIND WORDS                   plays a kiosk's virtual device, through its test control",
     "silverlanectl device kiosk.socket card sample-card-0001\nsilverlanectl device kiosk.socket card_slot insert sample-card-0001\nsilverlanectl device kiosk.socket pin_pad 246810 enter\n"
     "(KIND is scanner, card, printer, card_slot, pin_pad, passbook or private_ear; SOCKET is that of silverlane-kiosk --control SOCKET)"},
    {"present", ctl::present, "present DEVICE-SOCKET WORDS                the same through the device's own socket; - reads standard input",
     "silverlanectl present /var/lib/silverlane-kiosk/slot.socket insert sample-card-0001\nsilverlanectl present /var/lib/silverlane-kiosk/ear.socket handset up\n"
     "(the socket is the one that kiosk.toml names for the device, below the kiosk's [data] folder)"},
    {"press", ctl::press, "press SOCKET NODE                          presses a node of a kiosk's screen",
     "silverlanectl press kiosk.socket answer.take_ticket\n(NODE is answer. and the id of an answer in the flow file, on the screen that is shown now; SOCKET is that of silverlane-kiosk "
     "--control SOCKET)"},
    {"picture", ctl::picture, "picture SOCKET FILE.png                    what a kiosk's screen shows",
     "silverlanectl picture kiosk.socket /tmp/kiosk.png\n(SOCKET is that of silverlane-kiosk --control SOCKET)"},
    {"arrive", ctl::arrive, "arrive --secret FILE --reference R [--address HOST] [--port P] [--station BSSID:SSID]   a Wi-Fi login",
     "silverlanectl arrive --secret /etc/silverlane/radius.secret --reference CIF:sample-0001 --port 1813\n(--reference is the bank's, behind the prefix that the receiver wants, class_prefix; "
     "sample-person prints that of a sample customer, without it)"},
    {"decide", ctl::decide,
     "decide --db HUB.db [--customer ID | --visit ID | --list] | --records FILE | --snapshot FILE ...   why a card or none; decide --help says all",
     "silverlanectl decide --db /var/lib/silverlane-hub/hub.db --customer C00001", ctl::kDecideHelp},
    {"portal-token", ctl::portal_token, "portal-token --key FILE --branch B --nas N --session S [--minutes N]   what a Wi-Fi portal sends a phone on with",
     "silverlanectl portal-token --key portal.key --branch 0791 --nas branch-0791-ap1 --session 5F3A9C01"},
    {"voice", ctl::voice, "voice WORD ...                             what is said and how: reads, checks, speaks", "silverlanectl voice say 您好 --to hello.wav", nullptr, true},
};

int explain() {
    std::puts("silverlanectl COMMAND ...      (COMMAND --help shows an example)");
    for (const Command& command : kCommands) std::printf("  %s\n", command.usage);
    return 2;
}

}  // namespace

int main(int count, char** values) {
    const Words words(values + 1, values + count);
    if (words.empty()) return explain();
    if (words.front() == "--help" || words.front() == "help") {
        explain();
        return 0;
    }
    if (words.front() == "--version") {
        std::puts("silverlanectl " SILVERLANE_VERSION);
        return 0;
    }
    if (ctl::find_command(kCommands, words.front()) == nullptr) {
        std::fprintf(stderr, "silverlanectl: %s (silverlanectl --help says what each does)\n", ctl::no_command(kCommands, words.front()).c_str());
        return 2;
    }
    const Result<void> done = ctl::run_command(kCommands, words, "silverlanectl ");
    if (!done) std::fprintf(stderr, "silverlanectl %s: %s\n", words.front().c_str(), done.error().text().c_str());
    return done ? 0 : 1;
}
