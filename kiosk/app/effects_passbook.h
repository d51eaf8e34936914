// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Carries out UpdatePassbook: asks the bank (by way of the hub) for the lines that the book lacks, words them, hands them to the thread that
// prints, and tells bank and flow of each line that stands in the book. The book's own word about its last line goes before the bank's. Ui
// thread only.
#pragma once

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
    void inserted(const drivers::PassbookInserted& book) { book_ = book; }
    void taken() { book_.reset(); }
    void update(const std::string& language);
    void printed(const LinePrinted& line);
    void paused(const BookPaused& pause);

private:
    void print(const hub_link::Answered& answer, const KeyedHash& book, const std::string& language);
    [[nodiscard]] PrivateText line_text(const protocol::PassbookLine& line, const std::string& language) const;

    HubAsker& hub_;
    const scene::TextCatalogue& texts_;
    SendEvent send_;
    MediaWorker* worker_ = nullptr;
    std::optional<drivers::PassbookInserted> book_;
    bool new_book_needed_ = false;
};

}  // namespace silverlane::kiosk
