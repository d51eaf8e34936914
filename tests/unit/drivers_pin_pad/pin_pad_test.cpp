// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>
#include <unistd.h>

#include <map>

#include "base/random_source.h"
#include "drivers/pin_pad/pin_pad_protocol.h"
#include "drivers/pin_pad/pin_pad_virtual.h"

namespace silverlane::drivers::pin_pad {
namespace {

std::vector<PadKey> keys_of(std::string_view words) {
    std::vector<PadKey> keys;
    while (const auto key = take_key(words)) keys.push_back(*key);
    return keys;
}

TEST(PadKeys, DigitsStandAloneOrTogetherAndTheOthersAreWords) {
    EXPECT_EQ(keys_of("1 90 erase\n"), (std::vector{PadKey{'1'}, PadKey{'9'}, PadKey{'0'}, PadKey::erase}));
    EXPECT_EQ(keys_of("135790 enter"), keys_of("1 3 5 7 9 0 enter"));
    EXPECT_EQ(keys_of("cancel"), std::vector{PadKey::cancel});
    EXPECT_TRUE(keys_of(" \r\n").empty());
}

TEST(PadKeys, AnythingElseStopsThere) {
    for (const char* wrong : {"e", "entern", "Enter", "*", "１", "cancelled"}) {
        std::string_view words = wrong;
        EXPECT_FALSE(take_key(words).has_value()) << wrong;
        EXPECT_EQ(words, wrong);
    }
    std::string_view words = "1x2";
    EXPECT_TRUE(take_key(words).has_value());
    EXPECT_FALSE(take_key(words).has_value()) << "what follows is not skipped";
}

/// What the device writes into the log, for a search of digits.
class KeepingLog final : public EventLog {
public:
    void write(const LogEvent& event) override {
        text += event.name();
        for (const auto& [field, value] : event.fields()) text += ' ' + field + '=' + value;
    }
    std::string text;
};

class VirtualPinPadTest : public ::testing::Test {
protected:
    VirtualPinPadTest() {
        std::string pattern = testing::TempDir() + "/pad-XXXXXX";
        folder_ = mkdtemp(pattern.data());
        settings_.seal_key = keys / "bank.pem";
    }
    /// One pair of keys for all tests: making one takes a noticeable while.
    static void SetUpTestSuite() {
        std::string pattern = testing::TempDir() + "/pad-keys-XXXXXX";
        keys = mkdtemp(pattern.data());
        ASSERT_TRUE(pin_block::make_key_pair(keys / "bank.key", keys / "bank.pem"));
    }
    static void TearDownTestSuite() { std::filesystem::remove_all(keys); }
    static inline std::filesystem::path keys;
    ~VirtualPinPadTest() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path folder_;
    PinPadSettings settings_;
    PinReports reports_{16};
    SystemClock clock_;
    KeepingLog log_;
};

TEST_F(VirtualPinPadTest, ItsOwnThreadEndsAnEntryThatNobodyEnds) {
    const auto pad = VirtualPinPad::open(settings_, reports_, clock_, log_).value();
    PinRequest request;
    request.longest = Milliseconds{30};
    const PinEntryNumber entry = pad->begin(request).value();
    const auto report = reports_.take_for(Milliseconds{10'000});
    ASSERT_TRUE(report.has_value());
    EXPECT_EQ(report->entry, entry);
    EXPECT_TRUE(std::holds_alternative<PinTimedOut>(report->what));
}

TEST_F(VirtualPinPadTest, NoDigitReachesTheLog) {
    const auto pad = VirtualPinPad::open(settings_, reports_, clock_, log_).value();
    ASSERT_TRUE(pad->begin({}).ok());
    EXPECT_EQ(pad->present("8 8 8 8 8 8 enter"), Presented::accepted);
    EXPECT_EQ(log_.text.find('8'), std::string::npos) << log_.text;
}

TEST_F(VirtualPinPadTest, WithoutTheBanksPublicKeyThereIsNoPad) {
    settings_.seal_key = folder_ / "nowhere.pem";
    EXPECT_EQ(VirtualPinPad::open(settings_, reports_, clock_, log_).error().code(), ErrorCode::not_found);
    settings_.seal_key = keys / "bank.key";
    EXPECT_EQ(VirtualPinPad::open(settings_, reports_, clock_, log_).error().code(), ErrorCode::invalid_input);
}

TEST_F(VirtualPinPadTest, AnyBytesAreSurvivedAndNeverMoreThanADigitAKey) {
    PinReports many{20'000};
    const auto pad = VirtualPinPad::open(settings_, many, clock_, log_).value();
    SeededRandom random{9};
    const std::string alphabet = "0123456789 \n\rceancl erase cancel enter\xff";
    std::map<PinEntryNumber, int> counts;
    for (int i = 0; i < 300; ++i) {
        if (i % 10 == 0) {
            ASSERT_TRUE(pad->begin({}).ok());
        }
        std::string words(random.below(40), ' ');
        for (char& c : words) c = alphabet[random.below(alphabet.size())];
        static_cast<void>(pad->present(words));
    }
    while (const auto report = many.try_take()) {
        const auto* progress = std::get_if<PinProgress>(&report->what);
        if (progress == nullptr) continue;
        const int step = progress->count - counts[report->entry];
        EXPECT_TRUE(step == 1 || step == -1);
        EXPECT_TRUE(progress->count >= 0 && progress->count <= 6);
        counts[report->entry] = progress->count;
    }
    EXPECT_GE(counts.size(), 10U);
}

TEST(PinPadSettings, TheKeyIsRequiredAndPathsCountFromTheirFolders) {
    config::Mistakes mistakes;
    const auto good = config::Document::parse("seal_key = \"bank-pin.pem\"\nsocket = \"pad.socket\"\n", "kiosk.toml").value();
    const PinPadSettings settings = read_pin_pad_settings(good.root(mistakes), "/etc/silverlane", "/run/silverlane");
    EXPECT_TRUE(mistakes.empty()) << mistakes.text();
    EXPECT_EQ(settings.seal_key, "/etc/silverlane/bank-pin.pem");
    EXPECT_EQ(settings.socket, "/run/silverlane/pad.socket");
    const auto bad = config::Document::parse("device = \"certified\"\nkey = \"x\"\n", "kiosk.toml").value();
    read_pin_pad_settings(bad.root(mistakes), "/etc/silverlane", "/run/silverlane");
    EXPECT_EQ(mistakes.all().size(), 3U) << mistakes.text();
}

}  // namespace
}  // namespace silverlane::drivers::pin_pad
