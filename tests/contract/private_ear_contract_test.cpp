// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What every private ear has to do, whatever is behind it: above all, never to call private what is not known to be. A real device joins
// by one more entry in kEars. The driver for Linux input devices is also run under umockdev, which stands in for the kernel.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/input.h>
#include <poll.h>
#include <unistd.h>

#include <mutex>
#include <utility>

#include "drivers/audio_jack/jack_evdev.h"
#include "drivers/audio_jack/jack_virtual.h"
#include "tests/contract/peer_command.h"

namespace silverlane::drivers {
namespace {

using audio_jack::Contact;

/// An ear on the bench: the device, and hands at plug, handset and wires.
class EarBench {
public:
    virtual ~EarBench() = default;
    virtual PrivateEar& ear() = 0;
    virtual void use(Contact contact, bool in_use) = 0;
    virtual void cut_the_wire(Contact contact) = 0;
    virtual void mend_the_wire(Contact contact) = 0;
    ListeningChanges changes{4};
};

class VirtualBench final : public EarBench {
public:
    VirtualBench() { ear_ = audio_jack::VirtualPrivateEar::open({}, changes, clock_, log_).value(); }
    PrivateEar& ear() override { return *ear_; }
    void use(Contact contact, bool in_use) override {
        if (contact == Contact::headphone) ear_->present(in_use ? "headphone in" : "headphone out");
        else ear_->present(in_use ? "handset up" : "handset down");
    }
    void cut_the_wire(Contact contact) override { ear_->present(contact == Contact::headphone ? "headphone lost" : "handset lost"); }
    void mend_the_wire(Contact contact) override { use(contact, false); }

private:
    SystemClock clock_;
    SilentLog log_;
    std::unique_ptr<audio_jack::VirtualPrivateEar> ear_;
};

/// What the kernel keeps of one input device: its state, and who reads its events.
struct Kernel {
    std::mutex mutex;
    bool connected = true;
    bool on = false;
    int reader = -1;   ///< the end that events are written into

