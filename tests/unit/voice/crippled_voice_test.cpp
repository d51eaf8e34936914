// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A voice whose data is missing, cut off or foreign is refused, with the reason, and never heard; and it never takes the program with it.
// Every case runs in a process of its own, because espeak-ng keeps the first data that it was given.
#include <gtest/gtest.h>

#include <espeak-ng/speak_lib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "table_file.h"
#include "voice/speaker/self_test.h"

namespace silverlane::voice {
namespace {

namespace fs = std::filesystem;

/// The folder that holds espeak-ng-data on this machine, asked of the library in a child.
fs::path system_data() {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) return {};
    if (fork() == 0) {
        const char* path = nullptr;
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 60, nullptr, espeakINITIALIZE_DONT_EXIT);
        espeak_Info(&path);
        const std::string found = path != nullptr ? path : "";
        _exit(write(ends[1], found.data(), found.size()) < 0 ? 1 : 0);
    }
    close(ends[1]);
    std::array<char, 4096> buffer{};
    const auto count = read(ends[0], buffer.data(), buffer.size());
    close(ends[0]);
    wait(nullptr);
    return std::string(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
}

class CrippledVoice : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("silverlane_crippled_" + std::to_string(::getpid()));
        fs::remove_all(folder_);
        fs::create_directories(data());
        const fs::path original = system_data();
        ASSERT_TRUE(fs::exists(original / "phondata")) << original;
        for (const char* name : {"phondata", "phonindex", "phontab", "intonations", "cmn_dict", "en_dict", "phondata-manifest"}) {
            fs::copy_file(original / name, data() / name, fs::copy_options::overwrite_existing);
        }
        fs::copy(original / "lang", data() / "lang", fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        fs::copy(original / "voices", data() / "voices", fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    }
    void TearDown() override { fs::remove_all(folder_); }

    [[nodiscard]] fs::path data() const { return folder_ / "espeak-ng-data"; }

    struct Outcome {
        bool refused = false;
        std::string reason;   ///< the error, or how the process ended
    };

    /// What a kiosk that starts with this data gets.
    [[nodiscard]] Outcome start() const {
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0) return {};
        const pid_t child = fork();
        if (child == 0) {
            alarm(20);
            const auto reader = shipped_reader();
            const auto made = tested_espeak(reader, folder_.string())();
            const std::string reason = made ? "" : made.error().text();
            _exit(write(ends[1], reason.data(), reason.size()) < 0 || made ? 0 : 3);
        }
        close(ends[1]);
        Outcome outcome;
        std::array<char, 1024> buffer{};
        const auto count = read(ends[0], buffer.data(), buffer.size());
        close(ends[0]);
        int status = 0;
        waitpid(child, &status, 0);
        outcome.refused = WIFEXITED(status) && WEXITSTATUS(status) == 3;
        outcome.reason = std::string(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        if (WIFSIGNALED(status)) outcome.reason = "ended by signal " + std::to_string(WTERMSIG(status));
        return outcome;
    }

    void expect_refused(const std::string& what) const {
        const Outcome outcome = start();
        EXPECT_TRUE(outcome.refused) << what << ": " << (outcome.reason.empty() ? "it would be heard" : outcome.reason);
        EXPECT_FALSE(outcome.reason.empty()) << what;
        RecordProperty(what, outcome.reason);
        std::printf("%-36s %s\n", what.c_str(), outcome.reason.c_str());
    }

    void cut(const std::string& name, std::uintmax_t bytes) const { fs::resize_file(data() / name, bytes); }

    fs::path folder_;
};

TEST_F(CrippledVoice, TheCopyItselfSpeaks) {
    const Outcome outcome = start();
    EXPECT_FALSE(outcome.refused) << outcome.reason;
    EXPECT_EQ(outcome.reason, "");
}

TEST_F(CrippledVoice, IsRefusedWithoutAnyData) {
    fs::remove_all(data());
    expect_refused("no folder");
    fs::create_directories(data());
    expect_refused("an empty folder");
}

TEST_F(CrippledVoice, IsRefusedWithoutOneOfItsFiles) {
    for (const char* name : {"cmn_dict", "en_dict", "phondata", "phonindex", "phontab", "intonations"}) {
        fs::rename(data() / name, folder_ / "away");
        expect_refused(std::string("without ") + name);
        fs::rename(folder_ / "away", data() / name);
    }
    fs::rename(data() / "lang", folder_ / "away");
    expect_refused("without voices");
}

TEST_F(CrippledVoice, IsRefusedWhenAFileIsCutOff) {
    for (const char* name : {"cmn_dict", "en_dict", "phondata", "phonindex", "phontab", "intonations"}) {
        fs::copy_file(data() / name, folder_ / "whole", fs::copy_options::overwrite_existing);
        const auto size = fs::file_size(data() / name);
        for (const std::uintmax_t bytes : {std::uintmax_t{0}, std::uintmax_t{4}, size / 16, size / 4 + 2, size / 2 + 2, size * 9 / 10 + 1, size - 4, size - 1}) {
            cut(name, bytes);
            expect_refused(std::string(name) + " cut to " + std::to_string(bytes));
            fs::copy_file(folder_ / "whole", data() / name, fs::copy_options::overwrite_existing);
        }
    }
}

TEST_F(CrippledVoice, IsRefusedWhenAFileIsSomethingElse) {
    for (const char* name : {"cmn_dict", "en_dict", "phondata", "phonindex", "phontab"}) {
        fs::copy_file(data() / name, folder_ / "whole", fs::copy_options::overwrite_existing);
        const auto size = fs::file_size(data() / name);
        std::ofstream(data() / name, std::ios::binary) << std::string(size, '\x41');
        expect_refused(std::string(name) + " full of letters");
        std::ofstream(data() / name, std::ios::binary) << std::string(size, '\0');
        expect_refused(std::string(name) + " full of nothing");
        fs::copy_file(folder_ / "whole", data() / name, fs::copy_options::overwrite_existing);
    }
}

}  // namespace
}  // namespace silverlane::voice
