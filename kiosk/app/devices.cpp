// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/devices.h"

#include <algorithm>

#include "drivers/audio_jack/jack_evdev.h"
#include "drivers/audio_jack/jack_virtual.h"
#include "drivers/card/card_virtual.h"
#include "drivers/card_slot/card_slot_virtual.h"
#include "drivers/passbook/passbook_virtual.h"
#include "drivers/pin_pad/pin_pad_virtual.h"
#include "drivers/printer/printer_virtual.h"
#include "drivers/queue/queue_device.h"
#include "drivers/scanner/scanner_virtual.h"
#include "drivers/wifi/wifi_device.h"

namespace silverlane::kiosk {
namespace {

const char* name_of(drivers::DeviceState state) {
    switch (state) {
        case drivers::DeviceState::online: return "online";
        case drivers::DeviceState::offline: return "offline";
        case drivers::DeviceState::hardware_error: return "hardware_error";
    }
    return "offline";
}

/// A screen asks for a code when it reacts to one or names the scanner; the idle and the home screen take a ticket at any time.
bool reacts_to(const flow::Step& step, const char* happening) {
    return std::any_of(step.reactions.begin(), step.reactions.end(), [&](const flow::Reaction& reaction) { return reaction.happening == happening; });
}

bool asks_for_code(const flow::Step& step) {
    return step.arrangement == flow::Arrangement::idle || step.arrangement == flow::Arrangement::home || step.needs == "scanner" ||
           reacts_to(step, "code_scanned");
}

}  // namespace

namespace {

/// "paper full", "paper low", "paper out", or the name of a fault.
Result<void> set_printer(drivers::printer::VirtualTicketPrinter& printer, const std::string& data) {
    if (data == "paper full") printer.set_paper(drivers::PaperState::full);
    else if (data == "paper low") printer.set_paper(drivers::PaperState::low);
    else if (data == "paper out") printer.set_paper(drivers::PaperState::out);
    else if (const auto fault = drivers::printer::printer_fault_named(data)) printer.set_fault(*fault);
    else return Error(ErrorCode::invalid_input, "printer: paper full, paper low, paper out, or a fault by its name");
    return {};
}

}  // namespace

/// Most kinds of device are virtual ones so far; with the second back-end each becomes a pointer to its capability and a maker.
struct Devices::Opened {
    std::unique_ptr<drivers::printer::VirtualTicketPrinter> printer;
    std::unique_ptr<drivers::scanner::VirtualCodeScanner> scanner;
    std::unique_ptr<drivers::card::VirtualCardReader> card_reader;
    std::unique_ptr<drivers::card_slot::VirtualCardSlot> card_slot;
    std::unique_ptr<drivers::pin_pad::VirtualPinPad> pin_pad;
    std::unique_ptr<drivers::passbook::VirtualPassbookPrinter> passbook_printer;
    std::unique_ptr<drivers::audio_jack::VirtualPrivateEar> played_ear;
    std::unique_ptr<drivers::audio_jack::EvdevPrivateEar> ear;

    bool heard_privately = false;   ///< there is a contact that tells, and a sound device to hear it on

