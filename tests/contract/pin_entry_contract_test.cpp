// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What every pin pad has to do, whatever is behind it. A real device joins by one more entry in kPads; its bench needs fingers that press
// keys, and the bank's key to open what comes out.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>

#include "drivers/pin_block/pin_block.h"
#include "drivers/pin_pad/pin_pad_virtual.h"

namespace silverlane::drivers {
namespace {

/// A pin pad on the bench: the device, the fingers, and the bank far behind it.
class PadBench {
public:
    virtual ~PadBench() = default;
    virtual PinEntry& pad() = 0;
    virtual Presented press(std::string_view keys) = 0;
    virtual Result<std::string> press_from_outside(const std::string& keys) = 0;
    /// Time goes by, and the device notices.
    virtual void pass(Milliseconds time) = 0;
    virtual Result<PrivateText> opened_by_the_bank(const PinNonce& nonce, const PrivateText& sealed) = 0;
    PinReports reports{16};
};

class VirtualBench final : public PadBench {
public:
    VirtualBench() {
        std::string pattern = testing::TempDir() + "/pad-XXXXXX";
        folder_ = mkdtemp(pattern.data());
        // One pair of keys for all: making one takes a noticeable while.
        static const std::filesystem::path keys = [] {
            std::string made = testing::TempDir() + "/pad-keys-XXXXXX";
            const std::filesystem::path folder = mkdtemp(made.data());
            EXPECT_TRUE(pin_block::make_key_pair(folder / "bank.key", folder / "bank.pem"));
            return folder;
        }();
        bank_key_ = keys / "bank.key";
        pad_ = pin_pad::VirtualPinPad::open({"virtual", keys / "bank.pem", folder_ / "p"}, reports, clock_, log_).value();
    }
    ~VirtualBench() override {
        pad_.reset();
        std::filesystem::remove_all(folder_);
    }
    PinEntry& pad() override { return *pad_; }
    Presented press(std::string_view keys) override { return pad_->present(keys); }
    Result<std::string> press_from_outside(const std::string& keys) override {
        return present_through(folder_ / "p", keys, Milliseconds{5'000});
    }
    void pass(Milliseconds time) override {
        clock_.advance(time);
        pad_->check_time();
    }
    Result<PrivateText> opened_by_the_bank(const PinNonce& nonce, const PrivateText& sealed) override {
        return pin_block::OpenKey::load(bank_key_).value().open(nonce, sealed);
    }

private:
    std::filesystem::path folder_;
    std::filesystem::path bank_key_;
    ManualClock clock_{UtcTime{Milliseconds{0}}};
    SilentLog log_;
    std::unique_ptr<pin_pad::VirtualPinPad> pad_;
};

struct PadKind {
    const char* name;
    std::unique_ptr<PadBench> (*set_up)();
};
const PadKind kPads[] = {{"Virtual", [] { return std::unique_ptr<PadBench>(std::make_unique<VirtualBench>()); }}};

class PinEntryContract : public ::testing::TestWithParam<PadKind> {
protected:
    PinEntryNumber begin(PinRequest request = {}) { return bench_->pad().begin(request).value(); }
    /// The next report if it is of this kind and entry.
    template <class What>
    std::optional<What> next(PinEntryNumber entry) {
        auto report = bench_->reports.try_take();
        if (!report || report->entry != entry) return std::nullopt;
        What* what = std::get_if<What>(&report->what);
        return what == nullptr ? std::nullopt : std::optional<What>(std::move(*what));
    }
    [[nodiscard]] bool silent() { return !bench_->reports.try_take().has_value(); }
    std::unique_ptr<PadBench> bench_ = GetParam().set_up();
};

TEST_P(PinEntryContract, IsOnlineAndTakesNoKeyUntilItIsAsked) {
    EXPECT_EQ(bench_->pad().status().state, DeviceState::online);
    EXPECT_EQ(bench_->press("1"), Presented::disabled);
    EXPECT_TRUE(silent());
}

TEST_P(PinEntryContract, OnlyHowManyKeysAreToldAndThenABlockForTheBank) {
    PinRequest request;
    request.nonce[3] = 9;
    const PinEntryNumber entry = begin(request);
    EXPECT_EQ(bench_->press("1 3 5 7 9 0"), Presented::accepted);
    for (int count = 1; count <= 6; ++count) EXPECT_EQ(next<PinProgress>(entry).value().count, count);
    EXPECT_TRUE(silent()) << "six digits alone end nothing: the person may look and erase";
    EXPECT_EQ(bench_->press("enter"), Presented::accepted);
    const auto entered = next<PinEntered>(entry);
    ASSERT_TRUE(entered.has_value());
    EXPECT_EQ(bench_->opened_by_the_bank(request.nonce, entered->sealed)->open(PrivateDoor::protocol_codec), "135790");
    EXPECT_EQ(bench_->opened_by_the_bank({}, entered->sealed).error().code(), ErrorCode::unauthorised) << "good for its nonce alone";
    EXPECT_EQ(bench_->press("1"), Presented::disabled) << "one entry, one PIN";
}

TEST_P(PinEntryContract, ErasingTakesTheLastDigitBack) {
    const PinEntryNumber entry = begin();
    EXPECT_EQ(bench_->press("erase"), Presented::not_now);
    EXPECT_EQ(bench_->press("1 3 erase 2 4 5 6 7 enter"), Presented::accepted);
    for (const int count : {1, 2, 1, 2, 3, 4, 5, 6}) EXPECT_EQ(next<PinProgress>(entry).value().count, count);
    EXPECT_EQ(bench_->opened_by_the_bank({}, next<PinEntered>(entry)->sealed)->open(PrivateDoor::protocol_codec), "124567");
}

TEST_P(PinEntryContract, TooFewAndTooManyDigitsDoNotCount) {
    const PinEntryNumber entry = begin();
    EXPECT_EQ(bench_->press("1 2 3 4 5"), Presented::accepted);
    EXPECT_EQ(bench_->press("enter"), Presented::not_now);
    EXPECT_EQ(bench_->press("6"), Presented::accepted);
    EXPECT_EQ(bench_->press("7"), Presented::not_now);
    for (int count = 1; count <= 6; ++count) EXPECT_EQ(next<PinProgress>(entry).value().count, count);
    EXPECT_TRUE(silent());
    EXPECT_EQ(bench_->press("enter"), Presented::accepted);
    EXPECT_EQ(bench_->opened_by_the_bank({}, next<PinEntered>(entry)->sealed)->open(PrivateDoor::protocol_codec), "123456");
}

TEST_P(PinEntryContract, OtherLengthsAreTakenFromFourToTwelve) {
    for (const int digits : {4, 12}) {
        PinRequest request;
        request.digits = digits;
        const PinEntryNumber entry = begin(request);
        EXPECT_EQ(bench_->press(std::string(static_cast<std::size_t>(digits), '8')), Presented::accepted);
        EXPECT_EQ(bench_->press("enter"), Presented::accepted);
        for (int count = 1; count <= digits; ++count) EXPECT_EQ(next<PinProgress>(entry).value().count, count);
        EXPECT_TRUE(next<PinEntered>(entry).has_value());
    }
    for (const int digits : {-1, 0, 3, 13}) {
        PinRequest request;
        request.digits = digits;
        EXPECT_EQ(bench_->pad().begin(request).error().code(), ErrorCode::invalid_input) << digits;
    }
}

TEST_P(PinEntryContract, ThePersonCanCancelAndTheOwnerToo) {
    const PinEntryNumber first = begin();
    EXPECT_EQ(bench_->press("1 cancel"), Presented::accepted);
    EXPECT_TRUE(next<PinProgress>(first).has_value());
    EXPECT_TRUE(next<PinCancelled>(first).has_value());
    begin();
    bench_->pad().cancel();
    EXPECT_EQ(bench_->press("1"), Presented::disabled);
    EXPECT_TRUE(silent()) << "the owner knows that it cancelled";
}

TEST_P(PinEntryContract, ANewEntryStartsEmptyAndHasANumberOfItsOwn) {
    const PinEntryNumber first = begin();
    EXPECT_EQ(bench_->press("1 3 5"), Presented::accepted);
    const PinEntryNumber second = begin();
    EXPECT_NE(first, second);
    EXPECT_NE(first, 0U);
    EXPECT_EQ(bench_->press("2"), Presented::accepted);
    for (int count = 1; count <= 3; ++count) EXPECT_TRUE(next<PinProgress>(first).has_value());
    EXPECT_EQ(next<PinProgress>(second).value().count, 1);
}

TEST_P(PinEntryContract, AnEntryThatNobodyEndsTimesOut) {
    PinRequest request;
    request.longest = Milliseconds{60'000};
    const PinEntryNumber entry = begin(request);
    bench_->pass(Milliseconds{59'999});
    EXPECT_EQ(bench_->press("1"), Presented::accepted);
    EXPECT_TRUE(next<PinProgress>(entry).has_value());
    bench_->pass(Milliseconds{1});
    EXPECT_TRUE(next<PinTimedOut>(entry).has_value());
    EXPECT_EQ(bench_->press("1"), Presented::disabled);
    EXPECT_TRUE(silent());
}

TEST_P(PinEntryContract, AKeyThatCannotBeToldDoesNotCount) {
    PinRequest request;
    request.longest = Milliseconds{60'000};
    const PinEntryNumber entry = begin(request);
    EXPECT_EQ(bench_->press("1 2 3 4 5 6"), Presented::accepted);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(bench_->press("erase 6"), Presented::accepted);
    EXPECT_EQ(bench_->press("erase"), Presented::queue_full);
    EXPECT_EQ(bench_->press("enter"), Presented::queue_full);
    bench_->pass(Milliseconds{60'000});
    EXPECT_EQ(bench_->press("enter"), Presented::queue_full) << "over, although nobody could be told";
    for (int i = 0; i < 16; ++i) EXPECT_TRUE(next<PinProgress>(entry).has_value());
    bench_->pass(Milliseconds{0});
    EXPECT_TRUE(next<PinTimedOut>(entry).has_value()) << "told once there is room";
}

TEST_P(PinEntryContract, CanBePressedFromOutside) {
    EXPECT_EQ(bench_->press_from_outside("1").value(), "disabled");
    const PinEntryNumber entry = begin();
    EXPECT_EQ(bench_->press_from_outside("135790 enter\n").value(), "accepted");
    for (int count = 1; count <= 6; ++count) EXPECT_TRUE(next<PinProgress>(entry).has_value());
    EXPECT_TRUE(next<PinEntered>(entry).has_value());
    EXPECT_EQ(bench_->press_from_outside("open sesame").value(), "not_understood");
}

/// How often the bytes stand in the writable memory of this process, apart from `wanted` itself and what the search reads into.
int places_in_memory(const std::string& wanted) {
    static std::array<char, 1U << 16U> window;
    const auto inside = [](std::uintptr_t place, const void* from, std::size_t size) {
        const auto begin = reinterpret_cast<std::uintptr_t>(from);
        return place >= begin && place < begin + size;
    };
    std::ifstream maps("/proc/self/maps");
    std::FILE* memory = std::fopen("/proc/self/mem", "rb");
    std::setvbuf(memory, nullptr, _IONBF, 0);
    int found = 0;
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t from = 0;
        std::uintptr_t to = 0;
        char mode[5] = {};
        if (std::sscanf(line.c_str(), "%lx-%lx %4s", &from, &to, mode) != 3 || mode[0] != 'r' || mode[1] != 'w') continue;
        if (to - from > (256UL << 20U)) continue;   // reserved by a sanitizer, not used
        for (std::uintptr_t at = from; at < to; at += window.size() - wanted.size() + 1) {
            if (std::fseek(memory, static_cast<long>(at), SEEK_SET) != 0) break;
            const std::string_view read(window.data(), std::fread(window.data(), 1, std::min(window.size(), to - at), memory));
            for (std::size_t i = read.find(wanted); i != std::string_view::npos; i = read.find(wanted, i + 1)) {
                if (!inside(at + i, wanted.data(), wanted.size()) && !inside(at + i, window.data(), window.size())) ++found;
            }
        }
    }
    std::fclose(memory);
    window.fill(0);
    return found;
}

TEST_P(PinEntryContract, TheDigitsStandNowhereInMemoryOnceTheyAreSealedOrGivenUp) {
    // Made here digit by digit, so that the program itself holds no copy: 27182845 without ever spelling it.
    std::string digits;
    for (const int step : {9, 14, 8, 15, 9, 15, 11, 12}) digits += static_cast<char>('0' + step - 7);
    PinRequest request;
    request.digits = 8;
    begin(request);
    for (const char digit : digits) ASSERT_EQ(bench_->press({&digit, 1}), Presented::accepted);
    EXPECT_GE(places_in_memory(digits), 1) << "the search finds what the device holds";
    ASSERT_EQ(bench_->press("enter"), Presented::accepted);
    EXPECT_EQ(places_in_memory(digits), 0) << "after sealing";
    while (!silent()) {}
    begin(request);
    for (const char digit : digits) ASSERT_EQ(bench_->press({&digit, 1}), Presented::accepted);
    bench_->pad().cancel();
    EXPECT_EQ(places_in_memory(digits), 0) << "after cancelling";
}

INSTANTIATE_TEST_SUITE_P(Devices, PinEntryContract, ::testing::ValuesIn(kPads), [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace silverlane::drivers
