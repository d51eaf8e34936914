// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "hub/app/readiness.h"

namespace silverlane::hub {
namespace {

TEST(ReadinessTest, the_service_manager_gets_one_datagram) {
    const std::string path = (std::filesystem::temp_directory_path() / ("silverlane-notify-" + std::to_string(::getpid()))).string();
    const int manager = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(manager, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    notify_service_manager("READY=1");
    ::unsetenv("NOTIFY_SOCKET");
    notify_service_manager("READY=1");   // nobody to tell: nothing happens
    std::array<char, 64> received{};
    const ssize_t length = ::recv(manager, received.data(), received.size(), 0);
    EXPECT_EQ(std::string(received.data(), length > 0 ? static_cast<std::size_t>(length) : 0), "READY=1");
    EXPECT_LT(::recv(manager, received.data(), received.size(), 0), 0);
    ::close(manager);
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace silverlane::hub