    /// By the name that the control socket and silverlanectl use.
    [[nodiscard]] drivers::HandDriven* by_hand(const std::string& kind) const {
        if (kind == "card_slot") return card_slot.get();
        if (kind == "pin_pad") return pin_pad.get();
        if (kind == "passbook") return passbook_printer.get();
        if (kind == "private_ear") return played_ear.get();
        return nullptr;
    }
};

Devices::Devices(const KioskSettings& settings, const IdentifierHasher* hasher, DeviceQueues& queues, const Clock& clock, EventLog& log)
    : opened_(std::make_unique<Opened>()) {
    const auto keep = [&log](const char* name, auto opened, auto& place) {
        if (opened) place = std::move(*opened);
        else log.write(LogEvent(LogLevel::error, "device_not_opened").with("device", name).with("error", opened.error()));
    };
    const DriverSettings& drivers = settings.drivers;
    if (drivers.printer) {
        keep("printer", drivers::printer::VirtualTicketPrinter::open(*drivers.printer, clock, log), opened_->printer);
    }
    if (drivers.scanner) {
        keep("scanner", drivers::scanner::VirtualCodeScanner::open(*drivers.scanner, queues.readings, clock, log), opened_->scanner);
    }
    if (drivers.card && hasher != nullptr) {
        keep("card", drivers::card::VirtualCardReader::open(*drivers.card, *hasher, queues.taps, clock, log), opened_->card_reader);
    }
    if (drivers.card_slot && hasher != nullptr) {
        keep("card_slot", drivers::card_slot::VirtualCardSlot::open(*drivers.card_slot, *hasher, queues.cards, log), opened_->card_slot);
    }
    if (drivers.pin_pad) keep("pin_pad", drivers::pin_pad::VirtualPinPad::open(*drivers.pin_pad, queues.pins, clock, log), opened_->pin_pad);
    if (drivers.private_ear && drivers.private_ear->device == "evdev") {
        keep("private_ear", drivers::audio_jack::EvdevPrivateEar::open(*drivers.private_ear, queues.ears, clock, log), opened_->ear);
    } else if (drivers.private_ear) {
        keep("private_ear", drivers::audio_jack::VirtualPrivateEar::open(*drivers.private_ear, queues.ears, clock, log), opened_->played_ear);
    }
    opened_->heard_privately = (opened_->ear != nullptr || opened_->played_ear != nullptr) && settings.voice.private_ear != "none";
    if (drivers.passbook && hasher != nullptr) {
        keep("passbook", drivers::passbook::VirtualPassbookPrinter::open(*drivers.passbook, *hasher, queues.books, clock, log),
             opened_->passbook_printer);
    }
}

Devices::~Devices() = default;

drivers::TicketPrinter* Devices::printer() { return opened_->printer.get(); }
drivers::CodeScanner* Devices::scanner() { return opened_->scanner.get(); }
drivers::CardReader* Devices::card_reader() { return opened_->card_reader.get(); }

drivers::PinEntry* Devices::pin_pad() { return opened_->pin_pad.get(); }
drivers::CardSlot* Devices::card_slot() { return opened_->card_slot.get(); }
drivers::PassbookPrinter* Devices::passbook_printer() { return opened_->passbook_printer.get(); }

std::vector<std::string> Devices::missing() {
    std::vector<std::string> names;
    if (opened_->printer == nullptr) names.emplace_back("ticket_printer");
    if (opened_->scanner == nullptr) names.emplace_back("scanner");
    if (opened_->card_reader == nullptr) names.emplace_back("card_reader");
    if (opened_->card_slot == nullptr) names.emplace_back("card_slot");
    if (opened_->pin_pad == nullptr) names.emplace_back("pin_pad");
    if (opened_->passbook_printer == nullptr) names.emplace_back("passbook_printer");
    if (!opened_->heard_privately) names.emplace_back("private_ear");
    return names;
}

bool Devices::has_private_ear() const { return opened_->heard_privately; }

void Devices::enable_for(const flow::Flows& flows, const flow::State& state) {
    const bool open = state.phase != flow::Phase::paused;
    const bool scan = open && asks_for_code(flow::step_at(flows, state.place));
    if (opened_->scanner != nullptr && scan != scanning_) opened_->scanner->enable(scan);
    // While a card is in the slot, one held to the reader is somebody else's.
    const bool taps = open && state.medium != flow::Medium::card;
    if (opened_->card_reader != nullptr && taps != reading_cards_) opened_->card_reader->enable(taps);
    // The slots open only where the screen asks for something, and never in practice: there is nothing to put in.
    const flow::Step& step = flow::step_at(flows, state.place);
    const bool free = open && !state.practice && state.medium == flow::Medium::none;
    const bool slot = free && reacts_to(step, "card_inserted");
    const bool book = open && !state.practice && reacts_to(step, "passbook_inserted");
    if (opened_->card_slot != nullptr && slot != slot_open_) opened_->card_slot->enable(slot);
    if (opened_->passbook_printer != nullptr && book != book_slot_open_) opened_->passbook_printer->enable(book);
    slot_open_ = slot;
    book_slot_open_ = book;
    scanning_ = scan;
    reading_cards_ = taps;
}

Result<void> Devices::act(const std::string& kind, const std::string& data) {
    const auto presented = [](drivers::Presented outcome) -> Result<void> {
        if (outcome == drivers::Presented::accepted) return {};
        return Error(ErrorCode::unavailable, std::string(drivers::name_of(outcome)));
    };
    if (kind == "scanner" && opened_->scanner != nullptr) return presented(opened_->scanner->present("qr_code", data));
    if (kind == "card" && opened_->card_reader != nullptr) {
        return presented(opened_->card_reader->present(CardToken{PrivateText{data}}));
    }
    if (kind == "printer" && opened_->printer != nullptr) return set_printer(*opened_->printer, data);
    if (auto* device = opened_->by_hand(kind)) return presented(device->present(data));
    return Error(ErrorCode::not_found, "no device '" + kind + "' here; scanner, card, card_slot, pin_pad, passbook, private_ear or printer");
}

std::vector<std::pair<std::string, std::string>> Devices::states() {
    std::vector<std::pair<std::string, std::string>> states;
    if (opened_->printer != nullptr) states.emplace_back("printer", name_of(opened_->printer->status().device.state));
    if (opened_->scanner != nullptr) states.emplace_back("scanner", name_of(opened_->scanner->status().state));
    if (opened_->card_reader != nullptr) states.emplace_back("card_reader", name_of(opened_->card_reader->status().state));
    if (opened_->card_slot != nullptr) states.emplace_back("card_slot", name_of(opened_->card_slot->status().device.state));
    if (opened_->pin_pad != nullptr) states.emplace_back("pin_pad", name_of(opened_->pin_pad->status().state));
    if (opened_->passbook_printer != nullptr) states.emplace_back("passbook_printer", name_of(opened_->passbook_printer->status().device.state));
    return states;
}

ArrivalSources::ArrivalSources(const KioskSettings& settings, const IdentifierHasher& hasher, BranchCalendar calendar,
                               protocol::ArrivalSink& sink, const Clock& clock, EventLog& log)
    : calendar_(calendar) {
    const auto keep = [&](const char* name, auto opened) {
        if (opened) sources_.push_back({name, std::move(*opened)});
        else log.write(LogEvent(LogLevel::error, "source_not_opened").with("source", name).with("error", opened.error()));
    };
    const DriverSettings& drivers = settings.drivers;
    if (drivers.wifi) keep("wifi", drivers::wifi::WifiReceiver::open(*drivers.wifi, hasher, calendar_, sink, clock, log));
    if (drivers.queue) keep("queue", drivers::queue::QueueReceiver::open(*drivers.queue, hasher, calendar_, sink, clock, log));
}

std::vector<std::pair<std::string, std::string>> ArrivalSources::states() const {
    std::vector<std::pair<std::string, std::string>> states;
    for (const auto& [name, source] : sources_) {
        states.emplace_back(name, std::string(name_of(source->status().state)) + " port " + std::to_string(source->port()));
        for (const auto& [counter, value] : source->counters()) states.emplace_back(name + "." + counter, std::to_string(value));
    }
    return states;
}

void ArrivalSources::write_counters(EventLog& log) {
    for (const auto& [name, source] : sources_) growth_.write(name, source->counters(), log);
}

}  // namespace silverlane::kiosk
