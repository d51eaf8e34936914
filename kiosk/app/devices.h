// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The devices of this terminal, opened from their settings, and the branch-wide sources that it hosts. A device that cannot be opened is
// logged and missing: the flow is told by name, and offers another way. Readers are switched on only while a screen asks for them. Ui
// thread; each open device has a thread of its own behind its queue.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/bounded_queue.h"
#include "base/clock.h"
#include "base/event_log.h"
#include "base/keyed_hash.h"
#include "base/wake_descriptor.h"
#include "drivers/api/arrival_source.h"
#include "drivers/api/card_reader.h"
#include "drivers/api/card_slot.h"
#include "drivers/api/code_scanner.h"
#include "drivers/api/passbook_printer.h"
#include "drivers/api/pin_entry.h"
#include "drivers/api/private_ear.h"
#include "drivers/api/ticket_printer.h"
#include "hub/protocol/arrival.h"
#include "kiosk/app/counter_growth.h"
#include "kiosk/settings/driver_settings.h"
#include "kiosk/settings/kiosk_settings.h"
#include "kiosk/flow/engine.h"

namespace silverlane::kiosk {

/// What readers deliver into.
struct DeviceQueues {
    explicit DeviceQueues(WakeDescriptor* wake)
        : readings(8, wake), taps(8, wake), cards(16, wake), books(16, wake), pins(32, wake), ears(16, wake) {}
    drivers::CodeReadings readings;
    drivers::CardTaps taps;
    drivers::CardSlotEvents cards;
    drivers::PassbookEvents books;
    drivers::PinReports pins;
    drivers::ListeningChanges ears;
};

class Devices {
public:
    /// `hasher`: null where the key is missing; then there is no card reader.
    Devices(const KioskSettings& settings, const IdentifierHasher* hasher, DeviceQueues& queues, const Clock& clock, EventLog& log);
    ~Devices();

    [[nodiscard]] drivers::TicketPrinter* printer();
    [[nodiscard]] drivers::CodeScanner* scanner();
    [[nodiscard]] drivers::CardReader* card_reader();
    [[nodiscard]] drivers::PinEntry* pin_pad();
    [[nodiscard]] drivers::CardSlot* card_slot();
    [[nodiscard]] drivers::PassbookPrinter* passbook_printer();

    /// Names, as flow files know them, of devices that are not there.
    [[nodiscard]] std::vector<std::string> missing();
    /// There is a contact that tells when somebody listens in private, and a sound device is configured for it.
    [[nodiscard]] bool has_private_ear() const;
    /// Switches the readers on or off for this state: the scanner where a code is asked for, the card reader in every open turn.
    void enable_for(const flow::Flows& flows, const flow::State& state);
    /// Acts on a virtual device (control socket). Errors: not_found, unsupported, invalid_input.
    Result<void> act(const std::string& kind, const std::string& data);
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> states();

private:
    struct Opened;
    std::unique_ptr<Opened> opened_;
    bool scanning_ = false, reading_cards_ = false, slot_open_ = false, book_slot_open_ = false;
};

class ArrivalSources {
public:
    ArrivalSources(const KioskSettings& settings, const IdentifierHasher& hasher, BranchCalendar calendar, protocol::ArrivalSink& sink,
                   const Clock& clock, EventLog& log);

    /// "wifi" -> its state and port, "wifi.NAME" -> what it counts under that name; for the control socket.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> states() const;
    /// Writes what the sources have counted since the last call (`source_counters`); nothing while nothing happens.
    void write_counters(EventLog& log);

private:
    struct Source { std::string name; std::unique_ptr<drivers::ArrivalSource> source; };
    const BranchCalendar calendar_;   // the sources refer to it
    std::vector<Source> sources_;
    CounterGrowth growth_;
};

}  // namespace silverlane::kiosk
