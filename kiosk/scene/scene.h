// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The meaning of one screen, before any pixel or sound. Node order is the reading order, the speaking order and the focus order. A Scene
// holds no pixel, colour, font or millimetre: those are the renderer's; and no sound: that is the speech presenter's. Both read this and
// do not know each other. Values, any thread. Contract: docs/scene.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identifier.h"
#include "base/private_text.h"
#include "kiosk/flow/action.h"
#include "kiosk/flow/preferences.h"

namespace silverlane::scene {

/// How the nodes of a step are arranged. A new one is worth a decision record.
enum class Template {
    home,          ///< large buttons by the terminal's role
    choice,        ///< a question and at most four answers
    confirm,       ///< a read-back and two opposite answers
    number_entry,  ///< an entry field and a keypad
    insert_item,   ///< a picture of what goes where, and devices to wait for
    wait,          ///< work in progress
    result,        ///< what came of it: a large value and one button
    notice,        ///< something to know; also "please call staff"
    rating,        ///< four faces
    idle,          ///< nobody here: queue at a glance and "touch here"
};

enum class Role {
    title,        ///< the one question of the step
    instruction,  ///< up to three lines of text
    answer,       ///< a large button that answers the question; numbered 1 to 4
    key,          ///< a key of the on-screen keypad
    entry,        ///< what has been typed, dots or digits
    value,        ///< the thing the person came for: a ticket number, an amount
    detail,       ///< a line below a value: people ahead, the wait
    picture,      ///< an icon with no action of its own; its name is spoken
    position,     ///< "第 2 步，共 4 步"
    fixed_key,    ///< 返回 再听一遍 叫人 退出: the same rectangle on every screen
    service_key,  ///< 停 大声一点 大字 English 遮住 更多
    foot_line,    ///< small standing information (time, branch, 本机不做人脸识别)
    page_key,     ///< previous and next page of a long notice
    help_key,     ///< 指给我看 and 不用指了, beside the caption while a call is out
};

struct NodeState {
    bool enabled = true;
    bool emphasised = false;   ///< the answer that most people want; never the only cue
    bool on = false;           ///< a toggle that is on (spoken and shown as text, EN 301 549 5.6)
    bool rung = false;         ///< a staff member rings this node for the customer to find
    bool operator==(const NodeState&) const = default;
};

struct Node {
    NodeId id;                 ///< stable within a flow step: "answer.cash", "fixed.call_staff", "key.5"
    Role role = Role::instruction;
    std::string text_key;      ///< key in config/strings; never empty
    std::string shown;         ///< the screen form, filled; empty when `secret` holds the text
    std::string spoken;        ///< the spoken form in words (no digits), filled; never empty for a non-private node
    std::optional<PrivateText> secret;  ///< a private value to draw; never spoken on the loudspeaker
    std::optional<PrivateText> secret_spoken;  ///< its spoken form, for the private channel only
    std::string icon;          ///< name of an icon in ui_assets/icons, or empty; always beside a word
    int number = 0;            ///< 1 to 4 for numbered answers, else 0
    std::string listed_shown;  ///< an answer among others, as captioned: "1 存取现金"; empty for what is no answer
    std::string listed_spoken; ///< and as said: "一，存取现金"
    NodeState state;
    std::optional<flow::Action> action;  ///< absent: cannot be pressed
};

/// A question over the screen (the idle warning). While it is there only its nodes can be pressed, and 叫人.
struct Overlay {
    std::vector<Node> nodes;
};

struct Scene {
    FlowId flow;
    StepId step;
    Template arrangement = Template::notice;
    std::vector<Node> nodes;
    std::optional<Overlay> overlay;
    flow::Preferences preferences;
    int private_volume_step = 3;  ///< of handset and headphone, see flow::State
    bool covered = false;      ///< 遮住: every secret is drawn as a bar; sound goes on
    bool attention = false;    ///< a call for staff is out: the frame says so
    /// Which of the step's prompts to say on entry, in order: text in words with its caption. See kiosk/speech.
    struct Prompt {
        std::string id;        ///< "P26", or the text key it was made from
        std::string spoken;    ///< words only
        std::string caption;   ///< the screen form shown in the caption strip
        bool private_channel = false;  ///< handset or headphone only; then `secret_spoken` holds the text
        std::optional<PrivateText> secret_spoken;
        std::optional<PrivateText> secret_caption;  ///< of a private prompt; drawn, covered by 遮住, and never in a log
    };
    std::vector<Prompt> prompts;
    /// Why they are said. entry and repeat are followed by the answers ("一，存取现金"); a repeat also says the instructions; a hint and
    /// a status are said alone; quiet means nothing is to be said, whatever the generation (a screen that nobody stands at).
    enum class Occasion { entry, repeat, hint, status, quiet };
    Occasion occasion = Occasion::entry;
    /// Grows when prompts must be said anew (a new step, a repeat), so that a redraw does not speak again.
    unsigned long utterance_generation = 0;
};

/// As dumps, the control socket and the assist view name them: "number_entry", "fixed_key".
std::string_view name_of(Template arrangement);
std::string_view name_of(Role role);

/// The node with this id in overlay or scene, or nullptr.
const Node* find_node(const Scene& scene, const NodeId& id);

/// The node an input device acts on: must exist, be enabled, have an action, and not lie under the overlay. Otherwise nullptr.
const Node* find_pressable(const Scene& scene, const NodeId& id);

}  // namespace silverlane::scene
