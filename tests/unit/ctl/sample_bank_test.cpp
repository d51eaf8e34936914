// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/sample_bank.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace silverlane::ctl {
namespace {

std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::filesystem::path made(std::uint64_t seed) {
    std::array<std::uint8_t, 32> key{};
    key.fill(0x55);
    SampleBankOptions options;
    options.seed = seed;
    options.today = std::chrono::year{2026} / 11 / 22;
    options.to = std::filesystem::path(testing::TempDir()) / ("silverlane-sample-" + std::to_string(seed));
    EXPECT_TRUE(write_sample_customers(options, IdentifierHasher{HashKey{key}}));
    return options.to / "customers.jsonl";
}

}  // namespace

TEST(SampleBank, TheShippedFileIsWhatTheGeneratorWrites) {
    const std::string shipped = content_of(std::filesystem::path(SILVERLANE_SOURCE_DIR) / "config/samples/customers.jsonl");
    EXPECT_EQ(content_of(made(7)), shipped);
    EXPECT_NE(content_of(made(8)), shipped);
}

TEST(SampleBank, HoldsTheStorysPeopleAndBelievableOnes) {
    std::istringstream rows(content_of(made(7)));
    std::string line;
    std::set<std::string> ids;
    int elders = 0;
    int consenting = 0;
    while (std::getline(rows, line)) {
        const auto row = nlohmann::json::parse(line);
        ids.insert(row["id"].get<std::string>());
        const int born = std::stoi(row["birth"].get<std::string>().substr(0, 4));
        EXPECT_GE(born, 1935);
        EXPECT_LE(born, 2004);
        if (born <= 1966) ++elders;
        for (const auto& consent : row["consents"]) consenting += consent["purpose"] == "wifi" && consent["granted"].get<bool>() ? 1 : 0;
        if (row["id"] == "C00001") {
            EXPECT_EQ(row["birth"], "1954-10-13");
            EXPECT_EQ(row["products"][0]["matures"], "2026-11-27");
        }
        EXPECT_EQ(line.find(sample_phone(1)), std::string::npos) << "a raw number in the file";
    }
    EXPECT_EQ(ids.size(), 300U);
    EXPECT_GT(elders, 150);
    EXPECT_GT(consenting, 150);
    EXPECT_LT(consenting, 270);
}

}  // namespace silverlane::ctl
