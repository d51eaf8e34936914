// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What every branch-wide source of arrivals has to do, whatever its protocol: acknowledge only what is durable, yield one key for one
// event even after a restart, keep raw identifiers in, and stay up under rubbish. A new source joins by one more entry in kSources.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/random_source.h"
#include "drivers/queue/queue_device.h"
#include "drivers/wifi/wifi_device.h"
#include "net/http_client.h"
#include "tests/contract/keeping_sink.h"

namespace silverlane::drivers {
namespace {

/// What a source borrows from its host.
struct Host {
    IdentifierHasher hasher{HashKey{std::array<std::uint8_t, 32>{1}}};
    BranchCalendar calendar{std::chrono::minutes{480}};
    KeepingSink sink;
    SystemClock clock;
    SilentLog log;
};

/// A source on the bench, and its peer at the other end.
class SourceBench {
public:
    virtual ~SourceBench() = default;
    virtual void open(Host& host) = 0;
    virtual void close() = 0;
    virtual ArrivalSource& source() = 0;
    /// Sends the evidence with this number, which carries `personal` as a customer's reference; true when it was acknowledged.
    virtual bool send_evidence(int number, const std::string& personal) = 0;
    virtual void send_rubbish(const std::string& bytes) = 0;
};

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

class WifiBench final : public SourceBench {
public:
    WifiBench() : socket_(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {}
    ~WifiBench() override { ::close(socket_); }
    void open(Host& host) override {
        host_ = &host;
        wifi::WifiSettings settings;
        settings.address = "127.0.0.1";
        settings.port = 0;
        wifi::ClientSettings client;
        client.name = "bench";
        client.addresses = *wifi::AddressRange::parse("127.0.0.1");
        client.secret = std::make_shared<const SecretText>("testing123");
        client.branch = BranchId{"0791"};
        settings.clients.push_back(client);
        receiver_ = wifi::WifiReceiver::open(std::move(settings), host.hasher, host.calendar, host.sink, host.clock, host.log).value();
    }
    void close() override { receiver_.reset(); }
    ArrivalSource& source() override { return *receiver_; }
    bool send_evidence(int number, const std::string& personal) override {
        using wifi::AttributeType;
        const wifi::Bytes packet = wifi::RequestBuilder(wifi::Code::accounting_request, ++identifier_)
                                       .add(AttributeType::status_type, wifi::kStart)
                                       .add(AttributeType::nas_identifier, "ap1")
                                       .add(AttributeType::session, std::to_string(number))
                                       .add(AttributeType::class_, "CIF:" + personal)
                                       .add(AttributeType::event_timestamp, 1'795'298'400)
                                       .sign("testing123");
        const sockaddr_in to = loopback(receiver_->port());
        // What an earlier, unanswered question might still bring is not the answer to this one.
        std::array<std::uint8_t, 64> answer{};
        while (recv(socket_, answer.data(), answer.size(), MSG_DONTWAIT) > 0) {}
        sendto(socket_, packet.data(), packet.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
        pollfd wait{socket_, POLLIN, 0};
        // An answer may take its time on a busy machine; silence has to be believed at some point.
        const int patience = host_->sink.healthy ? 5'000 : 300;
        if (poll(&wait, 1, patience) <= 0) return false;
        return recv(socket_, answer.data(), answer.size(), 0) == 20 && answer[0] == 5 && answer[1] == identifier_;
    }
    void send_rubbish(const std::string& bytes) override {
        const sockaddr_in to = loopback(receiver_->port());
        sendto(socket_, bytes.data(), bytes.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    }

private:
    int socket_;
    std::uint8_t identifier_ = 0;
    Host* host_ = nullptr;
    std::unique_ptr<wifi::WifiReceiver> receiver_;
};

class QueueBench final : public SourceBench {
public:
    void open(Host& host) override {
        queue::QueueSettings settings;
        queue::SourceSettings source;
        source.name = "bench";
        source.path = "/events/bench";
        source.profile = *queue::load_profile(SILVERLANE_SOURCE_DIR "/config/queue-profiles/silverlane.toml");
        source.token = std::make_shared<const SecretText>("t0ken");
        source.only_branch = BranchId{"0791"};
        settings.sources.push_back(source);
        receiver_ = queue::QueueReceiver::open(std::move(settings), host.hasher, host.calendar, host.sink, host.clock, host.log).value();
    }
    void close() override { receiver_.reset(); }
    ArrivalSource& source() override { return *receiver_; }
    bool send_evidence(int number, const std::string& personal) override {
        return post(R"({"kind":"CREATED","branch":"1","visit_id":")" + std::to_string(number) +
                    R"(","event_time":"2026-11-21T22:00:00Z","customer_reference":")" + personal + "\"}") == 200;
    }
    void send_rubbish(const std::string& bytes) override { EXPECT_NE(post(bytes), 500); }

private:
    int post(const std::string& body) {
        net::ClientSettings settings;
        settings.base_url = "http://127.0.0.1:" + std::to_string(receiver_->port());
        net::Request request;
        request.method = "POST";
        request.path = "/events/bench";
        request.headers.add("Authorization", "Bearer t0ken");
        request.body = body;
        const auto response = net::HttpClient{settings}.send(request);
        return response.ok() ? response->status : 0;
    }
    std::unique_ptr<queue::QueueReceiver> receiver_;
};

struct SourceKind {
    const char* name;
    std::unique_ptr<SourceBench> (*set_up)();
};
const SourceKind kSources[] = {{"Wifi", [] { return std::unique_ptr<SourceBench>(std::make_unique<WifiBench>()); }},
                               {"Queue", [] { return std::unique_ptr<SourceBench>(std::make_unique<QueueBench>()); }}};

class ArrivalSourceContract : public ::testing::TestWithParam<SourceKind> {
protected:
    ArrivalSourceContract() { bench_->open(host_); }
    ~ArrivalSourceContract() override { bench_->close(); }
    Host host_;
    std::unique_ptr<SourceBench> bench_ = GetParam().set_up();
};

TEST_P(ArrivalSourceContract, IsOnlineOnARealPort) {
    EXPECT_EQ(bench_->source().status().state, DeviceState::online);
    EXPECT_NE(bench_->source().port(), 0);
    EXPECT_FALSE(bench_->source().counters().empty());
}

TEST_P(ArrivalSourceContract, AcknowledgesWhatTheSinkHasMadeDurable) {
    EXPECT_TRUE(bench_->send_evidence(1, "alice-7788"));
    ASSERT_EQ(host_.sink.kept().size(), 1U);
    EXPECT_EQ(host_.sink.kept()[0].branch, BranchId{"0791"});
    EXPECT_LE(host_.sink.kept()[0].event_time, host_.sink.kept()[0].received_time);
}

TEST_P(ArrivalSourceContract, DoesNotAcknowledgeWhatTheSinkRefusedAndSaysThatItIsUnwell) {
    host_.sink.healthy = false;
    EXPECT_FALSE(bench_->send_evidence(1, "alice-7788"));
    EXPECT_EQ(bench_->source().status().state, DeviceState::hardware_error);
    host_.sink.healthy = true;
    EXPECT_TRUE(bench_->send_evidence(1, "alice-7788"));
    EXPECT_EQ(bench_->source().status().state, DeviceState::online);
}

TEST_P(ArrivalSourceContract, OneEventIsOneArrivalEvenAcrossARestart) {
    EXPECT_TRUE(bench_->send_evidence(1, "alice-7788"));
    EXPECT_TRUE(bench_->send_evidence(1, "alice-7788"));
    bench_->close();
    bench_->open(host_);
    EXPECT_TRUE(bench_->send_evidence(1, "alice-7788"));
    EXPECT_EQ(host_.sink.kept().size(), 1U) << "the sink keeps one arrival a key";
    EXPECT_TRUE(bench_->send_evidence(2, "alice-7788"));
    EXPECT_EQ(host_.sink.kept().size(), 2U);
}

TEST_P(ArrivalSourceContract, NothingPersonalLeavesButKeyedHashes) {
    EXPECT_TRUE(bench_->send_evidence(1, "alice-7788"));
    const protocol::Arrival arrival = host_.sink.kept().at(0);
    EXPECT_EQ(protocol::to_json(arrival).find("alice"), std::string::npos);
    ASSERT_EQ(arrival.identifiers.size(), 1U);
    EXPECT_EQ(arrival.identifiers[0].hash, host_.hasher.customer_reference(PrivateText{"alice-7788"}));
    EXPECT_TRUE(protocol::arrival_from_json(protocol::to_json(arrival)).ok()) << "the hub takes it";
}

TEST_P(ArrivalSourceContract, RubbishIsCountedAndTheNextPeerIsServed) {
    SeededRandom random{99};
    for (int i = 0; i < 60; ++i) {
        std::string rubbish(random.below(300), ' ');
        for (char& c : rubbish) c = static_cast<char>(random.below(256));
        bench_->send_rubbish(rubbish);
    }
    EXPECT_TRUE(bench_->send_evidence(1, "alice-7788"));
    EXPECT_EQ(host_.sink.kept().size(), 1U);
    std::uint64_t received = 0;
    for (const auto& [name, value] : bench_->source().counters()) received += name == "received" ? value : 0;
    EXPECT_EQ(received, 61U);
}

INSTANTIATE_TEST_SUITE_P(Devices, ArrivalSourceContract, ::testing::ValuesIn(kSources), [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace silverlane::drivers
