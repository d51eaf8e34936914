// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/app/options.h"

#include "base/suggestion.h"

namespace silverlane::hub {

Result<Options> parse_options(const std::vector<std::string>& words) {
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        const bool takes_value = word == "--config" || word == "--import";
        if (takes_value && (i + 1 == words.size() || words[i + 1].starts_with("--"))) {
            const std::string example = word == "--config" ? "--config /etc/silverlane/hub.toml" : "--import /srv/bank/today";
            return Error(ErrorCode::invalid_input, "'" + word + "' needs a value behind it, for example " + example);
        }
        if (word == "--config") {
            options.config = words[++i];
        } else if (word == "--import") {
            options.import_folder = words[++i];
        } else if (word == "--check-config") {
            options.check_config = true;
        } else if (word == "--version") {
            options.version = true;
        } else if (word == "--help" || word == "-h") {
            options.help = true;
        } else {
            return Error(ErrorCode::invalid_input, "unknown option '" + word + "'; " + advice_among(word, {"--config", "--check-config", "--import", "--version", "--help"}));
        }
    }
    return options;
}

}  // namespace silverlane::hub
