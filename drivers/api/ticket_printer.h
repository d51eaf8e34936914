// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Capability: prints queue tickets, and slips that a person takes home (a balance, an appointment). One caller thread at a time.
// Implementations: drivers/printer (virtual, renders to PNG).
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/private_text.h"
#include "base/result.h"
#include "drivers/api/device.h"

namespace silverlane::drivers {

enum class PaperState { full, low, out, unknown };

struct PrinterStatus {
    DeviceStatus device;
    PaperState paper = PaperState::unknown;
    bool operator==(const PrinterStatus&) const = default;
};

struct PrinterCapabilities {
    int paper_width_mm = 80;
    int dots_per_inch = 203;
    bool reports_paper_taken = false;
};

/// One slip: lines in large print, then the visit code as a QR symbol. Holds no name and no business amount.
struct TicketSlip {
    std::string job;                   ///< names the print, 1 to 60 bytes; a repeat of the same job is marked as a copy
    std::string label;                 ///< "A012", printed largest
    std::vector<std::string> lines;    ///< already worded, one line each, 16 pt or larger
    std::vector<std::string> code_lines; ///< right above the symbol, bold: what it is for; not printed without a symbol
    std::string visit_code;            ///< QR content; empty = no symbol
    bool copy = false;                 ///< prints the copy mark
    std::string copy_mark;             ///< worded by the caller
};

/// Any other slip in large print: heading, lines, then what is for the person's eyes only. Every text is already worded.
struct Slip {
    std::string job;                          ///< as for a ticket; never shared with one
    std::string heading;                      ///< printed largest, wrapped; not empty
    std::vector<std::string> lines;
    std::vector<PrivateText> private_lines;   ///< below a rule, larger than the lines; opened for the paper alone
    bool copy = false;                        ///< prints the copy mark
    std::string copy_mark;
};

class TicketPrinter {
public:
    virtual ~TicketPrinter() = default;
    [[nodiscard]] virtual PrinterStatus status() const = 0;
    [[nodiscard]] virtual PrinterCapabilities capabilities() const = 0;
    /// Returns by the deadline. ok: the slip is in the person's reach. failed: nothing was printed. unknown: ask the person.
    virtual OperationOutcome print(const TicketSlip& slip, Milliseconds deadline) = 0;
    virtual OperationOutcome print(const Slip& slip, Milliseconds deadline) = 0;
};

}  // namespace silverlane::drivers
