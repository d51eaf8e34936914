// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Private to kiosk/ui: the tools with which layout_templates.cpp arranges one scene. Lives for one call of lay_out().
#pragma once

#include <string>
#include <vector>

#include "kiosk/ui/frame.h"
#include "kiosk/ui/layout.h"

namespace silverlane::ui {

/// How the answers of a template stand.
struct AnswerForm {
    int columns = 1;
    Millimetres tallest{44};
    Millimetres gap{6};
    Millimetres icon{16};
    bool upright = false;  ///< icon above the label instead of beside it
    TextUse label = TextUse::heading;  ///< where it fits; settle() goes down to rule 2
    bool numbers = true;   ///< not beside a keypad, where a digit is typed
    std::size_t places = 0;  ///< for how many there is room, so that fewer on the last page stand where those before stood; 0: no more than are
};

enum class Align { left, centre };

inline constexpr std::size_t kFirstRow = 6;       ///< service keys that are there without 更多
inline constexpr Millimetres kFarText{17};       ///< read from 2 m by who sees a sixth of what good eyes see, from 3 m by who sees a quarter
inline constexpr Millimetres kLegibleText{11};   ///< the least that is still read from there with good eyes; two lines are better than less
inline constexpr Millimetres kPageKeyHeight{22};
inline constexpr Millimetres kHelpKeyHeight{20.5};
inline constexpr Millimetres kHelpKeyWidth{70};  ///< as the service keys beside it on a lying panel
inline constexpr Millimetres kPictureWithName{98};  ///< what an upright panel would give it
inline constexpr Millimetres kStripesWidth{16};  ///< of the pattern at either end of the practice ribbon

class LayoutBuilder {
public:
    LayoutBuilder(const scene::Scene& scene, const Metrics& metrics, const Theme& theme, const TextMeasurer& measurer);

    /// The nodes that fill the middle: the overlay's when there is one, else the scene's, without the frame's keys.
    [[nodiscard]] std::vector<const scene::Node*> middle(scene::Role role) const;
    /// Title, instructions, values and details of the middle, in node order.
    [[nodiscard]] std::vector<const scene::Node*> middle_texts() const;
    [[nodiscard]] const Frame& frame() const { return frame_; }
    [[nodiscard]] const Metrics& metrics() const { return metrics_; }
    [[nodiscard]] bool portrait() const { return metrics_.panel().orientation() == Orientation::portrait; }

    /// Upright panels: moves the caption strip down by so many pixels, so that the texts gain what few answers do not need.
    void lower_caption(int by);
    /// Top line, fixed keys and service keys.
    void place_frame();
    /// Texts one under the other, in node order, centred vertically in `area` when `centred_vertically`. Returns the bottom of the last.
    int place_texts(const std::vector<const scene::Node*>& nodes, const PixelRect& area, Align align, TextUse value_use,
                    bool centred_vertically);
    /// Height that place_texts would need.
    [[nodiscard]] int texts_height(const std::vector<const scene::Node*>& nodes, int width, TextUse value_use) const;
    /// Rule 5: the least room between two paragraphs, so that their baselines are 1.5 line pitches apart. The pitch is that of the running
    /// text as it is set, so that it follows a text that gave way beside a ribbon; a heading or value beside it is never smaller.
    [[nodiscard]] int least_gap(const TextStyle& above, const TextStyle& below) const;
    /// Answers in a grid, row by row. Returns the bottom of the last.
    int place_answers(const std::vector<const scene::Node*>& nodes, const PixelRect& area, const AnswerForm& form);
    [[nodiscard]] int answers_height(std::size_t count, const AnswerForm& form, Millimetres each) const;
    void place_keypad(const PixelRect& area);
    void place_entry(const scene::Node& node, const PixelRect& area);
    void place_picture(const scene::Node& node, const PixelRect& area);
    /// The least that a picture and its name need one above the other.
    [[nodiscard]] int least_picture_height(const scene::Node& node, int width) const;
    /// Previous at the left or on top, next at the right or below, also where one of them is missing.
    void place_page_keys(const PixelRect& area);
    /// Takes a row of page keys off the bottom of `area`, when the scene has any. Returns its height with the gap above it.
    int take_page_keys(PixelRect& area);
    /// The same as a column off the right of `area`.
    void take_page_column(PixelRect& area);
    [[nodiscard]] int page_keys_height() const;
    /// How wide the node's text is on one line.
    [[nodiscard]] int width_of(const scene::Node& node, TextUse use) const;
    /// The time, where it stands large in the middle.
    [[nodiscard]] std::vector<const scene::Node*> large_clocks() const;
    /// Texts that are read from two or three metres: the first at most `largest` high, the others no higher than 17 mm, all as large as the
    /// place allows.
    void place_far_texts(const std::vector<const scene::Node*>& nodes, const PixelRect& area, Align align, Millimetres largest);
    /// What they need at the size that is legible from across the hall.
    [[nodiscard]] int far_texts_height(const std::vector<const scene::Node*>& nodes, int width) const;
    [[nodiscard]] Layout finish();

private:
    struct Block {
        const scene::Node* node = nullptr;
        std::u32string text;
        TextStyle style;
        std::vector<TextLine> lines;
        int icon = 0;  ///< width of the sign before it, with the gap
        int height = 0;
        int gap_before = 0;
    };
    /// By how much gaps, great values, headings and texts are smaller than they should be.
    struct Squeeze {
        double gap = 1.0;
        double value = 1.0;
        double heading = 1.0;
        double text = 1.0;
    };
    /// What the labels of one group of keys have in common, so that they look alike.
    struct LabelForm {
        TextStyle preferred;
        int floor_cap = 0;          ///< never smaller
        std::size_t most_lines = 1; ///< before the size gives way
        int icon_px = 0;
        bool upright = false;
        bool centred = true;
        // Decided by settle():
        TextStyle style{};
        bool with_icon = true;
        bool fits = false;
    };
    struct Label {
        TextStyle style;
        std::vector<TextLine> lines;
    };
    struct FarText {
        const scene::Node* node = nullptr;
        Label label;
        int height = 0;
        int gap_before = 0;
    };
    struct FarStack {
        std::vector<FarText> texts;
        int height = 0;
        bool fits = true;
    };

