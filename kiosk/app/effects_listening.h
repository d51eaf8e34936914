// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Where the person listens, and what the focus says. Brings handset and headphone to speech, window and flow in the order in which privacy
// asks for it, hands the moves of the focus to speech, and answers typed digits with their one tone. Ui thread only. It senses no jack: a
// device tells it.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "kiosk/flow/state.h"
#include "kiosk/speech/presenter.h"
#include "kiosk/ui/kiosk_window.h"

namespace silverlane::kiosk {

/// As the window draws it.
ui::Caption to_ui(const speech::Presenter::Caption& caption);

class ListeningEffects {
public:
    using TellFlow = std::function<void(flow::Listening)>;

    /// `presenter` outlives this. `tell_flow` sends flow::ListeningChanged.
    ListeningEffects(speech::Presenter& presenter, TellFlow tell_flow) : presenter_(presenter), tell_flow_(std::move(tell_flow)) {}

    /// The window, once there is one; it outlives this.
    void use(ui::KioskWindow& window);

    void handset(bool lifted);
    void headphone(bool in);
    /// A headphone counts before a handset.
    [[nodiscard]] flow::Listening listening() const;

    /// For the control socket: "headphone" "in" or "out", "handset" "lifted" or "hung_up". not_found: another kind; invalid_input: other data.
    Result<void> act(const std::string& kind, const std::string& data);

    /// What the last input means for the ear. To be called after Presenter::touched() and before the presses are carried out.
    void follow(const ui::Happenings& happenings);

private:
    void changed(flow::Listening before);

    speech::Presenter& presenter_;
    TellFlow tell_flow_;
    ui::KioskWindow* window_ = nullptr;
    bool handset_ = false;
    bool headphone_ = false;
};

}  // namespace silverlane::kiosk
