// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// In a file of its own, so that the compiler sees new and delete of other files as the ordinary pair.
#include "tests/unit/hub_rules/allocation_count.h"

#include <cstdlib>
#include <new>

namespace {
thread_local long allocations = 0;
}  // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace silverlane::rules::test {
long allocation_count() { return allocations; }
}  // namespace silverlane::rules::test
