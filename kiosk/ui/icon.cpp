// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/icon.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include <fmt/core.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_STROKER_H

namespace silverlane::ui {
namespace {

struct Point {
    double x = 0;
    double y = 0;
};

/// A contour as FreeType wants it: on-curve points and pairs of cubic control points.
struct Contour {
    std::vector<Point> points;
    std::vector<char> tags;
    bool closed = false;

    void line(Point to) {
        points.push_back(to);
        tags.push_back(FT_CURVE_TAG_ON);
    }
    void cubic(Point one, Point two, Point to) {
        points.push_back(one);
        tags.push_back(FT_CURVE_TAG_CUBIC);
        points.push_back(two);
        tags.push_back(FT_CURVE_TAG_CUBIC);
        line(to);
    }
};

struct Shape {
    std::vector<Contour> contours;
    bool filled = false;
    double stroke_width = 0;
};

std::optional<std::string_view> attribute(std::string_view element, std::string_view name) {
    std::size_t at = 0;
    while ((at = element.find(name, at)) != std::string_view::npos) {
        const std::size_t after = at + name.size();
        if (at > 0 && element[at - 1] == ' ' && after + 1 < element.size() && element[after] == '=' && element[after + 1] == '"') {
            const std::size_t end = element.find('"', after + 2);
            if (end == std::string_view::npos) return std::nullopt;
            return element.substr(after + 2, end - after - 2);
        }
        at = after;
    }
    return std::nullopt;
}

double number(std::string_view text) { return std::strtod(std::string(text).c_str(), nullptr); }

double number_attribute(std::string_view element, std::string_view name, double otherwise = 0) {
    const auto text = attribute(element, name);
    return text ? number(*text) : otherwise;
}

/// Reads numbers and command letters of path data and point lists.
class PathReader {
public:
    explicit PathReader(std::string_view data) : data_(data) {}
    [[nodiscard]] bool done() { skip(); return at_ >= data_.size(); }
    [[nodiscard]] bool at_command() { skip(); return at_ < data_.size() && std::isalpha(static_cast<unsigned char>(data_[at_])) != 0; }
    char command() { return data_[at_++]; }
    double value() {
        skip();
        const std::string rest(data_.substr(at_, 32));
        char* end = nullptr;
        const double read = std::strtod(rest.c_str(), &end);
        const auto used = static_cast<std::size_t>(end - rest.c_str());
        at_ += used == 0 ? data_.size() : used;
        return read;
    }

private:
    void skip() {
        while (at_ < data_.size() && (data_[at_] == ' ' || data_[at_] == ',' || data_[at_] == '\n')) ++at_;
    }
    std::string_view data_;
    std::size_t at_ = 0;
};

Result<std::vector<Contour>> read_path(std::string_view data) {
    std::vector<Contour> contours;
    PathReader reader(data);
    Point pen;
    Point start;
    Point last_control;
    char command = 'M';
    bool after_curve = false;
    while (!reader.done()) {
        if (reader.at_command()) command = reader.command();
        const bool relative = command >= 'a';
        const Point origin = relative ? pen : Point{};
        const auto point = [&] {
            const double x = reader.value() + origin.x;
            return Point{x, reader.value() + origin.y};
        };
        const char kind = static_cast<char>(std::toupper(static_cast<unsigned char>(command)));
        if (kind == 'Z') {
            if (!contours.empty()) contours.back().closed = true;
            pen = start;
            after_curve = false;
            continue;
        }
        if (kind == 'M') {
            pen = start = point();
            contours.emplace_back();
            contours.back().line(pen);
            command = relative ? 'l' : 'L';
            after_curve = false;
            continue;
        }
        if (contours.empty()) return Error(ErrorCode::unsupported, "a path that does not start with M");
        Contour& contour = contours.back();
        if (kind == 'L' || kind == 'H' || kind == 'V') {
            if (kind == 'L') pen = point();
            if (kind == 'H') pen.x = reader.value() + origin.x;
            if (kind == 'V') pen.y = reader.value() + origin.y;
            contour.line(pen);
            after_curve = false;
        } else if (kind == 'C' || kind == 'S') {
            const Point one = kind == 'C' ? point() : after_curve ? Point{2 * pen.x - last_control.x, 2 * pen.y - last_control.y} : pen;
            last_control = point();
            const Point to = point();
            contour.cubic(one, last_control, to);
            pen = to;
            after_curve = true;
        } else if (kind == 'Q') {
            const Point control = point();
            const Point to = point();
            contour.cubic({pen.x + (control.x - pen.x) * 2 / 3, pen.y + (control.y - pen.y) * 2 / 3},
                          {to.x + (control.x - to.x) * 2 / 3, to.y + (control.y - to.y) * 2 / 3}, to);
            pen = to;
            after_curve = false;
        } else {
            return Error(ErrorCode::unsupported, fmt::format("path command {}", command));
        }
    }
    return contours;
}

Contour ellipse(double cx, double cy, double rx, double ry) {
    constexpr double k = 0.5522847498;
    Contour contour;
    contour.line({cx + rx, cy});
    contour.cubic({cx + rx, cy + k * ry}, {cx + k * rx, cy + ry}, {cx, cy + ry});
    contour.cubic({cx - k * rx, cy + ry}, {cx - rx, cy + k * ry}, {cx - rx, cy});
    contour.cubic({cx - rx, cy - k * ry}, {cx - k * rx, cy - ry}, {cx, cy - ry});
    contour.cubic({cx + k * rx, cy - ry}, {cx + rx, cy - k * ry}, {cx + rx, cy});
    contour.closed = true;
    return contour;
}

Contour rectangle(double x, double y, double w, double h, double r) {
    Contour contour;
    const double k = r * 0.4477152502;  // distance from the corner to the control point
    contour.line({x + r, y});
    contour.line({x + w - r, y});
    if (r > 0) contour.cubic({x + w - k, y}, {x + w, y + k}, {x + w, y + r});
    contour.line({x + w, y + h - r});
    if (r > 0) contour.cubic({x + w, y + h - k}, {x + w - k, y + h}, {x + w - r, y + h});
    contour.line({x + r, y + h});
    if (r > 0) contour.cubic({x + k, y + h}, {x, y + h - k}, {x, y + h - r});
    contour.line({x, y + r});
    if (r > 0) contour.cubic({x, y + k}, {x + k, y}, {x + r, y});
    contour.closed = true;
    return contour;
}

Result<std::vector<Contour>> contours_of(std::string_view tag, std::string_view element) {
    const auto value = [&](std::string_view name) { return number_attribute(element, name); };
    if (tag == "path") return read_path(attribute(element, "d").value_or(""));
    if (tag == "circle") return std::vector<Contour>{ellipse(value("cx"), value("cy"), value("r"), value("r"))};
    if (tag == "rect") return std::vector<Contour>{rectangle(value("x"), value("y"), value("width"), value("height"), value("rx"))};
    if (tag == "line") {
        Contour contour;
        contour.line({value("x1"), value("y1")});
        contour.line({value("x2"), value("y2")});
        return std::vector<Contour>{contour};
    }
    if (tag == "polyline") {
        Contour contour;
        PathReader reader(attribute(element, "points").value_or(""));
        while (!reader.done()) {
            const double x = reader.value();
            contour.line({x, reader.value()});
        }
        return std::vector<Contour>{contour};
    }
    return Error(ErrorCode::unsupported, fmt::format("element {}", tag));
}

/// FreeType's state for one icon; its y axis points up.
class Rasteriser {
public:
    Rasteriser(int side, double view) : side_(side), scale_(64.0 * side / view) {
        ok_ = FT_Init_FreeType(&library_) == 0;
        bitmap_.width = bitmap_.height = side;
        bitmap_.coverage.assign(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 0);
    }
    ~Rasteriser() { if (ok_) FT_Done_FreeType(library_); }
    Rasteriser(const Rasteriser&) = delete;
    Rasteriser& operator=(const Rasteriser&) = delete;

