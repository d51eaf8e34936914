// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How the nodes of each template stand. Portrait: texts above, everything that is pressed within reach of a seated hand. Landscape: the
// whole panel is within reach, so texts and answers share the middle.
#include <algorithm>
#include <iterator>

#include "kiosk/ui/layout_builder.h"

namespace silverlane::ui {
namespace {

using scene::Role;

struct Zones {
    PixelRect texts;
    PixelRect answers;
};

/// Splits the middle: the answers get what they need at least, the texts what they need, and the answers grow into what is left.
Zones split(const LayoutBuilder& builder, const PixelRect& text_area, int text_height, std::size_t answers, const AnswerForm& form) {
    const Frame& frame = builder.frame();
    if (builder.portrait()) return {text_area, frame.action};
    const int gap = builder.metrics().px_at_least(Millimetres{8});
    const int least = builder.answers_height(answers, form, Millimetres{26});
    const int most = builder.answers_height(answers, form, form.tallest);
    const int room = text_area.height() - text_height - gap;
    const int height = answers == 0 ? 0 : std::max(least, std::min(most, room));
    const int spare = std::max(0, room - height);
    const int top = text_area.bottom - height - spare / 3;
    return {{text_area.left, text_area.top, text_area.right, top - (answers == 0 ? 0 : gap)}, {frame.action.left, top, frame.action.right, top + height}};
}

int columns_for(const LayoutBuilder& builder, std::size_t answers) {
    if (builder.portrait()) return 1;
    return answers == 4 ? 2 : std::max(1, static_cast<int>(answers));
}

/// Portrait: the picture above the texts, as large as they leave it. Returns the place of the texts.
PixelRect picture_above(LayoutBuilder& builder, const scene::Node& picture, TextUse value_use) {
    PixelRect area = builder.frame().text;
    PixelRect place = area;
    const int gap = builder.metrics().px(Millimetres{8});
    const int texts = builder.texts_height(builder.middle_texts(), area.width(), value_use);
    place.bottom = std::max(area.top + builder.metrics().px_at_least(Millimetres{16}), area.bottom - texts - gap);
    area.top = place.bottom + gap;
    builder.place_picture(picture, place);
    return area;
}

/// What the fullest page needs at this text size: a question and three instructions of two lines, where there are any. Counted so and not from
/// the page that is shown, so that nothing moves when a page is turned.
int fullest_page(const LayoutBuilder& builder, TextUse value_use) {
    if (builder.middle(Role::instruction).empty()) {
        return builder.texts_height(builder.middle_texts(), builder.frame().text.width(), value_use);
    }
    const TextStyle body = builder.metrics().style(TextUse::body);
    const int between = line_pitch_px(body);
    return lines_height(builder.metrics().style(TextUse::heading), 1) + 3 * (between + lines_height(body, 2));
}

/// With pages the answers stand at the bottom, at the same place on every page, and the page keys above them; where a lying panel has no height
/// for both, the page keys stand at the right of the texts.
void with_pages(LayoutBuilder& builder, const AnswerForm& form, Align align, TextUse value_use, Millimetres picture_width) {
    const Metrics& metrics = builder.metrics();
    const int gap = metrics.px_at_least(Millimetres{8});
    const int keys = metrics.px_at_least(Millimetres{21});
    const Millimetres each{builder.portrait() ? 25.5 : 28.0};
    const auto answers = builder.middle(Role::answer);
    const auto pictures = builder.middle(Role::picture);
    if (builder.portrait()) {
        const int needed = std::max(fullest_page(builder, value_use), builder.texts_height(builder.middle_texts(), builder.frame().text.width(), value_use));
        const int lacking = needed - builder.frame().text.height();
        const int spare = builder.frame().action.height() - builder.answers_height(answers.size(), form, each) - keys - 2 * gap;
        if (lacking > 0 && spare > 0) builder.lower_caption(std::min(lacking, spare));
    }
    PixelRect area = builder.frame().action;
    if (!answers.empty()) {
        // Answers in pages: the last page may have fewer, and keeps the place of four.
        const std::size_t count = builder.middle(Role::instruction).empty() ? std::max<std::size_t>(answers.size(), 4) : answers.size();
        const int texts = builder.portrait() ? 0 : fullest_page(builder, value_use) + gap;
        const int below_texts = area.height() - keys - gap - texts;
        const int grown = std::min(builder.answers_height(count, form, form.tallest), below_texts);
        const int height = std::min(std::max(builder.answers_height(count, form, each), grown), area.height() - keys - gap);
        builder.place_answers(answers, {area.left, area.bottom - height, area.right, area.bottom}, form);
        area.bottom -= height + gap;
    }
    const bool high = area.height() - keys - gap >= fullest_page(builder, value_use);
    if (builder.portrait() || high || !pictures.empty()) {
        builder.place_page_keys({area.left, area.bottom - keys, area.right, area.bottom}, PageKeys::in_a_row);
        area.bottom -= keys + gap;
    } else {
        const PixelRect column{area.right - metrics.px(Millimetres{70}), area.top, area.right, area.bottom};
        builder.place_page_keys(column, PageKeys::stacked);
        area.right = column.left - metrics.px_at_least(kOppositeGap);
    }
    if (builder.portrait()) area = builder.frame().text;
    if (!pictures.empty() && builder.portrait()) {
        area = picture_above(builder, *pictures.front(), value_use);
    } else if (!pictures.empty()) {
        const int width = metrics.px(picture_width);
        builder.place_picture(*pictures.front(), {area.left, area.top, area.left + width, area.bottom});
        area.left += width + metrics.px(Millimetres{12});
    }
    builder.place_texts(builder.middle_texts(), area, align, value_use, builder.portrait());
}

/// Texts, then answers: the arrangement of most screens. A picture stands beside the texts, or above them on an upright panel.
void texts_and_answers(LayoutBuilder& builder, const AnswerForm& form, Align align, TextUse value_use, Millimetres picture_width) {
    if (!builder.middle(Role::page_key).empty()) return with_pages(builder, form, align, value_use, picture_width);
    const auto pictures = builder.middle(Role::picture);
    const auto texts = builder.middle_texts();
    const auto answers = builder.middle(Role::answer);
    if (builder.portrait()) {
        const int picture = pictures.empty() ? 0 : builder.metrics().px(Millimetres{56});  // the least that is worth looking at, and its name
        const int lacking = builder.texts_height(texts, builder.frame().text.width(), value_use) + picture - builder.frame().text.height();
        const int spare = builder.frame().action.height() - builder.answers_height(answers.size(), form, Millimetres{28});
        if (lacking > 0 && spare > 0) builder.lower_caption(std::min(lacking, spare));
    }
    PixelRect area = builder.frame().text;
    const bool beside = !pictures.empty() && !builder.portrait();
    const int picture_px = builder.metrics().px(picture_width);
    if (beside) area.left += picture_px + builder.metrics().px(Millimetres{12});
    if (!pictures.empty() && builder.portrait()) area = picture_above(builder, *pictures.front(), value_use);
    const Zones zones = split(builder, area, builder.texts_height(texts, area.width(), value_use), answers.size(), form);
    if (beside) {
        const int left = builder.frame().text.left;
        builder.place_picture(*pictures.front(), {left, zones.texts.top, left + picture_px, zones.texts.bottom});
    }
    if (!beside && !builder.portrait() && value_use == TextUse::hero && builder.texts_height(texts, area.width(), value_use) > zones.texts.height()) {
        // Much to say on a lying panel: the value at the left, what belongs to it at the right.
        std::vector<const scene::Node*> left;
        std::vector<const scene::Node*> right;
        for (const scene::Node* node : texts) (node->role == Role::title || node->role == Role::value ? left : right).push_back(node);
        const int middle = zones.texts.left + zones.texts.width() * 2 / 5;
        builder.place_texts(left, {zones.texts.left, zones.texts.top, middle, zones.texts.bottom}, align, value_use, false);
        builder.place_texts(right, {middle + builder.metrics().px(Millimetres{8}), zones.texts.top, zones.texts.right, zones.texts.bottom}, align,
                            value_use, false);
        builder.place_answers(answers, zones.answers, form);
        return;
    }
    builder.place_texts(texts, zones.texts, align, value_use, beside || align == Align::centre || builder.portrait() || answers.empty());
    builder.place_answers(answers, zones.answers, form);
}

}  // namespace

void arrange_home(LayoutBuilder& builder) {
    const std::size_t answers = builder.middle(Role::answer).size();
    AnswerForm form;
    form.columns = columns_for(builder, answers);
    form.tallest = Millimetres{68};
    form.gap = Millimetres{8};
    form.icon = Millimetres{26};
    form.label = TextUse::amount;  // the first screen is read from a step away
    texts_and_answers(builder, form, builder.portrait() ? Align::centre : Align::left, TextUse::amount, Millimetres{90});
}

void arrange_choice(LayoutBuilder& builder) {
    const std::size_t answers = builder.middle(Role::answer).size();
    AnswerForm form;
    form.columns = columns_for(builder, answers);
    form.tallest = Millimetres{52};
    form.gap = Millimetres{8};
    form.icon = Millimetres{18};
    form.upright = form.columns == 3;
    texts_and_answers(builder, form, builder.portrait() ? Align::centre : Align::left, TextUse::amount, Millimetres{80});
}

void arrange_confirm(LayoutBuilder& builder) {
    AnswerForm form;
    form.columns = builder.portrait() ? 1 : 2;
    form.tallest = Millimetres{44};
    form.gap = Millimetres{12};  // opposites stand apart (rule 8), equally large (rule 35)
    texts_and_answers(builder, form, builder.portrait() ? Align::centre : Align::left, TextUse::amount, Millimetres{80});
}

void arrange_number_entry(LayoutBuilder& builder) {
    const Metrics& metrics = builder.metrics();
    const Frame& frame = builder.frame();
    const int gap = metrics.px_at_least(Millimetres{8});
    const auto texts = builder.middle_texts();
    const auto entries = builder.middle(Role::entry);
    const auto answers = builder.middle(Role::answer);
    AnswerForm form;
    form.tallest = Millimetres{36};
    form.gap = Millimetres{10};
    form.numbers = false;
    if (builder.portrait()) {
        form.upright = true;  // the answers stand in a narrow column beside the keypad
        form.tallest = Millimetres{70};
        PixelRect text = frame.text;
        if (!entries.empty()) {
            const PixelRect place{text.left, text.bottom - metrics.px(Millimetres{28}), text.right, text.bottom};
            text.bottom = place.top - gap;
            builder.place_entry(*entries.front(), place);
        }
        builder.place_texts(texts, text, Align::centre, TextUse::amount, true);
        PixelRect keys = frame.action;
        if (!answers.empty()) {
            const int width = metrics.px(Millimetres{78});
            builder.place_answers(answers, {frame.action.right - width, keys.top, frame.action.right, keys.bottom}, form);
            keys.right -= width + gap;
        }
        builder.place_keypad(keys);
        return;
    }
    // The question goes over the whole width; below it the words and the answers stand at the left of the keypad.
    PixelRect rest = frame.action;
    const auto titles = builder.middle(Role::title);
    if (!titles.empty()) rest.top = builder.place_texts(titles, rest, Align::left, TextUse::amount, false) + gap;
    const int keypad_width = std::min(metrics.px(Millimetres{158}), rest.width() * 42 / 100);
    const PixelRect keys{rest.right - keypad_width, rest.top, rest.right, rest.bottom};
    builder.place_keypad(keys);
    PixelRect left{rest.left, rest.top, keys.left - metrics.px_at_least(Millimetres{12}), rest.bottom};
    if (!answers.empty()) {
        form.columns = static_cast<int>(std::min<std::size_t>(answers.size(), 2));
        const int height = builder.answers_height(answers.size(), form, Millimetres{28});
        builder.place_answers(answers, {left.left, left.bottom - height, left.right, left.bottom}, form);
        left.bottom -= height + gap;
    }
    if (!entries.empty()) {
        const PixelRect place{left.left, left.bottom - metrics.px(Millimetres{28}), left.right, left.bottom};
        builder.place_entry(*entries.front(), place);
        left.bottom = place.top - gap;
    }
    std::vector<const scene::Node*> others;
    std::copy_if(texts.begin(), texts.end(), std::back_inserter(others), [](const scene::Node* node) { return node->role != Role::title; });
    builder.place_texts(others, left, Align::left, TextUse::amount, false);
}

void arrange_insert_item(LayoutBuilder& builder) {
    AnswerForm form;
    form.columns = columns_for(builder, builder.middle(Role::answer).size());
    form.tallest = Millimetres{36};
    form.gap = Millimetres{10};
    texts_and_answers(builder, form, builder.portrait() ? Align::centre : Align::left, TextUse::amount, Millimetres{120});
}

void arrange_wait(LayoutBuilder& builder) {
    AnswerForm form;
    form.columns = columns_for(builder, builder.middle(Role::answer).size());
    form.tallest = Millimetres{36};
    texts_and_answers(builder, form, builder.portrait() ? Align::centre : Align::left, TextUse::amount, Millimetres{110});
}

void arrange_result(LayoutBuilder& builder) {
    AnswerForm form;
    form.columns = columns_for(builder, builder.middle(Role::answer).size());
    form.tallest = Millimetres{40};
    form.gap = Millimetres{10};
    texts_and_answers(builder, form, builder.portrait() ? Align::centre : Align::left, TextUse::hero, Millimetres{90});
}

void arrange_notice(LayoutBuilder& builder) {
    AnswerForm form;
    form.columns = columns_for(builder, builder.middle(Role::answer).size());
    form.tallest = Millimetres{40};
    form.gap = Millimetres{10};
    texts_and_answers(builder, form, builder.portrait() ? Align::centre : Align::left, TextUse::amount, Millimetres{90});
}

void arrange_rating(LayoutBuilder& builder) {
    const std::size_t answers = builder.middle(Role::answer).size();
    AnswerForm form;
    form.columns = builder.portrait() ? 2 : std::max(1, static_cast<int>(answers));
    form.tallest = Millimetres{82};
    form.gap = Millimetres{6};
    form.icon = Millimetres{42};
    form.upright = true;
    texts_and_answers(builder, form, Align::centre, TextUse::amount, Millimetres{60});
}

void arrange_idle(LayoutBuilder& builder) {
    AnswerForm form;
    form.columns = columns_for(builder, builder.middle(Role::answer).size());
    form.tallest = Millimetres{70};
    form.icon = Millimetres{30};
    texts_and_answers(builder, form, Align::centre, TextUse::hero, Millimetres{110});
}

}  // namespace silverlane::ui
