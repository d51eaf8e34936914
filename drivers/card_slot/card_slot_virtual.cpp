// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/card_slot/card_slot_virtual.h"

#include "base/utf8.h"
#include "drivers/transport/whole_file.h"

namespace silverlane::drivers::card_slot {

namespace {

constexpr std::size_t kLongestState = 256;

SlotState remembered_state(const std::filesystem::path& file, EventLog& log) {
    const auto text = read_whole_file(file, kLongestState);
    if (!text && text.error().code() == ErrorCode::not_found) return {};
    const auto state = text ? parse_slot_state(*text) : Result<SlotState>(text.error());
    if (state) return *state;
    log.write(LogEvent{LogLevel::error, "device_state_unreadable"}.with("device", "card_slot").with("error", state.error()));
    return {CardPosition::in_slot, Mechanism::jammed};
}

}  // namespace

Result<std::unique_ptr<VirtualCardSlot>> VirtualCardSlot::open(const CardSlotSettings& settings, const IdentifierHasher& hasher,
                                                               CardSlotEvents& events, EventLog& log) {
    std::error_code error;
    std::filesystem::create_directories(settings.state.parent_path(), error);
    std::unique_ptr<VirtualCardSlot> slot(new VirtualCardSlot(settings, hasher, events, log));
    if (auto kept = slot->become(remembered_state(settings.state, log)); !kept) return kept.error().within("opening the virtual card slot");
    if (!settings.socket.empty()) {
        VirtualCardSlot* device = slot.get();
        auto socket = LocalDatagramReceiver::open(
            settings.socket, "card_slot", [device](std::string_view bytes) { return std::string(name_of(device->present(bytes))); }, log);
        if (!socket) return socket.error().within("opening the virtual card slot's socket");
        slot->socket_ = std::move(socket).value();
    }
    log.write(LogEvent{LogLevel::notice, "card_slot_opened"}.with("socket", std::string_view{settings.socket.native()}));
    return slot;
}

VirtualCardSlot::VirtualCardSlot(CardSlotSettings settings, const IdentifierHasher& hasher, CardSlotEvents& events, EventLog& log)
    : settings_(std::move(settings)), hasher_(hasher), events_(events), log_(log) {}

CardSlotStatus VirtualCardSlot::status() const {
    const std::lock_guard lock(mutex_);
    if (state_.mechanism == Mechanism::jammed) return {{DeviceState::hardware_error, "jammed"}, CardPosition::unknown};
    return {{DeviceState::online, "virtual"}, state_.card};
}

void VirtualCardSlot::enable(bool on) {
    const std::lock_guard lock(mutex_);
    enabled_ = on;
}

OperationOutcome VirtualCardSlot::eject(Milliseconds deadline) { return move_to(CardPosition::in_throat, deadline); }

OperationOutcome VirtualCardSlot::retain(Milliseconds deadline) { return move_to(CardPosition::none, deadline); }

OperationOutcome VirtualCardSlot::move_to(CardPosition there, Milliseconds deadline) {
    const std::lock_guard lock(mutex_);
    const auto failed = [this](std::string_view why) {
        log_.write(LogEvent{LogLevel::warning, "card_slot_failed"}.with("why", why));
        return OperationOutcome::failed;
    };
    if (deadline <= Milliseconds{0}) return failed("deadline");
    if (state_.mechanism == Mechanism::jammed) return failed("jammed");
    if (state_.card == CardPosition::none) return failed("no card");
    if (state_.card == there) return OperationOutcome::ok;
    if (!become({there, Mechanism::free})) return failed("the state could not be kept");
    if (there == CardPosition::none) tell(CardRetained{}, "retained");
    const bool heard = answers_ == Answers::heard;
    answers_ = Answers::heard;
    if (heard) return OperationOutcome::ok;
    log_.write(LogEvent{LogLevel::warning, "card_slot_outcome_unknown"});
    return OperationOutcome::unknown;
}

Presented VirtualCardSlot::present(std::string_view words) {
    const std::lock_guard lock(mutex_);
    if (words.empty()) return Presented::empty;
    if (words.size() > kLongestReading) return Presented::too_long;
    if (!is_valid_utf8(words)) return Presented::not_text;
    const auto move = read_hand_move(words);
    if (!move) return Presented::not_understood;
    switch (move->does) {
        case HandDoes::insert: return insert(CardInserted{hasher_.card(CardToken{PrivateText{std::string(move->token)}})});
        case HandDoes::insert_unreadable: return insert(CardUnreadable{});
        case HandDoes::take: return take();
        case HandDoes::jam: return become({state_.card, Mechanism::jammed}) ? Presented::accepted : Presented::not_now;
        case HandDoes::clear: return become({state_.card, Mechanism::free}) ? Presented::accepted : Presented::not_now;
        case HandDoes::lose_answer: answers_ = Answers::next_is_lost; return Presented::accepted;
    }
    return Presented::not_understood;
}

Presented VirtualCardSlot::insert(CardSlotEvent event) {
    if (!enabled_) return Presented::disabled;
    if (state_.mechanism == Mechanism::jammed || state_.card != CardPosition::none) return Presented::not_now;
    if (!become({CardPosition::in_slot, Mechanism::free})) return Presented::not_now;
    if (events_.post(std::move(event)) == Posted::accepted) return Presented::accepted;
    // Nobody would know whose card it is: the slot pushes it out again, and it is still in the person's hand.
    static_cast<void>(become({CardPosition::none, Mechanism::free}));
    return Presented::queue_full;
}

Presented VirtualCardSlot::take() {
    if (state_.card != CardPosition::in_throat) return Presented::not_now;
    if (!become({CardPosition::none, state_.mechanism})) return Presented::not_now;
    tell(CardTaken{}, "taken");
    return Presented::accepted;
}

Result<void> VirtualCardSlot::become(SlotState state) {
    auto kept = replace_file(settings_.state, to_text(state), Readers::owner_alone, Survives::power_cut);
    if (kept) state_ = state;
    return kept;
}

void VirtualCardSlot::tell(CardSlotEvent event, std::string_view what) {
    if (events_.post(std::move(event)) == Posted::accepted) return;
    log_.write(LogEvent{LogLevel::warning, "device_event_dropped"}.with("device", "card_slot").with("what", what));
}

}  // namespace silverlane::drivers::card_slot
