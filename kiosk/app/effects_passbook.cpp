// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_passbook.h"

#include <fmt/format.h>

#include <utility>

#include "kiosk/app/money_words.h"

namespace silverlane::kiosk {

void PassbookEffects::inserted(const drivers::PassbookInserted& book) {
    book_ = book;
    ++newest_;
}

void PassbookEffects::taken() {
    book_.reset();
    ++newest_;
}

void PassbookEffects::update(const std::string& language) {
    if (!book_ || worker_ == nullptr) return send_(flow::PassbookAdvanced{flow::PassbookStage::stopped, 0});
    update_ = {++newest_, book_->book};
    protocol::PassbookRequest request;
    request.passbook = book_->book;
    request.last_printed = book_->state.last_line;
    hub_.ask(std::move(request),
             [this, number = update_.number, language](const hub_link::Answered& answer) { print(answer, number, language); });
}

PrivateText PassbookEffects::line_text(const protocol::PassbookLine& line, const std::string& language) const {
    constexpr int kWidestWord = 12, kWidestAmount = 15;
    const auto amount = yuan_from_fen(line.amount_fen);
    const auto balance = yuan_from_fen(line.balance_fen);
    const std::string key = "passbook_line." + line.summary;
    const std::string word = texts_.fill(texts_.has(key) ? key : "passbook_line.other", language).shown;
    const auto figures = [](const std::optional<PrivateText>& text) { return text ? text->open(PrivateDoor::wording) : std::string_view{}; };
    return PrivateText{fmt::format("{}  {:<{}}{:>{}}{:>{}}", line.day, word, kWidestWord, figures(amount), kWidestAmount, figures(balance),
                                   kWidestAmount)};
}

void PassbookEffects::print(const hub_link::Answered& answer, std::uint64_t number, const std::string& language) {
    if (!is_of_the_book_inside(number)) return;
    const auto* lines = std::get_if<protocol::PassbookLines>(&answer);
    if (lines == nullptr) {
        const bool unknown = std::holds_alternative<hub_link::Refused>(answer);
        return send_(flow::PassbookAdvanced{unknown ? flow::PassbookStage::unknown_book : flow::PassbookStage::bank_away, 0});
    }
    new_book_needed_ = lines->new_book_needed;
    MediaJob job{MediaJob::What::print_book, {}, number, book_->book, book_->state.last_line};
    for (const auto& line : lines->lines) job.lines.push_back({line.id, line_text(line, language)});
    const int count = static_cast<int>(job.lines.size());
    send_(flow::PassbookAdvanced{flow::PassbookStage::printing, count});
    if (!worker_->post(std::move(job))) send_(flow::PassbookAdvanced{flow::PassbookStage::stopped, count});
}

void PassbookEffects::printed(const LinePrinted& line) {
    if (line.job != update_.number) return;  // the bank hears of it from the book itself, when it is put in again
    // Also when the book was pulled out after this line: it stands in that book.
    hub_.tell(protocol::PassbookPrinted{{}, update_.book, line.id});
    if (!is_of_the_book_inside(line.job)) return;
    book_->state.last_line = line.id;
    send_(flow::PassbookAdvanced{flow::PassbookStage::printing, line.left});
}

void PassbookEffects::paused(const BookPaused& pause) {
    if (!is_of_the_book_inside(pause.job)) return;
    switch (pause.why) {
        case BookPaused::Why::done:
            return send_(flow::PassbookAdvanced{new_book_needed_ ? flow::PassbookStage::full : flow::PassbookStage::done, 0});
        case BookPaused::Why::turn_page: return send_(flow::PassbookAdvanced{flow::PassbookStage::turn_page, pause.left});
        case BookPaused::Why::full: return send_(flow::PassbookAdvanced{flow::PassbookStage::full, pause.left});
        case BookPaused::Why::stopped: return send_(flow::PassbookAdvanced{flow::PassbookStage::stopped, pause.left});
    }
}

}  // namespace silverlane::kiosk
