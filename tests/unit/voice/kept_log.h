// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// An event log that keeps what it is told, for tests. Any thread.
#pragma once

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "base/event_log.h"

namespace silverlane::voice {

class KeptLog final : public EventLog {
public:
    void write(const LogEvent& event) override {
        const std::lock_guard lock(mutex_);
        events_.push_back(event);
    }
    int count(const std::string& name) {
        const std::lock_guard lock(mutex_);
        return static_cast<int>(std::count_if(events_.begin(), events_.end(), [&](const LogEvent& event) { return event.name() == name; }));
    }
    /// One line an event: its name and its fields.
    std::string text() {
        const std::lock_guard lock(mutex_);
        std::string all;
        for (const LogEvent& event : events_) {
            all += event.name();
            for (const auto& [field, value] : event.fields()) all += " " + field + "=" + value;
            all += '\n';
        }
        return all;
    }

private:
    std::mutex mutex_;
    std::vector<LogEvent> events_;
};

}  // namespace silverlane::voice
