// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The facts of one decision, by slot of a catalogue. A slot that nobody filled is missing, and a condition about it is unknown, which is not
// yes. Built anew or cleared for each decision; one thread.
#pragma once

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
    /// Every slot is missing again; memory is kept.
    void clear();
    /// The rest of a decision counts days from here; a rule that asks days_since or count is unknown without it.
    void set_today(std::int32_t day_since_1970);

    // The slot's type must be the one of the function; anything else is a bug and stops the program. What is put is copied.
    void put_number(Slot slot, std::int64_t value);
    void put_text(Slot slot, std::string_view value);
    void put_texts(Slot slot, std::span<const std::string> values);
    void put_day(Slot slot, std::int32_t day_since_1970);
    void put_days(Slot slot, std::span<const std::int32_t> days);
    void put_path(Slot slot, std::string_view path);
    [[nodiscard]] bool has(Slot slot) const;

private:
    friend class RuleSet;
    struct Storage;
    // The module's own; not a contract.
};

}  // namespace silverlane::rules
