// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The two ways to the tables: a change on the writer thread, or a read beside it. Private to hub/desk; any thread but the writer's own.
#pragma once

#include <optional>
#include <utility>

#include "hub/desk/writer.h"
#include "hub/store/store.h"

namespace silverlane::desk {

class Requests {
public:
    Requests(store::Store& store, Writer& writer) : store_(store), writer_(writer) {}

    /// A change that cannot be refused. Errors: those of the store.
    template <class Work>
    Result<void> done_by(Work work) {
        return writer_.run([&](Change& change) -> Result<void> {
            work(change);
            return {};
        });
    }
    /// A change that answers. What it refuses is undone, and refused here in its words.
    template <class T, class Work>
    Result<T> answer_of(Work work) {
        std::optional<Result<T>> answer;
        const auto done = writer_.run([&](Change& change) -> Result<void> {
            answer.emplace(work(change));
            if (!*answer) return answer->error();
            return {};
        });
        if (!done) return done.error();
        return std::move(*answer);
    }
    /// The same, but what the change wrote stands though it refuses: the record of the refusal.
    template <class T, class Work>
    Result<T> recorded_answer_of(Work work) {
        std::optional<Result<T>> answer;
        const auto done = writer_.run([&](Change& change) -> Result<void> {
            answer.emplace(work(change));
            return {};
        });
        if (!done) return done.error();
        return std::move(*answer);
    }
    /// What `work` makes of one state of the tables.
    template <class T, class Work>
    Result<T> read_of(Work work) {
        std::optional<Result<T>> answer;
        const auto done = store_.read([&](store::Connection& connection) -> Result<void> {
            answer.emplace(work(connection));
            return {};
        });
        if (!done) return done.error();
        return std::move(*answer);
    }

private:
    store::Store& store_;
    Writer& writer_;
};

}  // namespace silverlane::desk
