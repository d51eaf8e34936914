// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The part of the codecs that alerts and the queue share: a line for people, and news of a visit. Private to hub/protocol. One thread.
#pragma once

#include "hub/protocol/alert.h"
#include "hub/protocol/json_writer.h"

namespace silverlane::protocol {

void write(JsonWriter& json, const Line& line);
void write(JsonWriter& json, const News& news);

}  // namespace silverlane::protocol
