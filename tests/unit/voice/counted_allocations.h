// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Counts what a program allocates while its audio callback runs, by operators new and delete of its own. Link it into one test program.
#pragma once

#include <atomic>

namespace silverlane::voice {

/// Set by a test around the callback, on the callback's thread.
extern thread_local bool in_audio_callback;
extern std::atomic<int> allocations_in_callback;

}  // namespace silverlane::voice
