// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/options.h"

namespace silverlane::kiosk {

Result<Options> parse_options(const std::vector<std::string>& words) {
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--check-config") { options.check_config = true; continue; }
        if (word == "--version") { options.version = true; continue; }
        if (word == "--audit") { options.audit = true; continue; }
        if (word == "--help") { options.help = true; continue; }
        if (word != "--config" && word != "--control" && word != "--presenter" && word != "--gallery" && word != "--report") {
            return Error(ErrorCode::invalid_input, "unknown option " + word);
        }
        if (i + 1 == words.size()) return Error(ErrorCode::invalid_input, word + " needs a value");
        const std::string& value = words[++i];
        if (word == "--config") options.config = value;
        if (word == "--control") options.control = value;
        if (word == "--report") options.report = value;
        if (word == "--gallery") options.gallery = value;
        if (word == "--presenter") {
            if (value != "window" && value != "texture" && value != "memory") {
                return Error(ErrorCode::invalid_input, "--presenter takes window, texture or memory, not " + value);
            }
            options.presenter = value;
        }
    }
    if (options.report && !options.audit) return Error(ErrorCode::invalid_input, "--report needs --audit");
    return options;
}

}  // namespace silverlane::kiosk
