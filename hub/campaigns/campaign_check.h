// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What can only be said of campaigns when all are there: names of others that do not exist, two that mean the same people at the same moment,
// elders within reach of a risky product, one that has ended. Pure; one reading, one thread.
#pragma once

#include <vector>

#include "hub/campaigns/rule_book.h"
#include "hub/rules/catalogue.h"

namespace silverlane::campaigns {

/// Adds to the book's warnings.
void warn_about(RuleBook& book, const rules::Catalogue& catalogue, const rules::Segments& segments, const decision::Date& today);

/// Two campaigns that may be meant for one person at one moment, for one product, and do not exclude each other.
struct Overlap { std::size_t first = 0, second = 0; };
std::vector<Overlap> overlaps(const std::vector<CampaignSheet>& campaigns, const rules::Catalogue& catalogue, const rules::Segments& segments);

}  // namespace silverlane::campaigns
