// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A snapshot as part of a record. Private to hub/decision, because it includes nlohmann/json; pure.
#pragma once

#include <nlohmann/json.hpp>

#include "hub/decision/facts.h"
#include "hub/protocol/json_writer.h"

namespace silverlane::decision {

void write(protocol::JsonWriter& json, const Snapshot& snapshot);
/// Errors: invalid_input naming the field.
Result<Snapshot> snapshot_from(const nlohmann::json& tree);

}  // namespace silverlane::decision
