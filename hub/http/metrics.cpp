// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/metrics.h"

#include <cctype>
#include <string_view>

namespace silverlane::http {
namespace {

/// Metric names take letters, digits and underscores only; a label part in braces is kept as it is.
std::string clean(std::string_view name) {
    std::string out;
    for (const char c : name) out += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    return out;
}

}  // namespace

std::string Metrics::text() const {
    std::string out;
    for (const auto& [prefix, source] : sources_) {
        std::string last_family;
        for (const auto& [name, value] : source()) {
            const std::size_t brace = std::string_view(name).find('{');
            const std::string family = "silverlane_" + clean(prefix) + "_" + clean(std::string_view(name).substr(0, brace));
            const std::string labels = brace == std::string::npos ? "" : name.substr(brace);
            if (family != last_family) out += "# TYPE " + family + " untyped\n";
            out += family + labels + " " + std::to_string(value) + "\n";
            last_family = family;
        }
    }
    return out;
}

}  // namespace silverlane::http
