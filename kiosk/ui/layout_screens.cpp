// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The two templates that stand like no other: digits to type, and the idle screen that is read from across the hall.
#include <algorithm>
#include <iterator>

#include "kiosk/ui/layout_builder.h"

namespace silverlane::ui {
namespace {

using scene::Role;
using Nodes = std::vector<const scene::Node*>;

constexpr Millimetres kEntryHeight{30};
constexpr Millimetres kFarClock{34};
constexpr Millimetres kBetweenColumns{10};
constexpr Millimetres kLeastWake{28};

/// The PIN pad has keys of its own: the screen shows where to press, and a dot for each digit taken.
void arrange_pin_entry(LayoutBuilder& builder) {
    const Metrics& metrics = builder.metrics();
    int gap = metrics.px(Millimetres{9});
    const Nodes pictures = builder.middle(Role::picture);
    const Nodes entries = builder.middle(Role::entry);
    const Nodes answers = builder.middle(Role::answer);
    AnswerForm form;
    form.tallest = Millimetres{36};
    const int entry_height = metrics.px(kEntryHeight);
    int answer_height = answers.empty() ? 0 : builder.answers_height(answers.size(), form, Millimetres{28}) + gap;
    if (builder.portrait()) {
        const int picture = pictures.empty() ? 0 : metrics.px(kPictureWithName);
        const PixelRect bare = builder.frame().text;
        const int lacking = builder.texts_height(builder.middle_texts(), bare.width(), TextUse::amount) + picture - bare.height();
        builder.lower_caption(std::max(0, std::min(lacking, builder.frame().action.height() - entry_height - answer_height)));
    }
    PixelRect area = builder.frame().text;
    PixelRect action = builder.frame().action;
    if (builder.portrait()) {
        const int entry_width = std::min(action.width(), metrics.px(Millimetres{190}));
        const int left = (action.left + action.right - entry_width) / 2;
        const PixelRect entry{left, action.top, left + entry_width, action.top + entry_height};
        if (!entries.empty()) builder.place_entry(*entries.front(), entry);
        builder.place_answers(answers, {action.left, entry.bottom + gap, action.right, action.bottom}, form);
        if (!pictures.empty()) {
            const int texts = builder.texts_height(builder.middle_texts(), area.width(), TextUse::amount);
            const int least = std::max(metrics.px(Millimetres{30}), builder.least_picture_height(*pictures.front(), area.width()));
            const int bottom = std::max(area.top + least, area.bottom - texts - gap);
            builder.place_picture(*pictures.front(), {area.left, area.top, area.right, bottom});
            area.top = bottom + gap;
        }
        builder.place_texts(builder.middle_texts(), area, Align::centre, TextUse::amount, true);
        return;
    }
    if (!pictures.empty()) {
        const int width = metrics.px(Millimetres{120});
        builder.place_picture(*pictures.front(), {area.left, area.top, area.left + width, area.bottom});
        area.left += width + metrics.px(Millimetres{12});
    }
    action.left = area.left;
    const int entry_width = std::min(area.width(), metrics.px(Millimetres{190}));
    const Nodes texts = builder.middle_texts();
    const int text_height = builder.texts_height(texts, area.width(), TextUse::amount);
    if (text_height > area.height() - gap - entry_height - answer_height) {  // what is pressed goes down to rules 7 and 8 before words do
        gap = metrics.px_at_least(Millimetres{6});
        if (!answers.empty()) answer_height = builder.answers_height(answers.size(), form, kAnswerHeight) + gap;
    }
    const int spare = std::max(0, area.height() - text_height - gap - entry_height - answer_height);
    const int bottom = area.bottom - spare / 3;
    if (!answers.empty()) builder.place_answers(answers, {action.left, bottom - answer_height + gap, action.right, bottom}, form);
    const PixelRect entry{area.left, bottom - answer_height - entry_height, area.left + entry_width, bottom - answer_height};
    if (!entries.empty()) builder.place_entry(*entries.front(), entry);
    builder.place_texts(texts, {area.left, area.top, area.right, entry.top - gap}, Align::left, TextUse::amount, true);
}

/// What the idle screen says, by where it stands.
struct IdleTexts {
    Nodes when;     ///< time and date
    Nodes hall;     ///< numbers called, people waiting, how long
    Nodes welcome;  ///< what to do
};

IdleTexts idle_texts(const LayoutBuilder& builder) {
    IdleTexts texts;
    texts.when = builder.large_clocks();
    for (const scene::Node* node : builder.middle_texts()) {
        if (node->id.text == "detail.date") texts.when.push_back(node);
        else if (node->role == Role::detail || node->role == Role::value) texts.hall.push_back(node);
        else texts.welcome.push_back(node);
    }
    return texts;
}

/// On a lying panel the welcome and what can be scanned share a row, where both fit.
bool share_a_row(const LayoutBuilder& builder, const Nodes& welcome, int width) {
    if (builder.portrait() || welcome.size() != 2) return false;
    const int half = width / 2 - builder.metrics().px(Millimetres{4});
    return std::all_of(welcome.begin(), welcome.end(), [&](const scene::Node* node) {
        return builder.width_of(*node, node->role == Role::title ? TextUse::heading : TextUse::body) <= half;
    });
}

int welcome_height(const LayoutBuilder& builder, const Nodes& welcome, int width) {
    if (!share_a_row(builder, welcome, width)) return builder.texts_height(welcome, width, TextUse::amount);
    const auto alone = [&](const scene::Node* node) { return builder.texts_height({node}, width, TextUse::amount); };
    return std::max(alone(welcome[0]), alone(welcome[1]));
}

void place_welcome(LayoutBuilder& builder, const Nodes& welcome, const PixelRect& area) {
    if (!share_a_row(builder, welcome, area.width())) {
        builder.place_texts(welcome, area, builder.portrait() ? Align::centre : Align::left, TextUse::amount, false);
        return;
    }
    const int middle = area.left + area.width() / 2;
    builder.place_texts({welcome[0]}, {area.left, area.top, middle, area.bottom}, Align::left, TextUse::amount, true);
    const PixelRect right{middle + builder.metrics().px(Millimetres{4}), area.top, area.right, area.bottom};
    builder.place_texts({welcome[1]}, right, Align::left, TextUse::amount, true);
}

}  // namespace

void arrange_number_entry(LayoutBuilder& builder) {
    if (builder.middle(Role::key).empty()) return arrange_pin_entry(builder);
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
    PixelRect rest = frame.text;
    const auto titles = builder.middle(Role::title);
    if (!titles.empty()) rest.top = builder.place_texts(titles, rest, Align::left, TextUse::amount, false) + gap;
    const int keypad_width = std::min(metrics.px(Millimetres{158}), rest.width() * 42 / 100);
    const PixelRect keys{rest.right - keypad_width, std::max(rest.top, frame.action.top), rest.right, rest.bottom};
    builder.place_keypad(keys);
    PixelRect left{rest.left, rest.top, keys.left - metrics.px_at_least(Millimetres{12}), rest.bottom};
    if (!titles.empty()) left.top += std::max(0, builder.least_gap(metrics.style(TextUse::heading), metrics.style(TextUse::body)) - gap);
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

void arrange_idle(LayoutBuilder& builder) {
    const Metrics& metrics = builder.metrics();
    const IdleTexts texts = idle_texts(builder);
    const Nodes answers = builder.middle(Role::answer);
    const int gap = metrics.px(Millimetres{8});
    const TextStyle body = metrics.style(TextUse::body);
    const int apart = std::max(gap, builder.least_gap(body, body));
    AnswerForm form;
    form.tallest = Millimetres{70};
    form.icon = Millimetres{34};
    form.label = TextUse::hero;
    form.numbers = false;  // the one thing to press
    const Align align = builder.portrait() ? Align::centre : Align::left;
    // The one key is large, as long as the texts keep a size that is read from across the hall.
    const int welcome = welcome_height(builder, texts.welcome, builder.frame().text.width());
    if (builder.portrait()) {
        builder.lower_caption(std::max(0, builder.frame().action.height() - metrics.px(Millimetres{64})));
        const PixelRect text = builder.frame().text;
        const int far = builder.far_texts_height(texts.when, text.width()) + apart + builder.far_texts_height(texts.hall, text.width());
        const int lacking = far + apart + welcome - text.height();
        builder.lower_caption(std::clamp(lacking, 0, std::max(0, builder.frame().action.height() - metrics.px(kLeastWake))));
    }
    PixelRect area = builder.frame().text;
    const PixelRect action = builder.frame().action;
    if (builder.portrait()) {
        builder.place_answers(answers, action, form);
    } else {
        const int usual = std::clamp(area.height() / 4, metrics.px(Millimetres{36}), metrics.px(form.tallest));
        const int needed = builder.far_texts_height(texts.hall, area.width() * 11 / 20 - metrics.px(kBetweenColumns)) + welcome + apart + gap;
        const int height = std::max(metrics.px(kLeastWake), std::min(usual, action.bottom - area.top - needed));
        builder.place_answers(answers, {action.left, action.bottom - height, action.right, action.bottom}, form);
        area.bottom = action.bottom - height - gap;
    }
    place_welcome(builder, texts.welcome, {area.left, area.bottom - welcome, area.right, area.bottom});
    area.bottom -= welcome + apart;
    if (texts.hall.empty() || texts.when.empty()) {
        Nodes all = texts.when;
        all.insert(all.end(), texts.hall.begin(), texts.hall.end());
        builder.place_far_texts(all, area, align, texts.hall.empty() ? kFarClock : kFarText);
        return;
    }
    PixelRect when = area;
    PixelRect hall = area;
    if (builder.portrait()) {
        when.bottom = std::min(area.top + area.height() * 2 / 5, area.bottom - apart - builder.far_texts_height(texts.hall, area.width()));
        hall.top = when.bottom + apart;
    } else {
        when.right = area.left + area.width() * 9 / 20;
        hall.left = when.right + metrics.px(kBetweenColumns);
    }
    builder.place_far_texts(texts.when, when, align, kFarClock);
    builder.place_far_texts(texts.hall, hall, align, kFarText);
}

}  // namespace silverlane::ui
