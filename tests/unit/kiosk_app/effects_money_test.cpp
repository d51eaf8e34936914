// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_money.h"

#include <gtest/gtest.h>

#include "asked_hub.h"
#include "kiosk/app/money_words.h"

namespace silverlane::kiosk {
namespace {

constexpr std::uint64_t kTurn = 7;

/// Takes what the kiosk asks of a PIN pad and types nothing.
class RecordedPad final : public drivers::PinEntry {
public:
    [[nodiscard]] drivers::DeviceStatus status() const override { return {drivers::DeviceState::online, ""}; }
    Result<drivers::PinEntryNumber> begin(const drivers::PinRequest& request) override {
        requests.push_back(request);
        return static_cast<drivers::PinEntryNumber>(requests.size());
    }
    void cancel() override { ++cancelled; }
    std::vector<drivers::PinRequest> requests;
    int cancelled = 0;
};

class MoneyEffectsTest : public testing::Test {
protected:
    MoneyEffectsTest() {
        money.use(&pad);
        money.medium({protocol::BankMedium::Kind::card, KeyedHash{}});
    }
    template <class Event>
    const Event& last() {
        return std::get<Event>(events.back());
    }
    static flow::Ask question(flow::AskKind what) {
        flow::Ask ask;
        ask.request = 3;
        ask.what = what;
        return ask;
    }
    void open_session() {
        money.enter_pin();
        hub.answer(hub.asks.size() - 1, protocol::BankNonce{std::string(32, 'a')});
        money.heard({pad.requests.size(), drivers::PinEntered{PrivateText{"beef"}}});
        auto check = question(flow::AskKind::check_pin);
        check.secret = last<flow::PinEntered>().sealed;
        money.ask(check, kTurn);
        protocol::BankSessionAnswer opened;
        opened.session = decltype(opened.session){"s-1"};
        hub.answer(hub.asks.size() - 1, std::move(opened));
    }