    [[nodiscard]] FarStack far_stack(const std::vector<const scene::Node*>& nodes, int width, int first_cap, int other_cap,
                                     std::size_t most_lines) const;
    [[nodiscard]] std::vector<Block> blocks(const std::vector<const scene::Node*>& nodes, int width, TextUse value_use, const Squeeze& squeeze) const;
    /// Chooses size, lines and icons for labels that each have `width` x `height` pixels: few lines before large letters, both before icons.
    void settle(LabelForm& form, const std::vector<const scene::Node*>& nodes, int width, int height) const;
    [[nodiscard]] bool all_fit(const LabelForm& form, const std::vector<const scene::Node*>& nodes, int width, int height, std::size_t lines) const;
    [[nodiscard]] int between(bool upright) const;
    /// Whether the node is drawn with an icon: its own, or the usual one of its action.
    [[nodiscard]] static std::string icon_of(const scene::Node& node);
    /// The clock before the title of a screen that works: a still picture, and the words beside it. 0: none.
    [[nodiscard]] int sign_px(const scene::Node& node, const TextStyle& style) const;
    [[nodiscard]] int answer_edge(int width) const;
    [[nodiscard]] PixelRect answer_inside(const PixelRect& rect, bool numbered, bool upright) const;
    PlacedNode& add(const scene::Node& node, const PixelRect& rect, const Paint& paint);
    void make_pressable(PlacedNode& placed);
    /// What is measured of a node. Of a covered secret nothing: a bar stands there, and neither its place nor its neighbours tell its length.
    [[nodiscard]] std::u32string text_of(const scene::Node& node) const;
    void set_lines(PlacedNode& placed, const Label& label, const PixelRect& area, Align align);
    void place_label(PlacedNode& placed, const PixelRect& inside, const LabelForm& form);
    void place_row_of_keys(const std::vector<const scene::Node*>& nodes, const std::vector<PixelRect>& rects, LabelForm form);
    void place_standing();
    void place_ribbon();
    void place_slots();
    void place_help_key();
    [[nodiscard]] Frame frame_with_ribbon();
    /// The caption strip, without what 指给我看 takes of its right end.
    [[nodiscard]] PixelRect caption_beside_key() const;
    [[nodiscard]] int ribbon_height() const;
    [[nodiscard]] int ribbon_edge(Ribbon ribbon) const;
    [[nodiscard]] int ribbon_width(const scene::Node& node) const;
    /// The idle screen shows the time large, in its middle instead of in the top line.
    [[nodiscard]] bool large_clock(const scene::Node& node) const;
    void report(const scene::Node& node, std::string why);

    struct RibbonPart {
        const scene::Node* node = nullptr;
        int width = 0;
    };
    std::vector<RibbonPart> ribbons_;  // before frame_, which leaves room for them
    int ribbon_rows_ = 0;
    const scene::Node* help_key_ = nullptr;  // the same
    const scene::Scene& scene_;
    Metrics metrics_;
    const Theme& theme_;
    const TextMeasurer& measurer_;
    Frame frame_;
    Layout layout_;
};

/// Height of `count` lines: the first line's ideographic box and a pitch for each further one.
int lines_height(const TextStyle& style, std::size_t count);

// One function per template (layout_templates.cpp).
void arrange_home(LayoutBuilder& builder);
void arrange_choice(LayoutBuilder& builder);
void arrange_confirm(LayoutBuilder& builder);
void arrange_number_entry(LayoutBuilder& builder);
void arrange_insert_item(LayoutBuilder& builder);
void arrange_wait(LayoutBuilder& builder);
void arrange_result(LayoutBuilder& builder);
void arrange_notice(LayoutBuilder& builder);
void arrange_rating(LayoutBuilder& builder);
void arrange_idle(LayoutBuilder& builder);

}  // namespace silverlane::ui
