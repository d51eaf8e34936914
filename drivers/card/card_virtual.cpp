// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/card/card_virtual.h"

#include "base/utf8.h"

namespace silverlane::drivers::card {

namespace {

/// `echo` ends what it sends with a line end; it belongs to no card.
CardToken without_line_end(const CardToken& token) {
    std::string_view text = token.text.open(PrivateDoor::keyed_hash);
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return CardToken{PrivateText{std::string(text)}};
}

}  // namespace

CardSettings read_card_settings(config::TableReader table, const std::filesystem::path& run_folder) {
    CardSettings settings;
    settings.device = table.one_of("device", settings.device, {"virtual"});
    if (const auto socket = table.optional_text("socket")) settings.socket = run_folder / *socket;
    table.finish();
    return settings;
}

Result<std::unique_ptr<VirtualCardReader>> VirtualCardReader::open(const CardSettings& settings, const IdentifierHasher& hasher,
                                                                   CardTaps& taps, const Clock& clock, EventLog& log) {
    std::unique_ptr<VirtualCardReader> reader(new VirtualCardReader(hasher, taps, clock));
    if (!settings.socket.empty()) {
        VirtualCardReader* device = reader.get();
        auto socket = LocalDatagramReceiver::open(
            settings.socket, "card",
            [device](std::string_view bytes) {
                return std::string(name_of(device->present(CardToken{PrivateText{std::string(bytes)}})));
            },
            log);
        if (!socket) return socket.error().within("opening the virtual card reader's socket");
        reader->socket_ = std::move(socket).value();
    }
    log.write(LogEvent{LogLevel::notice, "card_opened"}.with("socket", std::string_view{settings.socket.native()}));
    return reader;
}

void VirtualCardReader::enable(bool on) {
    const std::lock_guard lock(mutex_);
    enabled_ = on;
    // Whoever comes next may tap at once, and nothing about the last card is kept longer than it is asked for.
    if (on) return;
    last_seen_.reset();
    last_ = {};
}

Presented VirtualCardReader::present(CardToken token) {
    const std::lock_guard lock(mutex_);
    if (!enabled_) return Presented::disabled;
    token = without_line_end(token);
    const std::string_view text = token.text.open(PrivateDoor::keyed_hash);
    if (text.empty()) return Presented::empty;
    if (text.size() > kLongestReading) return Presented::too_long;
    if (!is_valid_utf8(text)) return Presented::not_text;
    const KeyedHash card = hasher_.card(token);
    const MonotonicTime now = clock_.monotonic();
    const bool same = last_seen_ && card == last_ && now - *last_seen_ < kSameReadingWithin;
    last_ = card;
    last_seen_ = now;
    if (same) return Presented::duplicate;
    if (taps_.post({card}) == Posted::accepted) return Presented::accepted;
    last_seen_.reset();
    return Presented::queue_full;
}

}  // namespace silverlane::drivers::card
