// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Notices when the voice has lost its sound or its private ear, so that staff come and nobody is invited to lift a dead handset. It asks
// nobody and tells nobody: it is given what is true now, and says what is new. Ui thread.
#pragma once

#include <optional>

namespace silverlane::kiosk {

struct VoiceParts {
    bool speaks = true;        ///< false: screens and captions only
    bool loudspeaker = true;   ///< its sound device could be opened
    bool private_ear = true;   ///< the same of the handset or headphone; true where none is configured
    bool operator==(const VoiceParts&) const = default;
};

class VoiceWatch {
public:
    struct News {
        bool fault = false;                 ///< something has stopped working: tell staff, once
        std::optional<bool> private_ear;    ///< it has stopped working, or works again
    };

    News look(const VoiceParts& now) {
        News news;
        news.fault = (seen_.speaks && !now.speaks) || (seen_.loudspeaker && !now.loudspeaker) || (seen_.private_ear && !now.private_ear);
        if (seen_.private_ear != now.private_ear) news.private_ear = now.private_ear;
        seen_ = now;
        return news;
    }

    /// Something may have been repaired: worth another look from time to time.
    [[nodiscard]] bool sound_is_missing() const { return !seen_.loudspeaker || !seen_.private_ear; }

private:
    VoiceParts seen_;
};

}  // namespace silverlane::kiosk
