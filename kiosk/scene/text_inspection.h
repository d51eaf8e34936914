// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Reading the texts for whoever wants every mistake with its line and not only texts that run: silverlanectl, and the tests of the shipped
// texts. Values, one thread. A kiosk uses TextCatalogue, which takes nothing that has a mistake.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "config/reader.h"
#include "kiosk/flow/flow_file.h"
#include "kiosk/flow/flow_inspection.h"
#include "kiosk/scene/text_file.h"

namespace silverlane::scene {

struct TextInspection {
    std::map<std::string, TextFile> files;   ///< by language; one that is not TOML is absent
    flow::KnownTexts known;                  ///< what at least one language has
};

/// Every mistake of <language>.toml in the folder goes to `mistakes`: what TextCatalogue refuses, slots that nobody fills, spoken forms that
/// the voice would refuse.
TextInspection inspect_texts(const std::filesystem::path& folder, const std::vector<std::string>& languages, config::Mistakes& mistakes);

/// Texts and prompts that no flow names and the program does not use by itself, in the first language.
void find_unused_texts(const TextInspection& texts, const flow::NamesUsed& used, config::Mistakes& warnings);

/// Whether the program itself uses this text: a part of every screen, the form of a value, a line of the slip.
bool program_uses(std::string_view key);

}  // namespace silverlane::scene
