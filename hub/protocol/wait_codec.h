// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The part of the codecs that kiosk, queue and phone messages share: how long it may take, as a range. Private to hub/protocol. One thread.
#pragma once

#include "hub/protocol/kiosk_messages.h"
#include "hub/protocol/field_reader.h"
#include "hub/protocol/json_writer.h"

namespace silverlane::protocol {

void write(JsonWriter& json, const WaitRange& wait);
/// The field "wait".
WaitRange read_wait(FieldReader& reader);

}  // namespace silverlane::protocol
