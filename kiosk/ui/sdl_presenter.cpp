// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <SDL.h>
#include <SDL_syswm.h>
#include <fmt/core.h>

#include "kiosk/ui/presenter.h"
#include "kiosk/ui/sdl_events.h"

namespace silverlane::ui {
namespace {

Error sdl_error(std::string_view attempt) { return {ErrorCode::unavailable, fmt::format("{}: {}", attempt, SDL_GetError())}; }

/// What the window and texture presenters share: SDL's video, a window, and its events.
class SdlPresenter : public Presenter {
public:
    SdlPresenter(SDL_Window* window, const Panel& panel, const keys::KeyTable& keys) : window_(window), translator_(panel, keys) {}
    ~SdlPresenter() override {
        for (const int descriptor : input_) ::close(descriptor);
        SDL_DestroyWindow(window_);
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
    SdlPresenter(const SdlPresenter&) = delete;
    SdlPresenter& operator=(const SdlPresenter&) = delete;

    std::vector<RawEvent> take_events() override {
        drain_input();
        std::vector<RawEvent> events;
        SDL_Event event;
        while (SDL_PollEvent(&event) != 0) {
            if (const auto raw = translator_.translate(event)) events.push_back(*raw);
        }
        return events;
    }

    [[nodiscard]] std::vector<int> descriptors() const override {
        SDL_SysWMinfo information;
        SDL_VERSION(&information.version);
        if (SDL_GetWindowWMInfo(window_, &information) == SDL_TRUE) {
#if defined(SDL_VIDEO_DRIVER_X11)
            if (information.subsystem == SDL_SYSWM_X11) return {ConnectionNumber(information.info.x11.display)};
#endif
        }
        return input_;
    }

    [[nodiscard]] std::string name() const override {
        const char* driver = SDL_GetCurrentVideoDriver();
        return driver == nullptr ? "none" : driver;
    }

    /// Without a window system SDL reads the input devices but cannot be waited on, so they are opened a second time, only to wake the
    /// poll: every reader of an event device gets its own copy.
    void watch_input_devices() {
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator("/dev/input", ignored)) {
            if (entry.path().filename().string().rfind("event", 0) != 0) continue;
            const int descriptor = ::open(entry.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
            if (descriptor >= 0) input_.push_back(descriptor);
        }
    }

protected:
    [[nodiscard]] SDL_Window* window() const { return window_; }

private:
    void drain_input() const {
        char discarded[4096];
        for (const int descriptor : input_) {
            while (::read(descriptor, discarded, sizeof discarded) > 0) {
            }
        }
    }

    SDL_Window* window_;
    SdlEvents translator_;
    std::vector<int> input_;
};

/// X11: the canvas is copied into the window's shared-memory surface, damaged rows only.
class WindowPresenter final : public SdlPresenter {
public:
    using SdlPresenter::SdlPresenter;

    Result<void> present(const SoftwareCanvas& canvas, const std::vector<PixelRect>& damage) override {
        SDL_Surface* surface = SDL_GetWindowSurface(window());
        if (surface == nullptr) return sdl_error("the window's surface");
        std::vector<SDL_Rect> rects;
        const PixelRect bounds{0, 0, std::min(canvas.width(), surface->w), std::min(canvas.height(), surface->h)};
        for (const PixelRect& wanted : damage) {
            const PixelRect rect = wanted.intersection(bounds);
            if (rect.empty()) continue;
            copy(canvas, *surface, rect);
            rects.push_back({rect.left, rect.top, rect.width(), rect.height()});
        }
        if (rects.empty()) return {};
        if (SDL_UpdateWindowSurfaceRects(window(), rects.data(), static_cast<int>(rects.size())) != 0) return sdl_error("showing the picture");
        return {};
    }

private:
    static void copy(const SoftwareCanvas& canvas, SDL_Surface& surface, const PixelRect& rect) {
        auto* target = static_cast<std::uint8_t*>(surface.pixels) + static_cast<std::ptrdiff_t>(rect.top) * surface.pitch +
                       static_cast<std::ptrdiff_t>(rect.left) * surface.format->BytesPerPixel;
        const std::uint32_t* source = canvas.row(rect.top) + rect.left;
        if (surface.format->format == SDL_PIXELFORMAT_RGB888 || surface.format->format == SDL_PIXELFORMAT_ARGB8888) {
            for (int y = 0; y < rect.height(); ++y) {
                std::memcpy(target, source, static_cast<std::size_t>(rect.width()) * 4);
                target += surface.pitch;
                source += canvas.width();
            }
            return;
        }
        SDL_ConvertPixels(rect.width(), rect.height(), SDL_PIXELFORMAT_RGB888, source, canvas.width() * 4, surface.format->format, target,
                          surface.pitch);
    }
};

/// KMSDRM: a streaming texture, updated where damaged; the whole picture is then flipped, because the two buffers alternate.
class TexturePresenter final : public SdlPresenter {
public:
    TexturePresenter(SDL_Window* window, const Panel& panel, const keys::KeyTable& keys, SDL_Renderer* renderer, SDL_Texture* texture)
        : SdlPresenter(window, panel, keys), renderer_(renderer), texture_(texture) {}
    ~TexturePresenter() override {
        SDL_DestroyTexture(texture_);
        SDL_DestroyRenderer(renderer_);
    }
    TexturePresenter(const TexturePresenter&) = delete;
    TexturePresenter& operator=(const TexturePresenter&) = delete;

