// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <cstdio>

#include "ctl/arguments.h"
#include "ctl/commands.h"
#include "kiosk/flow/flow_file.h"
#include "kiosk/scene/text_catalogue.h"

namespace silverlane::ctl {

Result<void> check(const Words& words) {
    auto arguments = Arguments::parse(words, {"flows", "strings"});
    if (!arguments) return arguments.error();
    const auto flows = arguments->required("flows");
    const auto strings = arguments->required("strings");
    if (!flows) return flows.error();
    if (!strings) return strings.error();
    auto texts = scene::TextCatalogue::load(*strings, {"zh-CN", "en"});
    if (!texts) return texts.error();
    auto loaded = flow::load_flows(*flows, texts->known(), flow::Times{});
    if (!loaded) return loaded.error();
    std::printf("no mistakes\n");
    return {};
}

}  // namespace silverlane::ctl
