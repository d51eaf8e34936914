// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/voice_reader.h"

#include <filesystem>
#include <system_error>

#include "base/utf8.h"
#include "ctl/given_paths.h"
#include "ctl/installed_share.h"

namespace silverlane::ctl {

namespace {

/// share/silverlanectl, which is installed with this program; share/silverlane in a build tree.
std::filesystem::path share_with_readings() {
    const std::filesystem::path common = installed_share();
    const std::filesystem::path own = common.parent_path() / "silverlanectl";
    std::error_code unreadable;
    return std::filesystem::exists(own / "voice/mandarin.lexicon", unreadable) ? own : common;
}

}  // namespace

Result<std::shared_ptr<const voice::MandarinReader>> reader_named_in(const Arguments& arguments) {
    if (const auto words = arguments.option("words")) {
        if (auto there = file_is_there(*words, "name the bank's own table of words"); !there) return there.error().within("--words");
    }
    const std::filesystem::path share = arguments.option("share").value_or(share_with_readings().string());
    auto reader = voice::MandarinReader::load(voice::MandarinReader::files_in((share / "voice").string(), arguments.option("words").value_or("")));
    if (reader || reader.error().code() != ErrorCode::not_found) return reader;
    return reader.error().within("--share names a folder like share/silverlane, with voice/mandarin.lexicon in it");
}

std::string doubtful_marks(const voice::Reading& reading) {
    std::string marks;
    for (std::size_t i = 0; i < reading.size(); ++i) {
        const voice::ReadCharacter& read = reading[i];
        if (read.doubt == voice::Doubt::none) continue;
        marks += (marks.empty() ? "" : " ") + std::to_string(i + 1) + ":";
        append_utf8(marks, read.character);
        marks += "=";
        if (read.doubt == voice::Doubt::unknown) marks += "?";
        else marks.append(read.syllable.text()).append("/").append(read.other.text());
    }
    return marks;
}

}  // namespace silverlane::ctl
