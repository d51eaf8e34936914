// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What campaigns speak with: products, tags, segments, moments and the strategy map, each a file of the rule folder. Pure but for the files
// handed in; one reading, one thread.
#pragma once

#include <vector>

#include "hub/campaigns/rule_book.h"
#include "hub/campaigns/source_files.h"
#include "hub/rules/catalogue.h"

namespace silverlane::campaigns {

/// products.toml; a product's kind is its class's.
std::vector<NamedProduct> read_products(SourceFiles& files, const std::filesystem::path& folder, const std::vector<ProductClass>& classes);

/// tags.toml. Adds the tags and the portrait's names to `names`.
std::vector<Tag> read_tags(SourceFiles& files, const std::filesystem::path& folder, decision::FactNames& names);

/// segments.toml
std::vector<Segment> read_segments(SourceFiles& files, const std::filesystem::path& folder, const rules::Catalogue& catalogue);
rules::Segments conditions_of(const std::vector<Segment>& segments);

/// scenes.toml
std::vector<Scene> read_scenes(SourceFiles& files, const std::filesystem::path& folder, const rules::Catalogue& catalogue, const rules::Segments& segments);

/// strategies.toml
std::vector<Strategy> read_strategies(SourceFiles& files, const std::filesystem::path& folder, const std::vector<Segment>& segments, const std::vector<Scene>& scenes);

}  // namespace silverlane::campaigns
