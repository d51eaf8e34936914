// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/connection.h"

#include <algorithm>

namespace silverlane::store {

namespace {
constexpr Sql kBegin{"SAVEPOINT one_request"};
constexpr Sql kUndo{"ROLLBACK TO SAVEPOINT one_request"};
constexpr Sql kEnd{"RELEASE SAVEPOINT one_request"};
}  // namespace

std::optional<UtcTime> Row::optional_time(int column) const {
    if (is_null(column)) return std::nullopt;
    return time(column);
}

KeyedHash Row::hash(int column) const {
    KeyedHash hash;
    const auto bytes = view(column);
    if (bytes.size() == hash.bytes.size()) std::copy(bytes.begin(), bytes.end(), hash.bytes.begin());
    return hash;
}

void Connection::run(const Sql& sql, std::initializer_list<Parameter> parameters) {
    if (failure_) return;
    auto done = execute(sql, {parameters.begin(), parameters.size()}, nullptr);
    if (!done) failure_ = done.error();
}

void Connection::query(const Sql& sql, std::initializer_list<Parameter> parameters, const EachRow& each) {
    if (failure_) return;
    auto done = execute(sql, {parameters.begin(), parameters.size()}, &each);
    if (!done) failure_ = done.error();
}

Result<void> Connection::failure() const {
    if (failure_) return *failure_;
    return {};
}

Result<void> Connection::nested(const std::function<Result<void>()>& work) {
    run(kBegin);
    if (failure_) {
        transaction_lost_ = true;
        return *failure_;
    }
    Result<void> done = work();
    if (failure_) done = Result<void>{*failure_};
    if (done) {
        run(kEnd);
        if (!failure_) return done;
        done = Result<void>{*failure_};
    }
    failure_.reset();
    // A full disk makes some backends end the whole transaction by themselves; undoing one request is then no longer possible.
    if (!in_transaction()) {
        transaction_lost_ = true;
        return done;
    }
    run(kUndo);
    run(kEnd);
    transaction_lost_ = failure_.has_value();
    return done;
}

}  // namespace silverlane::store
