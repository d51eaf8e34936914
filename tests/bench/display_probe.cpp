// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Measures a full-screen program from outside, by the pixels on its X display and by injected touches, the same way for any program:
//   display_probe start REFERENCE COMMAND...   time from fork to a complete picture (eight places equal the reference), in ms
//   display_probe picture FILE                 stores what the display shows now, as the reference
//   display_probe touch X Y COUNT              ms from button press to changed pixels around X,Y; a line each
// Prints plain numbers, one a line. Looks every 300 us. Exits 1 when nothing was seen within 20 s.
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace {

using Pixels = std::vector<unsigned char>;
using Steady = std::chrono::steady_clock;
constexpr int kPatch = 48;
constexpr auto kLook = std::chrono::microseconds(300);
constexpr auto kPatience = std::chrono::seconds(20);

struct Place { int x; int y; };

double milliseconds_since(Steady::time_point start) { return std::chrono::duration<double, std::milli>(Steady::now() - start).count(); }

class Screen {
public:
    Screen() : display_(XOpenDisplay(nullptr)) {
        if (display_ == nullptr) {
            std::fprintf(stderr, "display_probe: no display; set DISPLAY\n");
            std::exit(2);
        }
        root_ = DefaultRootWindow(display_);
        width_ = DisplayWidth(display_, DefaultScreen(display_));
        height_ = DisplayHeight(display_, DefaultScreen(display_));
    }
    ~Screen() { XCloseDisplay(display_); }
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    [[nodiscard]] Pixels patch(Place at) const {
        const int x = std::clamp(at.x, 0, width_ - kPatch);
        const int y = std::clamp(at.y, 0, height_ - kPatch);
        XImage* image = XGetImage(display_, root_, x, y, kPatch, kPatch, AllPlanes, ZPixmap);
        Pixels pixels;
        if (image != nullptr) {
            pixels.assign(image->data, image->data + image->bytes_per_line * image->height);
            XDestroyImage(image);
        }
        return pixels;
    }

    /// Eight places spread over the picture: two rows of four.
    [[nodiscard]] std::vector<Place> places() const {
        std::vector<Place> out;
        for (const double y : {0.12, 0.38}) for (const double x : {0.06, 0.30, 0.55, 0.85}) {
            out.push_back({static_cast<int>(width_ * x), static_cast<int>(height_ * (y < 0.2 ? y : y + (x > 0.5 ? 0.45 : 0.0)))});
        }
        return out;
    }

    [[nodiscard]] Pixels all_places() const {
        Pixels all;
        for (const Place& place : places()) {
            const Pixels one = patch(place);
            all.insert(all.end(), one.begin(), one.end());
        }
        return all;
    }

    void move_to(Place at) const { XTestFakeMotionEvent(display_, -1, at.x, at.y, CurrentTime); XSync(display_, False); }
    void button(bool down) const { XTestFakeButtonEvent(display_, 1, down ? True : False, CurrentTime); XFlush(display_); }

private:
    Display* display_;
    Window root_ = 0;
    int width_ = 0;
    int height_ = 0;
};

int store_picture(const char* file) {
    const Pixels pixels = Screen().all_places();
    std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(pixels.data()), static_cast<std::streamsize>(pixels.size()));
    return 0;
}

int time_start(const char* reference_file, char** command) {
    std::ifstream stream(reference_file, std::ios::binary);
    const Pixels reference((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    const Screen screen;
    if (reference.empty() || screen.all_places() == reference) {
        std::fprintf(stderr, "display_probe: the reference is empty or already on the display\n");
        return 2;
    }
    const auto start = Steady::now();
    const pid_t child = fork();
    if (child == 0) {
        execvp(command[0], command);
        _exit(127);
    }
    int result = 1;
    while (Steady::now() - start < kPatience) {
        if (screen.all_places() == reference) {
            std::printf("%.2f\n", milliseconds_since(start));
            result = 0;
            break;
        }
        std::this_thread::sleep_for(kLook);
    }
    kill(child, SIGTERM);
    waitpid(child, nullptr, 0);
    return result;
}

int time_touches(Place at, int count) {
    const Screen screen;
    for (int i = 0; i < count; ++i) {
        screen.move_to(at);
        std::this_thread::sleep_for(std::chrono::milliseconds(700));  // past the guard against repeats
        const Pixels before = screen.patch({at.x - kPatch / 2, at.y - kPatch / 2});
        const auto start = Steady::now();
        screen.button(true);
        bool seen = false;
        while (!seen && Steady::now() - start < kPatience) {
            seen = screen.patch({at.x - kPatch / 2, at.y - kPatch / 2}) != before;
            if (!seen) std::this_thread::sleep_for(kLook);
        }
        const double taken = milliseconds_since(start);
        // Slide off before letting go: the press is shown, and cancelled.
        screen.move_to({2, 2});
        screen.button(false);
        if (!seen) {
            std::fprintf(stderr, "display_probe: touch %d changed nothing\n", i);
            return 1;
        }
        std::printf("%.2f\n", taken);
    }
    return 0;
}

}  // namespace

int main(int count, char** values) {
    const std::string what = count > 1 ? values[1] : "";
    if (what == "picture" && count == 3) return store_picture(values[2]);
    if (what == "start" && count > 3) return time_start(values[2], values + 3);
    if (what == "touch" && count == 5) return time_touches({std::atoi(values[2]), std::atoi(values[3])}, std::atoi(values[4]));
    std::fprintf(stderr, "display_probe start REFERENCE COMMAND... | picture FILE | touch X Y COUNT\n");
    return 2;
}
