// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/event_log.h"

#include <cstdio>

namespace silverlane {

LogEvent& LogEvent::with(std::string_view field, std::int64_t value) {
    fields_.emplace_back(field, std::to_string(value));
    return *this;
}

LogEvent& LogEvent::with(std::string_view field, std::string_view value) {
    fields_.emplace_back(field, value);
    return *this;
}

LogEvent& LogEvent::with(std::string_view field, const Error& error) {
    fields_.emplace_back(field, std::string(name_of(error.code())) + ": " + error.text());
    return *this;
}

namespace {

std::string_view name_of(LogLevel level) {
    switch (level) {
        case LogLevel::notice: return "notice";
        case LogLevel::warning: return "warning";
        case LogLevel::error: return "error";
    }
    return "error";
}

/// A value stays on its line and in its quotes whatever a peer sent.
std::string quoted(std::string_view value) {
    std::string text = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') text += '\\';
        text += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return text + '"';
}

}  // namespace

void StandardErrorLog::write(const LogEvent& event) {
    std::string line = to_rfc3339(clock_.now()) + ' ' + std::string(name_of(event.level())) + ' ' + event.name();
    for (const auto& [field, value] : event.fields()) line += ' ' + field + '=' + quoted(value);
    line += '\n';
    const std::lock_guard lock(mutex_);
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace silverlane
