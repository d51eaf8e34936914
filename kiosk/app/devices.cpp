// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/devices.h"

#include <algorithm>

#include "drivers/queue/queue_device.h"
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
bool asks_for_code(const flow::Step& step) {
    return step.arrangement == flow::Arrangement::idle || step.arrangement == flow::Arrangement::home || step.needs == "scanner" ||
           std::any_of(step.reactions.begin(), step.reactions.end(),
                       [](const flow::Reaction& reaction) { return reaction.happening == "code_scanned"; });
}

}  // namespace

struct Devices::Opened {
    std::unique_ptr<drivers::TicketPrinter> printer;
    std::unique_ptr<drivers::CodeScanner> scanner;
    std::unique_ptr<drivers::CardReader> card_reader;
};

Devices::Devices(const KioskSettings& settings, const IdentifierHasher* hasher, DeviceQueues& queues, const Clock& clock, EventLog& log)
    : opened_(std::make_unique<Opened>()) {
    static_cast<void>(settings);
    static_cast<void>(hasher);
    static_cast<void>(queues);
    static_cast<void>(clock);
    static_cast<void>(log);
}

Devices::~Devices() = default;

drivers::TicketPrinter* Devices::printer() { return opened_->printer.get(); }
drivers::CodeScanner* Devices::scanner() { return opened_->scanner.get(); }
drivers::CardReader* Devices::card_reader() { return opened_->card_reader.get(); }

std::vector<std::string> Devices::missing() {
    std::vector<std::string> names;
    if (opened_->printer == nullptr) names.emplace_back("ticket_printer");
    if (opened_->scanner == nullptr) names.emplace_back("scanner");
    if (opened_->card_reader == nullptr) names.emplace_back("card_reader");
    return names;
}

void Devices::enable_for(const flow::Flows& flows, const flow::State& state) {
    const bool open = state.phase != flow::Phase::paused;
    const bool scan = open && asks_for_code(flow::step_at(flows, state.place));
    if (opened_->scanner != nullptr && scan != scanning_) opened_->scanner->enable(scan);
    if (opened_->card_reader != nullptr && open != reading_cards_) opened_->card_reader->enable(open);
    scanning_ = scan;
    reading_cards_ = open;
}

Result<void> Devices::act(const std::string& kind, const std::string& data) {
    static_cast<void>(data);
    return Error(ErrorCode::not_found, "no device '" + kind + "'; scanner, card or printer");
}

std::vector<std::pair<std::string, std::string>> Devices::states() {
    std::vector<std::pair<std::string, std::string>> states;
    if (opened_->printer != nullptr) states.emplace_back("printer", name_of(opened_->printer->status().device.state));
    if (opened_->scanner != nullptr) states.emplace_back("scanner", name_of(opened_->scanner->status().state));
    if (opened_->card_reader != nullptr) states.emplace_back("card_reader", name_of(opened_->card_reader->status().state));
    return states;
}

ArrivalSources::ArrivalSources(const KioskSettings& settings, const IdentifierHasher& hasher, const BranchCalendar& calendar,
                               protocol::ArrivalSink& sink, const Clock& clock, EventLog& log) {
    const auto keep = [&](const char* name, auto opened) {
        if (opened) sources_.push_back({name, std::move(*opened)});
        else log.write(LogEvent(LogLevel::error, "source_not_opened").with("source", name).with("error", opened.error()));
    };
    const DriverSettings& drivers = settings.drivers;
    if (drivers.wifi) keep("wifi", drivers::wifi::WifiReceiver::open(*drivers.wifi, hasher, calendar, sink, clock, log));
    if (drivers.queue) keep("queue", drivers::queue::QueueReceiver::open(*drivers.queue, hasher, calendar, sink, clock, log));
}

std::vector<std::pair<std::string, std::string>> ArrivalSources::states() const {
    std::vector<std::pair<std::string, std::string>> states;
    for (const auto& [name, source] : sources_) {
        states.emplace_back(name, std::string(name_of(source->status().state)) + " port " + std::to_string(source->port()));
    }
    return states;
}

}  // namespace silverlane::kiosk
