// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/printer/printer_virtual.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace silverlane::drivers::printer {

namespace {

constexpr std::string_view kBeginning = "slip-";
constexpr std::string_view kEnding = ".png";
constexpr std::size_t kLongestJob = 60;   // spelt out it must still fit a file name

constexpr std::array<std::pair<PrinterFault, std::string_view>, 5> kFaults = {{{PrinterFault::none, "none"},
                                                                               {PrinterFault::paper_jammed, "paper_jammed"},
                                                                               {PrinterFault::paper_out, "paper_out"},
                                                                               {PrinterFault::answer_lost, "answer_lost"},
                                                                               {PrinterFault::cable_pulled, "cable_pulled"}}};

/// A job's name as part of a file name: letters, digits and dashes stay, the rest is spelt out, so that no job meets another's file.
std::string file_part(std::string_view job) {
    std::string part;
    for (const char c : job) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-') part += c;
        else part += '_' + std::to_string(static_cast<unsigned char>(c)) + '_';
    }
    return part;
}

std::string file_name(const std::string& job, int copy) {
    return std::string(kBeginning) + file_part(job) + (copy == 0 ? "" : ".copy" + std::to_string(copy)) + std::string(kEnding);
}

bool is_slip(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    return name.starts_with(kBeginning) && name.ends_with(kEnding);
}

}  // namespace

std::optional<PrinterFault> printer_fault_named(std::string_view name) {
    for (const auto& [fault, known] : kFaults) {
        if (known == name) return fault;
    }
    return std::nullopt;
}

std::string_view name_of(PrinterFault fault) {
    for (const auto& [known, name] : kFaults) {
        if (known == fault) return name;
    }
    return "none";
}

Result<std::unique_ptr<VirtualTicketPrinter>> VirtualTicketPrinter::open(PrinterSettings settings, const Clock& clock, EventLog& log) {
    std::error_code error;
    std::filesystem::create_directories(settings.folder, error);
    if (error) return Error{ErrorCode::io, "cannot make the folder " + settings.folder.string() + ": " + error.message()};
    auto painter = SlipPainter::open(settings.font, settings.bold_font);
    if (!painter) return painter.error().within("opening the virtual ticket printer");
    log.write(LogEvent{LogLevel::notice, "printer_opened"}.with("folder", std::string_view{settings.folder.native()}));
    return std::unique_ptr<VirtualTicketPrinter>(
        new VirtualTicketPrinter(std::move(settings), std::move(painter).value(), clock, log));
}

VirtualTicketPrinter::VirtualTicketPrinter(PrinterSettings settings, std::unique_ptr<SlipPainter> painter, const Clock& clock, EventLog& log)
    : settings_(std::move(settings)), painter_(std::move(painter)), clock_(clock), log_(log) {}

PrinterStatus VirtualTicketPrinter::status() const {
    const std::lock_guard lock(mutex_);
    PrinterStatus status;
    status.paper = fault_ == PrinterFault::paper_out ? PaperState::out : paper_;
    status.device.state = DeviceState::online;
    if (fault_ == PrinterFault::cable_pulled) status.device = {DeviceState::offline, "cable_pulled"};
    if (fault_ == PrinterFault::paper_jammed) status.device = {DeviceState::hardware_error, "paper_jammed"};
    return status;
}

OperationOutcome VirtualTicketPrinter::print(const TicketSlip& slip, Milliseconds deadline) {
    return print_one(slip, Readers::everyone, deadline);
}

OperationOutcome VirtualTicketPrinter::print(const Slip& slip, Milliseconds deadline) {
    return print_one(slip, slip.private_lines.empty() ? Readers::everyone : Readers::owner_alone, deadline);
}

template <class AnySlip>
OperationOutcome VirtualTicketPrinter::print_one(const AnySlip& slip, Readers readers, Milliseconds deadline) {
    const MonotonicTime begun = clock_.monotonic();
    const auto failed = [&](std::string_view why) {
        log_.write(LogEvent{LogLevel::warning, "printer_failed"}.with("job", std::string_view{slip.job}).with("why", why));
        return OperationOutcome::failed;
    };
    if (deadline <= Milliseconds{0}) return failed("deadline");
    if (slip.job.empty() || slip.job.size() > kLongestJob) return failed("job");
    const std::lock_guard lock(mutex_);
    const bool stopped = fault_ == PrinterFault::paper_jammed || fault_ == PrinterFault::paper_out || fault_ == PrinterFault::cable_pulled;
    if (stopped) return failed(name_of(fault_));
    if (paper_ == PaperState::out) return failed("paper_out");
    const int copy = copies_of(slip.job);
    AnySlip printed = slip;
    if (copy > 0) printed.copy = true;
    // A caller that repeats a job without wording a mark still gets a mark: the number of the copy needs no language.
    if (printed.copy && printed.copy_mark.empty()) printed.copy_mark = "( " + std::to_string(std::max(copy, 1) + 1) + " )";
    const auto painted = painter_->paint(printed, capabilities());
    if (!painted) return failed(painted.error().message());
    if (clock_.monotonic() - begun > deadline) return failed("deadline");
    const std::filesystem::path file = settings_.folder / file_name(slip.job, copy);
    const auto picture = paper::to_png(painted->raster, capabilities().dots_per_inch);
    if (!picture || !replace_file(file, *picture, readers, Survives::process)) return failed("no slip could be written");
    last_slip_ = file;
    ++slips_printed_;
    remove_oldest();
    if (fault_ != PrinterFault::answer_lost) return OperationOutcome::ok;
    log_.write(LogEvent{LogLevel::warning, "printer_outcome_unknown"}.with("job", std::string_view{slip.job}));
    return OperationOutcome::unknown;
}

int VirtualTicketPrinter::copies_of(const std::string& job) const {
    int copy = 0;
    while (std::filesystem::exists(settings_.folder / file_name(job, copy))) ++copy;
    return copy;
}

void VirtualTicketPrinter::remove_oldest() const {
    std::error_code error;
    std::vector<std::pair<std::filesystem::file_time_type, std::filesystem::path>> slips;
    for (const auto& entry : std::filesystem::directory_iterator(settings_.folder, error)) {
        if (is_slip(entry.path())) slips.emplace_back(entry.last_write_time(error), entry.path());
    }
    const auto keep = static_cast<std::size_t>(settings_.keep_slips);
    if (slips.size() <= keep) return;
    std::sort(slips.begin(), slips.end());
    for (std::size_t i = 0; i + keep < slips.size(); ++i) std::filesystem::remove(slips[i].second, error);
}

void VirtualTicketPrinter::set_paper(PaperState paper) {
    const std::lock_guard lock(mutex_);
    paper_ = paper;
}

void VirtualTicketPrinter::set_fault(PrinterFault fault) {
    const std::lock_guard lock(mutex_);
    fault_ = fault;
}

std::optional<std::filesystem::path> VirtualTicketPrinter::last_slip() const {
    const std::lock_guard lock(mutex_);
    return last_slip_;
}

int VirtualTicketPrinter::slips_printed() const {
    const std::lock_guard lock(mutex_);
    return slips_printed_;
}

}  // namespace silverlane::drivers::printer
