// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/printer/printer_virtual.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

namespace silverlane::drivers::printer {
namespace {

class VirtualTicketPrinterTest : public ::testing::Test {
protected:
    VirtualTicketPrinterTest() {
        std::string pattern = testing::TempDir() + "/printer-XXXXXX";
        settings_.folder = std::filesystem::path(mkdtemp(pattern.data())) / "slips";
        open();
    }
    ~VirtualTicketPrinterTest() override { std::filesystem::remove_all(settings_.folder.parent_path()); }
    void open() {
        owned_ = VirtualTicketPrinter::open(settings_, clock_, log_).value();
        printer_ = owned_.get();
    }
    static TicketSlip slip(const std::string& job) {
        TicketSlip slip;
        slip.job = job;
        slip.label = "A012";
        slip.lines = {"存款取款"};
        slip.copy_mark = "补打";
        return slip;
    }
    OperationOutcome print(const std::string& job) { return printer_->print(slip(job), Milliseconds{5'000}); }
    [[nodiscard]] std::vector<std::string> slips() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(settings_.folder)) names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }

    PrinterSettings settings_;
    ManualClock clock_{UtcTime{Milliseconds{0}}};
    SilentLog log_;
    std::unique_ptr<VirtualTicketPrinter> owned_;
    VirtualTicketPrinter* printer_ = nullptr;
};

TEST_F(VirtualTicketPrinterTest, ARepeatedJobIsACopyEvenAfterARestart) {
    EXPECT_EQ(print("01J"), OperationOutcome::ok);
    EXPECT_EQ(print("01J"), OperationOutcome::ok);
    open();
    EXPECT_EQ(print("01J"), OperationOutcome::ok);
    EXPECT_EQ(slips(), (std::vector<std::string>{"slip-01J.copy1.png", "slip-01J.copy2.png", "slip-01J.png"}));
    const auto first = std::filesystem::file_size(settings_.folder / "slip-01J.png");
    EXPECT_GT(std::filesystem::file_size(settings_.folder / "slip-01J.copy1.png"), first) << "the mark is on the paper";
}

TEST_F(VirtualTicketPrinterTest, ALostAnswerIsUnknownAndTheSlipCameOut) {
    printer_->set_fault(*printer_fault_named("answer_lost"));
    EXPECT_EQ(print("01J"), OperationOutcome::unknown);
    EXPECT_EQ(slips().size(), 1U);
    printer_->set_fault(PrinterFault::none);
    EXPECT_EQ(print("01J"), OperationOutcome::ok);
    EXPECT_EQ(slips().front(), "slip-01J.copy1.png");
}

TEST_F(VirtualTicketPrinterTest, EveryOtherFaultFailsAndNothingComesOut) {
    for (const char* name : {"paper_jammed", "paper_out", "cable_pulled"}) {
        printer_->set_fault(*printer_fault_named(name));
        EXPECT_EQ(print("01J"), OperationOutcome::failed) << name;
    }
    EXPECT_TRUE(slips().empty());
    EXPECT_FALSE(printer_fault_named("on_fire").has_value());
}

TEST_F(VirtualTicketPrinterTest, AJobsNameCannotLeaveTheFolderOrMeetAnothersFile) {
    EXPECT_EQ(print("../../etc/x"), OperationOutcome::ok);
    EXPECT_EQ(print("01J"), OperationOutcome::ok);
    EXPECT_EQ(print("01J.copy1"), OperationOutcome::ok);
    EXPECT_EQ(print("01J"), OperationOutcome::ok);
    EXPECT_EQ(slips().size(), 4U);
    EXPECT_EQ(print(""), OperationOutcome::failed);
    EXPECT_EQ(print(std::string(61, 'x')), OperationOutcome::failed);
}

TEST_F(VirtualTicketPrinterTest, OldSlipsAreRemoved) {
    settings_.keep_slips = 3;
    open();
    for (int i = 0; i < 6; ++i) EXPECT_EQ(print("job-" + std::to_string(i)), OperationOutcome::ok);
    EXPECT_EQ(slips().size(), 3U);
}

TEST_F(VirtualTicketPrinterTest, AMissingFolderThatCannotBeMadeIsAnError) {
    settings_.folder = "/proc/nowhere/slips";
    EXPECT_EQ(VirtualTicketPrinter::open(settings_, clock_, log_).error().code(), ErrorCode::io);
}

}  // namespace
}  // namespace silverlane::drivers::printer
