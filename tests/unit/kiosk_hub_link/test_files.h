// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A folder for one test, gone with it, and arrivals to put into an outbox. One thread.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/event_log.h"
#include "hub/protocol/arrival.h"

namespace silverlane::hub_link {

class TestFolder {
public:
    TestFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "silverlane-test-XXXXXX").string();
        SILVERLANE_CHECK(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~TestFolder() { std::filesystem::remove_all(path_); }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Keeps what was logged.
class TestLog final : public EventLog {
public:
    void write(const LogEvent& event) override {
        const std::lock_guard lock(mutex_);
        names_.push_back(event.name());
        text_ += event.name();
        for (const auto& [name, value] : event.fields()) text_ += " " + name + "=" + value;
        text_ += "\n";
    }
    [[nodiscard]] std::string text() const {
        const std::lock_guard lock(mutex_);
        return text_;
    }
    [[nodiscard]] long count(const std::string& name) const {
        const std::lock_guard lock(mutex_);
        long found = 0;
        for (const auto& written : names_) found += written == name ? 1 : 0;
        return found;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> names_;
    std::string text_;
};

inline protocol::Arrival arrival(const std::string& key) {
    protocol::Arrival made;
    made.key = IdempotencyKey{key};
    made.branch = BranchId{"0791"};
    made.source = "wifi:controller-1";
    made.kind = protocol::EvidenceKind::wifi_start;
    made.event_time = UtcTime{Milliseconds{1'700'000'000'000}};
    made.received_time = made.event_time;
    made.session = "session-" + key;
    return made;
}

}  // namespace silverlane::hub_link
