// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What `silverlanectl` can do; one function a command. Each prints its answer on standard output and returns an Error that says what to do.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace silverlane::ctl {

using Words = std::vector<std::string>;

Result<void> make_key(const Words& words);       ///< make-key FILE
Result<void> make_pin_keys(const Words& words);  ///< make-pin-keys PRIVATE PUBLIC: for the sandbox bank and the virtual PIN pads
Result<void> enrol(const Words& words);          ///< enrol FILE: a device token, and the line for branch.toml
Result<void> hash_pin(const Words& words);       ///< hash-pin: PIN on standard input
Result<void> sample_bank(const Words& words);    ///< sample-bank --key FILE --to DIR [--seed N] [--today D] [--customers N]
Result<void> sample(const Words& words);         ///< sample campaigns|arrivals --count N --out PATH [--seed N]: any size, the same every time
Result<void> campaigns(const Words& words);      ///< campaigns WORD ...: the bank's rule files (ctl/campaigns_commands.h)
Result<void> sample_person(const Words& words);  ///< sample-person NUMBER: raw identifiers, for demonstrations
Result<void> check(const Words& words);          ///< check [FOLDER | kiosk.toml] [--flows DIR] [--strings DIR] [--icons DIR]
Result<void> draw_flows(const Words& words);     ///< draw-flows FLOWS_FOLDER --to DIR [--format mermaid|dot] [--strings DIR]
Result<void> kiosk_texts(const Words& words);    ///< kiosk-texts FLOWS_FOLDER --to DIR [--strings DIR]: the kiosk's words for the staff's page
Result<void> device(const Words& words);         ///< device SOCKET KIND WORDS: acts on a kiosk's virtual device, through its test control
Result<void> present(const Words& words);        ///< present DEVICE-SOCKET WORDS|-: the same through the device's own socket
Result<void> picture(const Words& words);        ///< picture SOCKET FILE.png: what the kiosk's screen shows
Result<void> press(const Words& words);          ///< press SOCKET NODE: as a finger would
Result<void> arrive(const Words& words);         ///< arrive --port P --secret FILE --reference R: a Wi-Fi login, as the controller reports it
Result<void> decide(const Words& words);         ///< decide ...: again, or now and dry, and why (ctl/decide_help.h)
Result<void> portal_token(const Words& words);   ///< portal-token --key FILE --branch B --nas N --session S [--minutes N]: as a Wi-Fi portal makes it
Result<void> voice(const Words& words);          ///< voice WORD ...: what is said and how (ctl/voice_commands.h)

}  // namespace silverlane::ctl
