// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/printer/printer_protocol.h"

#include <qrencode.h>

#include <algorithm>
#include <cstring>

#include "base/utf8.h"
#include "drivers/paper/typesetter.h"

namespace silverlane::drivers::printer {

namespace {

using paper::Type;
using paper::Typesetter;
using paper::Weight;

constexpr int kLinePoints = 18;      // 16 pt is the least that a person of 80 should have to read on paper
constexpr int kLeastLinePoints = 16;
constexpr int kLabelPoints = 84;
constexpr int kLeastLabelPoints = 36;
constexpr int kHeadingPoints = 32;
constexpr int kPrivateLinePoints = 22;   // what the slip was asked for: larger than the rest, below the heading
constexpr int kMarginMillimetres = 4;
constexpr int kLeastQrModuleMicrometres = 750;   // 6 dots at 203 dpi: what a worn scanner still reads
constexpr int kQuietModules = 4;                 // ISO/IEC 18004
constexpr std::size_t kLongestVisitCode = 122;          // QR version 7 at level M: a code behind an address, still 6 dots a module on 80 mm
constexpr std::size_t kMostLines = 24;
static_assert(kLinePoints >= kLeastLinePoints && kPrivateLinePoints > kLinePoints && kHeadingPoints > kPrivateLinePoints);

struct Freer {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

void zero(std::u32string& text) {
    explicit_bzero(text.data(), text.size() * sizeof(char32_t));
    text.clear();
}

/// One slip being painted from the top.
class Painting {
public:
    Painting(Typesetter& typesetter, const PrinterCapabilities& paper)
        : typesetter_(typesetter), dpi_(paper.dots_per_inch), margin_(paper::dots_of_millimetres(kMarginMillimetres, dpi_)), y_(margin_) {
        slip_.raster = Raster(paper::dots_of_millimetres(paper.paper_width_mm, dpi_), margin_);
        slip_.layout.line_height = dots_of_points(kLinePoints, dpi_);
    }

    void add_label(const std::string& label);
    void add_heading(const std::string& heading);
    void add_line(const std::string& text, Weight weight = Weight::regular);
    void add_private_line(const PrivateText& text);
    void add_rule();
    Result<void> add_code(const std::string& code);
    PaintedSlip finish();

private:
    [[nodiscard]] int room() const { return slip_.raster.width() - 2 * margin_; }
    /// Draws one line centred and returns the height of its ink.
    int draw(Type type, std::u32string_view text);

