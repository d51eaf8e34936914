// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The queue webhook receiver against curl as the queue machine, and against a server that forgets its hooks.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/bounded_queue.h"
#include "drivers/queue/queue_device.h"
#include "tests/contract/keeping_sink.h"
#include "tests/contract/peer_command.h"

namespace silverlane::drivers::queue {
namespace {

using protocol::EvidenceKind;

SourceSettings source(const std::string& name, const std::string& profile) {
    SourceSettings settings;
    settings.name = name;
    settings.path = "/events/" + name;
    settings.profile = *load_profile(SILVERLANE_SOURCE_DIR "/config/queue-profiles/" + profile + ".toml");
    settings.token = std::make_shared<const SecretText>("t0ken");
    settings.token_query = "token";
    settings.only_branch = BranchId{"0791"};
    return settings;
}

class WebhookPeers : public ::testing::Test {
protected:
    WebhookPeers() {
        std::string pattern = testing::TempDir() + "/webhook-XXXXXX";
        folder_ = mkdtemp(pattern.data());
        QueueSettings settings;
        for (const char* profile : {"qmatic", "waitwhile", "silverlane"}) settings.sources.push_back(source(profile, profile));
        open(std::move(settings));
    }
    ~WebhookPeers() override {
        receiver_.reset();
        std::filesystem::remove_all(folder_);
    }
    void open(QueueSettings settings) {
        auto opened = QueueReceiver::open(std::move(settings), hasher_, calendar_, sink_, clock_, log_);
        ASSERT_TRUE(opened.ok()) << opened.error().text();
        receiver_ = std::move(opened).value();
    }
    /// The HTTP status that curl got; `arguments` name the body.
    std::string curl(const std::string& path, const std::string& arguments) const {
        const PeerOutcome outcome = run_peer("curl -sS -m 5 -o /dev/null -w '%{http_code}' " + arguments + " 'http://127.0.0.1:" +
                                             std::to_string(receiver_->port()) + path + "'");
        return outcome.output;
    }
    std::string post_file(const std::string& path, const std::string& file) const {
        return curl(path, "-H 'Content-Type: application/json' --data-binary @" + file);
    }
    static std::string recorded(const std::string& name) { return SILVERLANE_SOURCE_DIR "/drivers/queue/traces/" + name; }
    std::string written(const std::string& content) const {
        std::ofstream(folder_ / "body") << content;
        return (folder_ / "body").string();
    }
    std::uint64_t counter(const std::string& name) const {
        for (const auto& [known, value] : receiver_->counters()) {
            if (known == name) return value;
        }
        return 0;
    }

    std::filesystem::path folder_;
    IdentifierHasher hasher_{HashKey{std::array<std::uint8_t, 32>{1}}};
    BranchCalendar calendar_{std::chrono::minutes{480}};
    KeepingSink sink_;
    SystemClock clock_;
    SilentLog log_;
    std::unique_ptr<QueueReceiver> receiver_;
};

TEST_F(WebhookPeers, CurlPostsTheLifeOfATicketWithATokenInTheAddress) {
    for (const char* name : {"qmatic-visit-create.json", "qmatic-visit-call.json", "qmatic-visit-end.json", "qmatic-session-start.json"}) {
        EXPECT_EQ(post_file("/events/qmatic?token=t0ken", recorded(name)), "200") << name;
    }
    EXPECT_EQ(sink_.count(EvidenceKind::ticket_created), 1U);
    EXPECT_EQ(sink_.count(EvidenceKind::ticket_called), 1U);
    EXPECT_EQ(sink_.count(EvidenceKind::ticket_ended), 1U);
    EXPECT_EQ(counter("unknown_event"), 1U);
}

TEST_F(WebhookPeers, CurlPostsTheOtherProfilesWithATokenInAHeader) {
    EXPECT_EQ(curl("/events/waitwhile", "-H 'Authorization: Bearer t0ken' --data-binary @" + recorded("waitwhile-visit-created.json")), "200");
    EXPECT_EQ(curl("/events/silverlane", "-H 'Authorization: Bearer t0ken' --data-binary @" + recorded("silverlane-created.json")), "200");
    EXPECT_EQ(sink_.kept().size(), 2U);
}

TEST_F(WebhookPeers, ARepeatedEventIsOneArrival) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(post_file("/events/qmatic?token=t0ken", recorded("qmatic-visit-create.json")), "200");
    EXPECT_EQ(sink_.kept().size(), 1U);
}

TEST_F(WebhookPeers, WhatIsWrongIsAnsweredWithAClear4xx) {
    const std::string create = recorded("qmatic-visit-create.json");
    EXPECT_EQ(post_file("/events/qmatic?token=wrong", create), "401");
    EXPECT_EQ(post_file("/events/qmatic", create), "401");
    EXPECT_EQ(post_file("/events/nobody?token=t0ken", create), "404");
    EXPECT_EQ(curl("/events/qmatic?token=t0ken", ""), "405");
    EXPECT_EQ(post_file("/events/qmatic?token=t0ken", written("{\"eventName\": ")), "400");
    EXPECT_EQ(post_file("/events/qmatic?token=t0ken", written("{\"eventName\":\"\xff\"}")), "400");
    EXPECT_EQ(post_file("/events/qmatic?token=t0ken", written(R"({"eventName":"VISIT_CREATE","parameters":{"branchId":1}})")), "422");
    EXPECT_EQ(post_file("/events/qmatic?token=t0ken", written("{\"a\":\"" + std::string(100'000, 'x') + "\"}")), "413");
    EXPECT_TRUE(sink_.kept().empty());
    EXPECT_EQ(counter("http_too_large"), 1U);
}

TEST_F(WebhookPeers, WhatCannotBeStoredIsAnswered503) {
    sink_.healthy = false;
    EXPECT_EQ(post_file("/events/qmatic?token=t0ken", recorded("qmatic-visit-create.json")), "503");
    EXPECT_EQ(receiver_->status().state, DeviceState::hardware_error);
}

TEST_F(WebhookPeers, AHookThatTheServerDroppedIsAskedForAgain) {
    BoundedQueue<std::string> registrations(16);
    auto orchestra = net::HttpServer::start({}, [&](const net::Request& request) -> net::Answer {
        net::Response response;
        response.status = request.path == "/qpevents/hooks/register" ? 204 : 404;
        static_cast<void>(registrations.post(request.query_value("url").value_or("")));
        return response;
    }, nullptr, log_);
    ASSERT_TRUE(orchestra.ok()) << orchestra.error().text();
    QueueSettings settings;
    settings.sources.push_back(source("qmatic", "qmatic"));
    HookSettings hook;
    hook.server = "http://127.0.0.1:" + std::to_string((*orchestra)->port());
    hook.path = "/qpevents/hooks/register";
    hook.callback = "http://kiosk.example:8090/events/qmatic";
    hook.every = Milliseconds{20};
    settings.sources[0].hook = hook;
    open(std::move(settings));
    for (int i = 0; i < 3; ++i) {
        const auto url = registrations.take_for(Milliseconds{5'000});
        ASSERT_TRUE(url.has_value());
        EXPECT_EQ(*url, "http://kiosk.example:8090/events/qmatic?token=t0ken");
    }
    receiver_.reset();
    (*orchestra)->stop(Milliseconds{1'000});
}

}  // namespace
}  // namespace silverlane::drivers::queue