    [[nodiscard]] bool ok() const { return ok_; }
    CoverageBitmap take() { return std::move(bitmap_); }

    void add(const Shape& shape) {
        if (shape.filled) {
            Outline outline = make(shape.contours);
            paint(outline.raw);
        }
        if (shape.stroke_width > 0) {
            for (const Contour& contour : shape.contours) stroke(contour, shape.stroke_width);
        }
    }

private:
    struct Outline {
        std::vector<FT_Vector> points;
        std::vector<char> tags;
        std::vector<short> ends;
        FT_Outline raw{};
    };

    Outline make(const std::vector<Contour>& contours) {
        Outline outline;
        for (const Contour& contour : contours) {
            for (const Point& point : contour.points) {
                outline.points.push_back({static_cast<FT_Pos>(std::lround(point.x * scale_)),
                                          static_cast<FT_Pos>(side_ * 64 - std::lround(point.y * scale_))});
            }
            outline.tags.insert(outline.tags.end(), contour.tags.begin(), contour.tags.end());
            outline.ends.push_back(static_cast<short>(outline.points.size() - 1));
        }
        outline.raw.n_contours = static_cast<short>(outline.ends.size());
        outline.raw.n_points = static_cast<short>(outline.points.size());
        outline.raw.points = outline.points.data();
        outline.raw.tags = outline.tags.data();
        outline.raw.contours = outline.ends.data();
        return outline;
    }

