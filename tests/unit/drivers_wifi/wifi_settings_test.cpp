// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/wifi/wifi_settings.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace silverlane::drivers::wifi {
namespace {

class WifiSettingsTest : public ::testing::Test {
protected:
    WifiSettingsTest() {
        std::string pattern = testing::TempDir() + "/wifi-settings-XXXXXX";
        folder_ = mkdtemp(pattern.data());
        write("ap.secret", "testing123\n", 0600);
    }
    ~WifiSettingsTest() override { std::filesystem::remove_all(folder_); }
    void write(const std::string& name, const std::string& text, mode_t mode) const {
        std::ofstream(folder_ / name) << text;
        chmod((folder_ / name).c_str(), mode);
    }
    WifiSettings read(const std::string& text) {
        auto document = config::Document::parse(text, "kiosk.toml");
        EXPECT_TRUE(document.ok()) << (document.ok() ? "" : document.error().text());
        mistakes_ = {};
        config::TableReader root = document->root(mistakes_);
        return read_wifi_settings(root.table("drivers").table("wifi"), folder_);
    }
    std::filesystem::path folder_;
    config::Mistakes mistakes_;
};

constexpr const char* kGood = R"([drivers.wifi]
port = 0
[[drivers.wifi.client]]
name = "controller-1"
address = "10.79.0.0/16"
secret_file = "ap.secret"
branch = "0791"
inside = ["96-F7-FF-9A-BF-33"]
require_message_authenticator = true
[drivers.wifi.client.places]
"96-F7-FF-9A-BF-33" = "entrance"
)";

TEST_F(WifiSettingsTest, ReadsAClientWithItsSecretFromItsOwnFile) {
    const WifiSettings settings = read(kGood);
    EXPECT_TRUE(mistakes_.empty()) << mistakes_.text();
    ASSERT_EQ(settings.clients.size(), 1U);
    EXPECT_EQ(settings.clients[0].secret->bytes(), "testing123");
    EXPECT_EQ(settings.clients[0].class_prefix, "CIF:");
    EXPECT_EQ(settings.clients[0].places.at(0).second, "entrance");
    EXPECT_TRUE(settings.clients[0].require_message_authenticator);
    EXPECT_EQ(settings.port, 0);
}

TEST_F(WifiSettingsTest, ASecretFileThatOthersCanReadIsRefusedWithTheCommandThatMendsIt) {
    chmod((folder_ / "ap.secret").c_str(), 0644);
    read(kGood);
    EXPECT_NE(mistakes_.text().find("chmod 600"), std::string::npos) << mistakes_.text();
}

TEST_F(WifiSettingsTest, AWrongKeyAndAWrongAddressAreNamedWithTheirLines) {
    read("[drivers.wifi]\n[[drivers.wifi.client]]\nname = \"x\"\naddress = \"10.79.0.0/33\"\nsecret_file = \"ap.secret\"\nbranch = \"1\"\nclas_prefix = \"\"\n");
    EXPECT_NE(mistakes_.text().find("kiosk.toml:4"), std::string::npos) << mistakes_.text();
    EXPECT_NE(mistakes_.text().find("clas_prefix"), std::string::npos) << mistakes_.text();
}

TEST_F(WifiSettingsTest, WithoutAnyClientItIsAMistake) {
    read("[drivers.wifi]\nport = 1813\n");
    EXPECT_FALSE(mistakes_.empty());
}

TEST(AddressRangeTest, CoversWhatItSays) {
    const auto covers = [](const char* range, const char* address) { return AddressRange::parse(range)->covers(*parse_address(address)); };
    EXPECT_TRUE(covers("10.79.1.2", "10.79.1.2"));
    EXPECT_TRUE(covers("10.79.1.2", "::ffff:10.79.1.2"));
    EXPECT_FALSE(covers("10.79.1.2", "10.79.1.3"));
    EXPECT_TRUE(covers("10.79.0.0/17", "10.79.127.255"));
    EXPECT_FALSE(covers("10.79.0.0/17", "10.79.128.0"));
    EXPECT_TRUE(covers("0.0.0.0/0", "203.0.113.9"));
    EXPECT_FALSE(covers("0.0.0.0/0", "2001:db8::1"));
    EXPECT_TRUE(covers("2001:db8::/32", "2001:db8:1::9"));
    EXPECT_FALSE(covers("2001:db8::/32", "2001:db9::9"));
    EXPECT_TRUE(covers("fe80::/10", "fe80::1%eth0"));
    for (const char* wrong : {"", "10.79.1", "10.79.1.2/", "10.79.1.2/33", "10.79.1.2/-1", "::/129", "host.example", "10.0.0.0/8x"}) {
        EXPECT_FALSE(AddressRange::parse(wrong).ok()) << wrong;
    }
}

}  // namespace
}  // namespace silverlane::drivers::wifi
