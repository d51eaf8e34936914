// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The sections [drivers.*] of kiosk.toml: what is connected to this terminal, and which branch-wide sources it hosts. A section that is
// absent means that the device is. Values, read once at start; each driver reads and checks its own section.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "config/reader.h"
#include "drivers/audio_jack/jack_settings.h"
#include "drivers/card/card_virtual.h"
#include "drivers/card_slot/card_slot_settings.h"
#include "drivers/passbook/passbook_settings.h"
#include "drivers/pin_pad/pin_pad_settings.h"
#include "drivers/printer/printer_settings.h"
#include "drivers/queue/queue_settings.h"
#include "drivers/scanner/scanner_virtual.h"
#include "drivers/wifi/wifi_settings.h"

namespace silverlane::kiosk {

struct DriverSettings {
    std::optional<drivers::printer::PrinterSettings> printer;   ///< [drivers.printer]
    std::optional<drivers::scanner::ScannerSettings> scanner;   ///< [drivers.scanner]
    std::optional<drivers::card::CardSettings> card;            ///< [drivers.card]
    std::optional<drivers::card_slot::CardSlotSettings> card_slot;  ///< [drivers.card_slot]
    std::optional<drivers::pin_pad::PinPadSettings> pin_pad;    ///< [drivers.pin_pad]
    std::optional<drivers::passbook::PassbookSettings> passbook;  ///< [drivers.passbook]
    std::optional<drivers::audio_jack::PrivateEarSettings> private_ear;  ///< [drivers.private_ear]
    std::optional<drivers::wifi::WifiSettings> wifi;            ///< [drivers.wifi]
    std::optional<drivers::queue::QueueSettings> queue;         ///< [drivers.queue]
};

/// `folder`: of the configuration file; `share`: installed data (queue profiles); `data`: what the kiosk may write.
DriverSettings read_driver_settings(config::TableReader table, const std::filesystem::path& folder, const std::filesystem::path& share,
                                    const std::filesystem::path& data);

/// The names of the sections that are there.
std::string describe(const DriverSettings& settings);

}  // namespace silverlane::kiosk
