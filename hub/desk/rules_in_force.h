// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The rules that hold now. They are replaced whole; whoever took them goes on with what it took, so that one group of requests, and one
// decision with its record, never sees two sets. Any thread.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "hub/decision/rules.h"

namespace silverlane::desk {

class RulesInForce {
public:
    explicit RulesInForce(decision::Rules rules) : rules_(std::make_shared<const decision::Rules>(std::move(rules))) {}
    [[nodiscard]] std::shared_ptr<const decision::Rules> get() const {
        const std::lock_guard lock(mutex_);
        return rules_;
    }
    void replace(std::shared_ptr<const decision::Rules> rules) {
        const std::lock_guard lock(mutex_);
        rules_.swap(rules);
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const decision::Rules> rules_;
};

}  // namespace silverlane::desk
