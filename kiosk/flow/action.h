// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a person asked for by pressing a node, whatever the input device was. Values, any thread.
#pragma once

#include <string>

namespace silverlane::flow {

enum class ActionKind {
    choose,         ///< an answer of this step; argument = the answer's id in the flow file
    pick,           ///< an item of the step's list; argument = the item's id
    enter_digit,    ///< number entry; argument = one digit
    erase_digit,    ///< number entry: takes back the last digit
    proceed,        ///< the step's one button (好, 继续, 确认); argument = the answer's id
    start_flow,     ///< from the home screen; argument = flow id
    back,           ///< 返回: undoes one step, keeps entries
    exit,           ///< 退出: gives back media, to the home screen
    hear_again,     ///< 再听一遍
    call_staff,     ///< 叫人
    stop_speech,    ///< 停
    louder,
    quieter,
    faster,
    slower,
    next_text_size, ///< 大字
    next_theme,
    switch_language,
    next_variety,   ///< 广东话, 普通话: how Chinese is spoken
    hide_screen,    ///< 遮住
    more,           ///< opens the second row of service keys
    still_here,     ///< the answer to the idle warning
    next_page,
    previous_page,
    wake,           ///< the first touch on the idle screen
    restore_defaults,  ///< second service row: text, ground, language, rate and volume as the factory set them
    go_to_counter,     ///< 去柜台办理: tells where the counter is, from every screen
    turn_pointing,     ///< 指给我看, 不用指了: whether staff who were called may point at a button of this screen
};

struct Action {
    ActionKind kind = ActionKind::proceed;
    std::string argument;
    bool operator==(const Action&) const = default;
};

}  // namespace silverlane::flow
