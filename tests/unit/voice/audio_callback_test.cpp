// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the audio callback may not do: allocate, free, take a lock, call the system. The allocator and the locks of this program are
// counted on any thread that is inside the callback; system calls are forbidden by the kernel itself (seccomp), which ends a process
// that makes one. A program of its own, because it stands in the place of malloc.
#include <gtest/gtest.h>

#include <dlfcn.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <vector>

#include "voice/sound/chimes.h"
#include "voice/sound/mixer.h"
#include "voice/sound/sdl_audio_output.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SILVERLANE_ALLOCATOR_IS_TAKEN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SILVERLANE_ALLOCATOR_IS_TAKEN 1
#endif
#endif

namespace {

thread_local bool inside_callback = false;
std::atomic<int> allocations{0};
std::atomic<int> locks{0};

}  // namespace

#ifndef SILVERLANE_ALLOCATOR_IS_TAKEN
// In the place of the C library's, for this program and for every library that it loads.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void __libc_free(void* memory);

void* malloc(std::size_t size) {
    if (inside_callback) ++allocations;
    return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) {
    if (inside_callback) ++allocations;
    return __libc_calloc(count, size);
}
void* realloc(void* old, std::size_t size) {
    if (inside_callback) ++allocations;
    return __libc_realloc(old, size);
}
void free(void* memory) {
    if (inside_callback && memory != nullptr) ++allocations;
    __libc_free(memory);
}
int pthread_mutex_lock(pthread_mutex_t* mutex) {
    using Lock = int (*)(pthread_mutex_t*);
    static const auto real = reinterpret_cast<Lock>(dlsym(RTLD_NEXT, "pthread_mutex_lock"));
    if (inside_callback) ++locks;
    return real(mutex);
}
}
#endif

namespace silverlane::voice {
namespace {

/// Marks the thread while the mixer fills, whoever asks it.
class WatchedSource final : public SampleSource {
public:
    explicit WatchedSource(SampleSource& inner) : inner_(inner) {}
    void fill(std::int16_t* samples, std::size_t count) noexcept override {
        inside_callback = true;
        inner_.fill(samples, count);
        inside_callback = false;
        ++calls;
    }
    std::atomic<int> calls{0};

private:
    SampleSource& inner_;
};

Clip speech(std::uint64_t epoch) { return {std::vector<std::int16_t>(3000, 12'000), epoch, Sound::speech, Hearing::everybody}; }

/// Everything that can happen to a mixer while it plays: clips that end and begin, a change of volume, both kinds of silencing.
template <class Take>
void play_everything(Mixer& mixer, const Take& take) {
    for (std::uint64_t epoch = 0; epoch < 4; ++epoch) {
        mixer.play({*chime_samples("key"), epoch, Sound::chime, Hearing::everybody});
        mixer.play(speech(epoch));
        mixer.play(speech(epoch));
        take(6);
        mixer.set_volume_step(static_cast<int>(epoch) + 2);
        take(6);
        mixer.silence_speech();
        take(3);
        mixer.play(speech(epoch));
        take(3);
        mixer.silence_before(epoch + 1);
        take(20);
        ASSERT_TRUE(mixer.is_idle());
        mixer.forget_finished();
    }
}

TEST(AudioCallback, TheCountersSeeWhatTheyAreFor) {
#ifdef SILVERLANE_ALLOCATOR_IS_TAKEN
    GTEST_SKIP() << "a sanitizer stands in the place of malloc";
#endif
    const int allocated = allocations;
    const int locked = locks;
    inside_callback = true;
    // Kept where the compiler cannot see that nobody needs it.
    static std::vector<int>* volatile kept = nullptr;
    kept = new std::vector<int>(3);
    delete kept;
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&mutex);
    inside_callback = false;
    pthread_mutex_unlock(&mutex);
    EXPECT_EQ(allocations - allocated, 4);
    EXPECT_EQ(locks - locked, 1);
}

TEST(AudioCallback, NeitherAllocatesNorLocks) {
    const int allocated = allocations;
    const int locked = locks;
    Mixer mixer(Hearing::everybody);
    WatchedSource source(mixer);
    std::vector<std::int16_t> period(256);
    play_everything(mixer, [&](int periods) {
        for (int i = 0; i < periods; ++i) source.fill(period.data(), period.size());
    });
    EXPECT_EQ(allocations, allocated);
    EXPECT_EQ(locks, locked);
}

TEST(AudioCallback, NeitherAllocatesNorLocksWhenTheSoundCardAsks) {
    const int allocated = allocations;
    const int locked = locks;
    Mixer mixer(Hearing::everybody);
    WatchedSource source(mixer);
    SdlAudioOutput output("");
    ASSERT_TRUE(output.open(source).ok());
    play_everything(mixer, [&](int periods) {
        for (const int until = source.calls + periods; source.calls < until;) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    });
    output.close();
    EXPECT_GT(source.calls, 100);
    EXPECT_EQ(allocations, allocated);
    EXPECT_EQ(locks, locked);
}

/// Runs `work` in a child that may only read, write and end; gives its exit status, or minus the signal that ended it.
template <class Work>
int outcome_without_system_calls(const Work& work) {
    const pid_t child = fork();
    if (child == 0) {
        if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0) _exit(77);
        work();
        syscall(SYS_exit, 0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(AudioCallback, CallsTheSystemNever) {
#ifdef SILVERLANE_ALLOCATOR_IS_TAKEN
    GTEST_SKIP() << "a sanitizer calls the system on its own";
#endif
    const int forbidden = outcome_without_system_calls([] { syscall(SYS_getppid); });
    if (forbidden == 77) GTEST_SKIP() << "this machine's kernel has no seccomp";
    ASSERT_EQ(forbidden, -SIGKILL) << "the kernel does not watch";
    // All clips are there before, because queueing them is the voice thread's work.
    Mixer mixer(Hearing::everybody);
    for (std::uint64_t epoch = 0; epoch < 8; ++epoch) mixer.play(speech(epoch));
    std::vector<std::int16_t> period(256);
    const int outcome = outcome_without_system_calls([&] {
        for (int i = 0; i < 200; ++i) {
            if (i == 20) mixer.set_volume_step(6);
            if (i == 30) mixer.silence_before(4);
            if (i == 50) mixer.silence_speech();
            mixer.fill(period.data(), period.size());
        }
    });
    EXPECT_EQ(outcome, 0) << "ended by signal " << -outcome;
}

}  // namespace
}  // namespace silverlane::voice
