// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/arguments.h"

#include <algorithm>
#include <charconv>

#include "base/suggestion.h"

namespace silverlane::ctl {

Result<Arguments> Arguments::parse(const std::vector<std::string>& words, const std::vector<std::string>& known, const std::vector<std::string>& flags) {
    Arguments out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!words[i].starts_with("--")) {
            out.positional_.push_back(words[i]);
            continue;
        }
        const std::string name = words[i].substr(2);
        if (std::find(flags.begin(), flags.end(), name) != flags.end()) {
            out.options_[name] = "";
            continue;
        }
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            std::string all;
            for (const std::string& one : known) all += " --" + one;
            for (const std::string& one : flags) all += " --" + one;
            std::vector<std::string> names = known;
            names.insert(names.end(), flags.begin(), flags.end());
            const auto meant = nearest(name, names);
            return Error{ErrorCode::invalid_input, "no option --" + name + "; " + (meant ? "did you mean --" + *meant + "? Known here:" : "known here:") + (all.empty() ? " none" : all)};
        }
        if (i + 1 >= words.size() || words[i + 1].starts_with("--")) return Error{ErrorCode::invalid_input, "--" + name + " needs a value behind it"};
        out.options_[name] = words[++i];
    }
    return out;
}

std::optional<std::string> Arguments::option(const std::string& name) const {
    const auto found = options_.find(name);
    if (found == options_.end()) return std::nullopt;
    return found->second;
}

Result<std::string> Arguments::required(const std::string& name, std::string_view what, std::string_view example) const {
    if (auto value = option(name)) return *value;
    return Error{ErrorCode::invalid_input, "--" + name + " is missing: " + std::string(what) + ", for example --" + name + ' ' + std::string(example)};
}

Result<long> Arguments::integer(const std::string& name, long fallback) const {
    const auto text = option(name);
    if (!text) return fallback;
    long value = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc{} || end != text->data() + text->size()) {
        return Error{ErrorCode::invalid_input, "--" + name + " '" + *text + "' is not a whole number"};
    }
    return value;
}

}  // namespace silverlane::ctl
