// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a rule can ask about: the facts by name with their types, and the vocabularies that are known. Whoever decides makes one catalogue,
// fills Facts of it for each decision, and compiles its rules against it. Immutable after building; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace silverlane::rules {

enum class Type {
    number,   ///< a whole number
    text,     ///< one text
    texts,    ///< a set of texts
    day,      ///< a calendar day, as days since 1970-01-01
    days,     ///< when something happened: a list of such days, one for each time
    path,     ///< a place in a tree, written "CN/36/0791"
};
std::string_view name_of(Type type);

/// Whether a path is that place or one below it: "CN/36/0791" lies under "CN/36", "CN/361" does not.
bool lies_under(std::string_view path, std::string_view place);

enum class Truth : std::uint8_t { no, yes, unknown };
std::string_view name_of(Truth truth);

/// Where a fact comes from; a rule may use at most kMostProfileFacts and kMostContextFacts different ones.
enum class Origin { profile, context };

struct FactName {
    std::string name;                        ///< "risk_level"
    Type type = Type::number;
    Origin origin = Origin::profile;
    std::vector<std::string> vocabulary;     ///< what a text can be; empty: anything
    std::int64_t least = INT64_MIN;          ///< of a number: what it can be at all
    std::int64_t most = INT64_MAX;
};

using Slot = std::size_t;

class Catalogue {
public:
    /// Names must differ; the order gives the slots.
    explicit Catalogue(std::vector<FactName> names);
    /// Any thread, like the rest; nothing when no fact has that name.
    [[nodiscard]] std::optional<Slot> find(std::string_view name) const;
    [[nodiscard]] const FactName& at(Slot slot) const;
    [[nodiscard]] std::size_t size() const;

    /// "age, tier, ...": for advice.
    [[nodiscard]] std::vector<std::string> names() const;

private:
    std::vector<FactName> names_;
    std::vector<Slot> by_name_;   // slots in the order of their names
};

}  // namespace silverlane::rules
