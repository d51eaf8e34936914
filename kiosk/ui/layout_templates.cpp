// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How the nodes of each template stand. Portrait: texts above, everything that is pressed within reach of a seated hand. Landscape: texts and
// answers share the middle, and what is pressed stays within reach on a tall panel too. Number entry and idle: layout_screens.cpp.
#include <algorithm>

#include "kiosk/ui/layout_builder.h"

namespace silverlane::ui {
namespace {

using scene::Role;
using Nodes = std::vector<const scene::Node*>;

constexpr std::size_t kAnswersOnAPage = 4;
constexpr Millimetres kUsualAnswer{28};

/// What page keys turn. They stand under it, so that they are not taken for something else.
enum class Turns { answers, texts };

struct Form {
    AnswerForm answers;
    TextUse value = TextUse::amount;
    Millimetres picture{90};
    Turns turns = Turns::texts;
};

int columns_for(const LayoutBuilder& builder, std::size_t answers) {
    if (builder.portrait()) return 1;
    return answers == 4 ? 2 : std::max(1, static_cast<int>(answers));
}

bool paged(const LayoutBuilder& builder) { return builder.page_keys_height() > 0; }

std::size_t places_of(const LayoutBuilder& builder, const AnswerForm& form) {
    return std::max(form.places, builder.middle(Role::answer).size());
}

/// The least that so many answers need, with the gaps that place_answers() falls back to.
int least_height(const LayoutBuilder& builder, std::size_t places, AnswerForm form) {
    if (form.gap < kOppositeGap) form.gap = kTargetGap;
    return builder.answers_height(places, form, kAnswerHeight);
}

/// Answers at the bottom. Page keys below them when they turn answers; when they turn texts above them, on a lying panel at the right of the
/// texts, because height is scarce. Returns what is left, `area` being the touchable part.
PixelRect answers_at_bottom(LayoutBuilder& builder, PixelRect area, const Form& form, int height) {
    if (form.turns == Turns::answers) builder.take_page_keys(area);
    const Nodes answers = builder.middle(Role::answer);
    if (!answers.empty()) {
        builder.place_answers(answers, {area.left, area.bottom - height, area.right, area.bottom}, form.answers);
        area.bottom -= height + builder.metrics().px_at_least(Millimetres{8});
    }
    if (form.turns == Turns::texts) {
        if (builder.portrait()) builder.take_page_keys(area);
        else builder.take_page_column(area);
    }
    return area;
}

/// Portrait: the picture above the texts, as large as they leave it. Returns the place of the texts.
PixelRect picture_above(LayoutBuilder& builder, const scene::Node& picture, TextUse value_use) {
    PixelRect area = builder.frame().text;
    PixelRect place = area;
    const int gap = builder.metrics().px(Millimetres{8});
    const int texts = builder.texts_height(builder.middle_texts(), area.width(), value_use);
    place.bottom = std::max(area.top + builder.least_picture_height(picture, area.width()), area.bottom - texts - gap);
    area.top = place.bottom + gap;
    builder.place_picture(picture, place);
    return area;
}

/// Texts above the caption strip, which comes down when the answers leave room that the texts need. With pages it stands at the same height
/// on each, and so do the answers.
void stand_upright(LayoutBuilder& builder, Form form) {
    const Nodes texts = builder.middle_texts();
    const Nodes pictures = builder.middle(Role::picture);
    const std::size_t places = places_of(builder, form.answers);
    const int pages = builder.page_keys_height();
    if (least_height(builder, places, form.answers) + pages > builder.frame().action.height() && places > 2) form.answers.columns = 2;
    const int picture = pictures.empty() ? 0 : builder.metrics().px(kPictureWithName);
    const int lacking = builder.texts_height(texts, builder.frame().text.width(), form.value) + picture - builder.frame().text.height();
    int spare = builder.frame().action.height() - pages - builder.answers_height(places, form.answers, kUsualAnswer);
    if (lacking > spare) spare = builder.frame().action.height() - pages - least_height(builder, places, form.answers);
    const bool turned = pages > 0 && form.turns == Turns::texts;
    if (spare > 0 && (lacking > 0 || turned)) builder.lower_caption(turned ? spare : std::min(lacking, spare));
    const PixelRect action = builder.frame().action;
    const int most = builder.answers_height(places, form.answers, form.answers.tallest);
    const int height = std::max(0, std::min(most, action.height() - pages));
    if (pages > 0) {
        answers_at_bottom(builder, action, form, height);
    } else {
        builder.place_answers(builder.middle(Role::answer), {action.left, action.top, action.right, action.top + height}, form.answers);
    }
    const PixelRect area = pictures.empty() ? builder.frame().text : picture_above(builder, *pictures.front(), form.value);
    builder.place_texts(texts, area, Align::centre, form.value, true);
}

/// Whether every value is short enough for the left part of a lying screen at its full size.
bool values_fit(const LayoutBuilder& builder, int width) {
    const Nodes values = builder.middle(Role::value);
    return std::all_of(values.begin(), values.end(),
                       [&](const scene::Node* value) { return builder.width_of(*value, TextUse::hero) <= width; });
}

/// Much to say on a lying panel: the value at the left, what belongs to it at the right.
void side_by_side(LayoutBuilder& builder, const PixelRect& area, TextUse value_use) {
    Nodes left;
    Nodes right;
    for (const scene::Node* node : builder.middle_texts()) (node->role == Role::title || node->role == Role::value ? left : right).push_back(node);
    const int middle = area.left + area.width() * 2 / 5;
    builder.place_texts(left, {area.left, area.top, middle, area.bottom}, Align::left, value_use, false);
    builder.place_texts(right, {middle + builder.metrics().px(Millimetres{8}), area.top, area.right, area.bottom}, Align::left, value_use, false);
}

/// Texts, and the answers below them growing into what is left. A picture stands at the left of the texts.
void lie_flat(LayoutBuilder& builder, const Form& form) {
    const Metrics& metrics = builder.metrics();
    const Nodes pictures = builder.middle(Role::picture);
    const Nodes texts = builder.middle_texts();
    const std::size_t places = places_of(builder, form.answers);
    PixelRect area = builder.frame().text;
    const int left = area.left;
    if (!pictures.empty()) area.left += metrics.px(form.picture) + metrics.px(Millimetres{12});
    const int gap = places == 0 ? 0 : metrics.px_at_least(Millimetres{8});
    const int pages = form.turns == Turns::answers ? builder.page_keys_height() : 0;
    const int text_height = builder.texts_height(texts, area.width(), form.value);
    const int least = builder.answers_height(places, form.answers, Millimetres{26});
    const int most = builder.answers_height(places, form.answers, form.answers.tallest);
    const int usual = std::min(most, builder.answers_height(places, form.answers, kUsualAnswer));
    const int room = area.height() - text_height - gap - pages;
    // Where the texts change with the page, the answers do not grow into what they leave.
    int height = paged(builder) && form.turns == Turns::texts ? usual : std::max(least, std::min(most, room));
    height = std::min(height, builder.frame().action.height() - pages);
    PixelRect action = builder.frame().action;
    if (!paged(builder)) action.bottom -= std::max(0, std::min((room - height) / 3, action.height() - height));
    const PixelRect above = answers_at_bottom(builder, action, form, height);
    area.bottom = above.bottom;
    area.right = above.right;
    if (!pictures.empty()) builder.place_picture(*pictures.front(), {left, area.top, left + metrics.px(form.picture), area.bottom});
    const bool short_of_room = form.value == TextUse::hero && text_height > area.height() && pictures.empty();
    if (short_of_room && values_fit(builder, area.width() * 2 / 5)) {
        side_by_side(builder, area, form.value);
        return;
    }
    // On a panel taller than the reach of a hand, the texts come down to the answers.
    const bool tall = builder.frame().action.top > builder.frame().text.top && !(paged(builder) && form.turns == Turns::texts);
    builder.place_texts(texts, area, Align::left, form.value, tall || !pictures.empty() || places == 0);
}

/// The arrangement of most screens.
void texts_and_answers(LayoutBuilder& builder, Form form) {
    if (paged(builder) && form.turns == Turns::answers) {
        form.answers.places = kAnswersOnAPage;
        form.answers.columns = columns_for(builder, kAnswersOnAPage);
        form.answers.upright = false;
    }
    if (builder.portrait()) stand_upright(builder, form);
    else lie_flat(builder, form);
}

Form plain_form(const LayoutBuilder& builder, Millimetres tallest, Millimetres gap) {
    Form form;
    form.answers.columns = columns_for(builder, builder.middle(Role::answer).size());
    form.answers.tallest = tallest;
    form.answers.gap = gap;
    return form;
}

}  // namespace

void arrange_home(LayoutBuilder& builder) {
    Form form = plain_form(builder, Millimetres{68}, Millimetres{8});
    form.answers.icon = Millimetres{26};
    form.answers.label = TextUse::amount;  // the first screen is read from a step away
    form.turns = Turns::answers;
    texts_and_answers(builder, form);
}

void arrange_choice(LayoutBuilder& builder) {
    Form form = plain_form(builder, Millimetres{52}, Millimetres{8});
    form.answers.icon = Millimetres{22};
    form.answers.upright = form.answers.columns == 3;
    form.turns = Turns::answers;
    texts_and_answers(builder, form);
}

void arrange_confirm(LayoutBuilder& builder) {
    Form form = plain_form(builder, Millimetres{44}, Millimetres{12});  // opposites stand apart (rule 8), equally large (rule 35)
    form.answers.columns = builder.portrait() ? 1 : 2;
    texts_and_answers(builder, form);
}

void arrange_insert_item(LayoutBuilder& builder) {
    Form form = plain_form(builder, Millimetres{36}, Millimetres{8});
    form.picture = Millimetres{120};
    texts_and_answers(builder, form);
}

void arrange_wait(LayoutBuilder& builder) {
    Form form = plain_form(builder, Millimetres{36}, Millimetres{6});
    form.picture = Millimetres{110};
    texts_and_answers(builder, form);
}

void arrange_result(LayoutBuilder& builder) {
    Form form = plain_form(builder, Millimetres{40}, Millimetres{10});
    form.value = TextUse::hero;
    texts_and_answers(builder, form);
}

void arrange_notice(LayoutBuilder& builder) { texts_and_answers(builder, plain_form(builder, Millimetres{40}, Millimetres{10})); }

void arrange_rating(LayoutBuilder& builder) {
    Form form = plain_form(builder, Millimetres{82}, Millimetres{6});
    form.answers.columns = builder.portrait() ? 2 : std::max(1, static_cast<int>(builder.middle(Role::answer).size()));
    form.answers.icon = Millimetres{42};
    form.answers.upright = true;
    texts_and_answers(builder, form);
}

}  // namespace silverlane::ui
