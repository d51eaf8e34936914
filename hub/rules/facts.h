// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The facts of one decision, by slot of a catalogue. A slot that nobody filled is missing, and a condition about it is unknown, which is not
// yes. A set or a list that was put with nothing in it is known, and empty. Built anew or cleared for each decision; one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hub/rules/catalogue.h"

namespace silverlane::rules {

class Facts {
public:
    /// The catalogue must outlive the facts.
    explicit Facts(const Catalogue& catalogue);
    /// Every slot is missing again, and the day too; memory is kept.
    void clear();
    /// The rest of a decision counts days from here; a rule that asks days_since or count is unknown without it.
    void set_today(std::int32_t day_since_1970);

    // The slot's type must be the one of the function; anything else is a bug and stops the program. What is put is copied; putting a slot
    // again replaces what it had. Allocates nothing once the slot has held as much.
    void put_number(Slot slot, std::int64_t value);
    void put_text(Slot slot, std::string_view value);
    void put_texts(Slot slot, std::span<const std::string> values);
    void put_day(Slot slot, std::int32_t day_since_1970);
    void put_days(Slot slot, std::span<const std::int32_t> days);
    void put_path(Slot slot, std::string_view path);
    [[nodiscard]] bool has(Slot slot) const;

    // What was put. The slot must have it: anything else is a bug and stops the program. Views and spans live until the slot changes.
    [[nodiscard]] std::optional<std::int32_t> today() const { return today_; }
    [[nodiscard]] std::int64_t number(Slot slot) const;         ///< of a number or a day
    [[nodiscard]] std::string_view text(Slot slot) const;       ///< of a text or a path
    [[nodiscard]] std::span<const std::string> texts(Slot slot) const;
    [[nodiscard]] std::span<const std::int32_t> days(Slot slot) const;
    [[nodiscard]] std::size_t size() const { return held_.size(); }   ///< slots

private:
    struct Held {
        Type type = Type::number;
        bool known = false;
        std::int64_t number = 0;
        std::size_t count = 0;              // of texts: the vector keeps the texts that it had, for their memory
        std::vector<std::string> texts;
        std::vector<std::int32_t> days;
    };
    Held& of_type(Slot slot, Type type);
    [[nodiscard]] const Held& known(Slot slot) const;

    std::vector<Held> held_;
    std::optional<std::int32_t> today_;
};

}  // namespace silverlane::rules
