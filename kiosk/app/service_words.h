// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the hub sends about activities, offers and held data, and the days on which somebody can come, as items of a flow's lists. Pure; any
// thread. The words are keys of config/strings, or the branch's own text in both languages.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "hub/protocol/service_messages.h"
#include "kiosk/flow/knowledge.h"

namespace silverlane::kiosk {

/// A text that the branch wrote, by language.
std::map<std::string, flow::Words> words_of(const protocol::LocalText& text);

flow::ListItem activity_item(const protocol::Activity& activity);
/// Day and hour, then the room: two lines.
std::vector<flow::ListItem> event_lines(const protocol::Activity& activity);
/// Title and line of an offer; nobody else may hear them.
std::vector<flow::ListItem> offer_lines(const protocol::Offer& offer);
/// One line for each thing that is held; consents one line each.
std::vector<flow::ListItem> known_lines(const protocol::KnownList& known, const BranchCalendar& calendar);
/// The next two working days of the branch's calendar, mornings and afternoons. Ids: "2026-12-01 morning".
std::vector<flow::ListItem> half_day_items(const BranchCalendar& calendar, UtcTime now);

/// 1 is Monday; of a day "2026-12-01". 0 when it is none.
int weekday_of(const std::string& day);
/// 1 to 31 of a day "2026-12-01"; 0 when it is none.
int day_of_month(const std::string& day);
/// "2026-12-01" -> "12-01".
std::string month_day_of(const std::string& day);

}  // namespace silverlane::kiosk
