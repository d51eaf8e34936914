// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The sample bank's rule folder and the shipped policies, copied where a test may spoil them. For tests; one thread.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "hub/campaigns/rule_book.h"
#include "tests/support/temporary_folder.h"

namespace silverlane::campaigns {

inline const std::filesystem::path kSources = SILVERLANE_SOURCE_DIR;
inline const decision::Date kToday{std::chrono::year{2026} / 11 / 27};

inline std::string content_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

inline void save(const std::filesystem::path& file, const std::string& content) { std::ofstream(file, std::ios::binary) << content; }

/// The line of the file on which the text begins; 0 when it is not there.
inline int line_of(const std::string& content, const std::string& text) {
    const auto at = content.find(text);
    return at == std::string::npos ? 0 : 1 + static_cast<int>(std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

class RuleFolder {
public:
    RuleFolder() {
        namespace fs = std::filesystem;
        fs::create_directories(files.folder);
        fs::copy(kSources / "config/policies", files.policies, fs::copy_options::recursive);
        for (const auto* name : {"products.toml", "tags.toml", "segments.toml", "scenes.toml", "strategies.toml", "talk_tracks", "scores", "campaigns"}) {
            if (fs::exists(kSources / "config/samples" / name)) fs::copy(kSources / "config/samples" / name, files.folder / name, fs::copy_options::recursive);
        }
    }

    /// "campaigns/annuity.toml" of the folder, "policies/contact.toml" of the policies.
    [[nodiscard]] std::filesystem::path file(const std::string& name) const { return name.starts_with("policies/") ? folder_ / name : files.folder / name; }
    /// Replaces the first place of the text; the test fails when there is none.
    void edit(const std::string& name, const std::string& was, const std::string& is) const {
        auto content = content_of(file(name));
        const auto at = content.find(was);
        ASSERT_NE(at, std::string::npos) << name << " has no " << was;
        save(file(name), content.replace(at, was.size(), is));
    }
    [[nodiscard]] RuleBook book() const { return read_rule_book(files, kToday); }

private:
    testing::TemporaryFolder folder_;

public:
    RuleFiles files{folder_ / "policies", folder_ / "bank"};
};

}  // namespace silverlane::campaigns
