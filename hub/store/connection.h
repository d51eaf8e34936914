// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One connection of a storage backend, as the typed tables of hub/store see it: statements with $1..$n, rows, and a failure that sticks.
// A statement that the storage refuses makes the whole request fail: everything after it does nothing and returns emptiness, and whoever
// ends the request asks failure() before anything is believed, committed or answered. One thread at a time; the Store hands it out.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/keyed_hash.h"
#include "base/result.h"

namespace silverlane::store {

/// A statement's text; must be a static constant, because a connection prepares each address once.
struct Sql {
    const char* text;
};

/// A value for $1..$n. Views: what they look at must live until the statement has run.
class Parameter {
public:
    enum class Kind { null, integer, text, bytes };
    Parameter(std::nullptr_t) {}                                                                                    // NOLINT
    Parameter(std::int64_t value) : kind_(Kind::integer), integer_(value) {}                                        // NOLINT
    Parameter(int value) : kind_(Kind::integer), integer_(value) {}                                                 // NOLINT
    Parameter(bool value) : kind_(Kind::integer), integer_(value ? 1 : 0) {}                                        // NOLINT
    Parameter(UtcTime value) : kind_(Kind::integer), integer_(value.time_since_epoch().count()) {}                  // NOLINT
    Parameter(std::string_view value) : kind_(Kind::text), view_(value) {}                                          // NOLINT
    Parameter(const std::string& value) : kind_(Kind::text), view_(value) {}                                        // NOLINT
    Parameter(const char* value) : kind_(Kind::text), view_(value) {}                                               // NOLINT
    Parameter(const KeyedHash& value)                                                                               // NOLINT
        : kind_(Kind::bytes), view_(reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()) {}
    template <class Tag>
    Parameter(const Identifier<Tag>& id) : Parameter(std::string_view{id.text}) {}                                  // NOLINT
    template <class T>
    Parameter(const std::optional<T>& value) : Parameter(value ? Parameter(*value) : Parameter(nullptr)) {}         // NOLINT

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] std::int64_t integer() const { return integer_; }
    [[nodiscard]] std::string_view view() const { return view_; }

private:
    Kind kind_ = Kind::null;
    std::int64_t integer_ = 0;
    std::string_view view_;
};

/// The row under the cursor; views live until the callback returns. Columns count from 0.
class Row {
public:
    virtual ~Row() = default;
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual std::string_view view(int column) const = 0;

    [[nodiscard]] std::string text(int column) const { return std::string{view(column)}; }
    [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
    [[nodiscard]] UtcTime time(int column) const { return UtcTime{Milliseconds{integer(column)}}; }
    [[nodiscard]] std::optional<UtcTime> optional_time(int column) const;
    [[nodiscard]] KeyedHash hash(int column) const;
    template <class Id>
    [[nodiscard]] Id id(int column) const { return Id{text(column)}; }
    template <class Id>
    [[nodiscard]] std::optional<Id> optional_id(int column) const {
        if (is_null(column)) return std::nullopt;
        return Id{text(column)};
    }
};

class Connection {
public:
    virtual ~Connection() = default;
    using EachRow = std::function<void(const Row&)>;

    /// Runs a statement that yields no rows.
    void run(const Sql& sql, std::initializer_list<Parameter> parameters = {});
    /// Runs a statement and hands over each row.
    void query(const Sql& sql, std::initializer_list<Parameter> parameters, const EachRow& each);
    /// Rows that the last run() changed.
    [[nodiscard]] virtual std::int64_t changed() const = 0;
    /// Rows changed since the connection was opened, undone ones too: equal before and after means that nothing was written in between.
    [[nodiscard]] virtual std::int64_t changed_in_all() const = 0;
    /// A number that is another one after somebody else, through another connection or program, has committed. Asked inside a transaction, it
    /// holds for what the transaction sees.
    [[nodiscard]] virtual std::int64_t commits_elsewhere() = 0;

    /// Runs `work` so that its effects stand or fall alone inside the transaction. Errors: those of work, or of the storage.
    Result<void> nested(const std::function<Result<void>()>& work);

    [[nodiscard]] bool failed() const { return failure_.has_value(); }
    [[nodiscard]] Result<void> failure() const;
    /// True when the storage gave up the whole transaction, not one statement: nothing of it may be believed.
    [[nodiscard]] bool transaction_lost() const { return transaction_lost_; }

protected:
    virtual Result<void> execute(const Sql& sql, std::span<const Parameter> parameters, const EachRow* each) = 0;
    /// Whether the backend still has the transaction open.
    [[nodiscard]] virtual bool in_transaction() const = 0;
    /// For the backend, at the start of each transaction or read.
    void forget_failure() { failure_.reset(); transaction_lost_ = false; }

private:
    std::optional<Error> failure_;
    bool transaction_lost_ = false;
};

}  // namespace silverlane::store
