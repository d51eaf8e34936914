// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A book of two pages with two rows each, and a printer that may lose its answer. Shared by the tests of the thread that prints and of what
// gives it work; everything in it is read and changed under `mutex`.
#pragma once

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "drivers/api/passbook_printer.h"

namespace silverlane::kiosk {

class SmallBook final : public drivers::PassbookPrinter {
public:
    [[nodiscard]] drivers::PassbookStatus status() const override { return {{drivers::DeviceState::online, ""}, drivers::BookPosition::in_slot}; }
    void enable(bool) override {}
    Result<drivers::PassbookState> read_book(Milliseconds) override {
        const std::scoped_lock lock(mutex);
        if (unreadable) return Error(ErrorCode::unavailable, "jammed");
        return state;
    }
    drivers::OperationOutcome print(const drivers::PassbookLine& line, Milliseconds) override {
        using drivers::OperationOutcome;
        const std::scoped_lock lock(mutex);
        if (jammed) return OperationOutcome::failed;
        if (line.row != state.next_row || state.wants_turning() || state.full()) return OperationOutcome::failed;
        if (answer == OperationOutcome::unknown && !ink_before_the_answer_is_lost) {
            answer = OperationOutcome::ok;
            return OperationOutcome::unknown;
        }
        lines.push_back(line.id);
        state.last_line = line.id;
        if (++state.next_row > state.rows_a_page) {
            state.next_row = 1;
            ++state.page;
        }
        return std::exchange(answer, OperationOutcome::ok);
    }
    drivers::OperationOutcome eject(Milliseconds) override { return drivers::OperationOutcome::ok; }

    std::mutex mutex;
    drivers::PassbookState state{"", 1, 1, 1, 2, 2};
    drivers::OperationOutcome answer = drivers::OperationOutcome::ok;
    bool ink_before_the_answer_is_lost = true;
    bool jammed = false, unreadable = false;
    std::vector<std::string> lines;
};

}  // namespace silverlane::kiosk
