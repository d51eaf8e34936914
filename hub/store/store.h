// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Where the hub keeps everything: one writer, many readers. The typed tables (branches.h, customers.h, visits.h, ...) speak to the
// Connection that a Store hands out; a backend supplies connections, the schema and its migrations. Contract: docs/store.md, held for each
// backend by tests/unit/hub_store. All functions may be called from any thread; write() callers take turns.
#pragma once

#include <cstdint>
#include <functional>

#include "base/result.h"
#include "hub/store/connection.h"

namespace silverlane::store {

class Store {
public:
    virtual ~Store() = default;
    using Work = std::function<Result<void>(Connection&)>;

    /// One transaction. Success means: durable, also across a power cut. When `work` fails or the storage refuses anything, nothing of it
    /// remains. Errors: those of work; unavailable when the storage is full, locked or gone; io, corrupt.
    virtual Result<void> write(const Work& work) = 0;
    /// Reads one consistent state on a connection of its own; never waits for a writer.
    virtual Result<void> read(const Work& work) = 0;
    /// Moves the log into the main file, on a connection of its own. Safe at any time; does as much as readers allow.
    virtual Result<void> checkpoint() = 0;
    /// The schema's version, for /health and support.
    [[nodiscard]] virtual int schema_version() const = 0;
};

}  // namespace silverlane::store
