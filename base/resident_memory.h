// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// For a program that answers a touch after minutes of rest: what it has used stays in memory, so that a finger never waits for a disk, and
// what people told it is never written to a swap device.
#pragma once

namespace silverlane {

/// Locks every page from the moment it is first used, now and later (mlock(2), MCL_ONFAULT): nothing is loaded that is not used. Does nothing
/// and returns false unless the process may lock without a limit (root, CAP_IPC_LOCK, or LimitMEMLOCK=infinity), because with one, later
/// allocations would fail. Call it once, before threads begin.
bool keep_used_memory_resident();

}  // namespace silverlane
