// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How often this thread has asked for memory: the test program's own operator new counts. Any thread.
#pragma once

namespace silverlane::rules::test {

long allocation_count();

}  // namespace silverlane::rules::test
