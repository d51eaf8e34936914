// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A pin pad without a device: keys come as words from the kiosk's control socket, a test, or a socket of its own. The digits stand in one
// array of this object and nowhere else, and are zeroed when they are sealed, erased, cancelled or out of time. Never on a terminal that
// customers use: a PIN belongs into a certified pad. Its thread `pin_pad_time` only ends an entry that nobody ends. Any thread.
#pragma once

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "base/event_log.h"
#include "drivers/api/pin_entry.h"
#include "drivers/api/presentation.h"
#include "drivers/pin_block/pin_block.h"
#include "drivers/pin_pad/pin_pad_protocol.h"
#include "drivers/pin_pad/pin_pad_settings.h"
#include "drivers/transport/local_datagram.h"

namespace silverlane::drivers::pin_pad {

class VirtualPinPad final : public PinEntry, public HandDriven {
public:
    /// `reports` and the others must outlive it. Errors: of SealKey::load and LocalDatagramReceiver::open.
    static Result<std::unique_ptr<VirtualPinPad>> open(const PinPadSettings& settings, PinReports& reports, const Clock& clock,
                                                       EventLog& log);
    ~VirtualPinPad() override;
    VirtualPinPad(const VirtualPinPad&) = delete;
    VirtualPinPad& operator=(const VirtualPinPad&) = delete;

    [[nodiscard]] DeviceStatus status() const override { return {DeviceState::online, "virtual"}; }
    Result<PinEntryNumber> begin(const PinRequest& request) override;
    void cancel() override;

    /// Presses the keys one after the other until one does not count, and says why: disabled (no entry is open), not_now ("enter" too
    /// early, a digit too many, nothing to erase), not_understood, queue_full (nothing happened; press again).
    Presented present(std::string_view words) override;
    /// Ends the entry if its time is over. The device's own thread does it; a test with a clock of its own calls it.
    void check_time();

private:
    VirtualPinPad(pin_block::SealKey key, PinReports& reports, const Clock& clock, EventLog& log);
    Presented press(PadKey key);
    Presented press_digit(char digit);
    Presented finish(PinReport report);
    Presented seal();
    void end_when_over();
    /// The entry is over and its digits are gone.
    void wipe();
    void watch_time();

    const pin_block::SealKey key_;
    PinReports& reports_;
    const Clock& clock_;
    EventLog& log_;
    std::mutex mutex_;
    std::condition_variable changed_;
    PinEntryNumber last_entry_ = 0;
    bool open_ = false;
    bool stopping_ = false;
    PinRequest request_;
    MonotonicTime ends_{};
    std::array<char, static_cast<std::size_t>(kMostPinDigits)> digits_{};
    int count_ = 0;
    std::thread time_;
    std::unique_ptr<LocalDatagramReceiver> socket_;   // last: its thread calls present()
};

}  // namespace silverlane::drivers::pin_pad
