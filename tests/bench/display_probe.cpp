// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Measures a full-screen program from outside, by the pixels on its X display and by injected touches, the same way for any program:
//   display_probe picture FILE [X,Y,W,H...]    chooses eight places of what the display shows now (in each of two rows of four fields the one
//                                              with most edges, outside the given rectangles) and stores where they are and how they look
//   display_probe image FILE                   all of what the display shows now, as PPM
//   display_probe start FILE COMMAND...        time from fork to a complete picture (all eight places as stored), in ms; then ends the program
//   display_probe touch X Y COUNT              ms from button press to changed pixels around X,Y; a line each
//   display_probe echo                         the least that a program can do: a full-screen window that turns over its colour at each press.
//                                              What `touch` measures of it is the machine, the display server and the probe.
// Prints plain numbers, one a line. Looks every 300 us. Exits 1 when nothing was seen within 20 s.
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

using Pixels = std::vector<unsigned char>;
using Steady = std::chrono::steady_clock;
constexpr int kPatch = 48;
constexpr int kStride = 8;
constexpr int kColumns = 4;
constexpr int kRows = 2;
constexpr std::size_t kPatchBytes = std::size_t{4} * kPatch * kPatch;
constexpr auto kLook = std::chrono::microseconds(300);
constexpr auto kPatience = std::chrono::seconds(20);
/// Between two touches: longer than the half second in which a kiosk takes no second press of one target for a wish.
constexpr auto kBetweenTouches = std::chrono::milliseconds(550);

struct Area { int x, y, width, height; };
struct Place { int x, y; };

double milliseconds_since(Steady::time_point start) { return std::chrono::duration<double, std::milli>(Steady::now() - start).count(); }

bool meet(const Area& a, const Area& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

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

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }

    /// Four bytes a pixel, row after row.
    [[nodiscard]] Pixels pixels(const Area& area) const {
        XImage* image = XGetImage(display_, root_, area.x, area.y, static_cast<unsigned>(area.width), static_cast<unsigned>(area.height),
                                  AllPlanes, ZPixmap);
        Pixels pixels;
        if (image != nullptr) {
            pixels.assign(image->data, image->data + static_cast<std::ptrdiff_t>(image->bytes_per_line) * image->height);
            XDestroyImage(image);
        }
        return pixels;
    }
    [[nodiscard]] Pixels patch(Place at) const {
        return pixels({std::clamp(at.x, 0, width_ - kPatch), std::clamp(at.y, 0, height_ - kPatch), kPatch, kPatch});
    }

    void move_to(Place at) const { XTestFakeMotionEvent(display_, -1, at.x, at.y, CurrentTime); XSync(display_, False); }
    void button(bool down) const { XTestFakeButtonEvent(display_, 1, down ? True : False, CurrentTime); XFlush(display_); }

private:
    Display* display_;
    Window root_ = 0;
    int width_ = 0;
    int height_ = 0;
};

/// A place and how it looks when the picture is complete.
struct Sample {
    Place place{};
    Pixels pixels;
};

/// How many pixels differ from the one at their left.
int edges(const Pixels& whole, int width, Place at) {
    int count = 0;
    for (int y = at.y; y < at.y + kPatch; ++y) {
        const unsigned char* row = whole.data() + (static_cast<std::ptrdiff_t>(y) * width + at.x) * 4;
        for (int x = 1; x < kPatch; ++x) count += std::memcmp(row + static_cast<std::ptrdiff_t>(x) * 4, row + static_cast<std::ptrdiff_t>(x - 1) * 4, 3) != 0 ? 1 : 0;
    }
    return count;
}

/// The place with most edges in one field of the picture.
Place best_place(const Pixels& whole, int width, const Area& field, const std::vector<Area>& without) {
    Place best{field.x, field.y};
    int most = -1;
    for (int y = field.y; y + kPatch <= field.y + field.height; y += kStride) {
        for (int x = field.x; x + kPatch <= field.x + field.width; x += kStride) {
            const Area here{x, y, kPatch, kPatch};
            if (std::any_of(without.begin(), without.end(), [&](const Area& area) { return meet(area, here); })) continue;
            const int found = edges(whole, width, {x, y});
            if (found <= most) continue;
            most = found;
            best = {x, y};
        }
    }
    return best;
}

std::vector<Sample> choose_samples(const Screen& screen, const std::vector<Area>& without) {
    const Pixels whole = screen.pixels({0, 0, screen.width(), screen.height()});
    std::vector<Sample> samples;
    const int width = screen.width() / kColumns;
    const int height = screen.height() / kRows;
    for (int row = 0; row < kRows; ++row) {
        for (int column = 0; column < kColumns; ++column) {
            const Place place = best_place(whole, screen.width(), {column * width, row * height, width, height}, without);
            samples.push_back({place, screen.patch(place)});
        }
    }
    return samples;
}

bool complete(const Screen& screen, const std::vector<Sample>& samples) {
    return std::all_of(samples.begin(), samples.end(), [&](const Sample& sample) { return screen.patch(sample.place) == sample.pixels; });
}

