// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A passbook printer without a device: each book is a folder with its stripe and a picture of every page, see passbook_book.h. It forgets
// nothing over a power cut, neither the book nor which page is open. Hands come as words from the kiosk's control socket, a test, or a
// socket of its own. read_book(), print() and eject() by one thread at a time, everything else from any.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string_view>

#include "base/event_log.h"
#include "base/keyed_hash.h"
#include "drivers/api/passbook_printer.h"
#include "drivers/api/presentation.h"
#include "drivers/passbook/passbook_book.h"
#include "drivers/passbook/passbook_page.h"
#include "drivers/passbook/passbook_protocol.h"
#include "drivers/passbook/passbook_settings.h"
#include "drivers/transport/local_datagram.h"

namespace silverlane::drivers::passbook {

class VirtualPassbookPrinter final : public PassbookPrinter, public HandDriven {
public:
    /// Everything borrowed must outlive it. Starts with the shutter closed and with the book that was in it. A state that cannot be
    /// understood counts as jammed: staff look. Errors: io; not_found for the font; of LocalDatagramReceiver::open.
    static Result<std::unique_ptr<VirtualPassbookPrinter>> open(PassbookSettings settings, const IdentifierHasher& hasher,
                                                                PassbookEvents& events, const Clock& clock, EventLog& log);

    [[nodiscard]] PassbookStatus status() const override;
    void enable(bool on) override;
    Result<PassbookState> read_book(Milliseconds deadline) override;
    OperationOutcome print(const PassbookLine& line, Milliseconds deadline) override;
    OperationOutcome eject(Milliseconds deadline) override;

    /// See HandDoes. disabled: the shutter is closed. not_now: there is a book already, or none to take, pull or turn. queue_full: the
    /// printer did not draw the book in.
    Presented present(std::string_view words) override;

    /// Where the book of this name is kept.
    [[nodiscard]] std::filesystem::path folder_of(const KeyedHash& book) const { return settings_.folder / book.hexadecimal(); }

private:
    enum class Trouble { none, answer_lost, jam_before_ink, jam_after_ink, pull_before_ink, pull_after_ink };

    VirtualPassbookPrinter(PassbookSettings settings, std::unique_ptr<PagePainter> painter, const IdentifierHasher& hasher,
                           PassbookEvents& events, const Clock& clock, EventLog& log);
    Presented insert(const HandMove& move);
    Presented draw_in(PrinterRecord record, const PrinterRecord& before);
    Presented take(BookPosition from, BookTaken how);
    Presented turn();
    Presented set(Trouble trouble);
    Presented set(Mechanism mechanism);
    Result<PassbookState> state_of(const PrinterRecord& record);
    Goes happens_at(Stage stage);
    /// Whether this line may go where the book says; the reason if not.
    std::string_view objection_to(const PassbookLine& line);
    Result<void> become(PrinterRecord record);
    void tell(PassbookEvent event, std::string_view what);
    OperationOutcome failed(std::string_view why);
    OperationOutcome unknown();

    const PassbookSettings settings_;
    const std::unique_ptr<PagePainter> painter_;
    const IdentifierHasher& hasher_;
    PassbookEvents& events_;
    const Clock& clock_;
    EventLog& log_;
    mutable std::mutex mutex_;
    bool enabled_ = false;
    PrinterRecord record_;
    Trouble trouble_ = Trouble::none;                 ///< of the next line or move
    std::unique_ptr<LocalDatagramReceiver> socket_;   // last: its thread calls present()
};

}  // namespace silverlane::drivers::passbook
