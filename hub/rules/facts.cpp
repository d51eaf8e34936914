// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/rules/facts.h"

#include "base/check.h"

namespace silverlane::rules {

Facts::Facts(const Catalogue& catalogue) : held_(catalogue.size()) {
    for (Slot slot = 0; slot < held_.size(); ++slot) held_[slot].type = catalogue.at(slot).type;
}

void Facts::clear() {
    for (Held& each : held_) each.known = false;
    today_.reset();
}

void Facts::set_today(std::int32_t day_since_1970) { today_ = day_since_1970; }

Facts::Held& Facts::of_type(Slot slot, Type type) {
    SILVERLANE_CHECK(slot < held_.size());
    Held& held = held_[slot];
    SILVERLANE_CHECK(held.type == type);
    held.known = true;
    return held;
}

void Facts::put_number(Slot slot, std::int64_t value) { of_type(slot, Type::number).number = value; }
void Facts::put_day(Slot slot, std::int32_t day_since_1970) { of_type(slot, Type::day).number = day_since_1970; }

void Facts::put_text(Slot slot, std::string_view value) {
    Held& held = of_type(slot, Type::text);
    held.texts.resize(1);
    held.texts[0].assign(value);
}

void Facts::put_path(Slot slot, std::string_view path) {
    Held& held = of_type(slot, Type::path);
    held.texts.resize(1);
    held.texts[0].assign(path);
}

void Facts::put_texts(Slot slot, std::span<const std::string> values) {
    Held& held = of_type(slot, Type::texts);
    held.count = values.size();
    if (held.texts.size() < values.size()) held.texts.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) held.texts[i].assign(values[i]);
}

void Facts::put_days(Slot slot, std::span<const std::int32_t> days) { of_type(slot, Type::days).days.assign(days.begin(), days.end()); }

bool Facts::has(Slot slot) const {
    SILVERLANE_CHECK(slot < held_.size());
    return held_[slot].known;
}

const Facts::Held& Facts::known(Slot slot) const {
    SILVERLANE_CHECK(slot < held_.size());
    SILVERLANE_CHECK(held_[slot].known);
    return held_[slot];
}

std::int64_t Facts::number(Slot slot) const {
    const Held& held = known(slot);
    SILVERLANE_CHECK(held.type == Type::number || held.type == Type::day);
    return held.number;
}

std::string_view Facts::text(Slot slot) const {
    const Held& held = known(slot);
    SILVERLANE_CHECK(held.type == Type::text || held.type == Type::path);
    return held.texts[0];
}

std::span<const std::string> Facts::texts(Slot slot) const {
    const Held& held = known(slot);
    SILVERLANE_CHECK(held.type == Type::texts);
    return {held.texts.data(), held.count};
}

std::span<const std::int32_t> Facts::days(Slot slot) const {
    const Held& held = known(slot);
    SILVERLANE_CHECK(held.type == Type::days);
    return held.days;
}

}  // namespace silverlane::rules