    Result<void> present(const SoftwareCanvas& canvas, const std::vector<PixelRect>& damage) override {
        for (const PixelRect& rect : damage) {
            const SDL_Rect area{rect.left, rect.top, rect.width(), rect.height()};
            if (SDL_UpdateTexture(texture_, &area, canvas.row(rect.top) + rect.left, canvas.width() * 4) != 0) return sdl_error("the texture");
        }
        if (SDL_RenderCopy(renderer_, texture_, nullptr, nullptr) != 0) return sdl_error("showing the picture");
        SDL_RenderPresent(renderer_);
        return {};
    }

private:
    SDL_Renderer* renderer_;
    SDL_Texture* texture_;
};

/// Under X a window of the display's size without a border is the whole screen at once. SDL's own full screen asks a window manager for
/// it and waits 100 ms for an answer, and on a terminal there is none.
SDL_Window* open_full_screen(PresenterKind kind, const Panel& panel, const std::string& title) {
    const char* driver = SDL_GetCurrentVideoDriver();
    SDL_Rect display{};
    if (kind == PresenterKind::window && driver != nullptr && std::strcmp(driver, "x11") == 0 && SDL_GetDisplayBounds(0, &display) == 0) {
        return SDL_CreateWindow(title.c_str(), display.x, display.y, display.w, display.h, SDL_WINDOW_BORDERLESS);
    }
    return SDL_CreateWindow(title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, panel.width_px, panel.height_px,
                            SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS);
}

Result<std::unique_ptr<Presenter>> open_texture_presenter(SDL_Window* window, const Panel& panel, const keys::KeyTable& keys) {
    SDL_Renderer* renderer = SDL_CreateRenderer(window, -1, 0);
    if (renderer == nullptr) return sdl_error("a renderer");
    SDL_Texture* texture = SDL_CreateTexture(renderer, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_STREAMING, panel.width_px, panel.height_px);
    if (texture == nullptr) {
        SDL_DestroyRenderer(renderer);
        return sdl_error("a texture");
    }
    auto presenter = std::make_unique<TexturePresenter>(window, panel, keys, renderer, texture);
    presenter->watch_input_devices();
    return std::unique_ptr<Presenter>(std::move(presenter));
}

}  // namespace

Result<std::unique_ptr<Presenter>> open_sdl_presenter(PresenterKind kind, const Panel& panel, bool full_screen, const std::string& title,
                                                      const keys::KeyTable& keys) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");   // else SDL puts OpenGL under the window's surface
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");         // fingers are taken as fingers, once
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_AUTO_CAPTURE, "0");         // the window is the whole screen; a grab would be two questions to the server a press
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");         // the program ends itself
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    // What SDL would look for at start, and a terminal has not: accents typed in two strokes (a table that takes 6 ms to read), and a session
    // bus (it would start a program to find one).
    ::setenv("XCOMPOSEFILE", "/dev/null", 0);
    ::setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
    SDL_SetMainReady();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return sdl_error("starting the display");
    SDL_Window* window = full_screen ? open_full_screen(kind, panel, title)
                                     : SDL_CreateWindow(title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, panel.width_px,
                                                        panel.height_px, 0);
    if (window == nullptr) {
        Error error = sdl_error("opening the window");
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return error;
    }
    if (kind != PresenterKind::texture) return std::unique_ptr<Presenter>(std::make_unique<WindowPresenter>(window, panel, keys));
    auto presenter = open_texture_presenter(window, panel, keys);
    if (!presenter) {
        SDL_DestroyWindow(window);
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
    return presenter;
}

}  // namespace silverlane::ui