    void set(const audio_jack::Control& control, bool now) {
        const std::lock_guard lock(mutex);
        on = now;
        input_event events[2]{};
        events[0].type = control.type;
        events[0].code = control.code;
        events[0].value = now ? 1 : 0;
        if (reader < 0) return;
        EXPECT_EQ(write(reader, events, sizeof events), static_cast<ssize_t>(sizeof events));
    }
    void unplug() {
        const std::lock_guard lock(mutex);
        connected = false;
        close(std::exchange(reader, -1));
    }
};

class KernelNode final : public audio_jack::InputNode {
public:
    explicit KernelNode(Kernel& kernel) : kernel_(kernel) {
        int ends[2];
        EXPECT_EQ(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
        descriptor_ = ends[0];
        kernel_.reader = ends[1];
    }
    ~KernelNode() override { close(descriptor_); }
    [[nodiscard]] int descriptor() const override { return descriptor_; }
    [[nodiscard]] Result<bool> is_on(audio_jack::Control) const override {
        const std::lock_guard lock(kernel_.mutex);
        if (!kernel_.connected) return Error{ErrorCode::io, "No such device"};
        return kernel_.on;
    }
    Result<std::string> read_some() override {
        std::string bytes(240, '\0');
        const ssize_t count = read(descriptor_, bytes.data(), bytes.size());
        if (count < 0) return std::string{};
        if (count == 0) return Error{ErrorCode::io, "No such device"};
        bytes.resize(static_cast<std::size_t>(count));
        return bytes;
    }

private:
    Kernel& kernel_;
    int descriptor_ = -1;
};

class EvdevBench final : public EarBench {
public:
    EvdevBench() {
        settings_.device = "evdev";
        settings_.headphone = {"jack", {EV_SW, SW_HEADPHONE_INSERT}, true};
        settings_.handset = {"hook", {EV_KEY, KEY_PHONE}, true};
        settings_.settle = Milliseconds{20};
        ear_ = audio_jack::EvdevPrivateEar::open(settings_, changes, clock_, log_, [this](const std::filesystem::path& path) {
                   Kernel& kernel = path == "jack" ? jack_ : hook_;
                   const std::lock_guard lock(kernel.mutex);
                   if (!kernel.connected) return Result<std::unique_ptr<audio_jack::InputNode>>(Error{ErrorCode::not_found, "No such device"});
                   return Result<std::unique_ptr<audio_jack::InputNode>>(std::make_unique<KernelNode>(kernel));
               }).value();
    }
    ~EvdevBench() override {
        ear_.reset();
        for (Kernel* kernel : {&jack_, &hook_}) {
            if (kernel->reader >= 0) close(kernel->reader);
        }
    }
    PrivateEar& ear() override { return *ear_; }
    void use(Contact contact, bool in_use) override {
        if (contact == Contact::headphone) jack_.set(settings_.headphone.control, in_use);
        else hook_.set(settings_.handset.control, in_use);
    }
    void cut_the_wire(Contact contact) override { (contact == Contact::headphone ? jack_ : hook_).unplug(); }
    void mend_the_wire(Contact contact) override {
        Kernel& kernel = contact == Contact::headphone ? jack_ : hook_;
        const std::lock_guard lock(kernel.mutex);
        kernel.on = false;
        kernel.connected = true;   // found at the next look, at most two seconds later
    }

private:
    audio_jack::PrivateEarSettings settings_;
    SystemClock clock_;
    SilentLog log_;
    Kernel jack_;
    Kernel hook_;
    std::unique_ptr<audio_jack::EvdevPrivateEar> ear_;
};

struct EarKind {
    const char* name;
    std::unique_ptr<EarBench> (*set_up)();
};
const EarKind kEars[] = {
    {"Virtual", [] { return std::unique_ptr<EarBench>(std::make_unique<VirtualBench>()); }},
    {"InputDevices", [] { return std::unique_ptr<EarBench>(std::make_unique<EvdevBench>()); }},
};

class PrivateEarContract : public ::testing::TestWithParam<EarKind> {
protected:
    /// The next change, and that the device says the same when it is asked.
    Listening next() {
        const auto change = bench_->changes.take_for(Milliseconds{10'000});
        EXPECT_TRUE(change.has_value());
        EXPECT_EQ(bench_->ear().listening(), change.value_or(ListeningChanged{}).now);
        return change.value_or(ListeningChanged{}).now;
    }
    std::unique_ptr<EarBench> bench_ = GetParam().set_up();
};

TEST_P(PrivateEarContract, AtTheStartTheHandsetHangsAndNothingIsPrivate) {
    EXPECT_EQ(bench_->ear().status().state, DeviceState::online);
    EXPECT_EQ(bench_->ear().listening(), Listening::loudspeaker);
    EXPECT_FALSE(is_private(bench_->ear().listening()));
}

TEST_P(PrivateEarContract, HeadphoneAndHandsetArePrivateWhileTheyAreInUse) {
    bench_->use(Contact::headphone, true);
    EXPECT_EQ(next(), Listening::headphone);
    EXPECT_TRUE(is_private(bench_->ear().listening()));
    bench_->use(Contact::headphone, false);
    EXPECT_EQ(next(), Listening::loudspeaker);
    bench_->use(Contact::handset, true);
    EXPECT_EQ(next(), Listening::handset);
    EXPECT_TRUE(is_private(bench_->ear().listening()));
    bench_->use(Contact::handset, false);
    EXPECT_EQ(next(), Listening::loudspeaker);
}

TEST_P(PrivateEarContract, WithBothInUseItIsTheHeadphone) {
    bench_->use(Contact::handset, true);
    EXPECT_EQ(next(), Listening::handset);
    bench_->use(Contact::headphone, true);
    EXPECT_EQ(next(), Listening::headphone);
    bench_->use(Contact::headphone, false);
    EXPECT_EQ(next(), Listening::handset);
}

TEST_P(PrivateEarContract, WhatIsNotKnownIsNotPrivate) {
    EXPECT_FALSE(is_private(Listening::unknown));
    bench_->use(Contact::headphone, true);
    EXPECT_EQ(next(), Listening::headphone);
    bench_->cut_the_wire(Contact::headphone);
    EXPECT_EQ(next(), Listening::unknown);
    EXPECT_EQ(bench_->ear().status().state, DeviceState::offline);
    bench_->use(Contact::handset, true);
    EXPECT_EQ(next(), Listening::handset) << "the other one is known";
    bench_->use(Contact::handset, false);
    EXPECT_EQ(next(), Listening::unknown);
    bench_->mend_the_wire(Contact::headphone);
    EXPECT_EQ(next(), Listening::loudspeaker);
    EXPECT_EQ(bench_->ear().status().state, DeviceState::online);
}

TEST_P(PrivateEarContract, WhoAsksIsToldTheTruthAlsoWhereTheQueueIsFull) {
    for (int i = 0; i < 4; ++i) ASSERT_EQ(bench_->changes.post({}), Posted::accepted);
    bench_->use(Contact::handset, true);
    const SystemClock clock;
    const MonotonicTime begun = clock.monotonic();
    while (bench_->ear().listening() != Listening::handset && clock.monotonic() - begun < Milliseconds{10'000}) {
        static_cast<void>(poll(nullptr, 0, 1));
    }
    EXPECT_EQ(bench_->ear().listening(), Listening::handset);
}

INSTANTIATE_TEST_SUITE_P(Devices, PrivateEarContract, ::testing::ValuesIn(kEars), [](const auto& tested) { return std::string(tested.param.name); });

/// Runs the driver in a program of its own whose kernel is umockdev. Answers what it printed.
std::string under_umockdev(const std::string& device, const std::string& node, const std::string& state, const std::string& events,
                           const std::string& arguments) {
    const std::string traces = std::string(SILVERLANE_SOURCE_DIR) + "/drivers/audio_jack/traces/";
    // A sanitizer's runtime wants to be the first library; umockdev has to be.
    std::string command = "ASAN_OPTIONS=verify_asan_link_order=0 umockdev-run -d " + traces + device + " -i " + node + "=" + traces + state;
    if (!events.empty()) command += " -e " + node + "=" + traces + events;
    return run_peer(command + " -- " + SILVERLANE_BINARY_DIR + "/tests/private_ear_probe " + arguments).output;
}

TEST(PrivateEarUnderUmockdev, APlugThatBouncesIsOneHeadphone) {
    EXPECT_EQ(under_umockdev("jack.umockdev", "/dev/input/event7", "jack-out.ioctl", "jack.events", "2 /dev/input/event7 -"),
              "loudspeaker\nheadphone\nloudspeaker\n");
}

TEST(PrivateEarUnderUmockdev, APlugThatWasInBeforeTheProgramStartedIsSeen) {
    EXPECT_EQ(under_umockdev("jack.umockdev", "/dev/input/event7", "jack-in.ioctl", "", "1 /dev/input/event7 -"), "loudspeaker\nheadphone\n");
}

TEST(PrivateEarUnderUmockdev, AHooksKeyIsAHandset) {
    EXPECT_EQ(under_umockdev("handset.umockdev", "/dev/input/event8", "handset-down.ioctl", "handset.events", "2 - /dev/input/event8"),
              "loudspeaker\nhandset\nloudspeaker\n");
    EXPECT_EQ(under_umockdev("handset.umockdev", "/dev/input/event8", "handset-up.ioctl", "", "1 - /dev/input/event8"), "loudspeaker\nhandset\n");
}

TEST(PrivateEarUnderUmockdev, ADeviceThatIsNotThereIsUnknown) {
    EXPECT_EQ(under_umockdev("jack.umockdev", "/dev/input/event7", "jack-in.ioctl", "", "0 /dev/input/event9 -"), "unknown\n");
}

}  // namespace
}  // namespace silverlane::drivers
