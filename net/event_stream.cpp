// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/event_stream.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "base/bounded_queue.h"
#include "base/wake_descriptor.h"
#include "net/http_head.h"
#include "net/stream_intake.h"

namespace silverlane::net {
namespace {

constexpr std::uint64_t kWakeKey = 0;
constexpr std::size_t kMostCommands = 65'536;
constexpr int kCommandsAtOnce = 256;             // then what they brought is written, before more is taken
constexpr std::size_t kMostRecent = 2'048;         // events kept of one topic for clients that are being attached
constexpr std::size_t kMostRecentBytes = 24 * 1024;   // of one topic: some seconds of a busy branch; what is kept is the most of what a stream costs
constexpr Milliseconds kKeepRecent{30'000};      // longer than any handler runs
constexpr Milliseconds kKeepTopic{600'000};      // a topic that nobody uses is forgotten
constexpr int kTickMilliseconds = 1'000;         // the clock is a given one and may be moved, so it is looked at; what is due comes this late at most
constexpr std::size_t kMostInput = 64 * 1024;    // a listener has nothing to say; one that talks is closed
constexpr int kSendBufferBytes = 64 * 1024;      // a stalled peer holds this much of the kernel, not the default megabytes

using Bytes = std::shared_ptr<const std::string>;

struct Publish {
    std::string topic;
    std::uint64_t number;
    Bytes framed;
};
struct Attach {
    Socket socket;
    BecomeStream wanted;
};
struct SendNow {
    std::string topic;
    Bytes framed;
};
struct CloseSubscriber {
    std::string subscriber;
};
using Command = std::variant<Publish, Attach, CloseSubscriber, SendNow>;

struct Topic;

struct Client {
    Client(std::uint64_t number, Socket connected, Topic& listens_to, const BecomeStream& wanted, MonotonicTime now)
        : key(number), socket(std::move(connected)), topic(listens_to), topic_name(wanted.topic), subscriber(wanted.subscriber),
          through(wanted.backlog_through), opened(now) {}

    const std::uint64_t key;
    Socket socket;
    Topic& topic;
    const std::string topic_name;
    const std::string subscriber;
    const std::uint64_t through;      ///< events up to here were in the backlog
    const MonotonicTime opened;
    struct Piece {
        Bytes bytes;
        bool is_event;
    };
    std::deque<Piece> pending;
    std::size_t written_of_front = 0;
    std::size_t unsent = 0;
    std::size_t allowance = 0;        ///< head and backlog, which are owed whatever their size
    std::size_t heard = 0;
    std::size_t place = 0;            ///< in topic.clients
    bool waits_for_flush = false;
    MonotonicTime last_progress;
    MonotonicTime last_sent;
};

struct Topic {
    struct Recent {
        std::uint64_t number;
        Bytes framed;
        MonotonicTime at;
    };
    std::deque<Recent> recent;
    std::size_t recent_bytes = 0;
    std::uint64_t forgotten_through = 0;  ///< the highest number that left `recent`
    std::vector<Client*> clients;
    MonotonicTime last_used;
};

/// Who listens to what, for questions from other threads. The stream thread writes it when clients come and go, not per event.
class Listeners {
public:
    void change(const std::string& topic, const std::string& subscriber, int by) {
        const std::lock_guard lock(mutex_);
        auto& subscribers = topics_[topic];
        if ((subscribers[subscriber] += by) == 0) subscribers.erase(subscriber);
        if (subscribers.empty()) topics_.erase(topic);
    }
    [[nodiscard]] std::size_t count(const std::string& topic, std::string_view prefix) const {
        const std::lock_guard lock(mutex_);
        const auto found = topics_.find(topic);
        if (found == topics_.end()) return 0;
        std::size_t sum = 0;
        for (auto each = found->second.lower_bound(prefix); each != found->second.end() && each->first.starts_with(prefix); ++each) {
            sum += static_cast<std::size_t>(each->second);
        }
        return sum;
    }

private:
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::map<std::string, int, std::less<>>> topics_;
};

class Stream final : public StreamIntake {
public:
    Stream(StreamSettings settings, const Clock& clock, EventLog& log)
        : settings_(settings), clock_(clock), log_(log), commands_(kMostCommands, &wake_), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        watch(wake_.descriptor(), kWakeKey, EPOLLIN);
        thread_ = std::thread([this] { run(); });
    }
    ~Stream() override {
        ending_ = true;
        wake_.wake();
        thread_.join();
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    void publish(const std::string& topic, std::uint64_t number, std::string framed) override {
        Publish event{topic, number, std::make_shared<const std::string>(std::move(framed))};
        // An event that cannot be queued must not be missing in silence: every client is closed and resumes from what it has.
        if (commands_.post(std::move(event)) == Posted::full) overrun_ = true;
    }
    void send_now(const std::string& topic, std::string framed) override {
        // Full: it is lost, as for who is away; nothing that must arrive comes this way.
        static_cast<void>(commands_.post(SendNow{topic, std::make_shared<const std::string>(std::move(framed))}));
    }
    void close_subscriber(const std::string& subscriber) override {
        if (commands_.post(CloseSubscriber{subscriber}) == Posted::full) overrun_ = true;
    }
    void attach(Socket socket, BecomeStream wanted) override {
        // When full the socket is closed with the command, and its client comes back.
        static_cast<void>(commands_.post(Attach{std::move(socket), std::move(wanted)}));
    }
    [[nodiscard]] StreamCounters counters() const override { return {count_, delivered_, closed_slow_, closed_by_peer_, closed_surplus_, closed_gap_}; }
    [[nodiscard]] std::size_t listeners(const std::string& topic, std::string_view subscriber_prefix) const override {
        return listeners_.count(topic, subscriber_prefix);
    }

private:
    enum class Why { slow, peer, asked, gap, surplus };

    void watch(int descriptor, std::uint64_t key, std::uint32_t events) {
        epoll_event event{};
        event.events = events;
        event.data.u64 = key;
        ::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event);
    }

    void run();
    bool take_commands();
    void carry_out(Publish& event);
    void carry_out(Attach& attach);
    void carry_out(const CloseSubscriber& close);
    void carry_out(const SendNow& event);
    void refuse(Socket& socket);
    void end_surplus(const std::string& subscriber);
    void queue(Client& client, const Bytes& bytes, bool is_event);
    void flush_waiting();
    bool flush(Client& client);
    bool listen_for_end(Client& client);
    void tick();
    void forget_old(Topic& topic);
    void close_all(Why why);
    void drop(Client& client, Why why);

    const StreamSettings settings_;
    const Clock& clock_;
    EventLog& log_;
    WakeDescriptor wake_;
    BoundedQueue<Command> commands_;
    Descriptor epoll_;
    Listeners listeners_;
    std::unordered_map<std::string, Topic> topics_;
    std::unordered_map<std::uint64_t, std::unique_ptr<Client>> clients_;
    std::vector<std::uint64_t> waiting_for_flush_;
    std::uint64_t next_key_ = kWakeKey + 1;
    MonotonicTime next_tick_;
    const Bytes heartbeat_ = std::make_shared<const std::string>(":\n\n");
    std::atomic<std::uint64_t> count_{0}, delivered_{0}, closed_slow_{0}, closed_by_peer_{0}, closed_surplus_{0}, closed_gap_{0};
    std::atomic<bool> overrun_{false};
    std::atomic<bool> ending_{false};
    std::thread thread_;
};

void Stream::run() {
    ::pthread_setname_np(::pthread_self(), "stream");
    std::array<epoll_event, 256> events{};
    bool more_commands = false;
    while (!ending_) {
        const int wait = more_commands ? 0 : topics_.empty() ? -1 : kTickMilliseconds;
        const int count = ::epoll_wait(epoll_.number(), events.data(), static_cast<int>(events.size()), wait);
        for (int i = 0; i < count; ++i) {
            const std::uint64_t key = events[static_cast<std::size_t>(i)].data.u64;
            if (key == kWakeKey) {
                wake_.drain();
                more_commands = true;
            } else if (const auto found = clients_.find(key); found != clients_.end()) {
                if (listen_for_end(*found->second)) flush(*found->second);
            }
        }
        if (overrun_.exchange(false)) {
            log_.write(LogEvent(LogLevel::error, "stream_overrun").with("clients", static_cast<std::int64_t>(clients_.size())));
            close_all(Why::slow);
        }
        if (more_commands) more_commands = take_commands();
        flush_waiting();
        if (clock_.monotonic() >= next_tick_) tick();
    }
    close_all(Why::asked);
}

/// Whether there may be more.
bool Stream::take_commands() {
    for (int i = 0; i < kCommandsAtOnce; ++i) {
        auto command = commands_.try_take();
        if (!command) return false;
        std::visit([this](auto& each) { carry_out(each); }, *command);
    }
    return true;
}

void Stream::carry_out(Publish& event) {
    Topic& topic = topics_[event.topic];
    topic.last_used = clock_.monotonic();
    topic.recent.push_back({event.number, event.framed, topic.last_used});
    topic.recent_bytes += event.framed->size();
    forget_old(topic);
    for (Client* client : topic.clients) {
        if (client->through < event.number) queue(*client, event.framed, true);
    }
}

/// Room for one more of this subscriber's, whoever it is: nobody fills the hub's streams alone.
void Stream::end_surplus(const std::string& subscriber) {
    if (settings_.most_of_one_subscriber == 0) return;
    std::size_t held = 0;
    Client* oldest = nullptr;
    for (const auto& [key, client] : clients_) {
        if (client->subscriber != subscriber) continue;
        ++held;
        if (oldest == nullptr || key < oldest->key) oldest = client.get();
    }
    if (held >= settings_.most_of_one_subscriber) drop(*oldest, Why::surplus);
}

void Stream::carry_out(Attach& attach) {
    end_surplus(attach.wanted.subscriber);
    if (clients_.size() >= settings_.most_clients) {
        refuse(attach.socket);
        return;
    }
    const BecomeStream& wanted = attach.wanted;
    auto head = write_stream_head(wanted.headers, clock_.now());
    if (!head) return;  // the server looked before
    Topic& topic = topics_[wanted.topic];
    topic.last_used = clock_.monotonic();
    const int descriptor = attach.socket.descriptor();
    const int unacknowledged = static_cast<int>((settings_.heartbeat + settings_.stalled_after).count());
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &kSendBufferBytes, sizeof kSendBufferBytes);
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged, sizeof unacknowledged);
    auto owned = std::make_unique<Client>(next_key_++, std::move(attach.socket), topic, wanted, clock_.monotonic());
    Client& client = *owned;
    client.last_progress = client.last_sent = topic.last_used;
    client.place = topic.clients.size();
    topic.clients.push_back(&client);
    clients_.emplace(client.key, std::move(owned));
    listeners_.change(client.topic_name, client.subscriber, 1);
    ++count_;
    if (client.through > 0 && topic.forgotten_through > client.through) {
        drop(client, Why::gap);  // its handler took longer than events are kept; it reads its backlog again
        return;
    }
    client.allowance = head->size() + wanted.backlog.size();
    queue(client, std::make_shared<const std::string>(*head + wanted.backlog), false);
    for (const Topic::Recent& event : topic.recent) {
        if (event.number > client.through) queue(client, event.framed, true);
    }
    watch(descriptor, client.key, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
}

void Stream::carry_out(const CloseSubscriber& close) {
    std::vector<Client*> named;
    for (const auto& [key, client] : clients_) {
        if (client->subscriber == close.subscriber) named.push_back(client.get());
    }
    for (Client* client : named) drop(*client, Why::asked);
}

void Stream::carry_out(const SendNow& event) {
    const auto topic = topics_.find(event.topic);
    if (topic == topics_.end()) return;
    for (Client* client : topic->second.clients) queue(*client, event.framed, true);
}

void Stream::refuse(Socket& socket) {
    if (auto bytes = write_response(refusal(503), clock_.now(), false, false)) socket.write(*bytes);
}

void Stream::queue(Client& client, const Bytes& bytes, bool is_event) {
    if (client.unsent == 0) client.last_progress = clock_.monotonic();
    client.pending.push_back({bytes, is_event});
    client.unsent += bytes->size();
    if (client.waits_for_flush) return;
    client.waits_for_flush = true;
    waiting_for_flush_.push_back(client.key);
}

void Stream::flush_waiting() {
    for (const std::uint64_t key : std::exchange(waiting_for_flush_, {})) {
        const auto found = clients_.find(key);
        if (found == clients_.end()) continue;
        Client& client = *found->second;
        client.waits_for_flush = false;
        // Only what a write could not take counts as falling behind.
        if (flush(client) && client.unsent > settings_.longest_backlog_bytes + client.allowance) drop(client, Why::slow);
    }
}

/// False when the client is gone.
bool Stream::flush(Client& client) {
    while (!client.pending.empty()) {
        const Client::Piece& front = client.pending.front();
        const MonotonicTime now = clock_.monotonic();
        const Progress progress = client.socket.write(std::string_view{*front.bytes}.substr(client.written_of_front));
        if (progress.waits()) return true;
        if (progress.kind != Progress::Kind::moved) {
            drop(client, Why::peer);
            return false;
        }
        client.last_progress = client.last_sent = now;
        client.written_of_front += progress.bytes;
        client.unsent -= progress.bytes;
        if (client.written_of_front < front.bytes->size()) continue;
        if (front.is_event) ++delivered_;
        client.pending.pop_front();
        client.written_of_front = 0;
        client.allowance = 0;  // head and backlog are the first piece
    }
    return true;
}

/// A listener says nothing, so reading is only for its end (and for TLS, which has its own messages). False when it is gone.
bool Stream::listen_for_end(Client& client) {
    std::array<char, 4096> piece;
    for (;;) {
        const Progress progress = client.socket.read(piece.data(), piece.size());
        if (progress.waits()) return true;
        client.heard += progress.bytes;
        if (progress.kind != Progress::Kind::moved || client.heard > kMostInput) {
            drop(client, Why::peer);
            return false;
        }
    }
}

void Stream::tick() {
    const MonotonicTime now = clock_.monotonic();
    next_tick_ = now + Milliseconds{kTickMilliseconds};
    std::vector<Client*> stalled;
    std::vector<Client*> aged;
    for (const auto& [key, client] : clients_) {
        if (now - client->opened >= settings_.longest_life) {
            aged.push_back(client.get());
        } else if (client->unsent > 0 && now - client->last_progress >= settings_.stalled_after) {
            stalled.push_back(client.get());
        } else if (client->unsent == 0 && now - client->last_sent >= settings_.heartbeat) {
            queue(*client, heartbeat_, false);
        }
    }
    for (Client* client : stalled) drop(*client, Why::slow);
    for (Client* client : aged) drop(*client, Why::asked);
    flush_waiting();
    for (auto each = topics_.begin(); each != topics_.end();) {
        forget_old(each->second);
        const bool unused = each->second.clients.empty() && now - each->second.last_used >= kKeepTopic;
        each = unused ? topics_.erase(each) : std::next(each);
    }
}

void Stream::forget_old(Topic& topic) {
    const MonotonicTime now = clock_.monotonic();
    while (!topic.recent.empty() && (topic.recent.size() > kMostRecent || topic.recent_bytes > kMostRecentBytes || now - topic.recent.front().at >= kKeepRecent)) {
        topic.forgotten_through = std::max(topic.forgotten_through, topic.recent.front().number);
        topic.recent_bytes -= topic.recent.front().framed->size();
        topic.recent.pop_front();
    }
}

void Stream::close_all(Why why) {
    while (!clients_.empty()) drop(*clients_.begin()->second, why);
}

void Stream::drop(Client& client, Why why) {
    if (why == Why::slow) ++closed_slow_;
    if (why == Why::peer) ++closed_by_peer_;
    if (why == Why::surplus) ++closed_surplus_;
    if (why == Why::gap) ++closed_gap_;
    std::vector<Client*>& others = client.topic.clients;
    others.back()->place = client.place;
    std::swap(others[client.place], others.back());
    others.pop_back();
    client.topic.last_used = clock_.monotonic();
    listeners_.change(client.topic_name, client.subscriber, -1);
    --count_;
    clients_.erase(client.key);
}

}  // namespace

std::string frame_event(std::string_view id, std::string_view name, std::string_view data) {
    std::string framed;
    framed.reserve(id.size() + name.size() + data.size() + 24);
    framed.append("id: ").append(id).append("\nevent: ").append(name).append("\ndata: ").append(data).append("\n\n");
    return framed;
}

std::string frame_event(std::string_view name, std::string_view data) {
    std::string framed;
    framed.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
    return framed;
}

std::unique_ptr<EventStream> EventStream::start(StreamSettings settings, const Clock& clock, EventLog& log) {
    prepare_network();
    return std::make_unique<Stream>(settings, clock, log);
}

}  // namespace silverlane::net
