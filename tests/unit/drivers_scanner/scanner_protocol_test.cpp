// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/scanner/scanner_protocol.h"

#include <gtest/gtest.h>

#include "base/random_source.h"
#include "drivers/scanner/scanner_virtual.h"

namespace silverlane::drivers::scanner {
namespace {

TEST(ScannerProtocol, ReadsAimIdentifiersAndOurOwnNames) {
    EXPECT_EQ(read_code("]Q1https://bank.example/q/A012\r\n")->symbology, "qr_code");
    EXPECT_EQ(read_code("]Q1https://bank.example/q/A012\r\n")->data, "https://bank.example/q/A012");
    EXPECT_EQ(read_code("]C0A012")->symbology, "code_128");
    EXPECT_EQ(read_code("qr_code SL1:01J")->data, "SL1:01J");
    EXPECT_EQ(read_code("]d2")->data, "");
}

TEST(ScannerProtocol, WhatDoesNotSayWhatItIsIsNoReading) {
    for (const char* bytes : {"", "]", "]Q", "]?1abc", "A012", "qr_code", "qr_codeA", "\n"}) {
        EXPECT_FALSE(read_code(bytes).has_value()) << bytes;
    }
}

TEST(ScannerProtocol, SurvivesRandomBytes) {
    SeededRandom random{15424};
    SystemClock clock;
    SilentLog log;
    CodeReadings readings(4);
    const auto scanner = VirtualCodeScanner::open({}, readings, clock, log).value();
    scanner->enable(true);
    int accepted = 0;
    for (int i = 0; i < 5'000; ++i) {
        std::string bytes(random.below(40), ' ');
        for (char& c : bytes) c = static_cast<char>(random.below(i % 2 == 0 ? 256 : 128));
        if (i % 3 == 0) bytes = "]Q1" + bytes;
        if (scanner->present_bytes(bytes) != Presented::accepted) continue;
        ++accepted;
        EXPECT_TRUE(readings.try_take().has_value());
    }
    EXPECT_GT(accepted, 500);
}

TEST(ScannerSettings, NamesAnUnknownKey) {
    auto document = config::Document::parse("[scanner]\nsocket = \"scanner.socket\"\nsokcet = 1\n", "kiosk.toml");
    config::Mistakes mistakes;
    config::TableReader root = document->root(mistakes);
    EXPECT_EQ(read_scanner_settings(root.table("scanner"), "/run/silverlane").socket, "/run/silverlane/scanner.socket");
    EXPECT_NE(mistakes.text().find("kiosk.toml:3"), std::string::npos) << mistakes.text();
}

}  // namespace
}  // namespace silverlane::drivers::scanner
