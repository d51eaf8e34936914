// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <filesystem>

#include "ctl/arguments.h"
#include "ctl/commands.h"
#include "ctl/flow_drawing.h"
#include "ctl/given_paths.h"
#include "ctl/written_files.h"

namespace silverlane::ctl {
namespace {

Result<DrawingFormat> format_named(const std::string& name) {
    if (name == "mermaid") return DrawingFormat::mermaid;
    if (name == "dot") return DrawingFormat::dot;
    return Error{ErrorCode::invalid_input, "--format " + name + " is not known; write mermaid or dot"};
}

}  // namespace

Result<void> draw_flows(const Words& words) {
    auto arguments = Arguments::parse(words, {"format", "to", "strings"});
    if (!arguments) return arguments.error();
    if (arguments->positional().size() != 1) return Error{ErrorCode::invalid_input, "name the folder of the flow files, for example silverlanectl draw-flows /etc/silverlane/share/flows --to drawings"};
    const std::filesystem::path folder = arguments->positional().front();
    if (auto there = folder_is_there(folder, "name the one with the flows' .toml files, share/flows of an installation"); !there) return there;
    const auto to = arguments->required("to", "the folder for the drawings, which is made", "drawings");
    const auto format = format_named(arguments->option("format").value_or("mermaid"));
    if (!to) return to.error();
    if (!format) return format.error();
    const flow::Flows defaults;
    const std::filesystem::path strings = arguments->option("strings").value_or((folder.lexically_normal() / "../strings").string());
    auto texts = scene::TextCatalogue::load(strings, defaults.languages);
    if (!texts) return texts.error();
    auto flows = flow::load_flows(folder, texts->known(), flow::Times{});
    if (!flows) return flows.error();
    return write_all(draw_flows(*flows, *texts, *format), *to);
}

}  // namespace silverlane::ctl
