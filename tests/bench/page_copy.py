# SPDX-License-Identifier: GPL-3.0-or-later
"""The kiosk's screen as a web page: from what the control socket's "drawing" says (places, lines, sizes, colours) one self-contained HTML
file that looks the same in a browser of the display's size, with buttons that change their colours while they are held, as the kiosk's do."""
import html
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
CAP_PER_EM = 0.733     # of Noto Sans CJK
ASCENT_PER_EM = 1.160  # its line box: from the top to the baseline
LINE_PER_EM = 1.448

STYLE = """
html,body{margin:0;width:100%%;height:100%%;overflow:hidden;background:%(paper)s;font-family:"Noto Sans CJK SC";user-select:none;cursor:default}
.node,.line,.icon,.number,.bar{position:absolute;box-sizing:border-box}
.line{white-space:pre;line-height:%(line)s}
.node{background:var(--ground);border:%(border)dpx solid var(--edge);border-bottom-width:%(lip)dpx;border-radius:%(radius)dpx}
.held{background:var(--ink);border-bottom-width:%(border)dpx}
.line{color:var(--ink)}
.icon{color:var(--mark)}
.icon svg{width:100%%;height:100%%;display:block;stroke-linecap:round;stroke-linejoin:round}
.number{background:var(--mark);border-radius:50%%}
.number+.line{color:var(--ground)}
.held .line,.held .icon{color:var(--ground)}
.held .number{background:var(--ground)}
.held .number+.line{color:var(--ink)}
"""

SCRIPT = """
let held = null;
const release = () => { if (held) held.classList.remove("held"); held = null; };
for (const button of document.querySelectorAll(".node")) {
  button.addEventListener("pointerdown", () => { release(); held = button; button.classList.add("held"); });
  button.addEventListener("pointerleave", release);
}
document.addEventListener("pointerup", release);
document.addEventListener("pointercancel", release);
document.addEventListener("contextmenu", (event) => event.preventDefault());
"""


def box(rect, origin=(0, 0)):
    return f"left:{rect['x'] - origin[0]}px;top:{rect['y'] - origin[1]}px;width:{rect['width']}px;height:{rect['height']}px"


def text_line(text, x, baseline, em, bold, origin):
    top = baseline - ASCENT_PER_EM * em
    return (f'<div class="line" style="left:{x - origin[0]}px;top:{top - origin[1]:.2f}px;font-size:{em:.3f}px;'
            f'font-weight:{700 if bold else 400}">{html.escape(text)}</div>')


def icon(node, origin):
    if "icon_px" not in node:
        return ""
    picture = (ROOT / "ui_assets" / "icons" / f"{node['icon']}.svg").read_text(encoding="utf-8")
    return f'<div class="icon" style="{box(node["icon_px"], origin)}">{picture}</div>'


def number(node, origin):
    if "number_px" not in node:
        return ""
    place, em = node["number_px"], node["number_em_px"]
    baseline = place["y"] + (place["height"] + CAP_PER_EM * em) / 2
    middle = place["x"] + place["width"] / 2 - 0.277 * em  # half the width of a digit
    return f'<div class="number" style="{box(place, origin)}"></div>' + text_line(str(node["number"]), middle, baseline, em, True, origin)


def element(node, border):
    colours = f"--ground:{node['ground']};--ink:{node['ink']};--edge:{node['border']};--mark:{node['mark']}"
    if node["pressable"]:
        rect = node["rectangle_px"]
        origin = (rect["x"] + border, rect["y"] + border)
        frame = f'<div class="node" id="{html.escape(node["id"])}" style="{box(rect)};{colours}">'
    else:
        origin = (0, 0)
        frame = f'<div style="{colours}">'
    lines = "".join(text_line(line["text"], line["x"], line["baseline"], node["em_px"], node["bold"], origin) for line in node["lines"])
    return frame + icon(node, origin) + lines + number(node, origin) + "</div>"


def page(drawing):
    per_mm = drawing["panel"]["px_per_mm"]
    border = max(1, round(drawing["border_mm"] * per_mm))
    style = STYLE % {"paper": drawing["paper"], "line": LINE_PER_EM, "border": border,
                     "lip": max(border, round(drawing["lip_mm"] * per_mm)), "radius": round(4 * per_mm)}
    header = drawing["header_px"]
    line = {**header, "y": header["y"] + header["height"], "height": max(1, round(0.4 * per_mm))}
    bars = (f'<div class="bar" style="{box(header)};background:{drawing["header"]}"></div>'
            f'<div class="bar" style="{box(line)};background:{drawing["header_line"]}"></div>')
    body = "\n".join(element(node, border) for node in drawing["nodes"])
    return (f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Silverlane</title><style>{style}</style></head>'
            f"<body>{bars}\n{body}\n<script>{SCRIPT}</script></body></html>\n")
