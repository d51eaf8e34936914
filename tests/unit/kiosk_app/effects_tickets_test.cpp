// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_tickets.h"

#include <gtest/gtest.h>

#include "asked_hub.h"

namespace silverlane::kiosk {
namespace {

using namespace std::chrono_literals;

/// Keeps the slips that it prints.
class SlipTray final : public drivers::TicketPrinter {
public:
    [[nodiscard]] drivers::PrinterStatus status() const override { return {{drivers::DeviceState::online, ""}, drivers::PaperState::full}; }
    [[nodiscard]] drivers::PrinterCapabilities capabilities() const override { return {}; }
    drivers::OperationOutcome print(const drivers::TicketSlip& slip, Milliseconds) override {
        static_cast<void>(printed.post(slip));
        return drivers::OperationOutcome::ok;
    }
    drivers::OperationOutcome print(const drivers::Slip&, Milliseconds) override { return drivers::OperationOutcome::failed; }
    BoundedQueue<drivers::TicketSlip> printed{4};
};

class TicketSlipTest : public testing::Test {
protected:
    TicketSlipTest() { tickets.use(&worker); }
    drivers::TicketSlip printed_for(const std::string& visit_code, const std::string& language) {
        flow::IssueTicket wish;
        wish.request = 7;
        wish.service = "cash";
        tickets.issue(wish, {});
        protocol::TicketIssued issued;
        issued.ticket = TicketId{"t1"};
        issued.label = "A012";
        issued.visit_code = visit_code;
        hub.answer(hub.asks.size() - 1, issued);
        flow::Ticket ticket;
        ticket.label = "A012";
        tickets.print({ticket}, language);
        return tray.printed.take_for(10s).value_or(drivers::TicketSlip{});
    }

    AskedHub hub;
    KioskSettings settings;
    scene::TextCatalogue texts = scene::TextCatalogue::load(std::filesystem::path{SILVERLANE_SOURCE_DIR} / "config/strings", {"zh-CN", "en"}).value();
    SlipTray tray;
    BoundedQueue<PrinterNews> news{16};
    SilentLog log;
    PrinterWorker worker{tray, news, log};
    TicketEffects tickets{hub.asker, settings, texts, hub.clock, [](flow::Event) {}};
};

TEST_F(TicketSlipTest, TheSlipSaysWhatItsSymbolIsFor) {
    const auto slip = printed_for("https://hub.example/phone/#SL1.x", "zh-CN");
    EXPECT_EQ(slip.code_lines, (std::vector<std::string>{"手机扫一扫，看前面几位", "不扫也会叫到您"}));
    EXPECT_EQ(printed_for("SL1.x", "zh-CN").code_lines.front(), "机器扫一扫，认得这个号") << "a bare code opens nothing on a phone";
    EXPECT_EQ(printed_for("https://hub.example/phone/#SL1.x", "en").code_lines.front(), "Scan by phone to see your place");
}

TEST_F(TicketSlipTest, WithoutASymbolItSaysNothingOfOne) { EXPECT_TRUE(printed_for("", "zh-CN").code_lines.empty()); }

}  // namespace
}  // namespace silverlane::kiosk
