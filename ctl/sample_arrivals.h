// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Invented arrivals as snapshots, one JSON line each: what a rehearsal or a benchmark plays. The same options write the same bytes. One thread.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"
#include "hub/decision/facts.h"

namespace silverlane::ctl {

struct SampleArrivalOptions {
    int count = 1'000;
    int customers = 300;           ///< who come again and again
    int branches = 2;
    int days = 5;
    decision::Date today{};        ///< the last of them
    std::uint64_t seed = 7;
};

/// Errors: invalid_input, io.
Result<void> write_sample_arrivals(const SampleArrivalOptions& options, const std::filesystem::path& to);

}  // namespace silverlane::ctl
