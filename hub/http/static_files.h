// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The files of one page, read once at start and served from memory. A request names an entry of this list or nothing: no path is ever put
// together from what a browser sent, so there is nothing to escape from. Files above the bound, hidden files and unknown types are
// refused at start. Immutable after load, any thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/http_message.h"

namespace silverlane::http {

class StaticFiles {
public:
    /// Reads every file below `folder`. Errors: not_found, io; too_large naming the file; unsupported for an ending without a known type.
    static Result<StaticFiles> load(const std::filesystem::path& folder);

    /// 200 with the file, 304 when `If-None-Match` names its present ETag (RFC 9110, 13.1.2), 404. `name` is relative, "" means index.html.
    [[nodiscard]] net::Response answer(std::string_view name, const net::Request& request) const;

    /// Adds every file below `folder` under `prefix` ("kiosk-texts/"). Errors: as load().
    Result<void> add(const std::filesystem::path& folder, const std::string& prefix);

    [[nodiscard]] std::size_t count() const { return files_.size(); }

private:
    struct File {
        std::string content_type;
        std::string etag;      ///< quoted, strong
        std::string body;
    };
    std::map<std::string, File, std::less<>> files_;
};

}  // namespace silverlane::http
