// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// silverlane-compile-lexicon LEXICON.tsv WEIGHTS.tsv OUT: run by the build; writes OUT whole or not at all.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>

#include "voice/mandarin/lexicon_compiler.h"

namespace {

int complain(const std::string& text) {
    std::fprintf(stderr, "%s\n", text.c_str());
    return 1;
}

std::optional<std::string> read_file(const char* path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad()) return std::nullopt;
    return text;
}

}  // namespace

int main(int count, char** words) {
    if (count != 4) return complain("silverlane-compile-lexicon LEXICON.tsv WEIGHTS.tsv OUT");
    const auto lexicon = read_file(words[1]);
    const auto weights = read_file(words[2]);
    if (!lexicon || !weights) return complain(std::string("cannot read ") + (lexicon ? words[2] : words[1]));
    const auto bytes = silverlane::voice::compile_lexicon({*lexicon, words[1]}, {*weights, words[2]});
    if (!bytes) return complain(bytes.error().text());
    const std::string unfinished = std::string(words[3]) + ".part";
    std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
    file.close();
    if (!file) return complain("cannot write " + unfinished);
    std::error_code failed;
    std::filesystem::rename(unfinished, words[3], failed);
    return failed ? complain("cannot write " + std::string(words[3]) + ": " + failed.message()) : 0;
}
