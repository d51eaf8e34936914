// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/frame.h"

#include <algorithm>
#include <cmath>

namespace silverlane::ui {
namespace {

constexpr Millimetres kMargin{6};
constexpr Millimetres kGap{6};  // a millimetre more than rule 8 asks

/// `count` equal cells in a row or column with a gap between them.
PixelRect cell(const PixelRect& area, int index, int count, int gap, bool column) {
    const int length = column ? area.height() : area.width();
    const int size = (length - gap * (count - 1)) / count;
    const int start = index * (size + gap);
    if (column) return {area.left, area.top + start, area.right, area.top + start + size};
    return {area.left + start, area.top, area.left + start + size, area.bottom};
}

int caption_height(const Metrics& metrics, int least) {
    const TextStyle body = metrics.style(TextUse::body);
    const int lines = (caption_line_count(metrics) - 1) * line_pitch_px(body) + static_cast<int>(std::ceil(em_px(body) * 1.25)) + metrics.px(Millimetres{3});
    return std::max(lines, least);
}

Frame landscape(const Metrics& metrics, int more_keys, int ribbon_px, int caption_px) {
    const Panel& panel = metrics.panel();
    const PixelRect band = panel.touch_band();
    const int margin = metrics.px(kMargin);
    const int gap = metrics.px_at_least(kGap);
    Frame frame;
    const int bottom = std::min(panel.height_px - margin, band.bottom);
    const PixelRect fixed{margin, bottom - metrics.px_at_least(Millimetres{27}), panel.width_px - margin, bottom};
    for (int i = 0; i < 4; ++i) frame.fixed[static_cast<std::size_t>(i)] = cell(fixed, i, 4, gap, false);
    const int standing_height = line_pitch_px(metrics.style(TextUse::status));
    frame.standing = {margin, metrics.px(Millimetres{2}), panel.width_px - margin, metrics.px(Millimetres{2}) + standing_height};
    // The service column does not move with the text size, so it starts under the tallest top line.
    const int under_top_line = metrics.px(Millimetres{5}) + line_pitch_px(Metrics(panel, flow::TextSize::largest).style(TextUse::status));
    const int column_top = std::max(under_top_line, band.top);
    const int column_width = metrics.px(Millimetres{70});
    const PixelRect column{panel.width_px - margin - column_width, column_top, panel.width_px - margin, fixed.top - gap};
    const PixelRect second{column.left - gap - column_width, column.top, column.left - gap, column.bottom};
    for (int i = 0; i < 6; ++i) frame.service[static_cast<std::size_t>(i)] = cell(column, i, 6, gap, true);
    const int open = more_keys == 0 ? 0 : std::max(more_keys, 6);
    for (int i = 0; i < open; ++i) frame.service[static_cast<std::size_t>(6 + i)] = cell(second, i, open, gap, true);
    const int right = (more_keys > 0 ? second.left : column.left) - metrics.px(Millimetres{9});
    frame.caption = {margin, fixed.top - gap - caption_height(metrics, caption_px), right, fixed.top - gap};
    frame.standing.right = panel.width_px - margin;
    const int top = frame.standing.bottom + metrics.px(Millimetres{ribbon_px > 0 ? 2.5 : 5.0});
    frame.ribbon = {margin, top, right, top + ribbon_px};
    frame.text = {margin, frame.ribbon.bottom + metrics.px(Millimetres{ribbon_px > 0 ? 4.0 : 0.0}), right, frame.caption.top - gap};
    frame.action = {margin, std::max(frame.text.top, band.top), right, frame.text.bottom};
    return frame;
}

Frame portrait(const Metrics& metrics, int more_keys, int ribbon_px, int caption_px) {
    const Panel& panel = metrics.panel();
    const PixelRect band = panel.touch_band();
    const int margin = metrics.px(kMargin);
    const int gap = metrics.px_at_least(kGap);
    Frame frame;
    const int bottom = std::min(panel.height_px - margin, band.bottom);
    const PixelRect fixed{margin, bottom - metrics.px_at_least(Millimetres{34}), panel.width_px - margin, bottom};
    for (int i = 0; i < 4; ++i) frame.fixed[static_cast<std::size_t>(i)] = cell(fixed, i, 4, gap, false);
    const int row_height = metrics.px_at_least(Millimetres{20.5});
    // Rows of four. The lower one holds 遮住 and 更多 in its middle; the second row of keys fills its ends and a row above, which is of five
    // where there is a seventh key.
    const auto key = [&](int row, int column, int columns = 4) {
        const int row_bottom = fixed.top - gap - row * (row_height + gap);
        return cell({margin, row_bottom - row_height, panel.width_px - margin, row_bottom}, column, columns, gap, false);
    };
    frame.service = {key(1, 0), key(1, 1), key(1, 2), key(1, 3), key(0, 1), key(0, 2)};
    if (more_keys > 0) {
        const int columns = more_keys > 6 ? 5 : 4;
        for (int i = 0; i < 4; ++i) frame.service[static_cast<std::size_t>(6 + i)] = key(2, i, columns);
        if (columns == 5) frame.service[12] = key(2, 4, columns);
        frame.service[10] = key(0, 0);
        frame.service[11] = key(0, 3);
    }
    const int service_top = frame.service[more_keys > 0 ? 6 : 0].top;
    const int standing_height = line_pitch_px(metrics.style(TextUse::status)) + line_pitch_px(metrics.style(TextUse::standing));
    frame.standing = {margin, metrics.px(Millimetres{2}), panel.width_px - margin, metrics.px(Millimetres{2}) + standing_height};
    const int top = frame.standing.bottom + metrics.px(Millimetres{ribbon_px > 0 ? 2.5 : 0.0});
    frame.ribbon = {margin, top, panel.width_px - margin, top + ribbon_px};
    const int band_top = std::max(band.top, frame.ribbon.bottom);
    frame.caption = {margin, band_top, panel.width_px - margin, band_top + caption_height(metrics, caption_px)};
    frame.text = {margin, frame.ribbon.bottom + gap, panel.width_px - margin, frame.caption.top - gap};
    frame.action = {margin, frame.caption.bottom + gap, panel.width_px - margin, service_top - gap};
    return frame;
}

}  // namespace

int caption_line_count(const Metrics& metrics) { return metrics.panel().orientation() == Orientation::portrait ? 2 : 1; }

Frame make_frame(const Metrics& metrics, int more_keys, int ribbon_px, int caption_px) {
    return metrics.panel().orientation() == Orientation::portrait ? portrait(metrics, more_keys, ribbon_px, caption_px)
                                                                  : landscape(metrics, more_keys, ribbon_px, caption_px);
}

}  // namespace silverlane::ui
