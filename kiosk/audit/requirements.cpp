// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/audit/requirements.h"

#include <algorithm>

namespace silverlane::audit {

const std::vector<Requirement>& requirements() {
    using enum Decided;
    static const std::vector<Requirement> table{
        {kReachable, "the walk", "Every step can be reached", by_machine, "every press, event and pause from the first screen (walk, happenings)", ""},
        {1, "rule 1", "No letter under 4.8 mm", by_machine, "the rendered H of every style of every screen (check_rule_01)", "the same with a ruler on the panel: its size may be wrongly configured"},
        {2, "rule 2", "Text that a customer needs is 7.33 mm or more", by_machine, "the rendered H of all but the top line (check_rule_02)", ""},
        {3, "rule 3", "Three sizes, reached by one key, nothing clipped or overlapping", by_machine, "every screen at three sizes: running text from 7.33 to 8.5 mm and more, headings and amounts of 11 mm and more, lines in their place, no two things on one spot, the key (check_rule_03)", ""},
        {4, "rule 4", "Contrast 10:1, on white and black ground 20:1, switched off 7:1, borders and focus 3:1", by_machine, "every colour pair of every screen in three themes (check_rule_04), and the pixels of one screen of each kind (Pictures)", "legibility at 500 lux and with the sun on the panel"},
        {5, "rule 5", "Sans serif, line pitch 1.5 em, paragraphs 1.5 pitches apart, lines of at most 40 hanzi or 80 letters, at most 3 lines", by_machine, "baselines and lines of every layout (check_rule_05); the typeface is Noto Sans, set in start_check.cpp", ""},
        {6, "rule 6", "Nothing told by colour alone, nothing moves", in_part, "each state of a node painted with and without it, in grey; each picture painted twice (Pictures)", "that red, yellow and green mean what they usually mean"},
        {7, "rule 7", "Targets 20 x 20 mm, answers 60 x 25 mm", by_machine, "every hit rectangle (check_rule_07)", ""},
        {8, "rule 8", "Gaps of 5 mm, 10 mm between opposites, no overlap", by_machine, "every pair of hit rectangles; opposites are the answers of the confirm template (check_rule_08)", ""},
        {9, "rule 9", "Counts on release in the same target, sliding off cancels", by_machine, "a finger driven over every target of every layout (check_rules_09_to_11)", ""},
        {10, "rule 10", "Single taps only", by_machine, "slow presses, second fingers and slides over every target (check_rules_09_to_11)", ""},
        {11, "rule 11", "A repeat within 0.5 s and a tap 0.5 s after a new screen are ignored", by_machine, "two taps and a new screen over every target, and the configured pauses (check_rules_09_to_11, check_input)", ""},
        {12, "rule 12", "Every touch is answered within 100 ms; a wait says so", in_part, "a held target looks different, every wait has a title and a prompt (Pictures, check_wait); the 100 ms are measured by ./dev bench kiosk", ""},
        {13, "rule 13", "Controls 800 to 1100 mm above the floor", in_part, "every hit rectangle against the reach of a hand on the configured panel (check_rule_13)", "the installation checklist below: heights, force, tilt, space for a chair, gloves"},
        {14, "rule 14", "Keypad and two switches reach everything", in_part, "next and select over every layout, forwards and backwards; help, back, repeat and stop keys (check_rule_14)", "the marked key 5, the label in Braille at the headphone socket"},
        {15, "rule 15", "No task timer; the warning not before 120 s; speech holds the clock", by_machine, "a person who does nothing, from every moment, with a turned clock (check_rules_15_to_18)", ""},
        {16, "rule 16", "The warning lasts 45 s, is shown and spoken, states the seconds, has one button, can be extended ten times", by_machine, "the same (check_rules_15_to_18); the button is measured by rule 7", ""},
        {17, "rule 17", "No screen changes by itself", by_machine, "time, devices, hub, staff and the end of speech at every moment (check_rules_15_to_18, check_happening)", ""},
        {18, "rule 18", "A turn that was left is hidden, held, and reset", by_machine, "the pause and the end from every moment (check_rules_15_to_18); that it takes 0.5 s and 2 s is a test of kiosk/app", ""},
        {19, "rule 19", "Between users everything is as the factory set it, byte for byte", by_machine, "1,000 random turns of use, state dump compared (check_rule_19); the voice's settings (check_silence)", ""},
        {20, "rule 20", "Nothing private on the loudspeaker", by_machine, "a planted number is typed and scanned everywhere and looked for in all that is shown, said and captioned; channels of all utterances (check_rule_20)", ""},
        {21, "rule 21", "Screen privacy", in_part, "cover key everywhere, values masked, the bar's pixels tell nothing (check_rule_21, Pictures)", "privacy film or partition"},
        {22, "rule 22", "Seven volume steps 4 dB apart, one 12 dB above the lowest", in_part, "the mixer's table (check_volume_steps)", "a sound meter: 65 dBA at 600 mm at the default, 20 dB above the hall at the top; headphones never above 100 dB"},
        {23, "rule 23", "Tones of 500 to 2000 Hz, each with something to be seen", by_machine, "the spectrum of each tone (check_tone), the screen after each sound (check_happening); the mixer never plays two clips at once", ""},
        {24, "rule 24", "Correct Mandarin", in_part, "every Chinese text that the walk heard goes through the front end: no switch to English, nothing refused (check_phonemes, check_utterance); expected phonemes are golden lines in tests/unit/voice", "a native speaker listens to each new prompt once"},
        {25, "rule 25", "Seven rates, 180 characters and 122 words a minute at first, pitch unchanged", by_machine, "all fixed prompts synthesised at each step, length and pitch measured (check_mandarin_rates, check_english_rates, check_pitch)", ""},
        {26, "rule 26", "A touch silences; stop and repeat everywhere; instructions first; short sentences", by_machine, "the presenter driven with a noting speaker (check_silence), keys (check_rule_26), order and length of all utterances (check_speech), 14 hanzi a sentence and 20 a prompt in the catalogue (check_catalogue). Before a choice at most four sentences: two of what happened, two of the question. That silence comes within 300 ms is a test of voice", ""},
        {27, "rule 27", "All shown is speakable, all spoken is shown", by_machine, "every node, every prompt, all that hear again says, the caption strip (check_rule_27, check_speech, check_rule_27_strip)", ""},
        {28, "rule 28", "Headphones: full speech, loudspeaker mute, removal silences", in_part, "lifting and hanging up against a noting speaker (check_silence); explore by touch is tested in tests/unit/kiosk_ui", "with headphones on: the whole of one task without sight"},
        {29, "rule 29", "Language key everywhere, all changes together, nothing lost, nothing mixed", by_machine, "letters of every text (check_rule_29), the switch at every moment (check_rule_29_switch)", ""},
        {30, "rule 30", "One decision, at most 4 answers, at most 5 steps, position shown and said", by_machine, "every scene and every flow (check_rule_30, check_position_told, check_flows)", "that it is one decision also in its meaning"},
        {31, "rule 31", "Plain words; icons of 12 mm with a word", in_part, "config/words/banned-words.toml in all that is shown and said, size and word of every icon (check_rule_31, check_rule_31_icons)", "that the words are understood: the trial with old people"},
        {32, "rule 32", "Back and exit in the same place; what was chosen survives", in_part, "places of all keys of the frame (check_rule_32_places), back at every moment (check_happening)", "that nothing is asked twice"},
        {33, "rule 33", "The key that calls staff: in the same place everywhere, 25 mm, says what happens", in_part, "place, size and effect on every screen, under the warning too (check_rule_33, check_rule_33_place); 2 s to the tablet are a system test", ""},
        {34, "rule 34", "Errors name what to do, without blame; what was entered is kept", in_part, "nothing chosen is ever forgotten within a turn (check_happening), no blaming word (check_rule_31)", "that each says how to go on"},
        {35, "rule 35", "Money and law: read-back, then a separate confirm as large as cancel", in_part, "answers of every confirm equally large, with the same letters (check_equal_answers)", "amount in figures and words once a flow moves money"},
        {36, "rule 36", "Never forced: a person and a counter are always near", by_machine, "the call from every moment, the counter from the first screen and from help, no dead end (check_rule_36, check_beside)", ""},
        {37, "rule 37", "No adverts; answers equally large; at most one offer after the task", in_part, "answers of every screen equally large (check_equal_answers); the one offer is decided and tested in hub/decision", "no hint in wording or picture"},
        {38, "rule 38", "Consent: separate, spoken, declinable, as easily taken back", by_machine, "every answer that gives consent, and the acts to give and to take back (check_consent, check_flows)", "the wording, by a lawyer"},
        {39, "rule 39", "Suitability", elsewhere, "tests/unit/hub_decision, with birthdays at the boundary", ""},
        {40, "rule 40", "Data against fraud has one purpose and an end", elsewhere, "tests/unit/hub_store (retention of every table)", "the impact assessment exists"},
        {kFocusTrap, "WCAG 2.1.2", "The focus leaves every target", by_machine, "round every layout (check_focus)", ""},
        {kFocusRing, "WCAG 2.4.7", "A focus ring of 1.5 mm", by_machine, "its pixels round every target of the sample (Pictures); its contrast is in rule 4", ""},
        {kToggles, "EN 301 549 5.6", "A toggle says whether it is on", by_machine, "words on and off of every key that has two states (check_toggle)", ""},
        {kKeypadLayout, "ADA 707.6.2", "The keypad is that of a telephone", by_machine, "places of the digits (check_focus)", ""},
        {kRestoreDefaults, "VVSG 7.1-A", "Settings can be changed and undone at any time", by_machine, "the keys of both rows on every screen (check_beside)", ""},
        {kStaysOnScreen, "WCAG 3.2.2", "A setting never leaves the screen", by_machine, "every settings key at every moment (check_stays)", ""},
        {kEntryLabel, "WCAG 3.3.2", "Every entry has a label and an explanation", by_machine, "scenes with an entry (check_beside)", ""},
        {kReadingOrder, "WCAG 1.3.2", "What is read first stands first", by_machine, "places of texts and answers in scene order (check_focus)", ""},
        {kResolution, "VVSG 8.1-A", "At least 1920 x 1080", in_part, "the panels (check_panels)", "anti-glare glass"},
        {kPicturesSpoken, "EN 301 549 5.1.3.6", "Pictures are spoken", by_machine, "every picture has words (check_beside)", ""},
    };
    return table;
}

std::string name_of_requirement(int number) {
    const auto& table = requirements();
    const auto found = std::find_if(table.begin(), table.end(), [&](const Requirement& one) { return one.number == number; });
    return found == table.end() ? "rule " + std::to_string(number) : found->name;
}

const std::vector<Measure>& installation_measures() {
    static const std::vector<Measure> measures{
        {"lower edge of the picture above the floor", "as configured in [panel] lower_edge_mm; 800 mm for a standing 21.5 inch panel"},
        {"everything that is pressed, keypad, reader, scanner, slip", "800 to 1100 mm above the floor; never under 380 or over 1220 mm"},
        {"screen legible from an eye height of", "1015 mm (seated) and 1650 mm (standing), without reflections"},
        {"tilt of the panel from the upright", "30 to 60 degrees where it is a desk; an upright panel keeps its keys in the lowest 300 mm"},
        {"clear floor before the terminal", "760 x 1220 mm; toe room 760 wide, 230 high, 430 deep"},
        {"knee room of a seated terminal", "280 mm deep at a height of 230 mm, 205 mm at 685 mm"},
        {"reach over an obstruction 510 to 635 mm deep", "at most 1120 mm above the floor"},
        {"force to press a key of the keypad", "5 N wished, at most 22.2 N; one hand, no grasping, pinching or twisting"},
        {"a capital H of the default text, with a ruler", "7.3 mm or more"},
        {"the key that calls staff, with a ruler", "25 mm or more on both sides"},
        {"loudness at 600 mm at the default step", "65 dBA (60 to 70)"},
        {"loudness at the top step", "20 dB above the hall; headphones between 20 and 100 dB, never above"},
        {"headphone socket", "3.5 mm, found without sight, labelled in Braille; handset with inductive coupling where there is one"},
        {"key 5 of the keypad", "marked to be felt; enter raised circle, clear left arrow, cancel cross"},
        {"contrast at 500 lux on the glass", "10:1 or more; anti-glare; no lamp mirrored"},
        {"privacy", "film or side partition, and a back partition and chair at a seated terminal"},
        {"lamps of the hardware", "never told by colour alone"},
        {"floor", "anti-slip, no step, clear sign to the terminal"},
    };
    return measures;
}

}  // namespace silverlane::audit
