// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/scanner/scanner_protocol.h"

#include <array>
#include <utility>

namespace silverlane::drivers::scanner {

namespace {

constexpr std::array<std::pair<char, std::string_view>, 8> kSymbologies = {{{'Q', "qr_code"},
                                                                            {'C', "code_128"},
                                                                            {'A', "code_39"},
                                                                            {'E', "ean"},
                                                                            {'L', "pdf417"},
                                                                            {'d', "data_matrix"},
                                                                            {'z', "aztec"},
                                                                            {'I', "interleaved_2_of_5"}}};

std::string_view without_line_end(std::string_view bytes) {
    if (bytes.ends_with('\n')) bytes.remove_suffix(1);
    if (bytes.ends_with('\r')) bytes.remove_suffix(1);
    return bytes;
}

}  // namespace

std::string_view symbology_of(char aim_letter) {
    for (const auto& [letter, name] : kSymbologies) {
        if (letter == aim_letter) return name;
    }
    return {};
}

std::optional<CodeReading> read_code(std::string_view bytes) {
    bytes = without_line_end(bytes);
    if (bytes.size() >= 3 && bytes.front() == ']') {
        const std::string_view symbology = symbology_of(bytes[1]);
        if (symbology.empty()) return std::nullopt;
        return CodeReading{std::string(symbology), std::string(bytes.substr(3))};
    }
    for (const auto& [letter, name] : kSymbologies) {
        if (bytes.size() > name.size() && bytes.starts_with(name) && bytes[name.size()] == ' ') {
            return CodeReading{std::string(name), std::string(bytes.substr(name.size() + 1))};
        }
    }
    return std::nullopt;
}

}  // namespace silverlane::drivers::scanner
