// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A rule folder of any size for benchmarks and trials: the sample bank's products, tags, segments, moments, strategies and talk tracks with so
// many campaigns of different audiences, products, places and quotas. The same count and seed write the same bytes. One thread.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"

namespace silverlane::ctl {

/// `samples`: share/silverlane/samples. Errors: io; invalid_input when `to` holds campaigns already.
Result<void> write_sample_rules(int campaigns, std::uint64_t seed, const std::filesystem::path& samples, const std::filesystem::path& to);

}  // namespace silverlane::ctl
