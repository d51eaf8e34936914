// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/printer_worker.h"

#include <gtest/gtest.h>

#include <atomic>

namespace silverlane::kiosk {
namespace {

using namespace std::chrono_literals;

/// Holds each job until the test lets it go.
class HeldPrinter final : public drivers::TicketPrinter {
public:
    [[nodiscard]] drivers::PrinterStatus status() const override {
        return {{online ? drivers::DeviceState::online : drivers::DeviceState::offline, ""}, drivers::PaperState::full};
    }
    [[nodiscard]] drivers::PrinterCapabilities capabilities() const override { return {}; }
    drivers::OperationOutcome print(const drivers::TicketSlip& slip, Milliseconds deadline) override {
        static_cast<void>(begun.post(slip.label));
        return outcomes.take_for(deadline).value_or(drivers::OperationOutcome::unknown);
    }
    drivers::OperationOutcome print(const drivers::Slip& slip, Milliseconds deadline) override {
        static_cast<void>(begun.post(slip.heading));
        return outcomes.take_for(deadline).value_or(drivers::OperationOutcome::unknown);
    }
    void end_with(drivers::OperationOutcome outcome) { ASSERT_EQ(outcomes.post(outcome), Posted::accepted); }
    std::atomic<bool> online{true};
    BoundedQueue<std::string> begun{8};
    BoundedQueue<drivers::OperationOutcome> outcomes{8};
};

class PrinterWorkerTest : public testing::Test {
protected:
    static PrintJob job(std::uint64_t id) {
        PrintJob made;
        made.id = id;
        drivers::TicketSlip slip;
        slip.label = "A" + std::to_string(id);
        made.slip = std::move(slip);
        return made;
    }
    HeldPrinter printer;
    BoundedQueue<PrinterNews> news{16};
    SilentLog log;
    PrinterWorker worker{printer, news, log};
};

TEST_F(PrinterWorkerTest, ReportsHowEachJobEnded) {
    ASSERT_TRUE(worker.print(job(1)));
    printer.end_with(drivers::OperationOutcome::unknown);
    const auto told = news.take_for(10s);
    ASSERT_TRUE(told);
    EXPECT_EQ(std::get<PrintEnded>(*told).id, 1U);
    EXPECT_EQ(std::get<PrintEnded>(*told).outcome, drivers::OperationOutcome::unknown);
    EXPECT_EQ(printer.begun.size(), 1U) << "an unknown print is not repeated";
}

TEST_F(PrinterWorkerTest, PrintsNothingThatWasForgottenBeforeItBegan) {
    ASSERT_TRUE(worker.print(job(1)));
    ASSERT_TRUE(printer.begun.take_for(10s));
    ASSERT_TRUE(worker.print(job(2)));
    worker.forget_waiting();
    ASSERT_TRUE(worker.print(job(3)));
    printer.end_with(drivers::OperationOutcome::ok);
    printer.end_with(drivers::OperationOutcome::ok);
    EXPECT_EQ(printer.begun.take_for(10s), std::optional<std::string>{"A3"});
}

TEST_F(PrinterWorkerTest, SaysThatThePrinterStoppedWorking) {
    printer.online = false;
    worker.look();
    const auto told = news.take_for(10s);
    ASSERT_TRUE(told);
    EXPECT_FALSE(std::get<PrinterReady>(*told).ready);
}

TEST_F(PrinterWorkerTest, RefusesMoreJobsThanWaitForOnePerson) {
    ASSERT_TRUE(worker.print(job(1)));
    ASSERT_TRUE(printer.begun.take_for(10s));
    int accepted = 0;
    for (std::uint64_t id = 2; id < 20; ++id) accepted += worker.print(job(id)) ? 1 : 0;
    EXPECT_EQ(accepted, 4);
    worker.forget_waiting();
    printer.end_with(drivers::OperationOutcome::ok);
}

}  // namespace
}  // namespace silverlane::kiosk
