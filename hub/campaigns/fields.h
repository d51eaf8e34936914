// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Kinds of fields that many rule files have: a text in both languages, a day, a name that must stand in another file. Each says its mistakes
// through the reader. Pure; one reading, one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/reader.h"
#include "hub/decision/facts.h"
#include "hub/protocol/service_messages.h"

namespace silverlane::campaigns {

/// NAME_zh and NAME_en, both required; NAME_zh_spoken and NAME_en_spoken may stand beside them.
protocol::LocalText required_local(config::TableReader& table, const std::string& name);
/// The same, both or neither.
std::optional<protocol::LocalText> optional_local(config::TableReader& table, const std::string& name);
/// 1 to 60 of a-z, 0-9, '_', '-', '.'; anything else is a mistake. Required.
std::string required_id(config::TableReader& table);
/// "2026-11-27", required.
std::optional<decision::Date> required_day(config::TableReader& table, std::string_view key);
int whole(config::TableReader& table, std::string_view key, int fallback, int least, int most);
/// A cap: absent is none, 0 is never.
std::optional<int> cap(config::TableReader& table, std::string_view key, int most);
/// That `name` is among `known`; else a mistake at `key`: "no segment 'silvr'". Empty names are somebody else's mistake.
bool must_be_known(config::TableReader& table, std::string_view key, std::string_view kind, const std::string& name, const std::vector<std::string>& known);

template <class Items>
std::vector<std::string> ids_of(const Items& items) {
    std::vector<std::string> ids;
    for (const auto& each : items) ids.push_back(each.id);
    return ids;
}

}  // namespace silverlane::campaigns
