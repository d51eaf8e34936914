// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What hub, bank and branch answer in the audit's world: the fullest and the emptiest that occur. The private values are planted: wherever
// one of them turns up in an open text, something private has got out. Values; any thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kiosk/flow/knowledge.h"
#include "kiosk/flow/state.h"

namespace silverlane::audit {

/// The digits that the audit types and scans.
inline constexpr const char* kPlantedDigits = "7391";

/// Kind of spoken form and value of everything planted.
const std::vector<std::pair<std::string, std::string>>& planted_values();

struct SampleAnswer {
    const char* name;
    flow::AskResult result = flow::AskResult::done;
    flow::Knowledge knowledge;
};

/// What can come back when this was asked.
std::vector<SampleAnswer> answers_to(flow::AskKind what);

struct SampleTicket {
    const char* name;
    flow::Ticket ticket;
};
const std::vector<SampleTicket>& sample_tickets();

/// The settings that a known person had kept.
flow::Preferences kept_settings();

}  // namespace silverlane::audit
