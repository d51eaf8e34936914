// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <array>
#include <utility>

#include <poll.h>

#include "net/client_connection.h"
#include "net/event_parser.h"
#include "net/http_client.h"
#include "net/http_framing.h"
#include "net/http_head.h"

namespace silverlane::net {
namespace {

constexpr std::size_t kLongestHead = 64 * 1024;
constexpr std::size_t kReadPiece = 16 * 1024;
constexpr Milliseconds kLookEvery{500};

Result<void> accepted(const ResponseHead& head) {
    const int status = head.response.status;
    if (status == 200) {
        if (trimmed(head.response.content_type).starts_with("text/event-stream")) return {};
        return Error{ErrorCode::corrupt, "the answer is no event stream"};
    }
    const std::string text = "the server answered " + std::to_string(status);
    if (status == 401) return Error{ErrorCode::unauthorised, text};
    if (status == 403) return Error{ErrorCode::forbidden, text};
    if (status == 404) return Error{ErrorCode::not_found, text};
    if (status == 429) return Error{ErrorCode::too_many, text};
    if (status >= 500) return Error{ErrorCode::unavailable, text};
    return Error{ErrorCode::invalid_input, text};
}

/// One connection's worth of stream.
class Reading {
public:
    Reading(Socket socket, const ClientSettings& settings, const std::function<void(const StreamedEvent&)>& on_event)
        : socket_(std::move(socket)), reader_(kLongestHead, settings.longest_body), parser_(settings.longest_body), on_event_(on_event) {}

    Result<void> ask(std::string_view bytes, const Clock& clock, MonotonicTime deadline);
    Result<void> listen(const Clock& clock, Milliseconds longest_silence, const std::atomic<bool>& keep_going, int woken_by);

private:
    Result<void> take();
    Result<void> deliver();

    Socket socket_;
    MessageReader reader_;
    EventParser parser_;
    const std::function<void(const StreamedEvent&)>& on_event_;
    bool head_seen_ = false;
};

Result<void> Reading::ask(std::string_view bytes, const Clock& clock, MonotonicTime deadline) {
    while (!bytes.empty()) {
        const Progress progress = socket_.write(bytes);
        if (progress.kind == Progress::Kind::moved) {
            bytes.remove_prefix(progress.bytes);
        } else if (!progress.waits()) {
            return Error{ErrorCode::unavailable, "the connection ended: " + socket_.fault()};
        } else if (!wait_for(socket_.descriptor(), progress.kind == Progress::Kind::wait_readable ? POLLIN : POLLOUT, clock, deadline)) {
            return Error{ErrorCode::unavailable, "the request could not be sent in time"};
        }
    }
    return {};
}

Result<void> Reading::listen(const Clock& clock, Milliseconds longest_silence, const std::atomic<bool>& keep_going, int woken_by) {
    std::array<char, kReadPiece> piece;
    MonotonicTime silent_until = clock.monotonic() + longest_silence;
    while (keep_going) {
        const Progress progress = socket_.read(piece.data(), piece.size());
        if (progress.kind == Progress::Kind::moved) {
            silent_until = clock.monotonic() + longest_silence;
            reader_.feed({piece.data(), progress.bytes});
            if (auto taken = take(); !taken) return taken;
        } else if (!progress.waits()) {
            return Error{ErrorCode::unavailable, "the stream ended"};
        } else {
            const short events = progress.kind == Progress::Kind::wait_readable ? POLLIN : POLLOUT;
            const MonotonicTime look_again = woken_by >= 0 ? silent_until : std::min(silent_until, clock.monotonic() + kLookEvery);
            if (!wait_for(socket_.descriptor(), events, clock, look_again, woken_by) && clock.monotonic() >= silent_until) {
                return Error{ErrorCode::timed_out, "the stream fell silent"};
            }
        }
    }
    return {};
}

Result<void> Reading::take() {
    using State = MessageReader::State;
    if (!head_seen_ && reader_.state() == State::head_complete) {
        auto head = parse_response_head(reader_.head(), "GET");
        if (!head) return head.error();
        if (auto good = accepted(*head); !good) return good;
        head_seen_ = true;
        reader_.begin_body(head->framing);
    }
    if (head_seen_) {
        if (auto delivered = deliver(); !delivered) return delivered;
    }
    switch (reader_.state()) {
        case State::head:
        case State::body: return {};
        case State::complete: return Error{ErrorCode::unavailable, "the stream ended"};
        default: return Error{ErrorCode::corrupt, "the stream is no HTTP"};
    }
}

Result<void> Reading::deliver() {
    if (!parser_.feed(reader_.take_body())) return Error{ErrorCode::too_large, "an event is longer than allowed"};
    while (auto event = parser_.next()) on_event_(*event);
    return {};
}

}  // namespace

Result<void> read_event_stream(const ClientSettings& settings, const Request& request, Milliseconds longest_silence,
                               const std::function<void(const StreamedEvent&)>& on_event, const std::atomic<bool>& keep_going,
                               int woken_by) {
    const SystemClock clock;
    auto target = prepare_target(settings);
    if (!target) return target.error();
    Request asked = request;
    if (!asked.headers.first("Accept")) asked.headers.add("Accept", "text/event-stream");
    auto bytes = write_request(asked, target->address.host_field, target->address.path_prefix);
    if (!bytes) return bytes.error();
    auto socket = open_connection(*target, clock, clock.monotonic() + settings.connect_within);
    if (!socket) return socket.error();
    Reading reading{std::move(*socket), settings, on_event};
    if (auto sent = reading.ask(*bytes, clock, clock.monotonic() + settings.answer_within); !sent) return sent;
    return reading.listen(clock, longest_silence, keep_going, woken_by);
}

}  // namespace silverlane::net
