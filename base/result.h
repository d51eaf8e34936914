// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Result<T>: either a value or the Error the world caused. Used for every fallible call between modules; exceptions stay inside one.
// Values, any thread. Reading the side that is not there is a bug and stops the program.
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "base/check.h"
#include "base/error.h"

namespace silverlane {

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}        // NOLINT(google-explicit-constructor)
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}    // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] const T& value() const& { SILVERLANE_CHECK(ok()); return std::get<0>(state_); }
    [[nodiscard]] T& value() & { SILVERLANE_CHECK(ok()); return std::get<0>(state_); }
    [[nodiscard]] T&& value() && { SILVERLANE_CHECK(ok()); return std::get<0>(std::move(state_)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

    [[nodiscard]] const Error& error() const { SILVERLANE_CHECK(!ok()); return std::get<1>(state_); }

    /// The same result, its error widened by what was being attempted.
    Result within(std::string attempt) && {
        if (ok()) return std::move(*this);
        return error().within(std::move(attempt));
    }

private:
    std::variant<T, Error> state_;
};

/// The outcome of an operation that yields nothing but success.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const { return !error_.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const { SILVERLANE_CHECK(!ok()); return *error_; }
    Result within(std::string attempt) && {
        if (ok()) return {};
        return error().within(std::move(attempt));
    }

private:
    std::optional<Error> error_;
};

}  // namespace silverlane
