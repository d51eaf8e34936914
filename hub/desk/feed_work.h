// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A bank's feeds into the store: signals, sales, contacts made elsewhere; and what a sale does to the opportunity that it came of. A bad row
// is named with file and line and left out, the rest is taken; the same id again changes nothing, so that an import that was cut off is
// simply run again. Works on a connection, not through the writer: the hub may run. One thread.
#pragma once

#include <filesystem>

#include "hub/desk/bank_import.h"

namespace silverlane::desk {

/// signals.jsonl or .csv. Taken only of customers who consent to profiling; a problem that came back needs service alone. Amounts become
/// bands here and are not kept. Errors: not_found; those of the store.
Result<void> import_signals(const std::filesystem::path& file, store::Store& store, UtcTime now, const FeedSettings& settings, ImportReport& report);
/// sales.jsonl or .csv. Matched with what the customer was told; of a sale that came of itself no customer is kept.
Result<void> import_sales(const std::filesystem::path& file, store::Store& store, UtcTime now, const FeedSettings& settings, ImportReport& report);
/// contacts.jsonl or .csv, so that the caps hold across every way to the customer. Taken only of customers who consent to marketing.
Result<void> import_contacts(const std::filesystem::path& file, store::Store& store, UtcTime now, const FeedSettings& settings, ImportReport& report);

/// Sales whose days of hesitation are over on this day count from now on: their opportunity, and the alert that carried it, end as "sold",
/// unless the product wants a record of the conversation and there is none. At most a few hundred at a time; returns how many.
int count_sales(store::Connection& connection, std::string_view day, UtcTime now);

}  // namespace silverlane::desk
