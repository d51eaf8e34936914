// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "table_file.h"

#include <cstdio>
#include <fstream>

namespace silverlane::voice {

std::vector<std::vector<std::string>> table_rows(const std::string& name) {
    std::ifstream file(SILVERLANE_SOURCE_DIR "/tests/unit/voice/" + name);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::vector<std::string> row;
        for (std::size_t begin = 0; begin <= line.size();) {
            const std::size_t end = std::min(line.find('\t', begin), line.size());
            row.push_back(line.substr(begin, end - begin));
            begin = end + 1;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string readings_path() { return SILVERLANE_SOURCE_DIR "/voice/mandarin/data/polyphones.tsv"; }

std::shared_ptr<const MandarinReader> shipped_reader() {
    static const auto reader = MandarinReader::load(MandarinReader::files_in(SILVERLANE_BINARY_DIR "/share/silverlane/voice"));
    if (!reader) std::fprintf(stderr, "%s\n", reader.error().text().c_str());
    return *reader;
}

}  // namespace silverlane::voice
