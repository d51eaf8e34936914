// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The command line as values: positional words and --name value pairs. A name that the command does not know is a mistake that says what
// is known. Values, one thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace silverlane::ctl {

class Arguments {
public:
    /// `known` lists the option names without dashes, `flags` those that take no value.
    static Result<Arguments> parse(const std::vector<std::string>& words, const std::vector<std::string>& known, const std::vector<std::string>& flags = {});

    [[nodiscard]] const std::vector<std::string>& positional() const { return positional_; }
    [[nodiscard]] std::optional<std::string> option(const std::string& name) const;
    [[nodiscard]] bool flag(const std::string& name) const { return options_.contains(name); }
    /// `what` it is and an `example` are said when it is missing.
    [[nodiscard]] Result<std::string> required(const std::string& name, std::string_view what, std::string_view example) const;
    [[nodiscard]] Result<long> integer(const std::string& name, long fallback) const;

private:
    std::vector<std::string> positional_;
    std::map<std::string, std::string> options_;
};

}  // namespace silverlane::ctl
