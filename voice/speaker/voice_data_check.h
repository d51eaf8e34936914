// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Looks at espeak-ng's data files before the library does. The library trusts them: a file that was cut off (a full disk, a power failure
// during an update) makes it read beyond what it has loaded, which ends the program or is heard as noise. Here the files' own structure is
// followed to the last byte. Formats: espeak-ng 1.51, src/libespeak-ng (dictionary.c, synthdata.c, intonation.c). Pure but for reading the
// files; any thread. It does not know whether what is in them is good Mandarin: voice/speaker/self_test asks that.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace silverlane::voice {

/// `folder` is espeak-ng-data itself. Error unavailable names the file that is missing, cut off or something else.
Result<void> check_voice_data(const std::filesystem::path& folder);

}  // namespace silverlane::voice
