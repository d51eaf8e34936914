// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/transport/local_datagram.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace silverlane::drivers {

namespace {

struct LocalAddress {
    sockaddr_un address{};
    socklen_t length = 0;
};

Result<LocalAddress> address_of(const std::filesystem::path& path) {
    LocalAddress local;
    local.address.sun_family = AF_UNIX;
    const std::string& text = path.native();
    if (text.empty() || text.size() >= sizeof local.address.sun_path) {
        return Error{ErrorCode::invalid_input, "socket path '" + text + "' is empty or longer than 107 bytes"};
    }
    std::memcpy(local.address.sun_path, text.c_str(), text.size() + 1);
    local.length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + text.size() + 1);
    return local;
}

const sockaddr* as_sockaddr(const sockaddr_un& address) { return reinterpret_cast<const sockaddr*>(&address); }

Error io_error(const std::string& what) { return Error{ErrorCode::io, what + ": " + std::strerror(errno)}; }

/// Whether somebody receives at this address now.
bool is_alive(const LocalAddress& local) {
    const int probe = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (probe < 0) return false;
    const bool alive = connect(probe, as_sockaddr(local.address), local.length) == 0;
    close(probe);
    return alive;
}

}  // namespace

Result<std::unique_ptr<LocalDatagramReceiver>> LocalDatagramReceiver::open(const std::filesystem::path& path, std::string thread_name,
                                                                           Handler handler, EventLog& log) {
    const auto local = address_of(path);
    if (!local) return local.error();
    struct stat status{};
    if (lstat(path.c_str(), &status) == 0) {
        if (!S_ISSOCK(status.st_mode)) return Error{ErrorCode::conflict, path.string() + " exists and is no socket"};
        if (is_alive(*local)) return Error{ErrorCode::conflict, "another program receives at " + path.string()};
        unlink(path.c_str());
    }
    const int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return io_error("cannot make a socket");
    // Before bind(), so that the socket is never reachable by others, not even for a moment.
    fchmod(descriptor, 0600);
    if (bind(descriptor, as_sockaddr(local->address), local->length) != 0) {
        Error failed = io_error("cannot bind " + path.string());
        close(descriptor);
        return failed;
    }
    chmod(path.c_str(), 0600);
    return std::unique_ptr<LocalDatagramReceiver>(
        new LocalDatagramReceiver(descriptor, path, std::move(thread_name), std::move(handler), log));
}

LocalDatagramReceiver::LocalDatagramReceiver(int descriptor, std::filesystem::path path, std::string thread_name, Handler handler,
                                             EventLog& log)
    : descriptor_(descriptor), path_(std::move(path)), thread_name_(std::move(thread_name)), handler_(std::move(handler)), log_(log) {
    thread_ = std::thread([this] { run(); });
}

LocalDatagramReceiver::~LocalDatagramReceiver() {
    stopping_ = true;
    stop_.wake();
    thread_.join();
    close(descriptor_);
    unlink(path_.c_str());
}

void LocalDatagramReceiver::run() {
    pthread_setname_np(pthread_self(), thread_name_.c_str());
    try {
        std::string buffer;
        while (!stopping_) {
            pollfd waits[] = {{descriptor_, POLLIN, 0}, {stop_.descriptor(), POLLIN, 0}};
            poll(waits, 2, -1);
            if ((waits[0].revents & POLLIN) != 0) receive_one(buffer);
        }
    } catch (...) {
        log_.write(LogEvent{LogLevel::error, "device_thread_failed"}.with("device", std::string_view{thread_name_}));
    }
}

void LocalDatagramReceiver::receive_one(std::string& buffer) {
    buffer.resize(kLongestPresentation + 1);
    sockaddr_un from{};
    socklen_t from_length = sizeof from;
    const ssize_t count = recvfrom(descriptor_, buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&from), &from_length);
    if (count < 0) return;
    const std::string answer = handler_(std::string_view(buffer).substr(0, static_cast<std::size_t>(count)));
    explicit_bzero(buffer.data(), buffer.size());
    if (from_length > offsetof(sockaddr_un, sun_path)) {
        // A sender that did not wait for its answer is no fault of ours.
        sendto(descriptor_, answer.data(), answer.size(), MSG_DONTWAIT, as_sockaddr(from), from_length);
    }
}

Result<std::string> present_through(const std::filesystem::path& path, std::string_view presentation, Milliseconds longest) {
    if (presentation.size() > kLongestPresentation) return Error{ErrorCode::too_large, "longer than a device takes"};
    const auto local = address_of(path);
    if (!local) return local.error();
    const int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return io_error("cannot make a socket");
    // Binding to the family alone gives the sender an address of its own in the abstract name space (unix(7), autobind).
    const sa_family_t own = AF_UNIX;
    sockaddr_un self{};
    self.sun_family = own;
    std::string answer(256, '\0');
    const auto finish = [&](Result<std::string> outcome) {
        close(descriptor);
        return outcome;
    };
    if (bind(descriptor, as_sockaddr(self), sizeof own) != 0) return finish(io_error("cannot bind"));
    if (sendto(descriptor, presentation.data(), presentation.size(), 0, as_sockaddr(local->address), local->length) < 0) {
        return finish(Error{ErrorCode::unavailable, "nobody receives at " + path.string()});
    }
    pollfd wait{descriptor, POLLIN, 0};
    if (poll(&wait, 1, static_cast<int>(longest.count())) <= 0) return finish(Error{ErrorCode::unknown_outcome, "no answer from the device"});
    const ssize_t count = recv(descriptor, answer.data(), answer.size(), 0);
    if (count < 0) return finish(io_error("cannot read the answer"));
    answer.resize(static_cast<std::size_t>(count));
    return finish(answer);
}

}  // namespace silverlane::drivers
