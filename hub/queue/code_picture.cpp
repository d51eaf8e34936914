// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/queue/code_picture.h"

#include <qrencode.h>

#include <iterator>
#include <memory>

#include <fmt/format.h>

namespace silverlane::queue {

namespace {
constexpr int kQuietModules = 4;

struct Freer {
    void operator()(QRcode* code) const { QRcode_free(code); }
};
}  // namespace

Result<std::string> code_picture(std::string_view code) {
    const std::unique_ptr<QRcode, Freer> symbol(
        QRcode_encodeData(static_cast<int>(code.size()), reinterpret_cast<const unsigned char*>(code.data()), 0, QR_ECLEVEL_M));
    if (symbol == nullptr) return Error(ErrorCode::invalid_input, "this text fits no QR symbol");
    const int across = symbol->width + 2 * kQuietModules;
    std::string path;
    for (int y = 0; y < symbol->width; ++y) {
        for (int x = 0; x < symbol->width;) {
            int end = x;
            while (end < symbol->width && (symbol->data[y * symbol->width + end] & 1) != 0) ++end;
            // One stroke a run of dark modules: a tenth of the bytes of one a module.
            if (end > x) fmt::format_to(std::back_inserter(path), "M{} {}h{}v1h-{}z", x + kQuietModules, y + kQuietModules, end - x, end - x);
            x = end + 1;
        }
    }
    return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" shape-rendering=\"crispEdges\">"
                       "<path fill=\"#fff\" d=\"M0 0h{0}v{0}h-{0}z\"/><path d=\"{1}\"/></svg>",
                       across, path);
}

}  // namespace silverlane::queue
