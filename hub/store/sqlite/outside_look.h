// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A look into a hub's database by another program (silverlanectl): the file is read, never brought up to date, and the look at a person is
// entered in the hub's own record of views first. The hub may run. One thread.
#pragma once

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/identifier.h"
#include "hub/store/store.h"

namespace silverlane::store {

/// Reads one consistent state. `work` cannot write: the connection refuses. Errors: not_found; unsupported when the schema is not this program's
/// own; corrupt when it is no Silverlane database; io; those of work.
Result<void> read_database(const std::filesystem::path& file, const Store::Work& work);

/// Who looked at what, from outside the hub.
struct OutsideView {
    UtcTime at{};
    BranchId branch;      ///< empty: of several
    std::string who;      ///< "it:" and the name of the person's account on this machine
    std::string what;     ///< "decide customer C00001"
};

/// A row of view_audit, durable when it returns; none in a database of an older schema, which has no such table. Whoever may not write the
/// file may not look into it either. Errors: not_found; corrupt; io; forbidden with what to do.
Result<void> record_outside_view(const std::filesystem::path& file, const OutsideView& view);

}  // namespace silverlane::store
