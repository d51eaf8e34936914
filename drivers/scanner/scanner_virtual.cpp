// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/scanner/scanner_virtual.h"

#include "base/utf8.h"
#include "drivers/scanner/scanner_protocol.h"

namespace silverlane::drivers::scanner {

ScannerSettings read_scanner_settings(config::TableReader table, const std::filesystem::path& run_folder) {
    ScannerSettings settings;
    settings.device = table.one_of("device", settings.device, {"virtual"});
    if (const auto socket = table.optional_text("socket")) settings.socket = run_folder / *socket;
    table.finish();
    return settings;
}

Result<std::unique_ptr<VirtualCodeScanner>> VirtualCodeScanner::open(const ScannerSettings& settings, CodeReadings& readings,
                                                                     const Clock& clock, EventLog& log) {
    std::unique_ptr<VirtualCodeScanner> scanner(new VirtualCodeScanner(readings, clock));
    if (!settings.socket.empty()) {
        VirtualCodeScanner* device = scanner.get();
        auto socket = LocalDatagramReceiver::open(
            settings.socket, "scanner", [device](std::string_view bytes) { return std::string(name_of(device->present_bytes(bytes))); }, log);
        if (!socket) return socket.error().within("opening the virtual scanner's socket");
        scanner->socket_ = std::move(socket).value();
    }
    log.write(LogEvent{LogLevel::notice, "scanner_opened"}.with("socket", std::string_view{settings.socket.native()}));
    return scanner;
}

void VirtualCodeScanner::enable(bool on) {
    const std::lock_guard lock(mutex_);
    enabled_ = on;
    // A screen that asks anew may be shown the same code at once.
    if (!on) last_seen_.reset();
}

Presented VirtualCodeScanner::present(std::string_view symbology, std::string_view data) {
    const std::lock_guard lock(mutex_);
    if (!enabled_) return Presented::disabled;
    if (data.empty()) return Presented::empty;
    if (data.size() > kLongestReading) return Presented::too_long;
    if (!is_valid_utf8(data)) return Presented::not_text;
    const MonotonicTime now = clock_.monotonic();
    const bool same = last_seen_ && last_.data == data && last_.symbology == symbology && now - *last_seen_ < kSameReadingWithin;
    last_seen_ = now;   // a code held still is seen again and again: the time runs from its last sight
    if (same) return Presented::duplicate;
    last_ = {std::string(symbology), std::string(data)};
    if (readings_.post(last_) == Posted::accepted) return Presented::accepted;
    last_seen_.reset();
    return Presented::queue_full;
}

Presented VirtualCodeScanner::present_bytes(std::string_view bytes) {
    if (bytes.size() > kLongestPresentation) return Presented::too_long;
    const auto reading = read_code(bytes);
    return reading ? present(reading->symbology, reading->data) : Presented::not_text;
}

}  // namespace silverlane::drivers::scanner
