// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <tuple>

#include "config/reader.h"

namespace silverlane::config {

std::string Position::text() const { return file + ':' + std::to_string(line) + ':' + std::to_string(column); }

std::string Mistake::text() const { return position.text() + ": " + what + (instead.empty() ? "" : "; " + instead); }

void Mistakes::add(Position position, std::string what, std::string instead) {
    found_.push_back({std::move(position), std::move(what), std::move(instead)});
}

void Mistakes::replace(const Mistake& told, const std::optional<Mistake>& better) {
    const auto found = std::find(found_.begin(), found_.end(), told);
    if (found == found_.end()) return;
    if (better) *found = *better;
    else found_.erase(found);
}

void Mistakes::sort() {
    std::stable_sort(found_.begin(), found_.end(), [](const Mistake& a, const Mistake& b) {
        return std::tie(a.position.file, a.position.line, a.position.column) < std::tie(b.position.file, b.position.line, b.position.column);
    });
}

std::string Mistakes::text() const {
    std::string out;
    for (const Mistake& mistake : found_) out += (out.empty() ? "" : "\n") + mistake.text();
    return out;
}

Result<void> Mistakes::as_result() const {
    if (found_.empty()) return {};
    return Error{ErrorCode::invalid_input, text()};
}

}  // namespace silverlane::config
