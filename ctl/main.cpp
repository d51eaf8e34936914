// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// silverlanectl: what branch IT runs.
#include <algorithm>
#include <cstdio>
#include <string_view>

#include "ctl/commands.h"
#include "ctl/decide_help.h"

namespace {

using silverlane::Result;
using silverlane::ctl::Words;

struct Command {
    std::string_view name;
    Result<void> (*run)(const Words&);
    const char* usage;
    const char* help = nullptr;   ///< what --help prints; absent: the usage
};

constexpr Command kCommands[] = {
    {"check", silverlane::ctl::check, "check [FOLDER | kiosk.toml]                every mistake in flows, texts, settings and rules, with file and line"},
    {"kiosk-texts", silverlane::ctl::kiosk_texts, "kiosk-texts FLOWS_FOLDER --to DIR [--strings DIR]   the kiosk's words, as the staff's page reads them"},
    {"draw-flows", silverlane::ctl::draw_flows, "draw-flows FLOWS_FOLDER --to DIR [--format mermaid|dot] [--strings DIR]   one diagram a flow, and a map"},
    {"make-key", silverlane::ctl::make_key, "make-key FILE                              a new key, readable by its owner alone"},
    {"make-pin-keys", silverlane::ctl::make_pin_keys, "make-pin-keys PRIVATE PUBLIC               the sandbox bank's key, and the one for virtual PIN pads"},
    {"enrol", silverlane::ctl::enrol, "enrol FILE                                 a device token, and the line for branch.toml"},
    {"hash-pin", silverlane::ctl::hash_pin, "hash-pin                                   the line for staff.toml; PIN on standard input"},
    {"sample-bank", silverlane::ctl::sample_bank, "sample-bank --key FILE --to DIR [--seed N] [--today YYYY-MM-DD] [--customers N]"},
    {"sample-person", silverlane::ctl::sample_person, "sample-person NUMBER                       what this sample customer carries"},
    {"sample", silverlane::ctl::sample, "sample campaigns|arrivals --count N --out PATH [--seed N]   rules and arrivals of any size"},
    {"campaigns", silverlane::ctl::campaigns, "campaigns WORD ...                         checks, lists, explains and rehearses the bank's rule files"},
    {"device", silverlane::ctl::device,
     "device SOCKET KIND WORDS                   plays a kiosk's virtual device, through its test control"},
    {"present", silverlane::ctl::present,
     "present DEVICE-SOCKET WORDS                the same through the device's own socket; - reads standard input"},
    {"press", silverlane::ctl::press, "press SOCKET NODE                          presses a node of a kiosk's screen"},
    {"picture", silverlane::ctl::picture, "picture SOCKET FILE.png                    what a kiosk's screen shows"},
    {"arrive", silverlane::ctl::arrive, "arrive --port P --secret FILE --reference R [--station BSSID:SSID]   a Wi-Fi login"},
    {"decide", silverlane::ctl::decide,
     "decide --db HUB.db [--customer ID | --visit ID | --list] | --records FILE | --snapshot FILE ...   why a card or none; decide --help says all",
     silverlane::ctl::kDecideHelp},
    {"portal-token", silverlane::ctl::portal_token, "portal-token --key FILE --branch B --nas N --session S [--minutes N]   what a Wi-Fi portal sends a phone on with"},
    {"voice", silverlane::ctl::voice, "voice WORD ...                             what is said and how: reads, checks, speaks"},
};

int explain() {
    std::puts("silverlanectl COMMAND ...      (COMMAND --help says more)");
    for (const Command& command : kCommands) std::printf("  %s\n", command.usage);
    return 2;
}

}  // namespace

int main(int count, char** values) {
    const Words words(values + 1, values + count);
    if (words.empty()) return explain();
    if (words.front() == "--help") {
        explain();
        return 0;
    }
    if (words.front() == "--version") {
        std::puts("silverlanectl " SILVERLANE_VERSION);
        return 0;
    }
    for (const Command& command : kCommands) {
        if (words.front() != command.name) continue;
        const bool has_words_of_its_own = command.run == silverlane::ctl::voice || command.run == silverlane::ctl::campaigns;
        if (!has_words_of_its_own && std::find(words.begin(), words.end(), "--help") != words.end()) {
            std::puts(command.help != nullptr ? command.help : command.usage);
            return 0;
        }
        const Result<void> done = command.run(Words(words.begin() + 1, words.end()));
        if (!done) std::fprintf(stderr, "silverlanectl %s: %s\n", words.front().c_str(), done.error().text().c_str());
        return done ? 0 : 1;
    }
    std::fprintf(stderr, "silverlanectl: no command '%s'\n", words.front().c_str());
    return explain();
}
