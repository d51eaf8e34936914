// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// For the first line of a program that holds what people tell it: its memory is written to no disk and shown to no other program of the same
// user. Called once, before any thread begins. It does not touch what is already on a disk, and no test program calls it for itself.
#pragma once

namespace silverlane {

/// Forbids core dumps and attaching by a program that is not root's. From then on /proc/<pid> of this process belongs to root: who measures its
/// memory (tests/bench) does so as root.
void forbid_core_dumps();

}  // namespace silverlane
