// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/vocabulary_files.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "hub/campaigns/conditions.h"
#include "hub/campaigns/fields.h"
#include "hub/decision/moments.h"

namespace silverlane::campaigns {
namespace {

using config::TableReader;

/// Adds it, unless something of that id is there already.
template <class Item>
void add_once(std::vector<Item>& items, Item item, TableReader& table, std::string_view kind) {
    const auto ids = ids_of(items);
    if (!item.id.empty() && std::find(ids.begin(), ids.end(), item.id) != ids.end()) {
        table.mistake("id", fmt::format("{} '{}' stands here twice", kind, item.id), "give it an id of its own");
        return;
    }
    items.push_back(std::move(item));
}

NamedProduct read_product(TableReader& table, const std::vector<ProductClass>& classes) {
    NamedProduct read;
    auto& product = read.product;
    product.id = required_id(table);
    read.name = required_local(table, "name");
    product.product_class = table.required_text("class");
    if (must_be_known(table, "class", "product class", product.product_class, ids_of(classes))) {
        product.kind = std::find_if(classes.begin(), classes.end(), [&](const ProductClass& each) { return each.id == product.product_class; })->kind;
    }
    if (!table.has("risk")) {
        table.mistake("id", fmt::format("product '{}' has no R level", product.id), "add risk = 1 to 5");
        static_cast<void>(table.integer("risk", 1, 1, 5));
    } else {
        product.risk = whole(table, "risk", 1, 1, 5);
    }
    product.private_offering = table.boolean("private_offering", false);
    product.determinate_benefits = table.boolean("determinate_benefits", false);
    product.regular_premium = table.boolean("regular_premium", false);
    product.recording_required = table.boolean("recording_required", false);
    product.cooling_days = whole(table, "cooling_days", 0, 0, 60);
    product.qualification = table.optional_text("qualification");
    product.value_fen = table.integer("value_fen", 0, 0, 1'000'000'000);
    if (product.kind == "insurance" && product.cooling_days < 15) table.mistake("cooling_days", "an insurance sold in a branch has 15 days to think again", "write cooling_days = 15 or more");
    table.finish();
    return read;
}

}  // namespace

std::vector<NamedProduct> read_products(SourceFiles& files, const std::filesystem::path& folder, const std::vector<ProductClass>& classes) {
    std::vector<NamedProduct> products;
    auto root = files.read(folder / "products.toml", SourceFiles::Presence::required);
    for (auto& table : root.tables("product")) {
        auto read = read_product(table, classes);
        const auto same = std::find_if(products.begin(), products.end(), [&](const NamedProduct& each) { return each.product.id == read.product.id; });
        if (same != products.end()) table.mistake("id", fmt::format("product '{}' stands here twice", read.product.id), "give it an id of its own");
        products.push_back(std::move(read));
    }
    root.finish();
    return products;
}

std::vector<Tag> read_tags(SourceFiles& files, const std::filesystem::path& folder, decision::FactNames& names) {
    std::vector<Tag> tags;
    auto root = files.read(folder / "tags.toml", SourceFiles::Presence::required);
    for (auto& table : root.tables("tag")) {
        Tag tag;
        tag.id = required_id(table);
        tag.name = required_local(table, "name");
        tag.owner = table.required_text("owner");
        tag.source = table.one_of("source", "core", {"core", "model", "staff", "import"});
        tag.ttl_days = static_cast<int>(table.required_integer("ttl_days", 1, 3650));
        const auto sensitivity = table.one_of("sensitivity", "personal", {"ordinary", "personal", "sensitive"});
        tag.sensitivity = sensitivity == "ordinary" ? Sensitivity::ordinary : sensitivity == "sensitive" ? Sensitivity::sensitive : Sensitivity::personal;
        names.tags.push_back(tag.id);
        add_once(tags, std::move(tag), table, "tag");
        table.finish();
    }
    auto portrait = root.table("portrait");
    names.portrait_numbers = portrait.texts("numbers");
    names.portrait_texts = portrait.texts("texts");
    portrait.finish();
    root.finish();
    return tags;
}

std::vector<Segment> read_segments(SourceFiles& files, const std::filesystem::path& folder, const rules::Catalogue& catalogue) {
    std::vector<Segment> segments;
    std::vector<std::pair<TableReader, Condition>> written;
    auto root = files.read(folder / "segments.toml", SourceFiles::Presence::required);
    for (auto& table : root.tables("segment")) {
        Segment segment;
        segment.id = required_id(table);
        segment.name = required_local(table, "name");
        segment.owner = table.required_text("owner");
        auto condition = read_condition(table, "audience", catalogue);
        if (!condition.written) table.mistake("id", fmt::format("segment '{}' says nothing of whom it holds", segment.id), "write audience_text = \"...\" or [segment.audience]");
        segment.audience = condition.expression;
        written.emplace_back(table, std::move(condition));
        add_once(segments, std::move(segment), table, "segment");
        table.finish();
    }
    root.finish();
    // They may name each other, so they are checked when all are there.
    const auto conditions = conditions_of(segments);
    for (auto& [table, condition] : written) check_condition(table, condition, catalogue, conditions);
    return segments;
}

rules::Segments conditions_of(const std::vector<Segment>& segments) {
    rules::Segments conditions;
    for (const auto& each : segments) conditions.emplace(each.id, each.audience);
    return conditions;
}

std::vector<Scene> read_scenes(SourceFiles& files, const std::filesystem::path& folder, const rules::Catalogue& catalogue, const rules::Segments& segments) {
    std::vector<Scene> scenes;
    const std::vector<std::string> events(std::begin(decision::kEventNames), std::end(decision::kEventNames));
    auto root = files.read(folder / "scenes.toml", SourceFiles::Presence::required);
    for (auto& table : root.tables("scene")) {
        Scene scene;
        scene.id = required_id(table);
        scene.name = required_local(table, "name");
        scene.events = table.texts("events");
        if (scene.events.empty()) table.mistake("events", fmt::format("moment '{}' has no event", scene.id), fmt::format("write events = [...] with any of {}", fmt::join(events, ", ")));
        for (const auto& each : scene.events) must_be_known(table, "events", "event", each, events);
        const auto condition = read_condition(table, "when", catalogue);
        check_condition(table, condition, catalogue, segments);
        scene.when = condition.expression;
        add_once(scenes, std::move(scene), table, "moment");
        table.finish();
    }
    root.finish();
    return scenes;
}

std::vector<Strategy> read_strategies(SourceFiles& files, const std::filesystem::path& folder, const std::vector<Segment>& segments, const std::vector<Scene>& scenes) {
    std::vector<Strategy> strategies;
    auto root = files.read(folder / "strategies.toml", SourceFiles::Presence::required);
    for (auto& table : root.tables("strategy")) {
        Strategy strategy;
        strategy.id = required_id(table);
        strategy.segment = table.required_text("segment");
        must_be_known(table, "segment", "segment", strategy.segment, ids_of(segments));
        strategy.scene = table.required_text("scene");
        must_be_known(table, "scene", "moment", strategy.scene, ids_of(scenes));
        strategy.action = required_local(table, "action");
        strategy.owner = table.required_text("owner");
        add_once(strategies, std::move(strategy), table, "strategy");
        table.finish();
    }
    root.finish();
    return strategies;
}

}  // namespace silverlane::campaigns
