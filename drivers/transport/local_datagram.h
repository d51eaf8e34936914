// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A Unix datagram socket through which a virtual device of a running program is fed: one datagram, one presentation, one answer where
// the sender has an address. Only the socket's owner can reach it (mode 0600). The receiver has a thread of its own, named after the
// device. Knows nothing of what the bytes mean.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "base/clock.h"
#include "base/event_log.h"
#include "base/result.h"
#include "base/wake_descriptor.h"

namespace silverlane::drivers {

/// Longer datagrams are cut one byte beyond this, so that the device sees that they are too long.
inline constexpr std::size_t kLongestPresentation = 4096 + 64;

class LocalDatagramReceiver {
public:
    /// Takes a datagram's bytes and returns the answer's text. Called on the receiver's thread; the bytes are zeroed afterwards.
    using Handler = std::function<std::string(std::string_view)>;

    /// Replaces a socket left behind by a program that died; refuses to replace anything that is no socket. `thread_name` at most 15
    /// characters. Errors: conflict (something else has that path, or a living receiver), invalid_input (path too long), io.
    static Result<std::unique_ptr<LocalDatagramReceiver>> open(const std::filesystem::path& path, std::string thread_name, Handler handler,
                                                               EventLog& log);
    /// Ends the thread and removes the socket.
    ~LocalDatagramReceiver();
    LocalDatagramReceiver(const LocalDatagramReceiver&) = delete;
    LocalDatagramReceiver& operator=(const LocalDatagramReceiver&) = delete;

private:
    LocalDatagramReceiver(int descriptor, std::filesystem::path path, std::string thread_name, Handler handler, EventLog& log);
    void run();
    void receive_one(std::string& buffer);

    const int descriptor_;
    const std::filesystem::path path_;
    const std::string thread_name_;
    const Handler handler_;
    EventLog& log_;
    WakeDescriptor stop_;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

/// Sends one presentation to a running program's device and returns its answer. For silverlanectl. Errors: unavailable (nobody listens),
/// unknown_outcome (sent, and no answer within `longest`), invalid_input (path too long), too_large, io.
Result<std::string> present_through(const std::filesystem::path& path, std::string_view presentation, Milliseconds longest);

}  // namespace silverlane::drivers
