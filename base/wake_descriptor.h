// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A file descriptor (Linux eventfd) that another thread makes readable, so that a poll() can wait for queues and devices at once.
// wake() from any thread; drain() and descriptor() by the thread that polls.
#pragma once

namespace silverlane {

class WakeDescriptor {
public:
    WakeDescriptor();
    ~WakeDescriptor();
    WakeDescriptor(const WakeDescriptor&) = delete;
    WakeDescriptor& operator=(const WakeDescriptor&) = delete;

    void wake();
    /// Makes it unreadable again until the next wake().
    void drain();
    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

}  // namespace silverlane
