// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Pictures of every template, drawn by the program itself on a presenter in memory: for whoever changes the look, and for docs/gallery. The
// turns are those of sample_turns.h. Runs before any device, hub or window is opened, on the calling thread.
#pragma once

#include <filesystem>

#include "base/clock.h"
#include "base/event_log.h"
#include "base/result.h"
#include "kiosk/settings/kiosk_settings.h"

namespace silverlane::kiosk {

/// Writes <template>-<panel>-<size>-<ground>-<language>.png into the folder, and README.md that shows them. The panel is 21.5 inch, whatever the
/// settings say. Errors: io, not_found (fonts, texts, flows).
Result<void> write_gallery(const KioskSettings& settings, const std::filesystem::path& folder, const Clock& clock, EventLog& log);

}  // namespace silverlane::kiosk
