// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The Mandarin reader of the voice commands: the installed readings, and what --share and --words say instead or besides. Also the marks
// that tell a person where the reader is not sure.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "ctl/arguments.h"
#include "voice/mandarin/reader.h"

namespace silverlane::ctl {

/// Errors as MandarinReader::load; --share names a folder like share/silverlane, --words a bank's own file of words.
Result<std::shared_ptr<const voice::MandarinReader>> reader_named_in(const Arguments& arguments);

/// "7:行=xing2/hang2", characters counted from 1, "=?" for a hanzi that nobody knows; marks parted by blanks, empty without doubts.
std::string doubtful_marks(const voice::Reading& reading);

}  // namespace silverlane::ctl
