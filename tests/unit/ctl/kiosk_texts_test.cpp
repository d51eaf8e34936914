// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/kiosk_texts.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "kiosk/scene/assist_view.h"
#include "kiosk/scene/text_inspection.h"
#include "tests/support/kiosk_walk.h"

namespace silverlane::ctl {
namespace {

const std::map<std::string, std::string>& shipped() {
    static const std::map<std::string, std::string> files = [] {
        config::Mistakes mistakes;
        const auto texts = scene::inspect_texts(std::filesystem::path(SILVERLANE_SOURCE_DIR) / "config/strings", {"zh-CN", "en"}, mistakes);
        return kiosk_texts(testing::shipped_flows(), texts.files);
    }();
    return files;
}

TEST(KioskTexts, HaveTheWordsOfEveryButtonThatStaffMaySee) {
    for (const char* language : {"zh-CN", "en"}) {
        const auto words = nlohmann::json::parse(shipped().at(std::string(language) + ".json"));
        for (const auto& [id, flow] : testing::shipped_flows().flows) {
            EXPECT_TRUE(words["flows"].contains(id.text)) << id.text;
            for (const auto& [step, definition] : flow.steps) {
                flow::State state = flow::first_state(testing::shipped_flows());
                state.place = {id, step};
                state.turn_open = true;
                state.more_open = true;
                state.help.state = flow::HelpState::claimed;
                state.help.pointing = true;
                const auto view = scene::assist_view(testing::shipped_flows(), state, scene::build(testing::shipped_flows(), state, testing::sample_facts(), testing::shipped_texts()));
                for (const auto& node : view.nodes) {
                    if (node.text_key.empty()) continue;
                    EXPECT_TRUE(words["texts"].contains(node.text_key)) << language << ' ' << id.text << '/' << step.text << ' ' << node.text_key;
                }
            }
        }
    }
}

TEST(KioskTexts, HoldNoPrivateTextAndNoSlot) {
    config::Mistakes mistakes;
    const auto texts = scene::inspect_texts(std::filesystem::path(SILVERLANE_SOURCE_DIR) / "config/strings", {"zh-CN", "en"}, mistakes);
    ASSERT_TRUE(mistakes.empty()) << mistakes.text();
    for (const auto& [language, file] : texts.files) {
        const auto words = nlohmann::json::parse(shipped().at(language + ".json"))["texts"];
        ASSERT_GT(words.size(), 100U);
        for (const auto& [key, text] : words.items()) {
            EXPECT_FALSE(file.at(key).is_private) << key;
            EXPECT_EQ(text.get<std::string>().find('{'), std::string::npos) << key;
        }
    }
    EXPECT_EQ(nlohmann::json::parse(shipped().at("zh-CN.json"))["texts"]["frame.clock"], "…");
}

}  // namespace
}  // namespace silverlane::ctl
