// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A ticket printer without a device: each slip becomes a PNG in a folder, as the paper would look. For demonstrations, training and
// tests; paper and faults can be set. print() by one thread at a time, everything else from any.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/event_log.h"
#include "drivers/api/ticket_printer.h"
#include "drivers/printer/printer_protocol.h"
#include "drivers/printer/printer_settings.h"
#include "drivers/transport/whole_file.h"

namespace silverlane::drivers::printer {

/// What can go wrong with paper, as support names it.
enum class PrinterFault {
    none,
    paper_jammed,   ///< nothing comes out: failed
    paper_out,      ///< nothing comes out: failed
    answer_lost,    ///< the slip comes out and nobody hears that it did: unknown
    cable_pulled,   ///< offline: failed
};
/// "none", "paper_jammed", ...; nothing for another name.
std::optional<PrinterFault> printer_fault_named(std::string_view name);
std::string_view name_of(PrinterFault fault);

class VirtualTicketPrinter final : public TicketPrinter {
public:
    /// Makes the folder. Errors: io; not_found for a font.
    static Result<std::unique_ptr<VirtualTicketPrinter>> open(PrinterSettings settings, const Clock& clock, EventLog& log);

    [[nodiscard]] PrinterStatus status() const override;
    [[nodiscard]] PrinterCapabilities capabilities() const override { return {}; }
    /// A job that already came out, in this process or an earlier one, is printed again only with the copy mark.
    OperationOutcome print(const TicketSlip& slip, Milliseconds deadline) override;
    /// The same; the picture of a slip with private lines is readable by its owner alone.
    OperationOutcome print(const Slip& slip, Milliseconds deadline) override;

    void set_paper(PaperState paper);
    /// Stays until it is set to none.
    void set_fault(PrinterFault fault);
    /// The newest slip, or nothing before the first.
    [[nodiscard]] std::optional<std::filesystem::path> last_slip() const;
    [[nodiscard]] int slips_printed() const;

private:
    VirtualTicketPrinter(PrinterSettings settings, std::unique_ptr<SlipPainter> painter, const Clock& clock, EventLog& log);
    template <class AnySlip>
    OperationOutcome print_one(const AnySlip& slip, Readers readers, Milliseconds deadline);
    [[nodiscard]] int copies_of(const std::string& job) const;
    void remove_oldest() const;

    const PrinterSettings settings_;
    const std::unique_ptr<SlipPainter> painter_;
    const Clock& clock_;
    EventLog& log_;
    mutable std::mutex mutex_;
    PaperState paper_ = PaperState::full;
    PrinterFault fault_ = PrinterFault::none;
    std::optional<std::filesystem::path> last_slip_;
    int slips_printed_ = 0;
};

}  // namespace silverlane::drivers::printer
