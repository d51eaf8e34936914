// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whether the hub can be reached, as the last contact of any of the link's threads showed. Any thread. Tells about changes only.
#pragma once

#include <functional>
#include <mutex>
#include <utility>

#include "base/event_log.h"

namespace silverlane::hub_link {

class LinkState {
public:
    enum class Contact { not_yet, up, away };

    /// `changed` is called on the thread that saw the change, and must not block.
    LinkState(EventLog& log, std::function<void(bool up)> changed) : log_(log), changed_(std::move(changed)) {}

    void saw_up() { set(Contact::up); }
    void saw_away() { set(Contact::away); }
    [[nodiscard]] Contact contact() const {
        const std::lock_guard lock(mutex_);
        return contact_;
    }

private:
    void set(Contact contact) {
        const std::lock_guard lock(mutex_);  // held while telling, so that two changes are told in their order
        if (std::exchange(contact_, contact) == contact) return;
        const bool up = contact == Contact::up;
        log_.write(LogEvent(up ? LogLevel::notice : LogLevel::warning, up ? "hub_up" : "hub_away"));
        changed_(up);
    }

    EventLog& log_;
    std::function<void(bool)> changed_;
    mutable std::mutex mutex_;
    Contact contact_ = Contact::not_yet;
};

}  // namespace silverlane::hub_link
