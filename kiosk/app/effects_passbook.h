// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Carries out UpdatePassbook: asks the bank (by way of the hub) for the lines that the book lacks, words them, hands them to the thread that
// prints, and tells bank and flow of each line that stands in the book. The book's own word about its last line goes before the bank's. What
// comes late, from the hub or from that thread, for a book that was taken meanwhile moves nothing here. Ui thread only.
#pragma once

#include <cstdint>
#include <optional>

#include "drivers/api/passbook_printer.h"
#include "hub/protocol/bank_messages.h"
#include "kiosk/app/effects_tickets.h"
#include "kiosk/app/hub_asker.h"
#include "kiosk/app/media_worker.h"
#include "kiosk/flow/event.h"

namespace silverlane::kiosk {

class PassbookEffects {
public:
    PassbookEffects(HubAsker& hub, const scene::TextCatalogue& texts, SendEvent send) : hub_(hub), texts_(texts), send_(std::move(send)) {}

    /// Null: no passbook printer here.
    void use(MediaWorker* worker) { worker_ = worker; }
    void inserted(const drivers::PassbookInserted& book);
    void taken();
    void update(const std::string& language);
    void printed(const LinePrinted& line);
    void paused(const BookPaused& pause);

private:
    /// Of one book, between its going in and its coming out.
    struct Update { std::uint64_t number = 0; KeyedHash book; };

    void print(const hub_link::Answered& answer, std::uint64_t number, const std::string& language);
    [[nodiscard]] bool is_of_the_book_inside(std::uint64_t number) const { return book_ && number == newest_; }
    [[nodiscard]] PrivateText line_text(const protocol::PassbookLine& line, const std::string& language) const;

    HubAsker& hub_;
    const scene::TextCatalogue& texts_;
    SendEvent send_;
    MediaWorker* worker_ = nullptr;
    std::optional<drivers::PassbookInserted> book_;
    std::uint64_t newest_ = 0;  // grows as a book goes in or out and with each update
    Update update_;             // the last one begun; its number is below newest_ when its book is no longer inside
    bool new_book_needed_ = false;
};

}  // namespace silverlane::kiosk
