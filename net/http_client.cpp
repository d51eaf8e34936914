// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/http_client.h"

#include <array>
#include <cstring>
#include <optional>
#include <utility>

#include <poll.h>

#include "base/private_text.h"
#include "net/client_connection.h"
#include "net/http_framing.h"
#include "net/http_head.h"

namespace silverlane::net {
namespace {

constexpr std::size_t kLongestHead = 64 * 1024;
constexpr std::size_t kReadPiece = 16 * 1024;

/// One request on one connection, and how far it came.
class Exchange {
public:
    Exchange(Socket& socket, std::string_view method, std::string_view bytes, std::size_t longest_body)
        : socket_(socket), method_(method), bytes_(bytes), reader_(kLongestHead, longest_body) {}

    /// Sends and receives until the answer is whole. Errors: unknown_outcome (no answer), corrupt (no HTTP), too_large.
    Result<Response> run(const Clock& clock, MonotonicTime deadline);

    [[nodiscard]] bool anything_sent() const { return sent_ > 0; }
    [[nodiscard]] bool anything_received() const { return received_; }
    [[nodiscard]] bool may_keep_connection() const { return head_.keep_alive && sent_ == bytes_.size(); }

private:
    using State = MessageReader::State;

    bool write_some();
    bool read_some();
    /// Whether the answer's state changed to something final.
    bool read_on();

    Socket& socket_;
    const std::string_view method_;
    const std::string_view bytes_;
    MessageReader reader_;
    ResponseHead head_;
    std::optional<Error> head_fault_;
    std::size_t sent_ = 0;
    bool received_ = false;
    bool writing_failed_ = false;
    bool reading_ended_ = false;
    bool tls_wants_output_ = false;
};

/// Whether the socket took something.
bool Exchange::write_some() {
    if (writing_failed_ || sent_ == bytes_.size()) return false;
    const Progress progress = socket_.write(bytes_.substr(sent_));
    // A server may refuse early and close; what it said is read before this counts as lost.
    if (progress.kind == Progress::Kind::failed || progress.kind == Progress::Kind::ended) writing_failed_ = true;
    sent_ += progress.bytes;
    return progress.kind == Progress::Kind::moved;
}

/// Whether the socket gave something.
bool Exchange::read_some() {
    std::array<char, kReadPiece> piece;
    const Progress progress = socket_.read(piece.data(), piece.size());
    tls_wants_output_ = progress.kind == Progress::Kind::wait_writable;
    if (progress.kind == Progress::Kind::moved) {
        received_ = true;
        reader_.feed({piece.data(), progress.bytes});
        explicit_bzero(piece.data(), progress.bytes);
        return true;
    }
    if (progress.kind == Progress::Kind::ended) reader_.end_of_input();
    reading_ended_ = !progress.waits();
    return false;
}

bool Exchange::read_on() {
    while (reader_.state() == State::head_complete) {
        auto head = parse_response_head(reader_.head(), method_);
        if (!head) {
            head_fault_ = head.error();
            return true;
        }
        head_ = std::move(*head);
        reader_.begin_body(head_.framing);
        if (head_.response.status >= 200 || head_.response.status == 101) break;
        if (reader_.state() == State::complete) reader_.next();  // 1xx: the answer proper follows
    }
    return reader_.state() != State::head && reader_.state() != State::body;
}

Result<Response> Exchange::run(const Clock& clock, MonotonicTime deadline) {
    for (;;) {
        const bool moved = write_some();
        const bool got = read_some();
        if (read_on()) break;
        if (reading_ended_) return Error{ErrorCode::unknown_outcome, "the connection ended before an answer"};
        if (moved || got) continue;
        const bool to_write = (sent_ < bytes_.size() && !writing_failed_) || tls_wants_output_;
        const short events = static_cast<short>(POLLIN | (to_write ? POLLOUT : 0));
        if (!wait_for(socket_.descriptor(), events, clock, deadline)) return Error{ErrorCode::unknown_outcome, "no answer in time"};
    }
    if (head_fault_) return *head_fault_;
    switch (reader_.state()) {
        case State::complete: break;
        case State::body_too_large: return Error{ErrorCode::too_large, "the answer is longer than allowed"};
        case State::malformed:
            if (reading_ended_) return Error{ErrorCode::unknown_outcome, "the connection ended within the answer"};
            [[fallthrough]];
        default: return Error{ErrorCode::corrupt, "the answer is no HTTP"};
    }
    head_.response.body = reader_.take_body();
    return std::move(head_.response);
}

}  // namespace

struct HttpClient::State {
    ClientSettings settings;
    SystemClock clock;
    std::optional<Result<ClientTarget>> target;
    std::optional<Socket> kept;

    Result<const ClientTarget*> prepared() {
        // A certificate that was missing may be there next time; a good target is kept.
        if (!target || !target->ok()) target = prepare_target(settings);
        if (!*target) return target->error();
        return &**target;
    }

    /// A kept connection on which the server said nothing meanwhile: said anything, it can only be that it closes.
    bool kept_is_alive() {
        if (!kept) return false;
        char unexpected = 0;
        if (!kept->read(&unexpected, 1).waits()) kept.reset();
        return kept.has_value();
    }

    Result<Response> exchange(const Request& request, const std::string& bytes, const ClientTarget& to);
};

Result<Response> HttpClient::State::exchange(const Request& request, const std::string& bytes, const ClientTarget& to) {
    const bool harmless = request.method == "GET" || request.method == "HEAD";
    for (bool reused = kept_is_alive();; reused = false) {
        if (!kept) {
            auto opened = open_connection(to, clock, clock.monotonic() + settings.connect_within);
            if (!opened) return opened.error();
            kept = std::move(*opened);
        }
        Exchange exchange{*kept, request.method, bytes, settings.longest_body};
        auto answer = exchange.run(clock, clock.monotonic() + settings.answer_within);
        if (answer) {
            if (!exchange.may_keep_connection()) kept.reset();
            return answer;
        }
        kept.reset();
        const bool lost = answer.error().code() == ErrorCode::unknown_outcome;
        // The server may have closed just as we sent. Once more on a fresh connection, where that cannot do anything twice.
        const bool nothing_happened = !exchange.anything_sent() || (harmless && !exchange.anything_received());
        if (lost && reused && nothing_happened) continue;
        if (lost && !exchange.anything_sent()) return Error{ErrorCode::unavailable, answer.error().message()};
        return answer;
    }
}

HttpClient::HttpClient(ClientSettings settings) : state_(std::make_unique<State>()) { state_->settings = std::move(settings); }
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;

Result<Response> HttpClient::send(const Request& request) {
    auto target = state_->prepared();
    if (!target) return target.error();
    auto bytes = write_request(request, (*target)->address.host_field, (*target)->address.path_prefix);
    if (!bytes) return bytes.error();
    const ZeroedAfterUse zeroed(*bytes);
    return state_->exchange(request, *bytes, **target);
}

}  // namespace silverlane::net
