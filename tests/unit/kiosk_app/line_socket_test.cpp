// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/line_socket.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <thread>

namespace silverlane::kiosk {
namespace {

class Peer {
public:
    explicit Peer(const std::filesystem::path& path) : descriptor_(socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        connected_ = connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Peer() { close(descriptor_); }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    [[nodiscard]] bool connected() const { return connected_; }
    void send_text(const std::string& text) const { ASSERT_EQ(send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size())); }
    /// What has come; empty when the other side has closed or nothing came within a second.
    [[nodiscard]] std::string received() const {
        pollfd watched{descriptor_, POLLIN, 0};
        if (poll(&watched, 1, 1'000) <= 0) return {};
        char buffer[4096];
        const ssize_t got = recv(descriptor_, buffer, sizeof buffer, 0);
        return got > 0 ? std::string(buffer, static_cast<std::size_t>(got)) : std::string{};
    }

private:
    int descriptor_;
    bool connected_ = false;
};

class LineSocketTest : public testing::Test {
protected:
    ~LineSocketTest() override { std::filesystem::remove(path); }
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("silverlane-line-" + std::to_string(getpid()));
    static std::string shout(const std::string& line) { return line + "!"; }
};

TEST_F(LineSocketTest, AnswersEachCompleteLineAndKeepsTheRest) {
    auto server = LineSocket::open(path);
    ASSERT_TRUE(server.ok());
    const Peer peer(path);
    ASSERT_TRUE(peer.connected());
    peer.send_text("one\ntwo\nthr");
    (*server)->serve(shout);
    EXPECT_EQ(peer.received(), "one!\ntwo!\n");
    peer.send_text("ee\n");
    (*server)->serve(shout);
    EXPECT_EQ(peer.received(), "three!\n");
}

TEST_F(LineSocketTest, WhoeverSeesThePathCanConnect) {
    for (int round = 0; round < 500; ++round) {
        bool connected = false;
        std::thread watcher([&] {
            struct stat found {};
            while (stat(path.c_str(), &found) != 0) {}
            connected = Peer(path).connected();
        });
        {
            auto server = LineSocket::open(path);
            watcher.join();
            ASSERT_TRUE(server.ok());
        }
        ASSERT_TRUE(connected) << "round " << round;
    }
}

TEST_F(LineSocketTest, TakesThePlaceOfASocketThatAKilledKioskLeft) {
    {
        auto killed = LineSocket::open(path);
        ASSERT_TRUE(killed.ok());
        std::filesystem::rename(path, path.string() + ".kept");  // so that the end of the object does not take it away
    }
    std::filesystem::rename(path.string() + ".kept", path);
    auto server = LineSocket::open(path);
    ASSERT_TRUE(server.ok());
    EXPECT_TRUE(Peer(path).connected());
}

TEST_F(LineSocketTest, ClosesAPeerWhoseLineNeverEnds) {
    auto server = LineSocket::open(path);
    ASSERT_TRUE(server.ok());
    const Peer peer(path);
    peer.send_text(std::string(65 * 1024, 'x'));
    (*server)->serve(shout);
    EXPECT_EQ(peer.received(), "");
}

TEST_F(LineSocketTest, IsReadableByItsOwnerOnlyAndGoneAtTheEnd) {
    {
        auto server = LineSocket::open(path);
        ASSERT_TRUE(server.ok());
        struct stat found {};
        ASSERT_EQ(stat(path.c_str(), &found), 0);
        EXPECT_EQ(found.st_mode & 0077U, 0U);
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(LineSocketTest, TakesOverAfterACrashAndNeverFromSomebodyAlive) {
    {
        const int left_over = socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        ASSERT_EQ(bind(left_over, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        close(left_over);
    }
    auto server = LineSocket::open(path);
    ASSERT_TRUE(server.ok()) << server.error().text();
    auto second = LineSocket::open(path);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code(), ErrorCode::conflict);
}

}  // namespace
}  // namespace silverlane::kiosk
