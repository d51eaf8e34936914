// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/source_files.h"

#include <algorithm>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "hub/protocol/json_writer.h"

namespace silverlane::campaigns {

bool SourceFiles::admits(const std::filesystem::path& file, std::uint64_t bytes) {
    const std::uint64_t longest = file.extension() == ".tsv" ? limits_.longest_table : limits_.longest_file;
    const config::Position whole{file.string(), 1, 1};
    if (bytes > longest) {
        over_limits_.add(whole, fmt::format("the file has {} bytes; at most {} are read", bytes, longest), "take out what nobody uses, or make several files of it");
    } else if (files_read_ >= limits_.most_files) {
        over_limits_.add(whole, fmt::format("this would be file {} of the rules; at most {} are read", files_read_ + 1, limits_.most_files), "take away what has ended");
    } else if (bytes_read_ + bytes > limits_.most_bytes) {
        over_limits_.add(whole, fmt::format("with the {} bytes of this file the rules have {}; at most {} are read", bytes, bytes_read_ + bytes, limits_.most_bytes),
                         "take away what has ended");
    } else {
        ++files_read_;
        bytes_read_ += bytes;
        return true;
    }
    return false;
}

std::optional<std::string> SourceFiles::bytes_of(const std::filesystem::path& file) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) return std::nullopt;
    const auto bytes = std::filesystem::file_size(file, failed);
    // Once over a limit nothing more is read: one mistake is told, not one for each of ten thousand files.
    if (failed || !over_limits_.empty() || !admits(file, bytes)) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    // So many as were admitted: a file that grows meanwhile is read again after its save.
    std::string text(bytes, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(bytes));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

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
        if (name.front() == '.' || !name.ends_with(ending)) continue;
        if (files.size() == limits_.most_files) {
            over_limits_.add({folder.string(), 1, 1}, fmt::format("the folder has more than {} files *{}", limits_.most_files, ending), "take away what has ended");
            return {};
        }
        files.push_back(each->path());
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
