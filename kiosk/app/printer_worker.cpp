// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/printer_worker.h"

#include <pthread.h>

#include <exception>

namespace silverlane::kiosk {
namespace {

constexpr Milliseconds kDeadline{8'000};
/// How often a printer that nobody uses is looked at; paper is refilled without telling us.
constexpr Milliseconds kRound{10'000};

/// Of a ticket; other slips have none.
std::string label_of(const PrintJob& job) {
    const auto* ticket = std::get_if<drivers::TicketSlip>(&job.slip);
    return ticket == nullptr ? std::string{} : ticket->label;
}

}  // namespace

bool is_ready(const drivers::PrinterStatus& status) {
    return status.device.state == drivers::DeviceState::online && status.paper != drivers::PaperState::out;
}

PrinterWorker::PrinterWorker(drivers::TicketPrinter& printer, BoundedQueue<PrinterNews>& news, EventLog& log)
    : printer_(printer), news_(news), log_(log), thread_([this] {
          pthread_setname_np(pthread_self(), "printer");
          try {
              run();
          } catch (const std::exception& fault) {
              log_.write(LogEvent(LogLevel::error, "thread_ended_by_fault").with("thread", "printer").with("fault", fault.what()));
          } catch (...) {
              log_.write(LogEvent(LogLevel::error, "thread_ended_by_fault").with("thread", "printer").with("fault", "unknown"));
          }
      }) {}

PrinterWorker::~PrinterWorker() {
    forget_waiting();
    jobs_.close();
    thread_.join();
}

void PrinterWorker::forget_waiting() {
    while (jobs_.try_take()) {
    }
}

void PrinterWorker::run() {
    while (!jobs_.closed()) {
        tell_state();
        const auto job = jobs_.take_for(kRound);
        if (!job || job->id == 0) continue;
        const auto outcome = std::visit([this](const auto& slip) { return printer_.print(slip, kDeadline); }, job->slip);
        if (outcome != drivers::OperationOutcome::ok) {
            log_.write(LogEvent(LogLevel::warning, "print_not_ok").with("ticket", label_of(*job))
                           .with("outcome", outcome == drivers::OperationOutcome::failed ? "failed" : "unknown"));
        }
        static_cast<void>(news_.post(PrintEnded{job->id, outcome}));  // full: the screen's own wait limit speaks
    }
}

void PrinterWorker::tell_state() {
    const auto status = printer_.status();
    const bool ready = is_ready(status);
    if (ready == told_ready_) return;
    if (news_.post(PrinterReady{ready}) != Posted::accepted) return;
    told_ready_ = ready;
    log_.write(LogEvent(ready ? LogLevel::notice : LogLevel::warning, "printer_state").with("ready", ready ? 1 : 0)
                   .with("detail", status.device.detail));
}

}  // namespace silverlane::kiosk
