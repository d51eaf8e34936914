// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What every motorised card slot has to do, whatever is behind it. A real device joins by one more entry in kSlots; its bench needs hands.
#include <gtest/gtest.h>
#include <unistd.h>

#include "drivers/card_slot/card_slot_virtual.h"

namespace silverlane::drivers {
namespace {

/// A slot on the bench: the device, and the hands of person and staff.
class SlotBench {
public:
    virtual ~SlotBench() = default;
    virtual CardSlot& slot() = 0;
    virtual Presented hand(std::string_view words) = 0;
    virtual Result<std::string> hand_from_outside(const std::string& words) = 0;
    /// The mains go and come back; the program starts again.
    virtual void cut_the_power() = 0;
    virtual KeyedHash hash_of(const std::string& token) = 0;
    CardSlotEvents events{4};
};

class VirtualBench final : public SlotBench {
public:
    VirtualBench() {
        std::string pattern = testing::TempDir() + "/slot-XXXXXX";
        folder_ = mkdtemp(pattern.data());
        open();
    }
    ~VirtualBench() override {
        slot_.reset();
        std::filesystem::remove_all(folder_);
    }
    CardSlot& slot() override { return *slot_; }
    Presented hand(std::string_view words) override { return slot_->present(words); }
    Result<std::string> hand_from_outside(const std::string& words) override { return present_through(folder_ / "s", words, Milliseconds{5'000}); }
    void cut_the_power() override {
        slot_.reset();
        open();
    }
    KeyedHash hash_of(const std::string& token) override { return hasher_.card(CardToken{PrivateText{token}}); }

private:
    void open() {
        slot_ = card_slot::VirtualCardSlot::open({"virtual", folder_ / "state" / "slot", folder_ / "s"}, hasher_, events, log_).value();
    }
    std::filesystem::path folder_;
    SilentLog log_;
    IdentifierHasher hasher_{HashKey{std::array<std::uint8_t, 32>{1}}};
    std::unique_ptr<card_slot::VirtualCardSlot> slot_;
};

struct SlotKind {
    const char* name;
    std::unique_ptr<SlotBench> (*set_up)();
};
const SlotKind kSlots[] = {{"Virtual", [] { return std::unique_ptr<SlotBench>(std::make_unique<VirtualBench>()); }}};

class CardSlotContract : public ::testing::TestWithParam<SlotKind> {
protected:
    template <class Event>
    bool next_is() {
        const auto event = bench_->events.try_take();
        return event.has_value() && std::holds_alternative<Event>(*event);
    }
    [[nodiscard]] bool silent() { return !bench_->events.try_take().has_value(); }
    CardPosition card() { return slot().status().card; }
    CardSlot& slot() { return bench_->slot(); }
    void put_a_card_in() {
        slot().enable(true);
        ASSERT_EQ(bench_->hand("insert sample-card-0001"), Presented::accepted);
        ASSERT_TRUE(next_is<CardInserted>());
    }
    std::unique_ptr<SlotBench> bench_ = GetParam().set_up();
    static constexpr Milliseconds kDeadline{5'000};
};

TEST_P(CardSlotContract, IsOnlineEmptyAndClosedAtTheStart) {
    EXPECT_EQ(slot().status().device.state, DeviceState::online);
    EXPECT_EQ(card(), CardPosition::none);
    EXPECT_EQ(bench_->hand("insert sample-card-0001"), Presented::disabled);
    EXPECT_EQ(slot().eject(kDeadline), OperationOutcome::failed) << "there is nothing to give back";
    EXPECT_EQ(slot().retain(kDeadline), OperationOutcome::failed);
    EXPECT_TRUE(silent());
}

TEST_P(CardSlotContract, ACardGoesInAndOnlyItsHashIsTold) {
    slot().enable(true);
    EXPECT_EQ(bench_->hand("insert sample-card-0001"), Presented::accepted);
    EXPECT_EQ(card(), CardPosition::in_slot);
    const auto event = bench_->events.try_take();
    ASSERT_TRUE(event.has_value());
    EXPECT_EQ(std::get<CardInserted>(*event).card, bench_->hash_of("sample-card-0001"));
    EXPECT_EQ(bench_->hand("insert sample-card-0002"), Presented::not_now) << "one card at a time";
    EXPECT_EQ(bench_->hand("take"), Presented::not_now) << "inside it is out of reach";
}

TEST_P(CardSlotContract, GivenBackItStaysInTheThroatUntilItIsTaken) {
    put_a_card_in();
    EXPECT_EQ(slot().eject(kDeadline), OperationOutcome::ok);
    EXPECT_EQ(card(), CardPosition::in_throat);
    EXPECT_EQ(slot().eject(kDeadline), OperationOutcome::ok) << "asked twice it stays where it is";
    EXPECT_EQ(bench_->hand("insert sample-card-0002"), Presented::not_now);
    EXPECT_TRUE(silent());
    EXPECT_EQ(bench_->hand("take"), Presented::accepted);
    EXPECT_TRUE(next_is<CardTaken>());
    EXPECT_EQ(card(), CardPosition::none);
    EXPECT_EQ(bench_->hand("take"), Presented::not_now);
}

TEST_P(CardSlotContract, ACardLeftBehindCanBeKeptFromSlotAndThroat) {
    put_a_card_in();
    EXPECT_EQ(slot().eject(kDeadline), OperationOutcome::ok);
    EXPECT_EQ(slot().retain(kDeadline), OperationOutcome::ok);
    EXPECT_TRUE(next_is<CardRetained>());
    EXPECT_EQ(card(), CardPosition::none);
    put_a_card_in();
    EXPECT_EQ(slot().retain(kDeadline), OperationOutcome::ok);
    EXPECT_TRUE(next_is<CardRetained>());
    EXPECT_TRUE(silent());
}

TEST_P(CardSlotContract, AnUnreadableCardIsInsideAndHasNoName) {
    slot().enable(true);
    EXPECT_EQ(bench_->hand("unreadable"), Presented::accepted);
    EXPECT_TRUE(next_is<CardUnreadable>());
    EXPECT_EQ(card(), CardPosition::in_slot);
    EXPECT_EQ(slot().eject(kDeadline), OperationOutcome::ok);
}

TEST_P(CardSlotContract, ClosingTheShutterMovesNoCard) {
    put_a_card_in();
    slot().enable(false);
    EXPECT_EQ(card(), CardPosition::in_slot);
    EXPECT_EQ(slot().eject(kDeadline), OperationOutcome::ok);
    EXPECT_EQ(bench_->hand("take"), Presented::accepted);
    EXPECT_TRUE(next_is<CardTaken>());
}

TEST_P(CardSlotContract, JammedNothingMovesAndItIsNotKnownWhereTheCardIs) {
    put_a_card_in();
    EXPECT_EQ(bench_->hand("jam"), Presented::accepted);
    EXPECT_EQ(slot().status().device.state, DeviceState::hardware_error);
    EXPECT_EQ(card(), CardPosition::unknown);
    EXPECT_EQ(slot().eject(kDeadline), OperationOutcome::failed);
    EXPECT_EQ(slot().retain(kDeadline), OperationOutcome::failed);
    bench_->cut_the_power();
    EXPECT_EQ(card(), CardPosition::unknown) << "the power does not free it";
    EXPECT_EQ(bench_->hand("clear"), Presented::accepted);
    EXPECT_EQ(card(), CardPosition::in_slot);
    EXPECT_EQ(slot().eject(kDeadline), OperationOutcome::ok);
}

TEST_P(CardSlotContract, ALostAnswerIsUnknownAndTheStatusKnowsWhereTheCardIs) {
    put_a_card_in();
    EXPECT_EQ(bench_->hand("lose_answer"), Presented::accepted);
    EXPECT_EQ(slot().eject(kDeadline), OperationOutcome::unknown);
    EXPECT_EQ(card(), CardPosition::in_throat);
    EXPECT_EQ(slot().eject(kDeadline), OperationOutcome::ok);
}

TEST_P(CardSlotContract, APassedDeadlineFailsAndMovesNothing) {
    put_a_card_in();
    EXPECT_EQ(slot().eject(Milliseconds{0}), OperationOutcome::failed);
    EXPECT_EQ(card(), CardPosition::in_slot);
}

TEST_P(CardSlotContract, AfterAPowerCutTheCardIsStillThereAndNobodysTurnGoesOn) {
    put_a_card_in();
    bench_->cut_the_power();
    EXPECT_EQ(card(), CardPosition::in_slot);
    EXPECT_TRUE(silent()) << "the card of an earlier turn identifies nobody";
    EXPECT_EQ(slot().eject(kDeadline), OperationOutcome::ok);
    bench_->cut_the_power();
    EXPECT_EQ(card(), CardPosition::in_throat);
    EXPECT_EQ(bench_->hand("take"), Presented::accepted);
    EXPECT_TRUE(next_is<CardTaken>());
    bench_->cut_the_power();
    EXPECT_EQ(card(), CardPosition::none);
}

TEST_P(CardSlotContract, ACardThatCannotBeToldIsNotTaken) {
    slot().enable(true);
    for (int i = 0; i < 4; ++i) ASSERT_EQ(bench_->events.post(CardTaken{}), Posted::accepted);
    EXPECT_EQ(bench_->hand("insert sample-card-0001"), Presented::queue_full);
    EXPECT_EQ(card(), CardPosition::none);
    while (bench_->events.try_take()) {}
    EXPECT_EQ(bench_->hand("insert sample-card-0001"), Presented::accepted);
}

TEST_P(CardSlotContract, CanBePlayedFromOutsideAndOddWordsAreRefused) {
    EXPECT_EQ(bench_->hand_from_outside("insert sample-card-0001").value(), "disabled");
    slot().enable(true);
    EXPECT_EQ(bench_->hand_from_outside("insert sample-card-0001\n").value(), "accepted");
    EXPECT_EQ(std::get<CardInserted>(bench_->events.try_take().value()).card, bench_->hash_of("sample-card-0001"));
    for (const std::string words : {"insert", "insert ", "push", "insertx"}) {
        EXPECT_EQ(bench_->hand(words), Presented::not_understood) << words;
    }
    EXPECT_EQ(bench_->hand(""), Presented::empty);
    EXPECT_EQ(bench_->hand("insert \xff"), Presented::not_text);
    EXPECT_EQ(bench_->hand("insert " + std::string(4'096, 'x')), Presented::too_long);
}

INSTANTIATE_TEST_SUITE_P(Devices, CardSlotContract, ::testing::ValuesIn(kSlots), [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace silverlane::drivers
