// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Carries out PrintSlip: words a large-print slip from the texts printed.<slip>.* (title, then line_1, line_2, ...), private lines apart, hands
// it to the printer's thread and tells the flow how it ended. An unknown print is reported as unknown and never repeated. Ui thread only.
#pragma once

#include <cstdint>
#include <string>

#include "kiosk/app/effects_tickets.h"
#include "kiosk/flow/effect.h"

namespace silverlane::kiosk {

class SlipEffects {
public:
    SlipEffects(const KioskSettings& settings, const scene::TextCatalogue& texts, const Clock& clock, SendEvent send)
        : settings_(settings), texts_(texts), clock_(clock), send_(std::move(send)) {}

    /// Null: this terminal has no printer that works; every print fails at once.
    void use(PrinterWorker* printer) { printer_ = printer; }
    void print(const flow::PrintSlip& effect, std::uint64_t turn, const std::string& language);
    /// Of any job; those of tickets are not for us.
    void printed(const PrintEnded& ended);

private:
    [[nodiscard]] drivers::Slip slip_of(const flow::PrintSlip& effect, const std::string& language) const;

    const KioskSettings& settings_;
    const scene::TextCatalogue& texts_;
    const Clock& clock_;
    SendEvent send_;
    PrinterWorker* printer_ = nullptr;
    std::uint64_t last_job_ = 0;
    std::uint64_t job_turn_ = 0;
};

}  // namespace silverlane::kiosk
