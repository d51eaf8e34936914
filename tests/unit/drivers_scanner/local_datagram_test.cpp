// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/transport/local_datagram.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

namespace silverlane::drivers {
namespace {

class LocalDatagram : public ::testing::Test {
protected:
    LocalDatagram() {
        std::string pattern = testing::TempDir() + "/datagram-XXXXXX";
        folder_ = mkdtemp(pattern.data());
        path_ = folder_ / "device.socket";
    }
    ~LocalDatagram() override { std::filesystem::remove_all(folder_); }
    Result<std::unique_ptr<LocalDatagramReceiver>> open() {
        return LocalDatagramReceiver::open(path_, "device", [](std::string_view bytes) { return "got " + std::to_string(bytes.size()); }, log_);
    }
    std::filesystem::path folder_;
    std::filesystem::path path_;
    SilentLog log_;
};

TEST_F(LocalDatagram, AnswersWhoeverPresents) {
    const auto receiver = open();
    ASSERT_TRUE(receiver.ok()) << receiver.error().text();
    EXPECT_EQ(present_through(path_, "12345", Milliseconds{5'000}).value(), "got 5");
    EXPECT_EQ(present_through(path_, std::string(kLongestPresentation, 'x'), Milliseconds{5'000}).value(), "got 4160");
    EXPECT_EQ(present_through(path_, std::string(kLongestPresentation + 1, 'x'), Milliseconds{5'000}).error().code(), ErrorCode::too_large);
}

TEST_F(LocalDatagram, OnlyTheOwnerReachesItAndItIsRemovedAtTheEnd) {
    {
        const auto receiver = open();
        ASSERT_TRUE(receiver.ok());
        struct stat status{};
        ASSERT_EQ(stat(path_.c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777, 0600U);
    }
    EXPECT_FALSE(std::filesystem::exists(path_));
    EXPECT_EQ(present_through(path_, "x", Milliseconds{100}).error().code(), ErrorCode::unavailable);
}

TEST_F(LocalDatagram, ReplacesASocketLeftBehindAndNothingElse) {
    const int dead = socket(AF_UNIX, SOCK_DGRAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
    ASSERT_EQ(bind(dead, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    close(dead);
    {
        const auto receiver = open();
        EXPECT_TRUE(receiver.ok());
        EXPECT_EQ(open().error().code(), ErrorCode::conflict) << "a living one is not replaced";
    }
    std::ofstream(path_) << "precious";
    EXPECT_EQ(open().error().code(), ErrorCode::conflict);
    EXPECT_TRUE(std::filesystem::exists(path_));
    path_ = folder_ / std::string(120, 'x');
    EXPECT_EQ(open().error().code(), ErrorCode::invalid_input);
}

}  // namespace
}  // namespace silverlane::drivers
