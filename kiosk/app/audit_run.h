// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// silverlane-kiosk --audit: the accessibility audit of this configuration, instead of a kiosk. Main thread, and the audit's own two. It
// needs no secret, no hub, no device and no display, and writes nothing but the report.
#pragma once

#include "kiosk/app/options.h"
#include "kiosk/settings/kiosk_settings.h"

namespace silverlane::kiosk {

/// Prints findings and a summary. Exit status: 0 nothing found, 1 findings, 2 the audit could not be made.
int run_audit(const KioskSettings& settings, const Options& options);

}  // namespace silverlane::kiosk
