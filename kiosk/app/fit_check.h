// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whether every step fits on this panel, in every language, at the largest text: a terminal on which somebody could not read a step is
// refused at start, not found out in a branch. Pure but for the fonts it opens; any thread.
#pragma once

#include "base/result.h"
#include "kiosk/flow/flow_file.h"
#include "kiosk/scene/builder.h"
#include "kiosk/scene/text_catalogue.h"
#include "kiosk/ui/font_file.h"
#include "kiosk/ui/metrics.h"

namespace silverlane::kiosk {

/// Errors: unsupported, naming each step, language and node that does not fit, one a line; not_found (fonts).
Result<void> check_fit(const flow::Flows& flows, const scene::TextCatalogue& texts, const scene::Facts& facts, const ui::Panel& panel,
                       const ui::FontFiles& fonts, flow::TextSize size = flow::TextSize::largest);

}  // namespace silverlane::kiosk
