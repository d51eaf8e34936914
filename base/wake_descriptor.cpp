// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/wake_descriptor.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

#include "base/check.h"

namespace silverlane {

WakeDescriptor::WakeDescriptor() : descriptor_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) { SILVERLANE_CHECK(descriptor_ >= 0); }

WakeDescriptor::~WakeDescriptor() { close(descriptor_); }

void WakeDescriptor::wake() {
    const std::uint64_t one = 1;
    // A full counter (EAGAIN) means that the reader is awake already.
    static_cast<void>(!write(descriptor_, &one, sizeof one));
}

void WakeDescriptor::drain() {
    std::uint64_t count = 0;
    static_cast<void>(!read(descriptor_, &count, sizeof count));
}

}  // namespace silverlane
