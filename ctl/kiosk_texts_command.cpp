// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <filesystem>

#include "ctl/arguments.h"
#include "ctl/commands.h"
#include "ctl/given_paths.h"
#include "ctl/kiosk_texts.h"
#include "ctl/written_files.h"
#include "kiosk/scene/text_inspection.h"

namespace silverlane::ctl {

Result<void> kiosk_texts(const Words& words) {
    auto arguments = Arguments::parse(words, {"to", "strings"});
    if (!arguments) return arguments.error();
    if (arguments->positional().size() != 1) return Error{ErrorCode::invalid_input, "name the folder of the flow files, for example silverlanectl kiosk-texts /etc/silverlane/share/flows --to kiosk-texts"};
    const std::filesystem::path folder = arguments->positional().front();
    if (auto there = folder_is_there(folder, "name the one with the flows' .toml files, share/flows of an installation"); !there) return there;
    const auto to = arguments->required("to", "the folder for the texts, which is made", "kiosk-texts");
    if (!to) return to.error();
    const std::filesystem::path strings = arguments->option("strings").value_or((folder.lexically_normal() / "../strings").string());
    config::Mistakes mistakes;
    const scene::TextInspection texts = scene::inspect_texts(strings, flow::Flows{}.languages, mistakes);
    if (auto fine = mistakes.as_result(); !fine) return fine.error();
    auto flows = flow::load_flows(folder, texts.known, flow::Times{});
    if (!flows) return flows.error();
    return write_all(kiosk_texts(*flows, texts.files), *to);
}

}  // namespace silverlane::ctl