    Typesetter& typesetter_;
    const int dpi_;
    const int margin_;
    int y_;
    PaintedSlip slip_;
};

int Painting::draw(Type type, std::u32string_view text) {
    const int line = type.em * 4 / 3;
    slip_.raster.grow(y_ + line);
    const int left = (slip_.raster.width() - typesetter_.width_of(type, text)) / 2;
    const int ink = typesetter_.draw(slip_.raster, type, text, left, y_ + type.em);
    y_ += line;
    return ink;
}

void Painting::add_label(const std::string& label) {
    const std::u32string text = decode_utf8(label);
    int points = kLabelPoints;
    Type type{Weight::bold, 0};
    do {
        type.em = dots_of_points(points, dpi_);
        points -= 4;
    } while (typesetter_.width_of(type, text) > room() && points >= kLeastLabelPoints);
    slip_.layout.label_height = type.em;
    slip_.layout.label_capital = draw(type, text);
}

void Painting::add_heading(const std::string& heading) {
    const Type type{Weight::bold, dots_of_points(kHeadingPoints, dpi_)};
    slip_.layout.label_height = type.em;
    for (const std::u32string& line : typesetter_.wrapped(type, decode_utf8(heading), room())) {
        const int ink = draw(type, line);
        if (slip_.layout.label_capital == 0) slip_.layout.label_capital = ink;
    }
}

void Painting::add_line(const std::string& text, Weight weight) {
    const Type type{weight, slip_.layout.line_height};
    for (const std::u32string& line : typesetter_.wrapped(type, decode_utf8(text), room())) {
        draw(type, line);
        slip_.layout.printed_lines.push_back(encode_utf8(line));
    }
}

void Painting::add_private_line(const PrivateText& text) {
    const Type type{Weight::bold, dots_of_points(kPrivateLinePoints, dpi_)};
    slip_.layout.private_line_height = type.em;
    std::u32string decoded = decode_utf8(text.open(PrivateDoor::device));
    for (std::u32string& line : typesetter_.wrapped(type, decoded, room())) {
        draw(type, line);
        zero(line);
        ++slip_.layout.private_lines_printed;
    }
    zero(decoded);
}

void Painting::add_rule() {
    const int em = slip_.layout.line_height;
    slip_.raster.grow(y_ + em / 2);
    for (int x = margin_; x < slip_.raster.width() - margin_; ++x) {
        for (int thick = 0; thick < 3; ++thick) slip_.raster.burn(x, y_ + em / 4 + thick);
    }
    y_ += em / 2;
}

Result<void> Painting::add_code(const std::string& code) {
    const std::unique_ptr<QRcode, Freer> symbol(
        QRcode_encodeData(static_cast<int>(code.size()), reinterpret_cast<const unsigned char*>(code.data()), 0, QR_ECLEVEL_M));
    if (symbol == nullptr) return Error{ErrorCode::invalid_input, "the visit code fits no QR symbol"};
    const int module = (kLeastQrModuleMicrometres * dpi_ + 25'399) / 25'400;
    const int across = (symbol->width + 2 * kQuietModules) * module;
    if (across > slip_.raster.width()) return Error{ErrorCode::too_large, "the visit code is too long for the paper"};
    const int left = (slip_.raster.width() - across) / 2 + kQuietModules * module;
    const int top = slip_.raster.height() + kQuietModules * module;
    slip_.raster.grow(slip_.raster.height() + across);
    for (int y = 0; y < symbol->width * module; ++y) {
        for (int x = 0; x < symbol->width * module; ++x) {
            const int at = y / module * symbol->width + x / module;
            if ((symbol->data[at] & 1) != 0) slip_.raster.burn(left + x, top + y);
        }
    }
    slip_.layout.qr_module = module;
    return {};
}

PaintedSlip Painting::finish() {
    slip_.raster.grow(slip_.raster.height() + margin_);
    return std::move(slip_);
}

class TypesetPainter final : public SlipPainter {
public:
    explicit TypesetPainter(std::unique_ptr<Typesetter> typesetter) : typesetter_(std::move(typesetter)) {}
    Result<PaintedSlip> paint(const TicketSlip& slip, const PrinterCapabilities& paper) override;
    Result<PaintedSlip> paint(const Slip& slip, const PrinterCapabilities& paper) override;

private:
    const std::unique_ptr<Typesetter> typesetter_;
};

Result<PaintedSlip> TypesetPainter::paint(const TicketSlip& slip, const PrinterCapabilities& paper) {
    if (slip.label.empty()) return Error{ErrorCode::invalid_input, "a slip without a label"};
    if (slip.visit_code.size() > kLongestVisitCode) return Error{ErrorCode::too_large, "visit code over 122 bytes"};
    const bool ascii = std::all_of(slip.visit_code.begin(), slip.visit_code.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
    if (!ascii) return Error{ErrorCode::invalid_input, "visit code is not plain ASCII"};
    if (slip.lines.size() + slip.code_lines.size() > kMostLines) return Error{ErrorCode::too_large, "more lines than a slip holds"};
    Painting painting(*typesetter_, paper);
    if (slip.copy) painting.add_line(slip.copy_mark);
    painting.add_label(slip.label);
    painting.add_rule();
    for (const std::string& line : slip.lines) painting.add_line(line);
    if (!slip.visit_code.empty()) {
        if (!slip.code_lines.empty()) painting.add_rule();
        for (const std::string& line : slip.code_lines) painting.add_line(line, Weight::bold);
        if (auto drawn = painting.add_code(slip.visit_code); !drawn) return drawn.error();
    }
    return painting.finish();
}

Result<PaintedSlip> TypesetPainter::paint(const Slip& slip, const PrinterCapabilities& paper) {
    if (slip.heading.empty()) return Error{ErrorCode::invalid_input, "a slip without a heading"};
    if (slip.lines.size() + slip.private_lines.size() > kMostLines) return Error{ErrorCode::too_large, "more lines than a slip holds"};
    Painting painting(*typesetter_, paper);
    if (slip.copy) painting.add_line(slip.copy_mark);
    painting.add_heading(slip.heading);
    painting.add_rule();
    for (const std::string& line : slip.lines) painting.add_line(line);
    if (!slip.lines.empty() && !slip.private_lines.empty()) painting.add_rule();
    for (const PrivateText& line : slip.private_lines) painting.add_private_line(line);
    return painting.finish();
}

}  // namespace

Result<std::unique_ptr<SlipPainter>> SlipPainter::open(const std::filesystem::path& font, const std::filesystem::path& bold_font) {
    auto typesetter = Typesetter::open(font, bold_font);
    if (!typesetter) return typesetter.error();
    return std::unique_ptr<SlipPainter>(std::make_unique<TypesetPainter>(std::move(typesetter).value()));
}

}  // namespace silverlane::drivers::printer
