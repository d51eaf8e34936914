// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What every ticket printer has to do, whatever is behind it. A real device joins by one more entry in kPrinters. What the slips say is
// read back by zbarimg, an independent decoder.
#include <gtest/gtest.h>
#include <unistd.h>

#include "drivers/printer/printer_virtual.h"
#include "tests/contract/peer_command.h"

namespace silverlane::drivers {
namespace {

/// A printer on the bench: the device, and the hands that take its paper away.
class PrinterBench {
public:
    virtual ~PrinterBench() = default;
    virtual TicketPrinter& printer() = 0;
    virtual void take_paper_out() = 0;
    virtual void let_paper_run_low() = 0;
    virtual void put_paper_in() = 0;
    virtual void lose_the_next_answer() = 0;
    /// The newest slip as a picture; empty before the first.
    virtual std::filesystem::path picture_of_last_slip() = 0;
    virtual int slips_in_the_tray() = 0;
};

class VirtualBench final : public PrinterBench {
public:
    VirtualBench() {
        std::string pattern = testing::TempDir() + "/printer-contract-XXXXXX";
        settings_.folder = mkdtemp(pattern.data());
        printer_ = printer::VirtualTicketPrinter::open(settings_, clock_, log_).value();
    }
    ~VirtualBench() override { std::filesystem::remove_all(settings_.folder); }
    TicketPrinter& printer() override { return *printer_; }
    void take_paper_out() override { printer_->set_paper(PaperState::out); }
    void let_paper_run_low() override { printer_->set_paper(PaperState::low); }
    void put_paper_in() override { printer_->set_paper(PaperState::full); }
    void lose_the_next_answer() override { printer_->set_fault(printer::PrinterFault::answer_lost); }
    std::filesystem::path picture_of_last_slip() override { return printer_->last_slip().value_or(""); }
    int slips_in_the_tray() override { return printer_->slips_printed(); }

private:
    printer::PrinterSettings settings_;
    SystemClock clock_;
    SilentLog log_;
    std::unique_ptr<printer::VirtualTicketPrinter> printer_;
};

struct PrinterKind {
    const char* name;
    std::unique_ptr<PrinterBench> (*set_up)();
};
const PrinterKind kPrinters[] = {{"Virtual", [] { return std::unique_ptr<PrinterBench>(std::make_unique<VirtualBench>()); }}};

class TicketPrinterContract : public ::testing::TestWithParam<PrinterKind> {
protected:
    static TicketSlip slip(const std::string& job = "01JD3Q") {
        TicketSlip slip;
        slip.job = job;
        slip.label = "A012";
        slip.lines = {"存款取款", "前面还有 3 人", "大约等 5 到 10 分钟", "叫到您时，屏幕和声音都会提醒"};
        slip.visit_code = "SL1:01JD3QW5V7.k8T2mZ4pQ9x";
        slip.copy_mark = "补打";
        return slip;
    }
    static Slip general_slip() {
        Slip slip;
        slip.job = "01JD3R";
        slip.heading = "余额";
        slip.lines = {"示例银行湖滨支行"};
        slip.private_lines = {PrivateText{"12,345.67 元"}};
        slip.copy_mark = "补打";
        return slip;
    }
    std::unique_ptr<PrinterBench> bench_ = GetParam().set_up();
    TicketPrinter& printer_ = bench_->printer();
    static constexpr Milliseconds kDeadline{20'000};
};

TEST_P(TicketPrinterContract, IsOnlineWithPaperAtTheStart) {
    EXPECT_EQ(printer_.status().device.state, DeviceState::online);
    EXPECT_EQ(printer_.status().paper, PaperState::full);
    EXPECT_GE(printer_.capabilities().dots_per_inch, 180);
}

TEST_P(TicketPrinterContract, AnIndependentDecoderReadsTheVisitCode) {
    ASSERT_EQ(printer_.print(slip(), kDeadline), OperationOutcome::ok);
    const PeerOutcome read = run_peer("zbarimg --nodbus --quiet --raw '" + bench_->picture_of_last_slip().string() + "'");
    EXPECT_EQ(read.status, 0) << read.output;
    EXPECT_EQ(read.output, slip().visit_code + "\n");
}

TEST_P(TicketPrinterContract, ASlipWithoutVisitCodeHasNoSymbol) {
    TicketSlip plain = slip();
    plain.visit_code.clear();
    ASSERT_EQ(printer_.print(plain, kDeadline), OperationOutcome::ok);
    EXPECT_EQ(run_peer("zbarimg --nodbus --quiet --raw '" + bench_->picture_of_last_slip().string() + "'").status, 4) << "4 = nothing found";
}

TEST_P(TicketPrinterContract, WithoutPaperItFailsBeforeAnythingComesOut) {
    bench_->take_paper_out();
    EXPECT_EQ(printer_.status().paper, PaperState::out);
    EXPECT_EQ(printer_.print(slip(), kDeadline), OperationOutcome::failed);
    EXPECT_EQ(bench_->slips_in_the_tray(), 0);
    bench_->put_paper_in();
    EXPECT_EQ(printer_.print(slip(), kDeadline), OperationOutcome::ok);
}

TEST_P(TicketPrinterContract, WithLittlePaperItPrintsAndSaysSo) {
    bench_->let_paper_run_low();
    EXPECT_EQ(printer_.status().paper, PaperState::low);
    EXPECT_EQ(printer_.print(slip(), kDeadline), OperationOutcome::ok);
}

TEST_P(TicketPrinterContract, ALostAnswerIsUnknownAndNeverRepeatedByItself) {
    bench_->lose_the_next_answer();
    EXPECT_EQ(printer_.print(slip(), kDeadline), OperationOutcome::unknown);
    EXPECT_EQ(bench_->slips_in_the_tray(), 1);
}

TEST_P(TicketPrinterContract, ARepeatedJobIsMarkedAsACopy) {
    ASSERT_EQ(printer_.print(slip(), kDeadline), OperationOutcome::ok);
    const auto first = bench_->picture_of_last_slip();
    ASSERT_EQ(printer_.print(slip(), kDeadline), OperationOutcome::ok);
    EXPECT_NE(bench_->picture_of_last_slip(), first);
    EXPECT_EQ(bench_->slips_in_the_tray(), 2);
}

TEST_P(TicketPrinterContract, APassedDeadlineFails) {
    EXPECT_EQ(printer_.print(slip(), Milliseconds{0}), OperationOutcome::failed);
    EXPECT_EQ(bench_->slips_in_the_tray(), 0);
}

TEST_P(TicketPrinterContract, WhatNoSlipMayHoldFails) {
    TicketSlip wrong = slip();
    wrong.label.clear();
    EXPECT_EQ(printer_.print(wrong, kDeadline), OperationOutcome::failed);
}

TEST_P(TicketPrinterContract, AGeneralSlipComesOutAndARepeatIsACopy) {
    ASSERT_EQ(printer_.print(general_slip(), kDeadline), OperationOutcome::ok);
    const auto first = bench_->picture_of_last_slip();
    ASSERT_EQ(printer_.print(general_slip(), kDeadline), OperationOutcome::ok);
    EXPECT_NE(bench_->picture_of_last_slip(), first);
    EXPECT_EQ(bench_->slips_in_the_tray(), 2);
    EXPECT_EQ(run_peer("zbarimg --nodbus --quiet --raw '" + first.string() + "'").status, 4) << "4 = nothing found";
}

TEST_P(TicketPrinterContract, NobodyElseCanReadThePictureOfAPrivateSlip) {
    ASSERT_EQ(printer_.print(general_slip(), kDeadline), OperationOutcome::ok);
    EXPECT_EQ(std::filesystem::status(bench_->picture_of_last_slip()).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_P(TicketPrinterContract, AGeneralSlipFailsWithoutPaperAndIsUnknownWhenTheAnswerIsLost) {
    bench_->take_paper_out();
    EXPECT_EQ(printer_.print(general_slip(), kDeadline), OperationOutcome::failed);
    EXPECT_EQ(bench_->slips_in_the_tray(), 0);
    bench_->put_paper_in();
    bench_->lose_the_next_answer();
    EXPECT_EQ(printer_.print(general_slip(), kDeadline), OperationOutcome::unknown);
    EXPECT_EQ(bench_->slips_in_the_tray(), 1);
}

INSTANTIATE_TEST_SUITE_P(Devices, TicketPrinterContract, ::testing::ValuesIn(kPrinters), [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace silverlane::drivers
