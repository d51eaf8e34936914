// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// silverlanectl voice pack: list, index and the choice of the word.
#include <cstdio>
#include <map>
#include <string_view>

#include "ctl/arguments.h"
#include "ctl/command_table.h"
#include "ctl/counted.h"
#include "ctl/given_paths.h"
#include "ctl/voice_commands.h"
#include "ctl/voice_pack.h"

namespace silverlane::ctl {

namespace {

constexpr Command kPackCommands[] = {
    {"list", pack_list, "list FOLDER --strings DIR [--texts prompts|all]    what is recorded, missing, outdated, superfluous",
     "silverlanectl voice pack list recordings --strings /etc/silverlane/share/strings"},
    {"check", pack_check, "check FOLDER                                       format, level, clipping, silence and length of each recording",
     "silverlanectl voice pack check recordings"},
    {"script", pack_script, "script --strings DIR --to FILE.html|.tsv [--lang TAG] [--texts prompts|all] [--pack FOLDER]   what to read aloud",
     "silverlanectl voice pack script --strings /etc/silverlane/share/strings --to script.html"},
    {"index", pack_index, "index FOLDER --strings DIR [--accept NAME,NAME]    notes which words each recording says",
     "silverlanectl voice pack index recordings --strings /etc/silverlane/share/strings"},
};

constexpr const char* name_of(RecordingState state) {
    switch (state) {
        case RecordingState::recorded: return "recorded";
        case RecordingState::missing: return "missing";
        case RecordingState::outdated: return "outdated";
        case RecordingState::not_indexed: return "not indexed";
        case RecordingState::superfluous: return "superfluous";
        case RecordingState::doubled: return "doubled";
    }
    return "";
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        if (end > begin) names.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

/// FOLDER and --strings.
struct Asked {
    Pack pack;
    std::filesystem::path strings;
};

Result<Asked> asked_for(const Arguments& arguments) {
    if (arguments.positional().size() != 1) return Error(ErrorCode::invalid_input, "name the pack's folder, the one that holds pack.toml");
    const auto strings = arguments.required("strings", "the folder of the kiosk's texts", "/etc/silverlane/share/strings");
    if (!strings) return strings.error();
    if (auto there = folder_is_there(*strings, "name the one with the kiosk's zh-CN.toml and en.toml"); !there) return there.error().within("--strings");
    auto pack = read_pack(arguments.positional().front());
    if (!pack) return pack.error();
    return Asked{std::move(*pack), *strings};
}

void print(const PackVariety& variety, const std::vector<StateRow>& rows) {
    std::map<RecordingState, std::size_t> counts;
    for (const StateRow& row : rows) {
        ++counts[row.state];
        std::printf("%s\t%s\t%s\t%s%s%s\n", variety.tag.c_str(), name_of(row.state), row.file.c_str(), row.words.c_str(),
                    row.advice.empty() ? "" : "\t", row.advice.c_str());
    }
    std::printf("%s:", variety.tag.c_str());
    for (const RecordingState state : {RecordingState::recorded, RecordingState::missing, RecordingState::outdated, RecordingState::not_indexed,
                                       RecordingState::superfluous, RecordingState::doubled}) {
        std::printf(" %s %zu%s", name_of(state), counts[state], state == RecordingState::doubled ? "\n" : ",");
    }
}

}  // namespace

Result<WhichTexts> which_texts(const Arguments& arguments) {
    const std::string which = arguments.option("texts").value_or("prompts");
    if (which == "prompts") return WhichTexts::prompts;
    if (which == "all") return WhichTexts::all;
    return Error(ErrorCode::invalid_input, "--texts " + which + " is not known; write prompts or all");
}

Result<void> pack_list(const Words& words) {
    const auto arguments = Arguments::parse(words, {"strings", "texts"});
    if (!arguments) return arguments.error();
    const auto asked = asked_for(*arguments);
    if (!asked) return asked.error();
    const auto which = which_texts(*arguments);
    if (!which) return which.error();
    for (const PackVariety& variety : asked->pack.varieties) {
        const auto wanted = lines_of(asked->strings, variety, *which);
        if (!wanted) return wanted.error();
        const auto known = lines_of(asked->strings, variety, WhichTexts::all);
        if (!known) return known.error();
        const auto rows = state_of(asked->pack, variety, *wanted, *known);
        if (!rows) return rows.error();
        print(variety, *rows);
    }
    return {};
}

Result<void> pack_index(const Words& words) {
    const auto arguments = Arguments::parse(words, {"strings", "accept"});
    if (!arguments) return arguments.error();
    const auto asked = asked_for(*arguments);
    if (!asked) return asked.error();
    const auto accepted = split(arguments->option("accept").value_or(""));
    for (const PackVariety& variety : asked->pack.varieties) {
        const auto known = lines_of(asked->strings, variety, WhichTexts::all);
        if (!known) return known.error();
        std::vector<std::string> kept;
        const auto rows = new_index(asked->pack, variety, *known, accepted, kept);
        if (!rows) return rows.error();
        if (rows->empty()) {
            std::printf("%s: no recordings yet in %s\n", variety.tag.c_str(), (asked->pack.folder / variety.tag).c_str());
            continue;
        }
        const auto written = voice::write_index(asked->pack.folder / variety.tag / voice::kIndexFile, *rows);
        if (!written) return written.error();
        std::printf("%s: %s indexed\n", variety.tag.c_str(), counted(rows->size(), "recording is", "recordings are").c_str());
        for (const std::string& file : kept) {
            std::printf("%s\toutdated\t%s\tits text was changed; record it again. If it says the new words already: --accept %s\n", variety.tag.c_str(),
                        file.c_str(), std::filesystem::path(file).stem().c_str());
        }
    }
    return {};
}

Result<void> voice_pack(const Words& words) { return run_command(kPackCommands, words, "silverlanectl voice pack "); }

}  // namespace silverlane::ctl
