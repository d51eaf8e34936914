// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The rules that `silverlanectl decide` decides by: those of --rules, or those that a hub archived in its database under their version. One
// thread; the arguments must outlive it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "ctl/arguments.h"
#include "hub/decision/rules.h"

namespace silverlane::ctl {

class RulesByVersion {
public:
    explicit RulesByVersion(const Arguments& arguments) : arguments_(arguments) {}

    /// Reads --rules when it is named. Errors: what is wrong with it.
    Result<void> read_given();
    /// nullptr when nobody has that version.
    const decision::Rules* find(const std::string& version);
    /// Those of --rules; else those that the database's hub used last. Errors: neither is there.
    Result<const decision::Rules*> in_force();

private:
    const Arguments& arguments_;
    std::optional<std::string> given_;
    std::map<std::string, std::optional<decision::Rules>> by_version_;
};

}  // namespace silverlane::ctl
