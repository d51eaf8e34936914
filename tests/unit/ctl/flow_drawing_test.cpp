// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// docs/flows is what the shipped flow files say (UPDATE_GOLDEN=1 draws it anew), and Graphviz reads every drawing as it was meant.
#include "ctl/flow_drawing.h"

#include <gmock/gmock.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "ctl/flow_graph.h"
#include "tests/support/kiosk_walk.h"
#include "tests/support/temporary_folder.h"

namespace silverlane::ctl {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::filesystem::path kDrawn = std::filesystem::path(SILVERLANE_SOURCE_DIR) / "docs/flows";

std::string content_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

std::map<std::string, std::string> shipped(DrawingFormat format) {
    return draw_flows(testing::shipped_flows(), testing::shipped_texts(), format);
}

TEST(FlowDrawing, docs_flows_shows_the_shipped_flow_files) {
    const auto files = shipped(DrawingFormat::mermaid);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::filesystem::remove_all(kDrawn);
        std::filesystem::create_directories(kDrawn);
        for (const auto& [name, content] : files) std::ofstream(kDrawn / name, std::ios::binary) << content;
    }
    std::set<std::string> there;
    for (const auto& entry : std::filesystem::directory_iterator(kDrawn)) there.insert(entry.path().filename().string());
    for (const auto& [name, content] : files) {
        EXPECT_EQ(content_of(kDrawn / name), content) << name << ": run UPDATE_GOLDEN=1 ctl_test and look at the difference";
        there.erase(name);
    }
    EXPECT_THAT(there, ::testing::IsEmpty()) << "drawn from no flow file";
}

/// What `dot -Tplain` says about a drawing: how many nodes and edges it laid out; -1 when it refused.
struct LaidOut { int nodes = 0; int edges = 0; };

LaidOut laid_out_by_graphviz(const std::string& drawing) {
    const testing::TemporaryFolder folder;
    std::ofstream(folder / "drawing.dot", std::ios::binary) << drawing;
    std::FILE* pipe = ::popen(("dot -Tplain " + (folder / "drawing.dot").string()).c_str(), "r");
    if (pipe == nullptr) return {-1, -1};
    LaidOut found;
    // Plain output is one "node ..." or "edge ..." a line; names hold no line end.
    std::string line;
    for (int letter = std::fgetc(pipe); letter != EOF; letter = std::fgetc(pipe)) {
        if (letter != '\n') {
            line += static_cast<char>(letter);
            continue;
        }
        found.nodes += line.starts_with("node ") ? 1 : 0;
        found.edges += line.starts_with("edge ") ? 1 : 0;
        line.clear();
    }
    return ::pclose(pipe) == 0 ? found : LaidOut{-1, -1};
}

TEST(FlowDrawing, graphviz_lays_out_every_flow_with_all_its_nodes_and_arrows) {
    const auto files = shipped(DrawingFormat::dot);
    for (const auto& [id, flow] : testing::shipped_flows().flows) {
        const Graph graph = graph_of(flow, testing::shipped_texts());
        const LaidOut found = laid_out_by_graphviz(files.at(id.text + ".dot"));
        EXPECT_EQ(found.nodes, static_cast<int>(graph.nodes.size())) << id.text;
        EXPECT_EQ(found.edges, static_cast<int>(graph.arrows.size())) << id.text;
        EXPECT_GE(graph.nodes.size(), flow.steps.size());
    }
    EXPECT_EQ(laid_out_by_graphviz(files.at("map.dot")).nodes, static_cast<int>(testing::shipped_flows().flows.size()));
}

TEST(FlowDrawing, graphviz_refuses_what_is_not_dot) { EXPECT_EQ(laid_out_by_graphviz("digraph { a -> ").nodes, -1); }

flow::Step step(const std::string& id, const std::string& title) {
    flow::Step made;
    made.id = StepId{id};
    made.titles = {{title, {}}};
    return made;
}

flow::Answer answer(const std::string& text, std::vector<flow::Route> routes) {
    flow::Answer made;
    made.id = text;
    made.text_key = text;
    made.then.routes = std::move(routes);
    return made;
}

flow::Target to(const std::string& flow, const std::string& id) { return {flow::TargetKind::step, {FlowId{flow}, StepId{id}}}; }

scene::TextCatalogue awkward_texts() {
    return std::move(scene::TextCatalogue::parse({{"zh-CN", "q = \"问“<b>\\\"#|\\\\\"\na = \"一\"\nb = \"二\"\n"}, {"en", "q = \"Ask \\\"<b>#|\\\\\"\na = \"One\"\nb = \"Two\"\n"}})).value();
}

flow::Flow awkward_flow() {
    flow::Flow flow;
    flow.id = FlowId{"errand"};
    flow.name_key = "a";
    flow.first = StepId{"end"};   // a reserved word of Mermaid
    flow.steps[StepId{"end"}] = step("end", "q");
    flow.steps[StepId{"a-b"}] = step("a-b", "q");
    flow::Guard away;
    away.name = "hub_away";
    flow::Guard not_joined;
    not_joined.name = "joined";
    not_joined.negated = true;
    away.also = {not_joined};
    flow.steps[StepId{"end"}].answers = {answer("a", {{away, to("bank", "x")}, {{}, to("errand", "a-b")}}),
                                         answer("b", {{{}, to("errand", "a-b")}}), answer("b", {{{}, {flow::TargetKind::stay, {}}}})};
    return flow;
}

TEST(FlowDrawing, awkward_letters_break_neither_language) {
    flow::Flows flows;
    flows.flows[FlowId{"errand"}] = awkward_flow();
    const auto texts = awkward_texts();
    const LaidOut found = laid_out_by_graphviz(draw_flows(flows, texts, DrawingFormat::dot).at("errand.dot"));
    EXPECT_EQ(found.nodes, 3);
    EXPECT_EQ(found.edges, 2);
    const std::string page = draw_flows(flows, texts, DrawingFormat::mermaid).at("errand.md");
    EXPECT_THAT(page, HasSubstr("step_end[\"end<br>问“#lt;b#gt;#quot;#35;|\\<br>Ask"));
    EXPECT_THAT(page, HasSubstr("\\|"));
}

TEST(FlowDrawing, answers_to_one_step_share_an_arrow_and_staying_draws_none) {
    const Graph graph = graph_of(awkward_flow(), awkward_texts());
    ASSERT_EQ(graph.arrows.size(), 2U);
    EXPECT_EQ(graph.arrows[0].lines, std::vector<std::string>{"一 / One (when hub_away and not joined)"});
    EXPECT_EQ(graph.arrows[1].lines, (std::vector<std::string>{"一 / One", "二 / Two"}));
}

TEST(FlowDrawing, steps_stand_in_the_order_in_which_a_person_meets_them) {
    const auto& flow = testing::shipped_flows().flows.at(FlowId{"take_ticket"});
    std::vector<std::string> ids;
    for (const flow::Step* met : steps_as_met(flow)) ids.push_back(met->id.text);
    ASSERT_EQ(ids.size(), flow.steps.size());
    EXPECT_EQ(ids.front(), flow.first.text);
}

}  // namespace
}  // namespace silverlane::ctl
