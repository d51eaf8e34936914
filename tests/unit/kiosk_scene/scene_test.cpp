// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>

#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;

std::vector<std::string> shown_with_role(const scene::Scene& scene, scene::Role role) {
    std::vector<std::string> out;
    for (const scene::Node& node : scene.nodes) {
        if (node.role == role) out.push_back(node.shown);
    }
    return out;
}

TEST(Scene, the_frame_is_the_same_on_every_screen_in_the_same_order) {
    for (const auto& [id, flow] : testing::shipped_flows().flows) {
        for (const auto& [step_id, step] : flow.steps) {
            KioskWalk walk;
            walk.state.place = {id, step_id};
            const scene::Scene now = walk.scene();
            EXPECT_EQ(shown_with_role(now, scene::Role::fixed_key), (std::vector<std::string>{"返回", "再听一遍", "叫人", "退出"}));
            EXPECT_EQ(shown_with_role(now, scene::Role::service_key),
                      (std::vector<std::string>{"停", "大声一点", "大字", "English", "遮住", "更多"}));
            EXPECT_EQ(shown_with_role(now, scene::Role::foot_line).back(), "本机不做人脸识别");
        }
    }
}

TEST(Scene, home_offers_the_counter_and_says_where_we_are) {
    KioskWalk walk;
    walk.wake_and_go_home();
    const scene::Scene now = walk.scene();
    EXPECT_EQ(shown_with_role(now, scene::Role::answer), (std::vector<std::string>{"取号", "补登存折", "登记", "去柜台办理"}));
    EXPECT_EQ(shown_with_role(now, scene::Role::position), std::vector<std::string>{"首页"});
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    EXPECT_EQ(shown_with_role(walk.scene(), scene::Role::position), std::vector<std::string>{"第 1 步，共 3 步"});
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"position"})->spoken, "第一步，共三步");
}

TEST(Scene, the_idle_screen_shows_the_queue_at_a_glance_and_one_large_button) {
    KioskWalk walk;
    const scene::Scene now = walk.scene();
    EXPECT_EQ(now.arrangement, scene::Template::idle);
    EXPECT_EQ(shown_with_role(now, scene::Role::detail), (std::vector<std::string>{"前面还有 6 位", "大约等 10 到 15 分钟"}));
    EXPECT_NE(scene::find_pressable(now, NodeId{"wake"}), nullptr);
    EXPECT_TRUE(now.prompts.empty());
    walk.facts.waiting.reset();
    walk.facts.wait_low.reset();
    EXPECT_TRUE(shown_with_role(walk.scene(), scene::Role::detail).empty()) << "what is not known is not shown";
}

TEST(Scene, the_number_that_is_being_called_stands_out_with_its_window) {
    KioskWalk walk;
    walk.facts.called = {"A107", "A106"};
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"detail.called"})->shown, "正在叫 A107  A106");
    EXPECT_FALSE(scene::find_node(walk.scene(), NodeId{"detail.called"})->state.emphasised);
    walk.facts.calling = scene::Calling{"A107", 2};
    const scene::Scene now = walk.scene();
    const scene::Node* called = scene::find_node(now, NodeId{"detail.called"});
    EXPECT_EQ(called->shown, "A107 到 2 号窗口");
    EXPECT_EQ(called->spoken, "A幺零七号 到 二号窗口");
    EXPECT_TRUE(called->state.emphasised);
    walk.facts.calling->window = 0;
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"detail.called"})->shown, "正在叫 A107") << "a window that is not known is not invented";
}

TEST(Scene, staff_ring_a_node_and_cannot_press_it) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    ASSERT_TRUE(walk.press("fixed.back"));
    ASSERT_TRUE(walk.press("help.pointing"));
    walk.send(flow::PointedAt{walk.state.turn, walk.state.place, NodeId{"answer.take_ticket"}});
    EXPECT_TRUE(scene::find_node(walk.scene(), NodeId{"answer.take_ticket"})->state.rung);
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Scene, under_the_warning_only_its_own_nodes_and_the_call_for_staff_can_be_pressed) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.pass(120);
    const scene::Scene now = walk.scene();
    ASSERT_TRUE(now.overlay.has_value());
    for (const scene::Node& node : now.nodes) {
        EXPECT_EQ(scene::find_pressable(now, node.id) != nullptr, node.id.text == "fixed.call_staff") << node.id.text;
    }
    EXPECT_NE(scene::find_pressable(now, NodeId{"warning.still_here"}), nullptr);
    EXPECT_EQ(scene::find_node(now, NodeId{"warning.still_here"})->shown, "我还在，再给我一点时间");
}

TEST(Scene, a_node_that_is_off_or_unknown_cannot_be_pressed) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.send(flow::DeviceChanged{"scanner", false});
    ASSERT_TRUE(walk.press("answer.identify"));
    EXPECT_EQ(scene::find_pressable(walk.scene(), NodeId{"answer.ticket"}), nullptr);
    EXPECT_EQ(scene::find_pressable(walk.scene(), NodeId{"answer.nothing"}), nullptr);
    EXPECT_EQ(scene::find_pressable(walk.scene(), NodeId{"title"}), nullptr);
}

TEST(Scene, the_keypad_is_the_telephones_and_says_its_digits) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.identify"));
    ASSERT_TRUE(walk.press("answer.phone"));
    ASSERT_TRUE(walk.press("answer.agree"));
    EXPECT_EQ(shown_with_role(walk.scene(), scene::Role::key),
              (std::vector<std::string>{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "改一位"}));
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"key.7"})->spoken, "七");
}

TEST(Scene, a_prompt_whose_value_is_not_known_is_not_said) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.take_ticket_until_slip();
    const auto says = [&](const char* id) {
        const auto scene = walk.scene();
        return std::any_of(scene.prompts.begin(), scene.prompts.end(), [&](const scene::Scene::Prompt& prompt) { return prompt.id == id; });
    };
    ASSERT_TRUE(says("P27"));
    walk.state.ticket->ahead.reset();
    EXPECT_FALSE(says("P27"));
    EXPECT_TRUE(says("wait_range")) << "what is known is still said";
}

TEST(Scene, the_dump_never_shows_a_secret) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.identify"));
    ASSERT_TRUE(walk.press("answer.phone"));
    ASSERT_TRUE(walk.press("answer.agree"));
    for (const char* key : {"key.8", "key.6", "key.4", "key.2"}) ASSERT_TRUE(walk.press(key));
    EXPECT_EQ(scene::dump(walk.scene()).find("8642"), std::string::npos);
}

}  // namespace
}  // namespace silverlane
