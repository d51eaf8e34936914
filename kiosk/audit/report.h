// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the audit says: the lines on the terminal and the page docs/accessibility-report.md. Pure; any thread.
#pragma once

#include <string>

#include "kiosk/audit/audit.h"

namespace silverlane::audit {

/// One line a finding, then one of what was looked at.
std::string summary(const AuditResult& result);

/// The page, without any figure that changes with the machine or the day: the same kiosk gives the same page.
std::string report_page(const AuditResult& result);

}  // namespace silverlane::audit
