// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <cstddef>
#include <cstdio>
#include <iostream>
#include <string>

#include "ctl/arguments.h"
#include "ctl/voice_commands.h"
#include "voice/spoken/spoken_forms.h"

namespace silverlane::ctl {

Result<void> voice_spoken(const Words& words) {
    const auto arguments = Arguments::parse(words, {"lang"});
    if (!arguments) return arguments.error();
    const auto language = arguments->required("lang");
    if (!language) return language.error();
    if (arguments->positional().size() != 1) return Error(ErrorCode::invalid_input, "name one kind, for example amount_cny");
    const auto kind = voice::spoken_kind(arguments->positional().front());
    if (!kind) return Error(ErrorCode::not_found, "no kind '" + arguments->positional().front() + "'");
    std::size_t line = 0;
    std::size_t refused = 0;
    std::string value;
    while (std::getline(std::cin, value)) {
        ++line;
        const auto said = voice::spoken(*kind, value, *language);
        // A refused value leaves its line empty, so that answers stand beside their questions.
        std::puts(said ? said->c_str() : "");
        if (said) continue;
        ++refused;
        std::fprintf(stderr, "line %zu: %s\n", line, said.error().text().c_str());
    }
    if (refused == 0) return {};
    return Error(ErrorCode::invalid_input, std::to_string(refused) + " of " + std::to_string(line) + " values have no spoken form");
}

}  // namespace silverlane::ctl
