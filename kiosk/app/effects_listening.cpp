// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_listening.h"

namespace silverlane::kiosk {

ui::Caption to_ui(const speech::Presenter::Caption& caption) {
    return {caption.text, caption.begin, caption.end, caption.secret, caption.utterance};
}

void bring_listening(flow::Listening listening, speech::Presenter& presenter, ui::KioskWindow& window) {
    presenter.listening(listening);
    window.explore(listening == flow::Listening::headphone);
}

void speak_input(const ui::Happenings& happenings, speech::Presenter& presenter) {
    if (happenings.focus) presenter.focus(*happenings.focus);
}

}  // namespace silverlane::kiosk
