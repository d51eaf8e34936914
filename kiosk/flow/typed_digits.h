// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Digits that a person types (the tail of a phone number). They cannot be printed or compared; the bytes are zeroed when they are taken
// back or the value goes. They leave as PrivateText only. A value of the flow state; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "base/private_text.h"

namespace silverlane::flow {

class TypedDigits {
public:
    TypedDigits() = default;
    TypedDigits(const TypedDigits&) = default;
    TypedDigits(TypedDigits&& other) noexcept : digits_(std::exchange(other.digits_, {})) {}
    TypedDigits& operator=(TypedDigits other) noexcept { digits_.swap(other.digits_); return *this; }
    ~TypedDigits() { zero(digits_); }

    /// Anything but one of '0' to '9' is ignored.
    void append(char digit) {
        if (digit < '0' || digit > '9') return;
        std::string longer;
        longer.reserve(digits_.size() + 1);
        longer = digits_;
        longer.push_back(digit);
        zero(digits_);
        digits_ = std::move(longer);
    }
    void erase_last() {
        if (digits_.empty()) return;
        digits_.back() = '0';
        digits_.pop_back();
    }
    [[nodiscard]] std::size_t count() const { return digits_.size(); }
    [[nodiscard]] bool empty() const { return digits_.empty(); }
    /// A number that begins with 1 is a mobile number and has eleven digits; of any other the length tells nothing here.
    [[nodiscard]] bool may_be_phone() const { return digits_.empty() || digits_.front() != '1' || digits_.size() == 11; }
    [[nodiscard]] PrivateText as_private() const { return PrivateText{digits_}; }

private:
    std::string digits_;
};

}  // namespace silverlane::flow
