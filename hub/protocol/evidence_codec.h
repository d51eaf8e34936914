// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The part of the codecs that arrivals and kiosk messages share: one identifier of evidence. Private to hub/protocol. One thread.
#pragma once

#include "hub/protocol/arrival.h"
#include "hub/protocol/field_reader.h"

namespace silverlane::protocol {

Json json_of(const EvidenceIdentifier& identifier);
EvidenceIdentifier read_identifier(FieldReader& reader);

}  // namespace silverlane::protocol
