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
    /// The same without waiting for the disk. Success means: every later transaction builds on it, and it lasts once make_durable() has said
    /// so. Nobody outside the program may be told of it before. Errors as write().
    virtual Result<void> commit(const Work& work) = 0;
    /// Returns when everything that was committed before the call outlasts a power cut. Errors: io; then nothing is committed any more until
    /// the store is opened anew.
    virtual Result<void> make_durable() = 0;
    /// Reads one consistent state on a connection of its own, and returns when what it may have seen is durable: at most as long as the disk
    /// takes, never as long as a transaction.
    virtual Result<void> read(const Work& work) = 0;
    /// Moves the log into the main file, on a connection of its own. Safe at any time; does as much as readers allow.
    virtual Result<void> checkpoint() = 0;
    /// The schema's version, for /health and support.
    [[nodiscard]] virtual int schema_version() const = 0;
};

}  // namespace silverlane::store