int store_picture(const char* file, int count, char** excluded) {
    std::vector<Area> without;
    for (int i = 0; i < count; ++i) {
        Area area{};
        if (std::sscanf(excluded[i], "%d,%d,%d,%d", &area.x, &area.y, &area.width, &area.height) != 4) return 2;
        without.push_back(area);
    }
    const Screen screen;
    std::ofstream stream(file, std::ios::binary);
    for (const Sample& sample : choose_samples(screen, without)) {
        stream.write(reinterpret_cast<const char*>(&sample.place), sizeof sample.place);
        stream.write(reinterpret_cast<const char*>(sample.pixels.data()), static_cast<std::streamsize>(sample.pixels.size()));
    }
    return stream.good() ? 0 : 2;
}

int store_image(const char* file) {
    const Screen screen;
    const Pixels whole = screen.pixels({0, 0, screen.width(), screen.height()});
    std::ofstream stream(file, std::ios::binary);
    stream << "P6\n" << screen.width() << ' ' << screen.height() << "\n255\n";
    Pixels row;
    for (std::size_t i = 0; i + 3 < whole.size(); i += 4) row.insert(row.end(), {whole[i + 2], whole[i + 1], whole[i]});
    stream.write(reinterpret_cast<const char*>(row.data()), static_cast<std::streamsize>(row.size()));
    return stream.good() ? 0 : 2;
}

std::vector<Sample> read_picture(const char* file) {
    std::ifstream stream(file, std::ios::binary);
    std::vector<Sample> samples;
    for (;;) {
        Sample sample;
        sample.pixels.resize(kPatchBytes);
        stream.read(reinterpret_cast<char*>(&sample.place), sizeof sample.place);
        stream.read(reinterpret_cast<char*>(sample.pixels.data()), static_cast<std::streamsize>(kPatchBytes));
        if (!stream) return samples;
        samples.push_back(std::move(sample));
    }
}

/// Asks the program to end, and after five seconds ends whatever is left of its processes.
void end(pid_t child) {
    kill(child, SIGTERM);
    for (int i = 0; i < 500 && waitpid(child, nullptr, WNOHANG) == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    kill(-child, SIGKILL);
    while (waitpid(child, nullptr, 0) > 0) {
    }
}

int time_start(const char* file, char** command) {
    const std::vector<Sample> samples = read_picture(file);
    const Screen screen;
    if (samples.size() != std::size_t{kRows} * kColumns || complete(screen, samples)) {
        std::fprintf(stderr, "display_probe: the reference is not whole or already on the display\n");
        return 2;
    }
    const auto start = Steady::now();
    const pid_t child = fork();
    if (child == 0) {
        setsid();
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execvp(command[0], command);
        _exit(127);
    }
    int result = 1;
    while (Steady::now() - start < kPatience) {
        if (complete(screen, samples)) {
            std::printf("%.2f\n", milliseconds_since(start));
            result = 0;
            break;
        }
        std::this_thread::sleep_for(kLook);
    }
    end(child);
    return result;
}

int time_touches(Place at, int count) {
    const Screen screen;
    const Place around{at.x - kPatch / 2, at.y - kPatch / 2};
    for (int i = 0; i < count; ++i) {
        screen.move_to(at);
        std::this_thread::sleep_for(kBetweenTouches);
        const Pixels before = screen.patch(around);
        const auto start = Steady::now();
        screen.button(true);
        bool seen = false;
        while (!seen && Steady::now() - start < kPatience) {
            seen = screen.patch(around) != before;
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

int echo_presses() {
    Display* display = XOpenDisplay(nullptr);
    if (display == nullptr) return 2;
    const int screen = DefaultScreen(display);
    const unsigned long colours[] = {BlackPixel(display, screen), WhitePixel(display, screen)};
    const auto width = static_cast<unsigned>(DisplayWidth(display, screen));
    const auto height = static_cast<unsigned>(DisplayHeight(display, screen));
    const Window window = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, width, height, 0, 0, colours[0]);
    XSelectInput(display, window, ButtonPressMask);
    XMapRaised(display, window);
    const GC context = XCreateGC(display, window, 0, nullptr);
    for (std::size_t presses = 1;; ++presses) {
        XEvent event;
        XNextEvent(display, &event);   // ends with the display, or by a signal
        XSetForeground(display, context, colours[presses % 2]);
        XFillRectangle(display, window, context, 0, 0, width, height);
        XFlush(display);
    }
}

}  // namespace

int main(int count, char** values) {
    const std::string what = count > 1 ? values[1] : "";
    if (what == "picture" && count >= 3) return store_picture(values[2], count - 3, values + 3);
    if (what == "image" && count == 3) return store_image(values[2]);
    if (what == "start" && count > 3) return time_start(values[2], values + 3);
    if (what == "touch" && count == 5) return time_touches({std::atoi(values[2]), std::atoi(values[3])}, std::atoi(values[4]));
    if (what == "echo" && count == 2) return echo_presses();
    std::fprintf(stderr, "display_probe picture FILE [X,Y,W,H...] | image FILE | start FILE COMMAND... | touch X Y COUNT | echo\n");
    return 2;
}
