// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// An open input device of Linux: a descriptor that yields events, and the state of its switches and keys as it is now (events alone miss
// what was true before). Owned by the thread that polls it. Understands no event.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "drivers/audio_jack/jack_protocol.h"

namespace silverlane::drivers::audio_jack {

class InputNode {
public:
    virtual ~InputNode() = default;
    [[nodiscard]] virtual int descriptor() const = 0;
    /// Errors: io, when the device is gone.
    [[nodiscard]] virtual Result<bool> is_on(Control control) const = 0;
    /// What there is to read now, without waiting; empty when there is nothing. Errors: io, when the device is gone.
    virtual Result<std::string> read_some() = 0;
};

using OpenInputNode = std::function<Result<std::unique_ptr<InputNode>>(const std::filesystem::path&)>;

/// Opens "/dev/input/...". Errors: not_found; io (not allowed, or no input device).
Result<std::unique_ptr<InputNode>> open_input_node(const std::filesystem::path& path);

}  // namespace silverlane::drivers::audio_jack
