// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "counted_allocations.h"

#include <cstdlib>
#include <new>

namespace silverlane::voice {

thread_local bool in_audio_callback = false;
std::atomic<int> allocations_in_callback{0};

}  // namespace silverlane::voice

void* operator new(std::size_t size) {
    if (silverlane::voice::in_audio_callback) ++silverlane::voice::allocations_in_callback;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
