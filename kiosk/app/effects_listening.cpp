// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_listening.h"

namespace silverlane::kiosk {

ui::Caption to_ui(const speech::Presenter::Caption& caption) {
    return {caption.text, caption.begin, caption.end, caption.secret, caption.utterance};
}

void ListeningEffects::use(ui::KioskWindow& window) {
    window_ = &window;
    window_->explore(listening() == flow::Listening::headphone);
}

flow::Listening ListeningEffects::listening() const {
    if (headphone_) return flow::Listening::headphone;
    return handset_ ? flow::Listening::handset : flow::Listening::loudspeaker;
}

void ListeningEffects::handset(bool lifted) {
    const flow::Listening before = listening();
    handset_ = lifted;
    changed(before);
}

void ListeningEffects::headphone(bool in) {
    const flow::Listening before = listening();
    headphone_ = in;
    changed(before);
}

void ListeningEffects::changed(flow::Listening before) {
    const flow::Listening now = listening();
    if (now == before) return;
    // Silence first, whatever else follows; then what a touch means; last what the screen shows.
    presenter_.listening(now);
    if (window_ != nullptr) window_->explore(now == flow::Listening::headphone);
    tell_flow_(now);
}

Result<void> ListeningEffects::act(const std::string& kind, const std::string& data) {
    if (kind == "headphone" && (data == "in" || data == "out")) {
        headphone(data == "in");
    } else if (kind == "handset" && (data == "lifted" || data == "hung_up")) {
        handset(data == "lifted");
    } else if (kind == "headphone" || kind == "handset") {
        return Error(ErrorCode::invalid_input, "a headphone is in or out, a handset lifted or hung_up");
    } else {
        return Error(ErrorCode::not_found, "no such device");
    }
    return {};
}

void ListeningEffects::follow(const ui::Happenings& happenings) {
    if (happenings.focus) presenter_.focus(*happenings.focus);
    for (const ui::Pressed& pressed : happenings.pressed) {
        const flow::ActionKind kind = pressed.action.kind;
        if (kind == flow::ActionKind::enter_digit || kind == flow::ActionKind::erase_digit) presenter_.key_tone();
    }
}

}  // namespace silverlane::kiosk
