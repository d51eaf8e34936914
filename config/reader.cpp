// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "config/reader.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include "config/suggestion.h"

namespace silverlane::config {

struct Document::Content {
    std::string file;
    toml::table root;
};

/// A key that its table does not know: perhaps a table above it does.
struct Stray {
    std::string key;
    std::string heading;      // "[quota]", under which it stands
    Mistake told;
};

struct TableReader::Notes {
    std::string heading;                                    // "[quota]", "[[weight]]"; empty for the top table
    std::string path;                                       // the same without brackets
    std::shared_ptr<Notes> above;
    std::vector<std::string> known;
    std::vector<std::pair<std::string, Mistake>> missing;   // what was told of keys that are not there
    std::vector<Stray> strays;                              // of the tables below
};

namespace {

const toml::table& as_table(const void* node) { return *static_cast<const toml::table*>(node); }

std::string advice_for_unknown(std::string_view key, const std::vector<std::string>& known) {
    if (const auto name = nearest(key, known)) return "write '" + *name + "', or remove the line";
    return known.empty() ? "remove the line" : "remove the line; known here: " + joined(known);
}

std::string_view type_name(toml::node_type type) {
    switch (type) {
        case toml::node_type::string: return "a text";
        case toml::node_type::integer: return "a whole number";
        case toml::node_type::floating_point: return "a number";
        case toml::node_type::boolean: return "true or false";
        case toml::node_type::table: return "a table";
        case toml::node_type::array: return "a list";
        default: return "another kind of value";
    }
}

Position at(const std::string& file, const toml::source_region& source) {
    return {file, static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

}  // namespace

TableReader::TableReader(const Document* document, const void* node, Mistakes* mistakes, std::shared_ptr<Notes> notes)
    : document_(document), node_(node), mistakes_(mistakes), notes_(std::move(notes)) {}

TableReader TableReader::below(std::string_view key, const void* node, bool in_list) const {
    auto notes = std::make_shared<Notes>();
    notes->path = notes_->path + (notes_->path.empty() ? "" : ".") + std::string(key);
    notes->heading = in_list ? "[[" + notes->path + "]]" : "[" + notes->path + "]";
    notes->above = notes_;
    return {document_, node, mistakes_, std::move(notes)};
}

const void* TableReader::value_of(std::string_view key) {
    notes_->known.emplace_back(key);
    if (node_ == nullptr) return nullptr;
    return as_table(node_).get(key);
}

Position TableReader::position() const {
    if (node_ == nullptr) return {document_ == nullptr ? "" : document_->file(), 1, 1};
    return at(document_->file(), as_table(node_).source());
}

Position TableReader::position_of(std::string_view key) const {
    const toml::node* value = node_ == nullptr ? nullptr : as_table(node_).get(key);
    return value == nullptr ? position() : at(document_->file(), value->source());
}

Position TableReader::position_of(std::string_view key, std::string_view beginning) const {
    const toml::node* value = node_ == nullptr ? nullptr : as_table(node_).get(key);
    const toml::array* list = value == nullptr ? nullptr : value->as_array();
    if (list == nullptr) return position_of(key);
    for (const toml::node& element : *list) {
        const auto* text = element.as_string();
        if (text == nullptr || !text->get().starts_with(beginning)) continue;
        if (text->get().size() == beginning.size() || text->get()[beginning.size()] == ' ') return at(document_->file(), element.source());
    }
    return position_of(key);
}

Position TableReader::position_at(std::string_view key, std::string_view pointer) const {
    const toml::node* node = node_ == nullptr ? nullptr : as_table(node_).get(key);
    if (node == nullptr) return position_of(key);
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::string_view name = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(name.size());
        const toml::node* below = nullptr;
        if (const auto* table = node->as_table()) below = table->get(name);
        std::size_t index = 0;
        const auto read = std::from_chars(name.data(), name.data() + name.size(), index);
        if (const auto* list = node->as_array(); list != nullptr && read.ec == std::errc{}) below = list->get(index);
        if (below == nullptr) break;
        node = below;
    }
    return at(document_->file(), node->source());
}

void TableReader::mistake_at(std::string_view key, std::string_view pointer, std::string what, std::string instead) {
    mistakes_->add(position_at(key, pointer), std::move(what), std::move(instead));
}

void TableReader::mistake_in(std::string_view key, std::string_view beginning, std::string what, std::string instead) {
    mistakes_->add(position_of(key, beginning), std::move(what), std::move(instead));
}

void TableReader::mistake(std::string_view key, std::string what, std::string instead) {
    if (!has(key)) notes_->missing.emplace_back(key, Mistake{position_of(key), what, instead});
    mistakes_->add(position_of(key), std::move(what), std::move(instead));
}

void TableReader::tell_missing(std::string_view key, std::string instead) {
    notes_->known.emplace_back(key);
    mistake(key, "'" + std::string(key) + "' is missing", std::move(instead));
}

namespace {

const toml::node* as_node(const void* value) { return static_cast<const toml::node*>(value); }

std::string wrong_type(std::string_view key, const toml::node& node) {
    return "'" + std::string(key) + "' is " + std::string(type_name(node.type()));
}

}  // namespace

std::string TableReader::required_text(std::string_view key) {
    if (!has(key)) {
        tell_missing(key, "add " + std::string(key) + " = \"...\"");
        return {};
    }
    return text(key, "");
}

std::int64_t TableReader::required_integer(std::string_view key, std::int64_t least, std::int64_t most) {
    if (!has(key)) {
        tell_missing(key, "add " + std::string(key) + " = a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        return least;
    }
    return integer(key, least, least, most);
}

std::string TableReader::text(std::string_view key, std::string_view fallback) {
    return optional_text(key).value_or(std::string(fallback));
}

std::optional<std::string> TableReader::optional_text(std::string_view key) {
    const toml::node* node = as_node(value_of(key));
    if (node == nullptr) return std::nullopt;
    if (const auto* value = node->as_string()) return value->get();
    mistake(key, wrong_type(key, *node), "write it in quotes");
    return std::nullopt;
}

std::int64_t TableReader::integer(std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most) {
    const toml::node* node = as_node(value_of(key));
    if (node == nullptr) return fallback;
    const std::string range = "write a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    const auto* value = node->as_integer();
    if (value == nullptr) {
        mistake(key, wrong_type(key, *node), range);
        return fallback;
    }
    if (value->get() < least || value->get() > most) {
        mistake(key, "'" + std::string(key) + "' is " + std::to_string(value->get()) + ", outside what is allowed", range);
        return fallback;
    }
    return value->get();
}

double TableReader::number(std::string_view key, double fallback, double least, double most) {
    const toml::node* node = as_node(value_of(key));
    if (node == nullptr) return fallback;
    std::ostringstream range;
    range << "write a number from " << least << " to " << most;
    const auto value = node->value<double>();
    if (!value) {
        mistake(key, wrong_type(key, *node), range.str());
        return fallback;
    }
    if (*value < least || *value > most) {
        mistake(key, "'" + std::string(key) + "' is outside what is allowed", range.str());
        return fallback;
    }
    return *value;
}

bool TableReader::boolean(std::string_view key, bool fallback) {
    const toml::node* node = as_node(value_of(key));
    if (node == nullptr) return fallback;
    if (const auto* value = node->as_boolean()) return value->get();
    mistake(key, wrong_type(key, *node), "write true or false");
    return fallback;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
    const toml::node* node = as_node(value_of(key));
    std::vector<std::string> out;
    if (node == nullptr) return out;
    const toml::array* list = node->as_array();
    if (list == nullptr) {
        mistake(key, wrong_type(key, *node), "write a list: [\"...\", \"...\"]");
        return out;
    }
    for (const toml::node& element : *list) {
        if (const auto* value = element.as_string()) out.push_back(value->get());
        else mistakes_->add(at(document_->file(), element.source()), "an element of '" + std::string(key) + "' is not a text", "write it in quotes");
    }
    return out;
}

std::vector<std::int64_t> TableReader::integers(std::string_view key, std::int64_t least, std::int64_t most) {
    const toml::node* node = as_node(value_of(key));
    std::vector<std::int64_t> out;
    if (node == nullptr) return out;
    const toml::array* list = node->as_array();
    if (list == nullptr) {
        mistake(key, wrong_type(key, *node), "write a list: [15, 20]");
        return out;
    }
    for (const toml::node& element : *list) {
        const auto* value = element.as_integer();
        if (value != nullptr && value->get() >= least && value->get() <= most) out.push_back(value->get());
        else mistakes_->add(at(document_->file(), element.source()), "an element of '" + std::string(key) + "' is not allowed",
                            "write whole numbers from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return out;
}

std::string TableReader::one_of(std::string_view key, std::string_view fallback, const std::vector<std::string>& allowed) {
    const std::string value = text(key, fallback);
    if (!has(key) || std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return value;
    mistake(key, "'" + value + "' is not a known " + std::string(key), advice_among(value, allowed));
    return std::string(fallback);
}

TableReader TableReader::table(std::string_view key) {
    const toml::node* node = as_node(value_of(key));
    if (node != nullptr && node->as_table() == nullptr) {
        mistake(key, wrong_type(key, *node), "write a table: [" + std::string(key) + "]");
        node = nullptr;
    }
    return below(key, node == nullptr ? nullptr : node->as_table(), false);
}

std::vector<TableReader> TableReader::tables(std::string_view key) {
    const toml::node* node = as_node(value_of(key));
    std::vector<TableReader> out;
    if (node == nullptr) return out;
    const toml::array* list = node->as_array();
    if (list == nullptr) {
        mistake(key, wrong_type(key, *node), "write a list of tables: [[" + std::string(key) + "]]");
        return out;
    }
    for (const toml::node& element : *list) {
        if (const toml::table* table = element.as_table()) out.push_back(below(key, table, true));
        else mistakes_->add(at(document_->file(), element.source()), "an element of '" + std::string(key) + "' is not a table",
                            "write [[" + std::string(key) + "]]");
    }
    return out;
}

std::vector<std::string> TableReader::keys() const {
    // toml++ keeps keys sorted; people expect the order in which they wrote them.
    std::vector<std::pair<toml::source_position, std::string>> found;
    if (node_ != nullptr) {
        for (const auto& [key, value] : as_table(node_)) found.emplace_back(key.source().begin, std::string(key.str()));
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::pair(a.first.line, a.first.column) < std::pair(b.first.line, b.first.column);
    });
    std::vector<std::string> names;
    for (auto& [position, name] : found) names.push_back(std::move(name));
    return names;
}

bool TableReader::has(std::string_view key) const { return node_ != nullptr && as_table(node_).contains(key); }

bool TableReader::is_table(std::string_view key) const {
    const toml::node* node = node_ == nullptr ? nullptr : as_table(node_).get(key);
    return node != nullptr && node->is_table();
}

std::string TableReader::json_of(std::string_view key) {
    const toml::node* node = as_node(value_of(key));
    if (node == nullptr) return {};
    std::ostringstream json;
    json << toml::json_formatter{*node, toml::format_flags::none};
    return json.str();
}

void TableReader::knows(const std::vector<std::string>& keys) { notes_->known.insert(notes_->known.end(), keys.begin(), keys.end()); }

bool TableReader::finish() {
    const auto& known = notes_->known;
    bool all_known = true;
    for (const std::string& key : keys()) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        all_known = false;
        const auto entry = as_table(node_).find(key);
        Mistake told{at(document_->file(), entry->first.source()), "unknown key '" + key + "'", advice_for_unknown(key, known)};
        mistakes_->add(told.position, told.what, told.instead);
        if (notes_->above) notes_->above->strays.push_back({key, notes_->heading, std::move(told)});
    }
    tell_strays();
    return all_known;
}

/// In TOML a plain line belongs to the heading above it; people write it at the end of the file and mean the whole file.
void TableReader::tell_strays() {
    const auto& known = notes_->known;
    for (Stray& stray : notes_->strays) {
        if (std::find(known.begin(), known.end(), stray.key) == known.end()) {
            if (notes_->above) notes_->above->strays.push_back(std::move(stray));
            continue;
        }
        const std::string first = stray.heading.starts_with("[[") ? "the first " : "";
        Mistake better{stray.told.position, "'" + stray.key + "' stands below " + stray.heading + " and so in that table, which has no such key",
                       "move the line above " + first + stray.heading + ": in TOML a line belongs to the heading over it"};
        if (has(stray.key)) better.instead = "remove it: '" + stray.key + "' is written above already";
        mistakes_->replace(stray.told, better);
        for (const auto& [key, told] : notes_->missing) {
            if (key == stray.key) mistakes_->replace(told, std::nullopt);
        }
    }
    notes_->strays.clear();
}

Document::Document(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

Result<Document> Document::load(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        std::error_code failed;
        const std::string whole = file.is_absolute() ? "" : " (looked for " + std::filesystem::absolute(file, failed).lexically_normal().string() + ")";
        return Error{ErrorCode::not_found, "cannot open " + file.string() + whole + "; see that it is there and may be read"};
    }
    std::ostringstream text;
    text << stream.rdbuf();
    return parse(text.str(), file.string());
}

std::optional<Document> Document::load(const std::filesystem::path& file, Mistakes& mistakes) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        mistakes.add({file.string(), 1, 1}, "the file cannot be opened", "see that it is there and may be read");
        return std::nullopt;
    }
    std::ostringstream text;
    text << stream.rdbuf();
    return parse(text.str(), file.string(), mistakes);
}

std::optional<Document> Document::parse(std::string_view text, std::string_view file_name, Mistakes& mistakes) {
    try {
        auto content = std::make_unique<Content>();
        content->file = std::string(file_name);
        content->root = toml::parse(text, file_name);
        return Document{std::move(content)};
    } catch (const toml::parse_error& error) {
        mistakes.add(at(std::string(file_name), error.source()), "not TOML: " + std::string(error.description()),
                     "look for a missing quote, bracket or comma here and on the line before");
        return std::nullopt;
    }
}

Result<Document> Document::parse(std::string_view text, std::string_view file_name) {
    Mistakes mistakes;
    std::optional<Document> document = parse(text, file_name, mistakes);
    if (!document) return Error{ErrorCode::invalid_input, mistakes.text()};
    return std::move(*document);
}

TableReader Document::root(Mistakes& mistakes) const { return {this, &content_->root, &mistakes, std::make_shared<TableReader::Notes>()}; }

const std::string& Document::file() const { return content_->file; }

}  // namespace silverlane::config
