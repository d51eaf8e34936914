// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/static_files.h"

#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/keyed_hash.h"
#include "hub/http/answers.h"

namespace silverlane::http {
namespace {

constexpr std::uintmax_t kLargestFile = 1024 * 1024;

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".json", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".woff2", "font/woff2"},
}};

std::string_view type_of(std::string_view ending) {
    for (const auto& [known, type] : kTypes) {
        if (known == ending) return type;
    }
    return {};
}

/// Changes whenever the bytes do. A fixed key: this is a fingerprint, not a secret.
std::string etag_of(std::string_view body) {
    const HashKey key(std::array<std::uint8_t, 32>{});
    return "\"" + key.hash(body).hexadecimal().substr(0, 32) + "\"";
}

/// Whether one of the listed tags is `etag`; "W/" is ignored, as a weak comparison does.
bool names(std::string_view if_none_match, std::string_view etag) {
    return if_none_match == "*" || if_none_match.find(etag) != std::string_view::npos;
}

void add_page_headers(net::Headers& headers) {
    headers.add("Content-Security-Policy",
                "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'");
    headers.add("X-Content-Type-Options", "nosniff");
    headers.add("Referrer-Policy", "no-referrer");
    headers.add("Cross-Origin-Opener-Policy", "same-origin");
    headers.add("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    // Kept, but asked for again each time: a new version is in use at the next load, and the answer is mostly 304.
    headers.add("Cache-Control", "no-cache");
}

Result<std::string> read_whole(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return Error(ErrorCode::io, "cannot open '" + path.string() + "'");
    std::string body{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (in.bad()) return Error(ErrorCode::io, "cannot read '" + path.string() + "'");
    return body;
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const std::filesystem::path& folder) {
    StaticFiles files;
    if (auto added = files.add(folder, {}); !added) return added.error();
    return files;
}

Result<void> StaticFiles::add(const std::filesystem::path& folder, const std::string& prefix) {
    std::error_code failed;
    std::filesystem::recursive_directory_iterator entries(folder, failed);
    if (failed) return Error(ErrorCode::not_found, "no folder '" + folder.string() + "': " + failed.message()).within("reading the pages");
    for (const auto end = std::filesystem::recursive_directory_iterator{}; entries != end; entries.increment(failed)) {
        if (failed) break;
        if (!entries->is_regular_file(failed) || failed) continue;
        const std::filesystem::path& path = entries->path();
        if (path.filename().string().starts_with('.')) continue;
        if (entries->file_size(failed) > kLargestFile) {
            return Error(ErrorCode::too_large, "'" + path.string() + "' is larger than a page's file may be").within("reading the pages");
        }
        const std::string_view type = type_of(path.extension().string());
        if (type.empty()) {
            return Error(ErrorCode::unsupported, "'" + path.string() + "' has an ending without a known type").within("reading the pages");
        }
        Result<std::string> body = read_whole(path);
        if (!body.ok()) return body.error().within("reading the pages");
        File file{std::string(type), etag_of(*body), std::move(*body)};
        files_.emplace(prefix + path.lexically_relative(folder).generic_string(), std::move(file));
    }
    if (failed) return Error(ErrorCode::io, failed.message()).within("reading the pages in '" + folder.string() + "'");
    return {};
}

net::Response StaticFiles::answer(std::string_view name, const net::Request& request) const {
    const auto found = files_.find(name.empty() ? std::string_view("index.html") : name);
    if (found == files_.end()) return no_such_path();
    const File& file = found->second;
    net::Response response;
    response.content_type = file.content_type;
    response.headers.add("ETag", file.etag);
    add_page_headers(response.headers);
    if (const auto known = request.headers.first("If-None-Match"); known && names(*known, file.etag)) {
        response.status = 304;
        return response;
    }
    response.body = file.body;
    return response;
}

}  // namespace silverlane::http
