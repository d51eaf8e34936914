// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The invented bank with a whole branch of staff, signed in: two lobby managers (1001, 1002), a relationship manager (2001, sells funds), the
// branch head (3001) and a teller (4001). For tests.
#pragma once

#include <map>
#include <string>

#include "desk_fixture.h"

namespace silverlane::desk {

class Hall : public SampleBank {
public:
    /// `signed_in`: staff numbers, comma-separated.
    explicit Hall(std::string_view signed_in = "1001,1002,2001,3001,4001");

    [[nodiscard]] Session as(const std::string& number) const;
    /// An alert that buzzes, of urgency B, at a terminal of its own.
    AlertId stuck(const std::string& kiosk = "K1");
    AlertId help(const std::string& kiosk = "K1");
    protocol::Alert alert(const AlertId& id);
    Result<protocol::Alert> take(const std::string& staff, const AlertId& id);
    Result<protocol::Alert> pass(const std::string& staff, const AlertId& id, const std::string& to_staff, const std::string& to_role = {});
    Result<protocol::Alert> close(const std::string& staff, const AlertId& id, const std::string& outcome);
    Result<protocol::Alert> release(const std::string& staff, const AlertId& id, const std::string& why);
    void duty(const std::string& staff, const std::string& state, const std::string& zone = {});
    /// Turns the clock and lets the jobs do what is due.
    void wait(Milliseconds time);
    /// What is written down of an alert: "raised offered claimed".
    std::string story(const AlertId& id);
    std::string next_key() { return "key-" + std::to_string(++keys_); }

private:
    int keys_ = 0;
};

}  // namespace silverlane::desk
