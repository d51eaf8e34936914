// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The text of schema.sql, for a new file. Private to hub/store/sqlite.
#pragma once

namespace silverlane::store {

/// Every statement of the newest schema.
const char* schema_text();

}  // namespace silverlane::store
