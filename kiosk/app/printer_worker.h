// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The thread `printer`: the one caller of the ticket printer, one job at a time, each with a deadline, so that a printer that hangs never
// holds the screen. It reports how each job ended and when the printer stops or starts working. A job is never repeated here.
#pragma once

#include <cstdint>
#include <string>
#include <thread>
#include <variant>

#include "base/bounded_queue.h"
#include "base/event_log.h"
#include "drivers/api/ticket_printer.h"

namespace silverlane::kiosk {

struct PrintJob { std::uint64_t id = 0; std::variant<drivers::TicketSlip, drivers::Slip> slip; };
struct PrintEnded { std::uint64_t id = 0; drivers::OperationOutcome outcome = drivers::OperationOutcome::unknown; };
struct PrinterReady { bool ready = true; };
using PrinterNews = std::variant<PrintEnded, PrinterReady>;

class PrinterWorker {
public:
    PrinterWorker(drivers::TicketPrinter& printer, BoundedQueue<PrinterNews>& news, EventLog& log);
    /// Waits for the job being printed (at most its deadline).
    ~PrinterWorker();
    PrinterWorker(const PrinterWorker&) = delete;
    PrinterWorker& operator=(const PrinterWorker&) = delete;

    /// Never blocks; false when jobs are waiting already (nothing was printed).
    bool print(PrintJob job) { return jobs_.post(std::move(job)) == Posted::accepted; }
    /// Forgets the jobs that have not begun (the print spool of a person who is gone).
    void forget_waiting();
    /// Looks at the printer's state soon.
    void look() { static_cast<void>(jobs_.post(PrintJob{})); }

private:
    void run();
    void tell_state();

    drivers::TicketPrinter& printer_;
    BoundedQueue<PrinterNews>& news_;
    EventLog& log_;
    BoundedQueue<PrintJob> jobs_{4};
    bool told_ready_ = true;
    std::thread thread_;
};

/// Whether a slip can be expected to come out.
bool is_ready(const drivers::PrinterStatus& status);

}  // namespace silverlane::kiosk
