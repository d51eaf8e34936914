// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/counted.h"
#include "ctl/given_paths.h"
#include "ctl/voice_pack_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <set>

#include "base/utf8.h"
#include "ctl/arguments.h"
#include "ctl/voice_reader.h"
#include "voice/mandarin/characters.h"
#include "voice/mandarin/mandarin_text.h"

namespace silverlane::ctl {

namespace {

constexpr std::string_view kPageHead = R"(<!DOCTYPE html>
<html lang="{0}"><head><meta charset="utf-8"><title>{1}</title><style>
body {{ font: 20pt/1.5 "Noto Sans CJK SC", sans-serif; margin: 12mm; color: #000; background: #fff; }}
section {{ break-inside: avoid; border-bottom: 1px solid #999; padding: 4mm 0; }}
.file {{ font: 11pt monospace; color: #444; }}
.words {{ font-size: 30pt; margin: 1mm 0; }}
.around, .hint {{ font-size: 13pt; color: #444; margin: 0; }}
</style></head><body>
<p>{1}</p>
)";

constexpr const char* kTitleChinese = "录音稿：每行录一个文件。读的时候慢一点、清楚一点，前后各留半秒安静。";
constexpr const char* kTitleEnglish = "One file a line. Speak slowly and clearly; leave half a second of silence before and after.";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

/// Each sentence on a line of its own: between two of them one takes a breath.
std::string in_lines(std::string_view words) {
    const std::u32string text = decode_utf8(words);
    std::string out;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        while (end < text.size() && !voice::ends_sentence(text[end])) ++end;
        while (end < text.size() && voice::ends_sentence(text[end])) ++end;
        if (begin > 0) out += "<br>";
        out += escaped(encode_utf8(std::u32string_view(text).substr(begin, end - begin)));
        begin = end;
        while (begin < text.size() && text[begin] == U' ') ++begin;
    }
    return out;
}

bool is_chinese(const std::string& language) { return language.starts_with("zh"); }

std::string hint_for(const RecordedLine& line, const std::string& language, const voice::MandarinReader* reader) {
    return is_chinese(language) && reader != nullptr ? reading_hint(line.words, *reader) : std::string{};
}

Result<void> write_file(const std::string& file, const std::string& content) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << content;
    if (!stream.flush()) return Error(ErrorCode::io, "cannot write " + file);
    return {};
}

/// Only what a pack still lacks, or has for other words.
Result<std::vector<RecordedLine>> still_to_record(const std::filesystem::path& folder, const std::string& tag, const std::filesystem::path& strings,
                                                  const std::vector<RecordedLine>& wanted) {
    const auto pack = read_pack(folder);
    if (!pack) return pack.error();
    const auto variety = std::find_if(pack->varieties.begin(), pack->varieties.end(), [&](const PackVariety& one) { return one.tag == tag; });
    if (variety == pack->varieties.end()) return Error(ErrorCode::not_found, "pack.toml has no [" + tag + "]");
    const auto known = lines_of(strings, *variety, WhichTexts::all);
    if (!known) return known.error();
    const auto rows = state_of(*pack, *variety, wanted, *known);
    if (!rows) return rows.error();
    std::set<std::string> done;
    for (const StateRow& row : *rows) {
        if (row.state == RecordingState::recorded || row.state == RecordingState::not_indexed) done.insert(std::filesystem::path(row.file).stem().string());
    }
    std::vector<RecordedLine> left;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(left), [&](const RecordedLine& line) { return !done.contains(line.stem()); });
    return left;
}

}  // namespace

std::string reading_hint(std::string_view words, const voice::MandarinReader& reader) {
    std::string hint;
    bool any = false;
    for (const voice::ReadCharacter& read : reader.read(decode_utf8(words))) {
        if (read.syllable.empty() || read.syllable == reader.usual_reading(read.character)) {
            append_utf8(hint, read.character);
            continue;
        }
        any = true;
        if (!hint.empty() && !hint.ends_with(' ')) hint += ' ';
        hint.append(read.syllable.text()) += ' ';
    }
    if (hint.ends_with(' ')) hint.pop_back();
    return any ? hint : std::string{};
}

std::string script_page(const std::vector<RecordedLine>& lines, const std::string& language, const voice::MandarinReader* reader) {
    std::string page = fmt::format(fmt::runtime(kPageHead), escaped(language), is_chinese(language) ? kTitleChinese : kTitleEnglish);
    for (const RecordedLine& line : lines) {
        page += fmt::format("<section><div class=\"file\">{}.flac</div><p class=\"words\">{}</p>", escaped(line.stem()), in_lines(line.words));
        if (line.part != 0) page += fmt::format("<p class=\"around\">{}</p>", escaped(line.text));
        const std::string hint = hint_for(line, language, reader);
        if (!hint.empty()) page += fmt::format("<p class=\"hint\">{}</p>", escaped(hint));
        page += "</section>\n";
    }
    return page + "</body></html>\n";
}

std::string script_table(const std::vector<RecordedLine>& lines, const std::string& language, const voice::MandarinReader* reader) {
    std::string table = "# id\tfile\twords\thint\twhole text\n";
    for (const RecordedLine& line : lines) {
        table += fmt::format("{}\t{}.flac\t{}\t{}\t{}\n", line.id, line.stem(), line.words, hint_for(line, language, reader), line.part == 0 ? "" : line.text);
    }
    return table;
}

Result<void> pack_script(const Words& words) {
    const auto arguments = Arguments::parse(words, {"strings", "to", "lang", "texts", "pack", "share", "words"});
    if (!arguments) return arguments.error();
    const auto strings = arguments->required("strings", "the folder of the kiosk's texts", "/etc/silverlane/share/strings");
    if (!strings) return strings.error();
    if (auto there = folder_is_there(*strings, "name the one with the kiosk's zh-CN.toml and en.toml"); !there) return there.error().within("--strings");
    const auto to = arguments->required("to", "the page or table for whoever reads aloud, .html or .tsv", "script.html");
    if (!to) return to.error();
    const auto which = which_texts(*arguments);
    if (!which) return which.error();
    const std::string tag = arguments->option("lang").value_or("zh-CN");
    PackVariety variety{tag, tag, {}, 3};
    const auto pack_folder = arguments->option("pack");
    if (pack_folder) {
        const auto pack = read_pack(*pack_folder);
        if (!pack) return pack.error();
        for (const PackVariety& one : pack->varieties) {
            if (one.tag == tag) variety = one;
        }
    }
    auto lines = lines_of(*strings, variety, *which);
    if (lines && pack_folder) lines = still_to_record(*pack_folder, tag, *strings, *lines);
    if (!lines) return lines.error();
    const auto reader = reader_named_in(*arguments);
    if (!reader) return reader.error();
    const bool page = std::filesystem::path(*to).extension() == ".html";
    if (!page && std::filesystem::path(*to).extension() != ".tsv") return Error(ErrorCode::invalid_input, "--to " + *to + ": write a name that ends in .html or .tsv");
    // The hints are Mandarin's; who speaks Cantonese or a dialect knows how a word is read there.
    const voice::MandarinReader* hints = tag == "zh-CN" ? reader->get() : nullptr;
    const auto written = write_file(*to, page ? script_page(*lines, variety.text, hints) : script_table(*lines, variety.text, hints));
    if (!written) return written.error();
    std::printf("%s to read in %s\n", counted(lines->size(), "line", "lines").c_str(), to->c_str());
    return {};
}

}  // namespace silverlane::ctl