    AskedHub hub;
    RecordedPad pad;
    std::vector<flow::Event> events;
    MoneyEffects money{hub.asker, [this](flow::Event one) { events.push_back(std::move(one)); }};
};

TEST_F(MoneyEffectsTest, ThePadSealsThePinOverTheHubsNonce) {
    money.enter_pin();
    EXPECT_TRUE(pad.requests.empty()) << "the pad begins only when there is a nonce";
    hub.answer(0, protocol::BankNonce{"000102030405060708090a0b0c0d0e0f"});
    ASSERT_EQ(pad.requests.size(), 1U);
    EXPECT_EQ(pad.requests[0].digits, 6);
    for (std::size_t index = 0; index < pad.requests[0].nonce.size(); ++index) EXPECT_EQ(pad.requests[0].nonce[index], index);
}

TEST_F(MoneyEffectsTest, ANonceThatComesAfterTheScreenHasGoneBeginsNothing) {
    money.enter_pin();
    money.cancel_pin();
    hub.answer(0, protocol::BankNonce{std::string(32, 'a')});
    EXPECT_TRUE(pad.requests.empty());
}

TEST_F(MoneyEffectsTest, WithTheHubAwayOrNoPadThePersonIsToldAndNoPinIsTyped) {
    money.enter_pin();
    hub.answer(0, hub_link::HubAway{});
    EXPECT_EQ(last<flow::PinCancelled>().how, flow::PinGivenUp::unavailable);
    money.use(nullptr);
    money.enter_pin();
    EXPECT_EQ(events.size(), 2U);
    EXPECT_TRUE(pad.requests.empty());
}

TEST_F(MoneyEffectsTest, AReportOfAnEntryThatIsOverChangesNothing) {
    open_session();
    const std::size_t before = events.size();
    money.heard({1, drivers::PinProgress{4}});
    EXPECT_EQ(events.size(), before);
}

TEST_F(MoneyEffectsTest, AWrongPinIsRefusedAndOpensNothing) {
    money.enter_pin();
    hub.answer(0, protocol::BankNonce{std::string(32, 'a')});
    money.ask(question(flow::AskKind::check_pin), kTurn);
    protocol::BankSessionAnswer refused;
    refused.refused = "pin";
    hub.answer(1, std::move(refused));
    EXPECT_EQ(last<flow::Answered>().result, flow::AskResult::refused);
    money.ask(question(flow::AskKind::pension), kTurn);
    EXPECT_EQ(hub.asks.size(), 2U) << "without a session nothing is asked";
    EXPECT_EQ(last<flow::Answered>().result, flow::AskResult::refused);
}

TEST_F(MoneyEffectsTest, APensionThatHasComeBringsItsAmountAsAPrivateValue) {
    open_session();
    money.ask(question(flow::AskKind::pension), kTurn);
    protocol::PensionState pension;
    pension.state = protocol::PensionState::State::arrived;
    pension.month = "2026-11";
    pension.usual_day = 15;
    pension.amount_fen = PrivateText{"312050"};
    hub.answer(hub.asks.size() - 1, std::move(pension));
    const auto& answer = last<flow::Answered>();
    EXPECT_EQ(answer.turn, kTurn);
    EXPECT_EQ(answer.request, 3U);
    EXPECT_EQ(answer.knowledge.marks.at("pension"), "arrived");
    ASSERT_EQ(answer.knowledge.secrets.size(), 2U);
    EXPECT_EQ(answer.knowledge.secrets[0].value.open(PrivateDoor::glyph_drawing), "3,120.50");
    EXPECT_EQ(answer.knowledge.secrets[1].value.open(PrivateDoor::glyph_drawing), "11-15");
    EXPECT_TRUE(answer.knowledge.facts.empty()) << "nothing of it may stand where texts are said aloud";
}

TEST_F(MoneyEffectsTest, WithOneAccountItsBalanceIsAskedForWithoutAChoice) {
    open_session();
    money.ask(question(flow::AskKind::accounts), kTurn);
    protocol::BankAccounts accounts;
    accounts.accounts.push_back({"2", "demand", PrivateText{"2229"}});
    hub.answer(hub.asks.size() - 1, std::move(accounts));
    EXPECT_EQ(last<flow::Answered>().knowledge.lists.at("accounts").size(), 1U);
    money.ask(question(flow::AskKind::balance), kTurn);
    EXPECT_EQ(hub.asked_for<protocol::BankBalanceRequest>().at(0).account, "2");
}

TEST_F(MoneyEffectsTest, TheSessionEndsWithTheTurn) {
    open_session();
    money.reset();
    EXPECT_EQ(hub.asked_for<protocol::BankSessionClose>().size(), 1U);
    money.reset();
    EXPECT_EQ(hub.asked_for<protocol::BankSessionClose>().size(), 1U);
    EXPECT_GE(pad.cancelled, 1);
}

TEST_F(MoneyEffectsTest, ASessionThatOpensAfterThePersonHasGoneIsClosedAndShowsNothing) {
    money.enter_pin();
    hub.answer(0, protocol::BankNonce{std::string(32, 'a')});
    money.ask(question(flow::AskKind::check_pin), kTurn);
    money.reset();
    const std::size_t before = events.size();
    protocol::BankSessionAnswer opened;
    opened.session = decltype(opened.session){"s-late"};
    hub.answer(1, std::move(opened));
    EXPECT_EQ(events.size(), before);
    EXPECT_EQ(hub.asked_for<protocol::BankSessionClose>().size(), 1U);
    money.ask(question(flow::AskKind::pension), kTurn + 1);
    EXPECT_TRUE(hub.asked_for<hub_link::PensionRequest>().empty());
}

TEST(MoneyWords, WriteFenAsYuanWithGroups) {
    const auto words = [](const char* fen) {
        const auto yuan = yuan_from_fen(PrivateText{fen});
        return yuan ? std::string(yuan->open(PrivateDoor::glyph_drawing)) : std::string("none");
    };
    EXPECT_EQ(words("0"), "0.00");
    EXPECT_EQ(words("5"), "0.05");
    EXPECT_EQ(words("1234"), "12.34");
    EXPECT_EQ(words("123456"), "1,234.56");
    EXPECT_EQ(words("123456789012"), "1,234,567,890.12");
    EXPECT_EQ(words("-80000"), "-800.00");
    for (const char* wrong : {"", "-", "12a", "1.5", " 1", "1234567890123456"}) EXPECT_EQ(words(wrong), "none") << wrong;
}

}  // namespace
}  // namespace silverlane::kiosk
