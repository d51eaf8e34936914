// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "config/settings_owner.h"

#include <algorithm>
#include <array>

namespace silverlane::config {
namespace {

constexpr std::array kOfHub{"listen", "rules", "branches", "queue", "phone", "staff", "alerts", "rating", "cache", "feeds", "bank"};
constexpr std::array kOfKiosk{"branch", "terminal", "panel", "input", "hub", "voice", "hall", "times", "security"};

}  // namespace

SettingsOwner settings_owner(const Document& document) {
    Mistakes seen_by_whoever_reads_it;
    const auto root = document.root(seen_by_whoever_reads_it);
    const auto is_there = [&root](const char* table) { return root.has(table); };
    const bool hub = std::any_of(kOfHub.begin(), kOfHub.end(), is_there);
    const bool kiosk = std::any_of(kOfKiosk.begin(), kOfKiosk.end(), is_there);
    if (hub == kiosk) return SettingsOwner::unclear;
    return hub ? SettingsOwner::hub : SettingsOwner::kiosk;
}

}  // namespace silverlane::config
