// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One small function a rule. Three kinds: of a scene (what is meant and said), of a layout (where it stands), of a moment (what the flow
// does next). Each adds findings and says how much it looked at; none changes anything. Pure but for the font that measures; one thread
// a Context. The table of the rules is requirements.h, the order in which they are called audit.cpp.
#pragma once

#include <map>
#include <string>

#include "kiosk/audit/finding.h"
#include "kiosk/audit/walk.h"
#include "kiosk/audit/words.h"
#include "kiosk/ui/font_file.h"
#include "kiosk/ui/focus.h"
#include "kiosk/ui/input.h"
#include "kiosk/ui/layout.h"

namespace silverlane::audit {

/// What every check may read.
struct Context {
    const flow::Flows& flows;
    const scene::TextCatalogue& texts;
    const BannedWords& banned;
    ui::FontFile& font;
    ui::InputLimits input;
    /// Height in pixels of the rendered 'H' of a style.
    double rendered_h(const ui::TextStyle& style);
    /// Where the keys of the frame stand on the first screen of this panel at the standard size; every other screen is compared with it.
    std::map<std::string, ui::PixelRect> key_places;

private:
    std::map<ui::TextStyle, double> heights_;

public:
    Context(const flow::Flows& all_flows, const scene::TextCatalogue& words, const BannedWords& list, ui::FontFile& opened)
        : flows(all_flows), texts(words), banned(list), font(opened) {}
};

/// A moment in one language.
struct SceneView {
    const Moment& moment;
    const scene::Scene& scene;
    std::string variant;
};

/// The same on one panel at one text size in one theme.
struct View {
    const Moment& moment;
    const scene::Scene& scene;
    const ui::Layout& layout;
    const ui::Metrics& metrics;
    const ui::Theme& theme;
    std::string variant;
};

Where where(const SceneView& view, const std::string& node = {});
Where where(const View& view, const std::string& node = {});
Where where(const Moment& moment, const std::string& node = {});

/// The places of the fixed and service keys of a layout, for Context::key_places.
std::map<std::string, ui::PixelRect> key_places(const ui::Layout& layout);

// ---- of a layout (rules_seeing.cpp, rules_touching.cpp) ---------------------------------------------------------------------------

void check_rule_01(const View& view, Context& context, Findings& findings);  ///< no letter under 4.8 mm
void check_rule_02(const View& view, Context& context, Findings& findings);  ///< default text 7.33 mm
void check_rule_03(const View& view, Context& context, Findings& findings);  ///< three sizes, nothing clipped or overlapping
void check_rule_04(const View& view, Context& context, Findings& findings);  ///< contrast, from the colours
void check_rule_05(const View& view, Context& context, Findings& findings);  ///< lines
void check_rule_07(const View& view, Context& context, Findings& findings);  ///< sizes of targets
void check_rule_08(const View& view, Context& context, Findings& findings);  ///< gaps
void check_rules_09_to_11(const View& view, Context& context, Findings& findings);  ///< release inside, single taps, pauses
void check_rule_13(const View& view, Context& context, Findings& findings);  ///< touch band
void check_rule_14(const View& view, Context& context, Findings& findings);  ///< next, select and the keys reach all
void check_rule_27_strip(const View& view, Context& context, Findings& findings);  ///< what is said fits the caption strip
void check_rule_31_icons(const View& view, Context& context, Findings& findings);  ///< icons with words, 12 mm
void check_rule_32_places(const View& view, Context& context, Findings& findings); ///< keys of the frame stay where they are
void check_rule_33_place(const View& view, Context& context, Findings& findings);  ///< 叫人
void check_equal_answers(const View& view, Context& context, Findings& findings);  ///< rules 35, 37: opposites equally large and clear
void check_focus(const View& view, Context& context, Findings& findings);          ///< no trap, reading order, keypad

// ---- of a scene (rules_words.cpp, rules_hearing.cpp) ------------------------------------------------------------------------------

void check_rule_20(const SceneView& view, Context& context, Findings& findings);  ///< private values never on the loudspeaker
void check_rule_21(const SceneView& view, Context& context, Findings& findings);  ///< cover, masking
void check_rule_26(const SceneView& view, Context& context, Findings& findings);  ///< stop and repeat, order and length of speech
void check_rule_27(const SceneView& view, Context& context, Findings& findings);  ///< all shown is speakable, all spoken is shown
void check_rule_29(const SceneView& view, Context& context, Findings& findings);  ///< language key; never mixed
void check_rule_30(const SceneView& view, Context& context, Findings& findings);  ///< one decision, four answers, position
void check_rule_31(const SceneView& view, Context& context, Findings& findings);  ///< plain words
void check_rule_32(const SceneView& view, Context& context, Findings& findings);  ///< back and exit
void check_rule_33(const SceneView& view, Context& context, Findings& findings);  ///< 叫人 can be pressed, and is called so
void check_beside(const SceneView& view, Context& context, Findings& findings);   ///< what stands beside the forty rules

/// What is said when the kiosk comes to this scene.
void check_speech(const SceneView& view, Context& context, Findings& findings);
/// The texts of it, for the voice.
std::vector<std::string> spoken_texts(const scene::Scene& scene);
/// House style of every text of the catalogue: short sentences, short prompts, plain words.
void check_catalogue(Context& context, Findings& findings);

// ---- of a moment (rules_time.cpp, rules_law.cpp) ----------------------------------------------------------------------------------

void check_rules_15_to_18(const Moment& moment, Context& context, Findings& findings);  ///< warning, pause, reset
void check_rule_29_switch(const Moment& moment, Context& context, Findings& findings);  ///< a change of language loses nothing
void check_rule_36(const Moment& moment, Context& context, Findings& findings);         ///< a person within two presses
void check_stays(const Moment& moment, Context& context, Findings& findings);           ///< settings keys never leave the screen
/// What must hold of every single happening: entries survive, a sound has a visible twin.
void check_happening(const Moment& before, const scene::Scene& shown, const Happening& happening, const flow::Outcome& outcome,
                     Context& context, Findings& findings);
/// Steps nobody reaches, consents, counted steps.
void check_flows(const Walk& walk, Context& context, Findings& findings);

}  // namespace silverlane::audit
