// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The door by which the server hands a connection to the stream thread. Private to net: handlers only say BecomeStream. Any thread.
#pragma once

#include "net/event_stream.h"
#include "net/http_server.h"
#include "net/socket.h"

namespace silverlane::net {

class StreamIntake : public EventStream {
public:
    /// From here on the connection belongs to the stream thread, which sends the head, the backlog and what was published meanwhile.
    virtual void attach(Socket socket, BecomeStream wanted) = 0;
};

}  // namespace silverlane::net
