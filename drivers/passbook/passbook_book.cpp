// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/passbook/passbook_book.h"

#include <fmt/format.h>

#include "drivers/transport/whole_file.h"

namespace silverlane::drivers::passbook {

namespace {

constexpr std::size_t kLargestStripe = 4'096;
constexpr std::size_t kLargestPage = std::size_t{4} << 20U;

}  // namespace

Result<Book> Book::open(std::filesystem::path folder, Capacity capacity_of_a_new_one) {
    Book book(std::move(folder));
    std::error_code error;
    if (std::filesystem::exists(book.folder_ / "stripe.json", error)) return book;
    std::filesystem::create_directories(book.folder_, error);
    if (error) return Error{ErrorCode::io, "cannot make the folder " + book.folder_.string() + ": " + error.message()};
    std::filesystem::permissions(book.folder_, std::filesystem::perms::owner_all, error);
    BookRecord empty;
    empty.rows_a_page = capacity_of_a_new_one.rows_a_page;
    empty.pages = capacity_of_a_new_one.pages;
    if (auto written = book.write(empty); !written) return written.error();
    return book;
}

std::filesystem::path Book::page_file(int page) const { return folder_ / fmt::format("page-{:02}.png", page); }

Result<paper::Raster> Book::page_of(const BookRecord& record) const {
    const auto bytes = read_whole_file(page_file(record.page), kLargestPage);
    if (!bytes && bytes.error().code() == ErrorCode::not_found) return blank_page(record.rows_a_page);
    if (!bytes) return bytes.error();
    auto page = paper::from_png(*bytes);
    if (!page) return page.error();
    const paper::Raster blank = blank_page(record.rows_a_page);
    if (page->width() != blank.width() || page->height() != blank.height()) return Error{ErrorCode::corrupt, "a page of another size"};
    return page;
}

Result<void> Book::write(const BookRecord& record) const {
    return replace_file(folder_ / "stripe.json", to_json(record), Readers::owner_alone, Survives::power_cut);
}

Result<BookRecord> Book::read() {
    const auto json = read_whole_file(folder_ / "stripe.json", kLargestStripe);
    if (!json) return json.error();
    const auto record = parse_book_record(*json);
    if (!record || record->full()) return record;
    const auto page = page_of(*record);
    if (!page) return page.error();
    const bool inked = row_has_ink(*page, record->next_row);
    if (record->printing.empty()) {
        if (inked) return Error{ErrorCode::corrupt, "the row that should be next is not blank"};
        return record;
    }
    BookRecord settled = inked ? with_printed_line(*record) : *record;
    settled.printing.clear();
    if (auto written = write(settled); !written) return written.error();
    return settled;
}

OperationOutcome Book::print(const std::string& id, const paper::Raster& ink, const AtStage& at_stage) {
    auto record = read();
    if (!record || record->full()) return OperationOutcome::failed;
    auto page = page_of(*record);
    if (!page) return OperationOutcome::failed;
    PagePainter::put(*page, record->next_row, ink);
    const auto picture = paper::to_png(*page, kDotsPerInch);
    if (!picture) return OperationOutcome::failed;
    record->printing = id;
    if (!write(*record)) return OperationOutcome::unknown;
    if (at_stage(Stage::announced) == Goes::no_further) return OperationOutcome::unknown;
    if (!replace_file(page_file(record->page), *picture, Readers::owner_alone, Survives::power_cut)) return OperationOutcome::unknown;
    if (at_stage(Stage::inked) == Goes::no_further) return OperationOutcome::unknown;
    return write(with_printed_line(*record)) ? OperationOutcome::ok : OperationOutcome::unknown;
}

}  // namespace silverlane::drivers::passbook