    void stroke(const Contour& contour, double width) {
        FT_Stroker stroker = nullptr;
        if (FT_Stroker_New(library_, &stroker) != 0) return;
        FT_Stroker_Set(stroker, static_cast<FT_Fixed>(std::lround(width * scale_ / 2)), FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
        Outline outline = make({contour});
        FT_UInt points = 0;
        FT_UInt contours = 0;
        if (FT_Stroker_ParseOutline(stroker, &outline.raw, contour.closed ? 0 : 1) == 0 &&
            FT_Stroker_GetCounts(stroker, &points, &contours) == 0) {
            FT_Outline stroked{};
            if (FT_Outline_New(library_, points, static_cast<FT_Int>(contours), &stroked) == 0) {
                stroked.n_contours = 0;
                stroked.n_points = 0;
                FT_Stroker_Export(stroker, &stroked);
                paint(stroked);
                FT_Outline_Done(library_, &stroked);
            }
        }
        FT_Stroker_Done(stroker);
    }

    void paint(FT_Outline& outline) {
        std::vector<unsigned char> drawn(bitmap_.coverage.size(), 0);
        FT_Bitmap target{};
        target.width = target.rows = static_cast<unsigned>(side_);
        target.pitch = side_;
        target.buffer = drawn.data();
        target.pixel_mode = FT_PIXEL_MODE_GRAY;
        target.num_grays = 256;
        if (FT_Outline_Get_Bitmap(library_, &outline, &target) != 0) return;
        for (std::size_t i = 0; i < drawn.size(); ++i) bitmap_.coverage[i] = std::max(bitmap_.coverage[i], drawn[i]);
    }

    FT_Library library_ = nullptr;
    bool ok_ = false;
    int side_;
    double scale_;
    CoverageBitmap bitmap_;
};

}  // namespace

Result<CoverageBitmap> rasterise_icon(std::string_view svg, int side) {
    double view = 24;
    bool root_filled = true;
    double root_stroke = 0;
    // A line that is right beside a word is a beam in a picture a hand wide.
    const double fineness = std::clamp(std::sqrt(110.0 / side), 0.5, 1.0);
    std::optional<Rasteriser> rasteriser;
    std::size_t at = 0;
    while ((at = svg.find('<', at)) != std::string_view::npos) {
        const std::size_t end = svg.find('>', at);
        if (end == std::string_view::npos) return Error(ErrorCode::corrupt, "an SVG element without an end");
        const std::string_view element = svg.substr(at + 1, end - at - 1);
        at = end + 1;
        const std::string_view tag = element.substr(0, element.find_first_of(" \n/"));
        if (element.empty() || element[0] == '/' || element[0] == '?' || element[0] == '!' || tag == "title") continue;
        bool filled = root_filled;
        if (const auto fill = attribute(element, "fill")) filled = *fill != "none";
        double width = number_attribute(element, "stroke-width", root_stroke);
        if (const auto stroke = attribute(element, "stroke"); stroke && *stroke == "none") width = 0;
        if (tag == "svg") {
            if (const auto box = attribute(element, "viewBox")) {
                PathReader reader(*box);
                for (int i = 0; i < 4; ++i) view = reader.value();
            }
            root_filled = filled;
            root_stroke = width;
            rasteriser.emplace(side, view);
            if (!rasteriser->ok()) return Error(ErrorCode::io, "FreeType did not start");
            continue;
        }
        if (!rasteriser) return Error(ErrorCode::corrupt, "no svg element");
        auto contours = contours_of(tag, element);
        if (!contours) return contours.error();
        rasteriser->add({std::move(*contours), filled, width * fineness});
    }
    if (!rasteriser) return Error(ErrorCode::corrupt, "no svg element");
    return rasteriser->take();
}

Result<CoverageBitmap> rasterise_icon_file(const std::filesystem::path& path, int side) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error(ErrorCode::not_found, fmt::format("no icon {}", path.string()));
    std::ostringstream svg;
    svg << file.rdbuf();
    return rasterise_icon(svg.str(), side).within(fmt::format("reading {}", path.string()));
}

}  // namespace silverlane::ui
