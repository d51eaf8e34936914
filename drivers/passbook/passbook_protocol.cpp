// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/passbook/passbook_protocol.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/hexadecimal.h"

namespace silverlane::drivers::passbook {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestLineId = 60;
constexpr std::string_view kInsert = "insert ";
constexpr std::string_view kPage = " page ";

constexpr std::array<std::pair<std::string_view, HandDoes>, 11> kMoves = {{{"unreadable", HandDoes::insert_no_book},
                                                                           {"take", HandDoes::take},
                                                                           {"pull", HandDoes::pull},
                                                                           {"turn", HandDoes::turn},
                                                                           {"jam", HandDoes::jam},
                                                                           {"clear", HandDoes::clear},
                                                                           {"lose_answer", HandDoes::lose_answer},
                                                                           {"jam_before_ink", HandDoes::jam_before_ink},
                                                                           {"jam_after_ink", HandDoes::jam_after_ink},
                                                                           {"pull_before_ink", HandDoes::pull_before_ink},
                                                                           {"pull_after_ink", HandDoes::pull_after_ink}}};

constexpr std::array<std::pair<std::string_view, BookPosition>, 3> kPositions = {
    {{"none", BookPosition::none}, {"in_slot", BookPosition::in_slot}, {"in_throat", BookPosition::in_throat}}};

std::string_view name_of(BookPosition position) {
    for (const auto& [name, known] : kPositions) {
        if (known == position) return name;
    }
    return "none";
}

/// A whole number of a JSON object within its range, or nothing.
std::optional<int> number(const Json& object, const char* key, int least, int most) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer()) return std::nullopt;
    const auto value = found->get<std::int64_t>();
    if (value < least || value > most) return std::nullopt;
    return static_cast<int>(value);
}

std::optional<std::string> text(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

std::optional<KeyedHash> hash_of(const std::string& hexadecimal) {
    const auto bytes = from_hexadecimal(hexadecimal);
    KeyedHash hash;
    if (!bytes || bytes->size() != hash.bytes.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), hash.bytes.begin());
    return hash;
}

}  // namespace

bool is_line_id(std::string_view id) {
    return !id.empty() && id.size() <= kLongestLineId && std::all_of(id.begin(), id.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

BookRecord with_printed_line(BookRecord record) {
    record.last_line = std::exchange(record.printing, {});
    if (++record.next_row > record.rows_a_page) {
        ++record.page;
        record.next_row = 1;
    }
    return record;
}

std::string to_json(const BookRecord& record) {
    const Json json = {{"last_line", record.last_line}, {"printing", record.printing},       {"page", record.page},
                       {"next_row", record.next_row},   {"rows_a_page", record.rows_a_page}, {"pages", record.pages}};
    return json.dump(2) + '\n';
}

Result<BookRecord> parse_book_record(std::string_view json) {
    const Error corrupt{ErrorCode::corrupt, "the book's stripe cannot be understood"};
    const Json object = Json::parse(json, nullptr, false);
    if (!object.is_object()) return corrupt;
    const auto rows = number(object, "rows_a_page", 1, kMostRowsAPage);
    const auto pages = number(object, "pages", 1, kMostPages);
    const auto last = text(object, "last_line");
    const auto printing = text(object, "printing");
    if (!rows || !pages || !last || !printing) return corrupt;
    const auto page = number(object, "page", 1, *pages + 1);
    const auto row = number(object, "next_row", 1, *rows);
    if (!page || !row) return corrupt;
    const bool ids = (last->empty() || is_line_id(*last)) && (printing->empty() || is_line_id(*printing));
    const bool beginning = *page == 1 && *row == 1;
    if (!ids || beginning != last->empty() || (*page > *pages && (*row != 1 || !printing->empty()))) return corrupt;
    return BookRecord{*last, *printing, *page, *row, *rows, *pages};
}

std::string to_json(const PrinterRecord& record) {
    const Json json = {{"book", name_of(record.book)},
                       {"mechanism", record.mechanism == Mechanism::free ? "free" : "jammed"},
                       {"name", record.name ? record.name->hexadecimal() : ""},
                       {"open_page", record.open_page}};
    return json.dump(2) + '\n';
}

Result<PrinterRecord> parse_printer_record(std::string_view json) {
    const Error corrupt{ErrorCode::corrupt, "the printer's state cannot be understood"};
    const Json object = Json::parse(json, nullptr, false);
    if (!object.is_object()) return corrupt;
    const auto position = text(object, "book");
    const auto mechanism = text(object, "mechanism");
    const auto name = text(object, "name");
    const auto open_page = number(object, "open_page", 1, kMostPages);
    if (!position || !mechanism || !name || !open_page) return corrupt;
    const auto known = std::find_if(kPositions.begin(), kPositions.end(), [&](const auto& pair) { return pair.first == *position; });
    const auto hash = hash_of(*name);
    if (known == kPositions.end() || (!name->empty() && !hash) || (*mechanism != "free" && *mechanism != "jammed")) return corrupt;
    return PrinterRecord{known->second, *mechanism == "free" ? Mechanism::free : Mechanism::jammed, hash, *open_page};
}

std::optional<HandMove> read_hand_move(std::string_view words) {
    if (words.ends_with('\n')) words.remove_suffix(1);
    if (words.ends_with('\r')) words.remove_suffix(1);
    for (const auto& [name, does] : kMoves) {
        if (words == name) return HandMove{does, {}, std::nullopt};
    }
    if (!words.starts_with(kInsert)) return std::nullopt;
    HandMove move{HandDoes::insert, words.substr(kInsert.size()), std::nullopt};
    if (const std::size_t at = move.token.rfind(kPage); at != std::string_view::npos) {
        const std::string_view digits = move.token.substr(at + kPage.size());
        int page = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), page);
        if (error != std::errc{} || end != digits.data() + digits.size() || page < 1 || page > kMostPages) return std::nullopt;
        move.open_page = page;
        move.token = move.token.substr(0, at);
    }
    if (move.token.empty()) return std::nullopt;
    return move;
}

}  // namespace silverlane::drivers::passbook
