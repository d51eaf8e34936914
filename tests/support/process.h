// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Peer programs for tests (curl, openssl, radclient, ...): started without a shell, their output read, ended with their owner.
// One thread per Process.
#pragma once

#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace silverlane::testing {

class Process {
public:
    /// `arguments[0]` is looked for in PATH. Standard output and standard error come together; standard input is empty.
    explicit Process(std::vector<std::string> arguments) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
        std::vector<char*> pointers;
        for (std::string& argument : arguments) pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        const int failed = ::posix_spawnp(&id_, pointers[0], &actions, nullptr, pointers.data(), environ);
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        output_ = ends[0];
        if (failed != 0) {
            ::close(output_);
            throw std::runtime_error("cannot start " + arguments[0]);
        }
    }
    ~Process() {
        end(SIGKILL);
        ::close(output_);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    [[nodiscard]] pid_t id() const { return id_; }

    /// What was written so far; reads until `wanted` is in it, the program closed its output, or nothing came for `silence_ms`.
    const std::string& read_until(const std::string& wanted, int silence_ms = 10'000) {
        while (text_.find(wanted) == std::string::npos && read_piece(silence_ms)) {
        }
        return text_;
    }

    /// Everything that it writes until it closes its output.
    const std::string& read_all(int silence_ms = 30'000) {
        while (read_piece(silence_ms)) {
        }
        return text_;
    }

    /// Its exit code, or minus the signal that ended it. Waits.
    int wait() {
        if (id_ > 0) {
            int status = 0;
            while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
            }
            code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
            id_ = -1;
        }
        return code_;
    }

    /// Sends the signal and waits for the end.
    int end(int signal) {
        if (id_ > 0) ::kill(id_, signal);
        return wait();
    }

private:
    bool read_piece(int silence_ms) {
        pollfd watched{output_, POLLIN, 0};
        if (::poll(&watched, 1, silence_ms) <= 0) return false;
        std::array<char, 4096> piece;
        const ssize_t count = ::read(output_, piece.data(), piece.size());
        if (count <= 0) return false;
        text_.append(piece.data(), static_cast<std::size_t>(count));
        return true;
    }

    pid_t id_ = -1;
    int output_ = -1;
    int code_ = 0;
    std::string text_;
};

struct ProgramOutcome {
    int exit_code = 0;
    std::string output;
};

/// Runs a program to its end.
inline ProgramOutcome run_program(std::vector<std::string> arguments) {
    Process process(std::move(arguments));
    std::string output = process.read_all();
    return {process.wait(), std::move(output)};
}

}  // namespace silverlane::testing
