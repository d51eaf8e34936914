// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The kiosk's words for the staff's page: it gets text keys of a customer's screen and shows what stands on the buttons there. Pure.
#pragma once

#include <map>
#include <string>

#include "kiosk/flow/flow_file.h"
#include "kiosk/scene/text_file.h"

namespace silverlane::ctl {

/// "zh-CN.json": {"flows":{"take_ticket":"取号"},"texts":{"take_ticket.service.cash":"存取现金"}}. Names of flows, titles, answers and the
/// keys that are on every screen; a slot is "…", because no value ever comes to staff. Private texts are left out.
std::map<std::string, std::string> kiosk_texts(const flow::Flows& flows, const std::map<std::string, scene::TextFile>& by_language);

}  // namespace silverlane::ctl
