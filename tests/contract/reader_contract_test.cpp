// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What every reader (code scanner, card reader) has to do with what is held to it, whatever is behind it. A real device joins by one
// more entry in kReaders; its bench needs hands, or a simulator, that present things.
#include <gtest/gtest.h>
#include <unistd.h>

#include "drivers/card/card_virtual.h"
#include "drivers/scanner/scanner_virtual.h"

namespace silverlane::drivers {
namespace {

class ReaderBench {
public:
    virtual ~ReaderBench() = default;
    virtual DeviceStatus status() = 0;
    virtual void enable(bool on) = 0;
    virtual Presented present(const std::string& content) = 0;
    /// The same through the socket, as `silverlanectl present` does it.
    virtual Result<std::string> present_from_outside(const std::string& content) = 0;
    /// How many readings wait; takes them.
    virtual int take_all() = 0;
    ManualClock clock{UtcTime{Milliseconds{0}}};

protected:
    ReaderBench() {
        std::string pattern = testing::TempDir() + "/reader-XXXXXX";
        folder = mkdtemp(pattern.data());
    }
    std::filesystem::path folder;
    SilentLog log;
};

class ScannerBench final : public ReaderBench {
public:
    ScannerBench() { scanner_ = scanner::VirtualCodeScanner::open({"virtual", folder / "s"}, readings_, clock, log).value(); }
    ~ScannerBench() override {
        scanner_.reset();
        std::filesystem::remove_all(folder);
    }
    DeviceStatus status() override { return scanner_->status(); }
    void enable(bool on) override { scanner_->enable(on); }
    Presented present(const std::string& content) override { return scanner_->present("qr_code", content); }
    Result<std::string> present_from_outside(const std::string& content) override {
        return present_through(folder / "s", "qr_code " + content, Milliseconds{5'000});
    }
    int take_all() override {
        int taken = 0;
        while (const auto reading = readings_.try_take()) {
            EXPECT_EQ(reading->symbology, "qr_code");
            EXPECT_LE(reading->data.size(), kLongestReading);
            ++taken;
        }
        return taken;
    }

private:
    CodeReadings readings_{8};
    std::unique_ptr<scanner::VirtualCodeScanner> scanner_;
};

class CardBench final : public ReaderBench {
public:
    CardBench() { reader_ = card::VirtualCardReader::open({"virtual", folder / "c"}, hasher_, taps_, clock, log).value(); }
    ~CardBench() override {
        reader_.reset();
        std::filesystem::remove_all(folder);
    }
    DeviceStatus status() override { return reader_->status(); }
    void enable(bool on) override { reader_->enable(on); }
    Presented present(const std::string& content) override { return reader_->present(CardToken{PrivateText{content}}); }
    Result<std::string> present_from_outside(const std::string& content) override {
        return present_through(folder / "c", content, Milliseconds{5'000});
    }
    int take_all() override {
        int taken = 0;
        while (taps_.try_take()) ++taken;
        return taken;
    }

private:
    IdentifierHasher hasher_{HashKey{std::array<std::uint8_t, 32>{1}}};
    CardTaps taps_{8};
    std::unique_ptr<card::VirtualCardReader> reader_;
};

struct ReaderKind {
    const char* name;
    std::unique_ptr<ReaderBench> (*set_up)();
};
const ReaderKind kReaders[] = {
    {"VirtualScanner", [] { return std::unique_ptr<ReaderBench>(std::make_unique<ScannerBench>()); }},
    {"VirtualCardReader", [] { return std::unique_ptr<ReaderBench>(std::make_unique<CardBench>()); }},
};

class ReaderContract : public ::testing::TestWithParam<ReaderKind> {
protected:
    std::unique_ptr<ReaderBench> bench_ = GetParam().set_up();
};

TEST_P(ReaderContract, IsOnlineAndReadsNothingUntilItIsEnabled) {
    EXPECT_EQ(bench_->status().state, DeviceState::online);
    EXPECT_EQ(bench_->present("A012"), Presented::disabled);
    bench_->enable(true);
    EXPECT_EQ(bench_->present("A012"), Presented::accepted);
    bench_->enable(false);
    EXPECT_EQ(bench_->present("A013"), Presented::disabled);
    EXPECT_EQ(bench_->take_all(), 1);
}

TEST_P(ReaderContract, TheSameWithinHalfASecondIsOnePresentation) {
    bench_->enable(true);
    EXPECT_EQ(bench_->present("A012"), Presented::accepted);
    bench_->clock.advance(Milliseconds{499});
    EXPECT_EQ(bench_->present("A012"), Presented::duplicate);
    bench_->clock.advance(Milliseconds{499});
    EXPECT_EQ(bench_->present("A012"), Presented::duplicate) << "held still, it is seen again and again";
    bench_->clock.advance(Milliseconds{500});
    EXPECT_EQ(bench_->present("A012"), Presented::accepted);
    EXPECT_EQ(bench_->present("A013"), Presented::accepted) << "another one counts at once";
    EXPECT_EQ(bench_->take_all(), 3);
}

TEST_P(ReaderContract, AskedAnewItTakesTheSameAtOnce) {
    bench_->enable(true);
    EXPECT_EQ(bench_->present("A012"), Presented::accepted);
    bench_->enable(false);
    bench_->enable(true);
    EXPECT_EQ(bench_->present("A012"), Presented::accepted);
}

TEST_P(ReaderContract, LengthAndTextAreBounded) {
    bench_->enable(true);
    EXPECT_EQ(bench_->present(""), Presented::empty);
    EXPECT_EQ(bench_->present(std::string(4'096, 'x')), Presented::accepted);
    EXPECT_EQ(bench_->present(std::string(4'097, 'x')), Presented::too_long);
    EXPECT_EQ(bench_->present("\xff\xfe"), Presented::not_text);
    EXPECT_EQ(bench_->present("存款"), Presented::accepted);
    EXPECT_EQ(bench_->take_all(), 2);
}

TEST_P(ReaderContract, AFullQueueIsSaidSo) {
    bench_->enable(true);
    for (int i = 0; i < 8; ++i) EXPECT_EQ(bench_->present("A" + std::to_string(i)), Presented::accepted);
    EXPECT_EQ(bench_->present("A9"), Presented::queue_full);
    EXPECT_EQ(bench_->take_all(), 8);
    EXPECT_EQ(bench_->present("A9"), Presented::accepted) << "it was not taken before, so it is no duplicate";
}

TEST_P(ReaderContract, CanBePresentedToFromOutside) {
    EXPECT_EQ(bench_->present_from_outside("A012").value(), "disabled");
    bench_->enable(true);
    EXPECT_EQ(bench_->present_from_outside("A012\n").value(), "accepted");
    EXPECT_EQ(bench_->present_from_outside("A012").value(), "duplicate");
    EXPECT_EQ(bench_->present_from_outside(std::string(4'097, 'x')).value(), "too_long");
    EXPECT_EQ(bench_->take_all(), 1);
}

INSTANTIATE_TEST_SUITE_P(Devices, ReaderContract, ::testing::ValuesIn(kReaders), [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace silverlane::drivers
