// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What input and listening mean for the ear: brings where the person listens to speech and window, and hands the moves of the focus to
// speech. Ui thread only. It senses no jack and decides no words.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/speech/presenter.h"
#include "kiosk/ui/kiosk_window.h"

namespace silverlane::kiosk {

/// The caption as the window draws it.
ui::Caption to_ui(const speech::Presenter::Caption& caption);

/// Speech falls silent first, then touches mean what they mean there. To be called before the scene that follows is shown.
void bring_listening(flow::Listening listening, speech::Presenter& presenter, ui::KioskWindow& window);

/// What the last input means for the ear. To be called after Presenter::touched() and before the presses are carried out.
void speak_input(const ui::Happenings& happenings, speech::Presenter& presenter);

}  // namespace silverlane::kiosk
