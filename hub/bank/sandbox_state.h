// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the sandbox bank must not forget, in a SQLite file of its own: the last line printed in each passbook, and wrong PINs. On disk before
// it is answered (WAL, synchronous=FULL). Holds keyed hashes and numbers only. Private to hub/bank; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>

#include "base/keyed_hash.h"
#include "base/result.h"

namespace silverlane::store { class SqliteConnection; }

namespace silverlane::bank {

class SandboxState {
public:
    /// Errors: io with the path.
    static Result<std::unique_ptr<SandboxState>> open(const std::filesystem::path& file);
    ~SandboxState();
    SandboxState(const SandboxState&) = delete;
    SandboxState& operator=(const SandboxState&) = delete;

    Result<std::int64_t> last_printed(const KeyedHash& book);
    /// The highest line stays.
    Result<void> mark_printed(const KeyedHash& book, std::int64_t line);

    Result<int> wrong_pins(const KeyedHash& medium);
    Result<void> set_wrong_pins(const KeyedHash& medium, int wrong);

private:
    explicit SandboxState(std::unique_ptr<store::SqliteConnection> connection);
    std::mutex mutex_;
    std::unique_ptr<store::SqliteConnection> connection_;
};

}  // namespace silverlane::bank
