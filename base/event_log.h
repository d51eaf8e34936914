// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Log lines are events with declared fields, listed in config/events.toml (a lint checks that every name used here stands there).
// There is no free-text logging: a field takes a number, an identifier, an error or a short plain text that holds nothing about a person.
// Levels follow the web: error = we failed (5xx), warning = somebody else did (4xx, a device, the network), notice = worth knowing.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/identifier.h"

namespace silverlane {

enum class LogLevel { notice, warning, error };

class LogEvent {
public:
    LogEvent(LogLevel level, std::string_view name) : level_(level), name_(name) {}

    LogEvent& with(std::string_view field, std::int64_t value);
    LogEvent& with(std::string_view field, std::string_view value);
    LogEvent& with(std::string_view field, const Error& error);
    template <class Tag>
    LogEvent& with(std::string_view field, const Identifier<Tag>& id) { return with(field, std::string_view{id.text}); }

    [[nodiscard]] LogLevel level() const { return level_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& fields() const { return fields_; }

private:
    LogLevel level_;
    std::string name_;
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// Where events go. Any thread.
class EventLog {
public:
    virtual ~EventLog() = default;
    virtual void write(const LogEvent& event) = 0;
};

/// One line an event on standard error, `time level name field=value ...`, as journald takes it.
class StandardErrorLog final : public EventLog {
public:
    explicit StandardErrorLog(const Clock& clock) : clock_(clock) {}
    void write(const LogEvent& event) override;

private:
    const Clock& clock_;
    std::mutex mutex_;
};

/// Drops everything; for benchmarks.
class SilentLog final : public EventLog {
public:
    void write(const LogEvent&) override {}
};

}  // namespace silverlane
