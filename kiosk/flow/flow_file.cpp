// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/flow_file.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "base/check.h"
#include "kiosk/flow/flow_checks.h"
#include "kiosk/flow/flow_inspection.h"
#include "kiosk/flow/step_reader.h"

namespace silverlane::flow {
namespace {

/// The places that the engine itself knows: a flow that must exist, its step (empty: its first), and where it is kept.
struct FixedPlace {
    const char* flow;
    const char* step;
    Place Flows::* place;
};
constexpr std::array kFixedPlaces{FixedPlace{"home", "home", &Flows::home}, FixedPlace{"home", "idle", &Flows::idle},
                                  FixedPlace{"home", "counter", &Flows::counter}, FixedPlace{"call_staff", "", &Flows::help},
                                  FixedPlace{"remember_settings", "", &Flows::remember}, FixedPlace{"give_back", "card", &Flows::take_card},
                                  FixedPlace{"give_back", "passbook", &Flows::take_passbook}, FixedPlace{"pin_again", "", &Flows::pin_again},
                                  FixedPlace{"rating", "", &Flows::rating}, FixedPlace{"offer", "", &Flows::offer},
                                  FixedPlace{"practice", "over", &Flows::practised}};

void fix_places(const std::vector<ReadFlow>& read, Flows& flows, std::vector<Place>& start, config::Mistakes& mistakes) {
    for (const FixedPlace& fixed : kFixedPlaces) {
        const auto found = std::find_if(read.begin(), read.end(), [&](const ReadFlow& one) { return one.flow.id.text == fixed.flow; });
        if (found == read.end()) {
            mistakes.add({read.empty() ? "config/flows" : read.front().origins.position.file, 1, 1},
                         "no flow '" + std::string(fixed.flow) + "'", "add config/flows/" + std::string(fixed.flow) + ".toml");
            continue;
        }
        const StepId step = *fixed.step == '\0' ? found->flow.first : StepId{fixed.step};
        if (!found->flow.steps.contains(step)) {
            mistakes.add(found->origins.position, "flow '" + std::string(fixed.flow) + "' has no step '" + step.text + "'",
                         "add [steps." + step.text + "]");
        }
        flows.*(fixed.place) = Place{found->flow.id, step};
        start.push_back(flows.*(fixed.place));
    }
}

void check_engine_prompts(const KnownTexts& texts, config::Mistakes& mistakes) {
    for (const std::string& prompt : engine_prompts()) {
        if (!texts.prompts.contains(prompt)) {
            mistakes.add({"config/strings", 1, 1}, "no prompt '" + prompt + "'", "add it under [prompts] in every file of config/strings");
        }
    }
}

std::vector<ReadFlow> read_all(const std::vector<config::Document>& documents, const KnownTexts& texts, config::Mistakes& mistakes) {
    std::vector<ReadFlow> read;
    for (const config::Document& document : documents) {
        config::TableReader top = document.root(mistakes);
        read.push_back(read_flow(top, texts));
        const FlowId& id = read.back().flow.id;
        const bool twice = std::any_of(read.begin(), read.end() - 1, [&](const ReadFlow& other) { return other.flow.id == id; });
        if (twice) top.mistake("id", "flow '" + id.text + "' stands in two files", "give one of them another id");
    }
    return read;
}

enum class FilesRead { all, some };

FlowInspection assemble(const std::vector<config::Document>& documents, FilesRead files, const KnownTexts& texts, const Times& times,
                        config::Mistakes& mistakes) {
    FlowInspection out;
    std::vector<ReadFlow> read = read_all(documents, texts, mistakes);
    out.flows.times = times;
    check_engine_prompts(texts, mistakes);
    // What a file that cannot be read leads to and sets is not known: nothing is said about ways then.
    if (files == FilesRead::all) {
        std::vector<Place> start;
        fix_places(read, out.flows, start, mistakes);
        check_together(read, start, mistakes);
    }
    for (ReadFlow& one : read) {
        out.used.texts.merge(one.origins.used.texts);
        out.used.prompts.merge(one.origins.used.prompts);
        out.used.icons.insert(out.used.icons.end(), one.origins.used.icons.begin(), one.origins.used.icons.end());
        const FlowId id = one.flow.id;
        out.flows.flows.emplace(id, std::move(one.flow));
    }
    return out;
}

Result<Flows> taken(FlowInspection inspection, const config::Mistakes& mistakes) {
    if (!mistakes.empty()) return mistakes.as_result().error();
    return std::move(inspection.flows);
}

/// Names that begin with a dot are locks and half-written copies of editors.
std::vector<std::filesystem::path> flow_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
        if (entry.path().extension() == ".toml" && entry.path().filename().native().front() != '.') files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

FlowInspection inspect_flows(const std::filesystem::path& folder, const KnownTexts& texts, const Times& times, config::Mistakes& mistakes) {
    const std::vector<std::filesystem::path> files = flow_files(folder);
    if (files.empty()) {
        mistakes.add({folder.string(), 1, 1}, "no flow files", "name a folder with the flows' .toml files");
        return {};
    }
    std::vector<config::Document> documents;
    for (const std::filesystem::path& file : files) {
        std::optional<config::Document> document = config::Document::load(file, mistakes);
        if (document) documents.push_back(std::move(*document));
    }
    return assemble(documents, documents.size() == files.size() ? FilesRead::all : FilesRead::some, texts, times, mistakes);
}

Result<Flows> load_flows(const std::filesystem::path& folder, const KnownTexts& texts, const Times& times) {
    if (flow_files(folder).empty()) return Error{ErrorCode::not_found, "no flow files in " + folder.string()};
    config::Mistakes mistakes;
    FlowInspection inspection = inspect_flows(folder, texts, times, mistakes);
    return taken(std::move(inspection), mistakes);
}

Result<Flows> parse_flows(const std::vector<std::pair<std::string, std::string>>& files, const KnownTexts& texts, const Times& times) {
    config::Mistakes mistakes;
    std::vector<config::Document> documents;
    for (const auto& [name, content] : files) {
        std::optional<config::Document> document = config::Document::parse(content, name, mistakes);
        if (document) documents.push_back(std::move(*document));
    }
    FlowInspection inspection =
        assemble(documents, documents.size() == files.size() ? FilesRead::all : FilesRead::some, texts, times, mistakes);
    return taken(std::move(inspection), mistakes);
}

const std::vector<std::string>& engine_prompts() {
    static const std::vector<std::string> prompts{
        "welcome", "P03", "P07", "P17", "P18", "P22", "P23", "call_stands", "P25", "paused", "card_read", "settings_taken", "code_read", "card_out", "practice_no_card",
        "practice_no_passbook", "who_is_coming", "nobody_reachable", "unwell_alone", "help_slow", "pointing_on", "pointing_off",
        "pointed_at", "text_standard", "text_large", "text_largest",
        "ground_standard", "ground_white", "ground_black", "defaults_restored", "covered", "uncovered"};
    return prompts;
}

const Flow& flow_at(const Flows& flows, const Place& place) {
    const auto flow = flows.flows.find(place.flow);
    SILVERLANE_CHECK(flow != flows.flows.end());
    return flow->second;
}

const Step& step_at(const Flows& flows, const Place& place) {
    const Flow& flow = flow_at(flows, place);
    const auto step = flow.steps.find(place.step);
    SILVERLANE_CHECK(step != flow.steps.end());
    return step->second;
}

}  // namespace silverlane::flow
