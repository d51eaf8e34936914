// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The texts of schema.sql, for a new file, and of the migrations, for an older one. Private to hub/store/sqlite.
#pragma once

namespace silverlane::store {

/// Every statement of the newest schema.
const char* schema_text();
/// From schema 1 to 2.
const char* migration_to_2_text();
/// From schema 2 to 3.
const char* migration_to_3_text();
/// From schema 3 to 4.
const char* migration_to_4_text();

}  // namespace silverlane::store
