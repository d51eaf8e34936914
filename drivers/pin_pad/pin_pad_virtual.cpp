// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/pin_pad/pin_pad_virtual.h"

#include <pthread.h>

#include <algorithm>
#include <cstring>

namespace silverlane::drivers::pin_pad {

namespace {

constexpr int kLeastPinDigits = 4;   // ISO 9564-1
// The clock may be turned forward by hand, so the thread looks again at least so often, and only while an entry is open.
constexpr Milliseconds kLongestLook{1'000};

}  // namespace

Result<std::unique_ptr<VirtualPinPad>> VirtualPinPad::open(const PinPadSettings& settings, PinReports& reports, const Clock& clock,
                                                           EventLog& log) {
    auto key = pin_block::SealKey::load(settings.seal_key);
    if (!key) return key.error().within("opening the virtual pin pad");
    std::unique_ptr<VirtualPinPad> pad(new VirtualPinPad(std::move(key).value(), reports, clock, log));
    if (!settings.socket.empty()) {
        VirtualPinPad* device = pad.get();
        auto socket = LocalDatagramReceiver::open(
            settings.socket, "pin_pad", [device](std::string_view bytes) { return std::string(name_of(device->present(bytes))); }, log);
        if (!socket) return socket.error().within("opening the virtual pin pad's socket");
        pad->socket_ = std::move(socket).value();
    }
    log.write(LogEvent{LogLevel::warning, "pin_pad_opened"}.with("socket", std::string_view{settings.socket.native()}));
    return pad;
}

VirtualPinPad::VirtualPinPad(pin_block::SealKey key, PinReports& reports, const Clock& clock, EventLog& log)
    : key_(std::move(key)), reports_(reports), clock_(clock), log_(log) {
    time_ = std::thread([this] { watch_time(); });
}

VirtualPinPad::~VirtualPinPad() {
    socket_.reset();
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        wipe();
    }
    changed_.notify_all();
    time_.join();
}

Result<PinEntryNumber> VirtualPinPad::begin(const PinRequest& request) {
    const bool possible = request.digits >= kLeastPinDigits && request.digits <= kMostPinDigits;
    if (!possible) return Error{ErrorCode::invalid_input, "a PIN has 4 to 12 digits"};
    if (request.longest <= Milliseconds{0}) return Error{ErrorCode::invalid_input, "an entry needs time"};
    PinEntryNumber entry = 0;
    {
        const std::lock_guard lock(mutex_);
        wipe();
        request_ = request;
        ends_ = clock_.monotonic() + request.longest;
        open_ = true;
        entry = ++last_entry_;
    }
    changed_.notify_all();
    return entry;
}

void VirtualPinPad::cancel() {
    const std::lock_guard lock(mutex_);
    wipe();
}

Presented VirtualPinPad::present(std::string_view words) {
    const std::lock_guard lock(mutex_);
    if (words.size() > kLongestReading) return Presented::too_long;
    Presented outcome = Presented::empty;
    while (const auto key = take_key(words)) {
        outcome = press(*key);
        if (outcome != Presented::accepted) return outcome;
    }
    const bool all = std::all_of(words.begin(), words.end(), [](char c) { return c == ' ' || c == '\n' || c == '\r'; });
    return all ? outcome : Presented::not_understood;
}

Presented VirtualPinPad::press(PadKey key) {
    end_when_over();
    if (!open_) return Presented::disabled;
    if (clock_.monotonic() >= ends_) return Presented::queue_full;   // over, and nobody has taken the report yet
    if (is_digit(key)) return press_digit(static_cast<char>(key));
    switch (key) {
        case PadKey::cancel: return finish({last_entry_, PinCancelled{}});
        case PadKey::enter: return seal();
        case PadKey::erase: break;
    }
    if (count_ == 0) return Presented::not_now;
    if (reports_.post({last_entry_, PinProgress{count_ - 1}}) != Posted::accepted) return Presented::queue_full;
    digits_[static_cast<std::size_t>(--count_)] = 0;
    return Presented::accepted;
}

Presented VirtualPinPad::press_digit(char digit) {
    if (count_ == request_.digits) return Presented::not_now;
    if (reports_.post({last_entry_, PinProgress{count_ + 1}}) != Posted::accepted) return Presented::queue_full;
    digits_[static_cast<std::size_t>(count_++)] = digit;
    return Presented::accepted;
}

Presented VirtualPinPad::finish(PinReport report) {
    if (reports_.post(std::move(report)) != Posted::accepted) return Presented::queue_full;
    wipe();
    return Presented::accepted;
}

Presented VirtualPinPad::seal() {
    if (count_ < request_.digits) return Presented::not_now;
    auto sealed = key_.seal(request_.nonce, {digits_.data(), static_cast<std::size_t>(count_)});
    if (sealed) return finish({last_entry_, PinEntered{std::move(sealed).value()}});
    log_.write(LogEvent{LogLevel::error, "pin_not_sealed"}.with("error", sealed.error()));
    return finish({last_entry_, PinNotSealed{}});
}

void VirtualPinPad::check_time() {
    const std::lock_guard lock(mutex_);
    end_when_over();
}

void VirtualPinPad::end_when_over() {
    if (!open_ || clock_.monotonic() < ends_) return;
    // The digits go at their time, also where nobody takes the report yet; it is posted again at the next look.
    explicit_bzero(digits_.data(), digits_.size());
    finish({last_entry_, PinTimedOut{}});
}

void VirtualPinPad::wipe() {
    explicit_bzero(digits_.data(), digits_.size());
    count_ = 0;
    open_ = false;
}

void VirtualPinPad::watch_time() {
    pthread_setname_np(pthread_self(), "pin_pad_time");
    try {
        std::unique_lock lock(mutex_);
        while (!stopping_) {
            end_when_over();
            if (!open_) {
                changed_.wait(lock, [this] { return open_ || stopping_; });
                continue;
            }
            const Milliseconds left = ends_ - clock_.monotonic();
            changed_.wait_for(lock, left > Milliseconds{0} ? std::min(left, kLongestLook) : kLongestLook);
        }
    } catch (...) {
        log_.write(LogEvent{LogLevel::error, "device_thread_failed"}.with("device", "pin_pad_time"));
    }
}

}  // namespace silverlane::drivers::pin_pad
