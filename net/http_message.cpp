// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/http_message.h"

#include <algorithm>

#include "net/http_head.h"

namespace silverlane::net {

std::optional<std::string> Headers::first(std::string_view name) const {
    for (const auto& [field, value] : fields_) {
        if (same_token(field, name)) return value;
    }
    return std::nullopt;
}

std::optional<std::string> Request::query_value(std::string_view name) const {
    for (const auto& [key, value] : query) {
        if (key == name) return value;
    }
    return std::nullopt;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
    for (const auto& [field, value] : headers.all()) {
        if (!same_token(field, "Cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const auto end = std::min(rest.find(';'), rest.size());
            const std::string_view pair = trimmed(rest.substr(0, end));
            const auto equals = pair.find('=');
            if (equals != std::string_view::npos && pair.substr(0, equals) == name) return std::string{pair.substr(equals + 1)};
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return std::nullopt;
}

}  // namespace silverlane::net
