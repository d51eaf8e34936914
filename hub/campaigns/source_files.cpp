// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/source_files.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

#include "hub/protocol/json_writer.h"

namespace silverlane::campaigns {
namespace {

std::optional<std::string> bytes_of(const std::filesystem::path& file) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace

void SourceFiles::count(std::string_view bytes) {
    for (const char each : bytes) fingerprint_ = (fingerprint_ ^ static_cast<unsigned char>(each)) * 1'099'511'628'211ULL;
    fingerprint_ = (fingerprint_ ^ 0xffU) * 1'099'511'628'211ULL;   // no byte of UTF-8: "ab" and "c" are not "a" and "bc"
}

void SourceFiles::keep(const std::filesystem::path& file, std::string_view bytes) {
    const std::string inside = file.lexically_relative(folder_).string();
    const std::string name = inside.empty() || inside.starts_with("..") ? "policies/" + file.filename().string() : inside;
    count(name);
    count(bytes);
    archive_[name] = bytes.size() > kLongestArchived ? std::string() : std::string(bytes);
}

config::TableReader SourceFiles::read(const std::filesystem::path& file, Presence presence) {
    const auto bytes = bytes_of(file);
    std::optional<config::Document> document;
    if (bytes) {
        keep(file, *bytes);
        document = config::Document::parse(*bytes, file.string(), mistakes_);
    } else if (presence == Presence::required) {
        mistakes_.add({file.string(), 1, 1}, "the file cannot be read", "see that it is there and may be read");
    }
    const bool readable = document.has_value();
    if (!document) document = config::Document::parse("", file.string(), mistakes_);
    documents_.push_back(std::move(*document));
    return readable ? documents_.back().root(mistakes_) : documents_.back().root(mistakes_).table("absent");
}

std::string SourceFiles::read_text(const std::filesystem::path& file) {
    auto bytes = bytes_of(file);
    if (!bytes) {
        mistakes_.add({file.string(), 1, 1}, "the file cannot be read", "see that it is there and may be read");
        return {};
    }
    keep(file, *bytes);
    return std::move(*bytes);
}

std::vector<std::filesystem::path> SourceFiles::list(const std::filesystem::path& folder, std::string_view ending, Presence presence) {
    std::vector<std::filesystem::path> files;
    std::error_code failed;
    for (std::filesystem::directory_iterator each(folder, failed), end; !failed && each != end; each.increment(failed)) {
        const std::string name = each->path().filename().string();
        if (name.front() != '.' && name.ends_with(ending)) files.push_back(each->path());
    }
    if (failed && presence == Presence::required) {
        mistakes_.add({folder.string(), 1, 1}, "the folder cannot be read: " + failed.message(), "see that it is there and may be read");
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string SourceFiles::archive() const {
    protocol::JsonWriter json;
    json.begin_object();
    for (const auto& [name, content] : archive_) json.text(name, content);
    json.end_object();
    return json.take();
}

std::string SourceFiles::version() const { return fmt::format("{:016x}", fingerprint_); }

}  // namespace silverlane::campaigns
