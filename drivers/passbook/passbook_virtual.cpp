// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/passbook/passbook_virtual.h"

#include <utility>

#include "base/utf8.h"
#include "drivers/transport/whole_file.h"

namespace silverlane::drivers::passbook {

namespace {

constexpr std::size_t kLargestState = 4'096;

PrinterRecord remembered_record(const std::filesystem::path& file, EventLog& log) {
    const auto json = read_whole_file(file, kLargestState);
    if (!json && json.error().code() == ErrorCode::not_found) return {};
    const auto record = json ? parse_printer_record(*json) : Result<PrinterRecord>(json.error());
    if (record) return *record;
    log.write(LogEvent{LogLevel::error, "device_state_unreadable"}.with("device", "passbook").with("error", record.error()));
    return {BookPosition::in_slot, Mechanism::jammed, std::nullopt, 1};
}

}  // namespace

Result<std::unique_ptr<VirtualPassbookPrinter>> VirtualPassbookPrinter::open(PassbookSettings settings, const IdentifierHasher& hasher,
                                                                             PassbookEvents& events, const Clock& clock, EventLog& log) {
    std::error_code error;
    std::filesystem::create_directories(settings.folder, error);
    if (error) return Error{ErrorCode::io, "cannot make the folder " + settings.folder.string() + ": " + error.message()};
    auto typesetter = paper::Typesetter::open(settings.font, settings.font);
    if (!typesetter) return typesetter.error().within("opening the virtual passbook printer");
    const std::filesystem::path socket_path = settings.socket;
    const PrinterRecord remembered = remembered_record(settings.folder / "printer.json", log);
    std::unique_ptr<VirtualPassbookPrinter> printer(new VirtualPassbookPrinter(
        std::move(settings), std::make_unique<PagePainter>(std::move(typesetter).value()), hasher, events, clock, log));
    if (auto kept = printer->become(remembered); !kept) return kept.error().within("opening the virtual passbook printer");
    if (!socket_path.empty()) {
        VirtualPassbookPrinter* device = printer.get();
        auto socket = LocalDatagramReceiver::open(
            socket_path, "passbook", [device](std::string_view bytes) { return std::string(name_of(device->present(bytes))); }, log);
        if (!socket) return socket.error().within("opening the virtual passbook printer's socket");
        printer->socket_ = std::move(socket).value();
    }
    log.write(LogEvent{LogLevel::notice, "passbook_opened"}.with("folder", std::string_view{printer->settings_.folder.native()}));
    return printer;
}

VirtualPassbookPrinter::VirtualPassbookPrinter(PassbookSettings settings, std::unique_ptr<PagePainter> painter,
                                               const IdentifierHasher& hasher, PassbookEvents& events, const Clock& clock, EventLog& log)
    : settings_(std::move(settings)), painter_(std::move(painter)), hasher_(hasher), events_(events), clock_(clock), log_(log) {}

PassbookStatus VirtualPassbookPrinter::status() const {
    const std::lock_guard lock(mutex_);
    if (record_.mechanism == Mechanism::jammed) return {{DeviceState::hardware_error, "jammed"}, BookPosition::unknown};
    return {{DeviceState::online, "virtual"}, record_.book};
}

void VirtualPassbookPrinter::enable(bool on) {
    const std::lock_guard lock(mutex_);
    enabled_ = on;
}

Result<PassbookState> VirtualPassbookPrinter::read_book(Milliseconds deadline) {
    const std::lock_guard lock(mutex_);
    if (deadline <= Milliseconds{0}) return Error{ErrorCode::timed_out, "no time to read the book"};
    if (record_.mechanism == Mechanism::jammed) return Error{ErrorCode::unavailable, "jammed"};
    if (record_.book != BookPosition::in_slot) return Error{ErrorCode::not_found, "no book is in the printer"};
    return state_of(record_);
}

Result<PassbookState> VirtualPassbookPrinter::state_of(const PrinterRecord& record) {
    if (!record.name) return Error{ErrorCode::corrupt, "this is no book"};
    auto book = Book::open(folder_of(*record.name), {settings_.rows_a_page, settings_.pages});
    if (!book) return book.error();
    const auto read = book->read();
    if (!read) return read.error();
    return PassbookState{read->last_line, read->page, read->next_row, record.open_page, read->rows_a_page, read->pages, *record.name};
}

std::string_view VirtualPassbookPrinter::objection_to(const PassbookLine& line) {
    if (record_.mechanism == Mechanism::jammed) return "jammed";
    if (record_.book != BookPosition::in_slot) return "no book";
    if (!is_line_id(line.id)) return "line id";
    const auto state = state_of(record_);
    if (!state) return "unreadable book";
    if (state->full()) return "book full";
    if (state->wants_turning()) return "another page is open";
    if (line.row != state->next_row) return "another row is next";
    if (line.id == state->last_line) return "printed already";
    return {};
}

OperationOutcome VirtualPassbookPrinter::print(const PassbookLine& line, Milliseconds deadline) {
    const MonotonicTime begun = clock_.monotonic();
    const std::lock_guard lock(mutex_);
    if (deadline <= Milliseconds{0}) return failed("deadline");
    if (const std::string_view why = objection_to(line); !why.empty()) return failed(why);
    const auto ink = painter_->paint_line(line.text);
    if (!ink) return failed(ink.error().message());
    auto book = Book::open(folder_of(*record_.name), {settings_.rows_a_page, settings_.pages});
    if (!book) return failed("unreadable book");
    if (clock_.monotonic() - begun > deadline) return failed("deadline");
    const OperationOutcome outcome = book->print(line.id, *ink, [this](Stage stage) { return happens_at(stage); });
    const Trouble trouble = std::exchange(trouble_, Trouble::none);
    if (outcome == OperationOutcome::failed) return failed("the book could not be printed");
    if (outcome == OperationOutcome::unknown || trouble == Trouble::answer_lost) return unknown();
    return OperationOutcome::ok;
}

Goes VirtualPassbookPrinter::happens_at(Stage stage) {
    const bool jams = trouble_ == (stage == Stage::announced ? Trouble::jam_before_ink : Trouble::jam_after_ink);
    const bool is_pulled = trouble_ == (stage == Stage::announced ? Trouble::pull_before_ink : Trouble::pull_after_ink);
    if (!jams && !is_pulled) return Goes::on;
    if (jams) static_cast<void>(set(Mechanism::jammed));
    if (is_pulled) static_cast<void>(take(BookPosition::in_slot, BookTaken::pulled_out_early));
    return Goes::no_further;
}

OperationOutcome VirtualPassbookPrinter::eject(Milliseconds deadline) {
    const std::lock_guard lock(mutex_);
    if (deadline <= Milliseconds{0}) return failed("deadline");
    if (record_.mechanism == Mechanism::jammed) return failed("jammed");
    if (record_.book == BookPosition::none) return failed("no book");
    if (record_.book == BookPosition::in_throat) return OperationOutcome::ok;
    PrinterRecord given_back = record_;
    given_back.book = BookPosition::in_throat;
    if (!become(given_back)) return failed("the state could not be kept");
    if (trouble_ != Trouble::answer_lost) return OperationOutcome::ok;
    trouble_ = Trouble::none;
    return unknown();
}

Presented VirtualPassbookPrinter::present(std::string_view words) {
    const std::lock_guard lock(mutex_);
    if (words.empty()) return Presented::empty;
    if (words.size() > kLongestReading) return Presented::too_long;
    if (!is_valid_utf8(words)) return Presented::not_text;
    const auto move = read_hand_move(words);
    if (!move) return Presented::not_understood;
    switch (move->does) {
        case HandDoes::insert:
        case HandDoes::insert_no_book: return insert(*move);
        case HandDoes::take: return take(BookPosition::in_throat, BookTaken::when_given_back);
        case HandDoes::pull: return take(BookPosition::in_slot, BookTaken::pulled_out_early);
        case HandDoes::turn: return turn();
        case HandDoes::jam: return set(Mechanism::jammed);
        case HandDoes::clear: return set(Mechanism::free);
        case HandDoes::lose_answer: return set(Trouble::answer_lost);
        case HandDoes::jam_before_ink: return set(Trouble::jam_before_ink);
        case HandDoes::jam_after_ink: return set(Trouble::jam_after_ink);
        case HandDoes::pull_before_ink: return set(Trouble::pull_before_ink);
        case HandDoes::pull_after_ink: return set(Trouble::pull_after_ink);
    }
    return Presented::not_understood;
}

Presented VirtualPassbookPrinter::insert(const HandMove& move) {
    if (!enabled_) return Presented::disabled;
    if (record_.mechanism == Mechanism::jammed || record_.book != BookPosition::none) return Presented::not_now;
    PrinterRecord drawn_in{BookPosition::in_slot, Mechanism::free, std::nullopt, 1};
    if (move.does == HandDoes::insert) {
        drawn_in.name = hasher_.passbook(PrivateText{std::string(move.token)});
        const auto state = state_of(drawn_in);
        // A person opens a book where the last line stands, or on the page that the picture shows.
        if (state) drawn_in.open_page = move.open_page.value_or(std::min(state->page, state->pages));
        if (state && drawn_in.open_page > state->pages) return Presented::not_now;
    }
    return draw_in(drawn_in, record_);
}

Presented VirtualPassbookPrinter::draw_in(PrinterRecord record, const PrinterRecord& before) {
    const PrinterRecord still_outside = before;
    if (!become(record)) return Presented::not_now;
    const auto state = state_of(record);
    PassbookEvent event = PassbookUnreadable{};
    if (state) event = PassbookInserted{*record.name, *state};
    if (events_.post(std::move(event)) == Posted::accepted) return Presented::accepted;
    // Nobody would know whose book it is: the printer pushes it out again.
    static_cast<void>(become(still_outside));
    return Presented::queue_full;
}

Presented VirtualPassbookPrinter::take(BookPosition from, BookTaken how) {
    if (record_.book != from || record_.mechanism == Mechanism::jammed) return Presented::not_now;
    if (!become({})) return Presented::not_now;
    tell(PassbookTaken{how}, "taken");
    return Presented::accepted;
}

Presented VirtualPassbookPrinter::turn() {
    if (!enabled_) return Presented::disabled;
    if (record_.mechanism == Mechanism::jammed || record_.book != BookPosition::in_throat || !record_.name) return Presented::not_now;
    const auto state = state_of(record_);
    if (!state || record_.open_page >= state->pages) return Presented::not_now;
    PrinterRecord turned = record_;
    turned.book = BookPosition::in_slot;
    ++turned.open_page;
    return draw_in(turned, record_);
}

Presented VirtualPassbookPrinter::set(Trouble trouble) {
    trouble_ = trouble;
    return Presented::accepted;
}

Presented VirtualPassbookPrinter::set(Mechanism mechanism) {
    PrinterRecord record = record_;
    record.mechanism = mechanism;
    return become(record) ? Presented::accepted : Presented::not_now;
}

Result<void> VirtualPassbookPrinter::become(PrinterRecord record) {
    // Into the file first: what is not remembered has not happened.
    auto kept = replace_file(settings_.folder / "printer.json", to_json(record), Readers::owner_alone, Survives::power_cut);
    if (kept) record_ = record;
    return kept;
}

void VirtualPassbookPrinter::tell(PassbookEvent event, std::string_view what) {
    if (events_.post(std::move(event)) == Posted::accepted) return;
    log_.write(LogEvent{LogLevel::warning, "device_event_dropped"}.with("device", "passbook").with("what", what));
}

OperationOutcome VirtualPassbookPrinter::failed(std::string_view why) {
    log_.write(LogEvent{LogLevel::warning, "passbook_failed"}.with("why", why));
    return OperationOutcome::failed;
}

OperationOutcome VirtualPassbookPrinter::unknown() {
    log_.write(LogEvent{LogLevel::warning, "passbook_outcome_unknown"});
    return OperationOutcome::unknown;
}

}  // namespace silverlane::drivers::passbook
