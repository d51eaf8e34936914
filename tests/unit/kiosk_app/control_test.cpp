// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/control.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace silverlane::kiosk {
namespace {

class TestTarget final : public ControlTarget {
public:
    TestTarget() {
        scene::Node answer;
        answer.id = NodeId{"answer.cash"};
        answer.role = scene::Role::answer;
        answer.shown = "存取现金";
        answer.spoken = "存取现金";
        answer.action = flow::Action{flow::ActionKind::choose, "cash"};
        scene::Node secret;
        secret.id = NodeId{"entry"};
        secret.role = scene::Role::entry;
        secret.secret = PrivateText{"7731"};
        scene_.nodes = {answer, secret};
        ui::PlacedNode placed;
        placed.node = answer;
        placed.rect = {100, 200, 300, 260};
        placed.hit = placed.rect;
        placed.style = {44, true};
        placed.lines = {{0, 2, 120, 240, 100}, {2, 4, 120, 300, 100}};
        placed.paint.ground = {0x12, 0x3E, 0x38};
        ui::PlacedNode typed;
        typed.node = secret;
        typed.rect = {100, 400, 300, 460};
        typed.lines = {{0, 4, 120, 440, 100}};
        layout_.nodes = {placed, typed};
        panel_ = {1920, 1080, 4.0, ui::Millimetres{800}};
    }
    [[nodiscard]] const scene::Scene& scene() const override { return scene_; }
    [[nodiscard]] const ui::Layout& layout() const override { return layout_; }
    [[nodiscard]] const ui::Panel& panel() const override { return panel_; }
    [[nodiscard]] const flow::State& flow_state() const override { return state_; }
    [[nodiscard]] std::string caption() const override { return "请选一个。"; }
    [[nodiscard]] std::vector<Spoken> spoken_since(std::uint64_t) const override { return {}; }
    [[nodiscard]] bool hub_reached() const override { return true; }
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> conditions() const override { return {{"voice", "speaking"}}; }
    Result<void> press(const NodeId& node) override {
        pressed = node.text;
        if (node.text != "answer.cash") return Error(ErrorCode::not_found, "no node " + node.text);
        return {};
    }
    Result<void> act_on_device(const std::string& kind, const std::string& data) override {
        device = kind + "=" + data;
        return {};
    }
    Result<void> screenshot(const std::string&) override { return {}; }
    Result<void> advance(Milliseconds by) override {
        advanced = by;
        return {};
    }
    std::string pressed, device;
    Milliseconds advanced{0};

private:
    scene::Scene scene_;
    ui::Layout layout_;
    ui::Panel panel_;
    flow::State state_;
};

class ControlTest : public testing::Test {
protected:
    nlohmann::json ask(const std::string& line) { return nlohmann::json::parse(answer_control_line(line, target)); }
    TestTarget target;
};

TEST_F(ControlTest, ASceneComesWithItsRectanglesInPixelsAndMillimetres) {
    const auto answer = ask(R"({"do":"scene"})");
    const auto& node = answer.at("nodes").at(0);
    EXPECT_EQ(node.at("id"), "answer.cash");
    EXPECT_EQ(node.at("shown"), "存取现金");
    EXPECT_EQ(node.at("rectangle_px").at("width"), 200);
    EXPECT_DOUBLE_EQ(node.at("rectangle_mm").at("width").get<double>(), 50.0);
    EXPECT_TRUE(node.at("pressable").get<bool>());
}

TEST_F(ControlTest, APrivateTextNeverLeaves) {
    const std::string answer = answer_control_line(R"({"do":"scene"})", target);
    EXPECT_EQ(answer.find("7731"), std::string::npos);
    EXPECT_NE(answer.find("\"secret\":true"), std::string::npos);
    EXPECT_EQ(answer_control_line(R"({"do":"drawing"})", target).find("7731"), std::string::npos);
}

TEST_F(ControlTest, ADrawingSaysWhereEachLineStandsAndInWhichColour) {
    const auto answer = ask(R"({"do":"drawing"})");
    EXPECT_EQ(answer.at("paper"), "#faf4e8");
    const auto& node = answer.at("nodes").at(0);
    EXPECT_EQ(node.at("ground"), "#123e38");
    EXPECT_DOUBLE_EQ(node.at("em_px").get<double>(), 44 / ui::kCapPerEm);
    EXPECT_EQ(node.at("lines").at(0).at("text"), "存取");
    EXPECT_EQ(node.at("lines").at(1).at("text"), "现金");
    EXPECT_EQ(node.at("lines").at(1).at("baseline"), 300);
    EXPECT_TRUE(answer.at("nodes").at(1).at("lines").empty());
}

TEST_F(ControlTest, PressesAndSaysWhatCannotBePressed) {
    EXPECT_EQ(ask(R"({"do":"press","node":"answer.cash"})").at("ok"), true);
    EXPECT_NE(ask(R"({"do":"press","node":"nothing"})").at("error").get<std::string>().find("nothing"), std::string::npos);
}

TEST_F(ControlTest, HandsDataToADevice) {
    ask(R"({"do":"device","kind":"scanner","data":"SL1:x"})");
    EXPECT_EQ(target.device, "scanner=SL1:x");
}

TEST_F(ControlTest, TurnsTheClockForwardOnly) {
    ask(R"({"do":"advance","seconds":2.5})");
    EXPECT_EQ(target.advanced, Milliseconds{2'500});
    EXPECT_TRUE(ask(R"({"do":"advance","seconds":-1})").contains("error"));
}

TEST_F(ControlTest, AnythingElseIsAnErrorAndNoCrash) {
    for (const char* line : {"", "{", "[]", "null", "{}", R"({"do":7})", R"({"do":"press"})", R"({"do":"dance"})", "\xff\xfe"}) {
        EXPECT_TRUE(ask(line).contains("error")) << line;
    }
}

}  // namespace
}  // namespace silverlane::kiosk
