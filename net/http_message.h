// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// HTTP requests and responses as values, for server and client alike. No Poco type appears here. Values, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace silverlane::net {

/// Names are compared without regard to case (RFC 9110, 5.1). Order is kept.
class Headers {
public:
    void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
    [[nodiscard]] std::optional<std::string> first(std::string_view name) const;
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

struct Request {
    std::string method;                 ///< "GET", "POST", ...
    std::string path;                   ///< decoded, without the query: "/v1/arrivals"
    std::vector<std::pair<std::string, std::string>> query;
    Headers headers;
    std::string body;                   ///< at most ServerSettings::longest_body bytes
    std::string peer_address;           ///< "127.0.0.1"

    [[nodiscard]] std::optional<std::string> query_value(std::string_view name) const;
    /// The value of one cookie, or nothing.
    [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::string content_type = "application/json; charset=utf-8";
    Headers headers;
    std::string body;
};

}  // namespace silverlane::net
