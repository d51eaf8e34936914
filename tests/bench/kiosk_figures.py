# SPDX-License-Identifier: GPL-3.0-or-later
"""The kiosk beside the same home screen as a page in Chromium, both full screen on one virtual 1920x1080 display and both measured from
outside by display_probe: start to complete picture, touch to changed pixels, proportional memory of all processes, and the kiosk at rest.
Files are warm in the page cache for both, and Chromium's profile was made by a run before; the starts of the two alternate. Touches and rest
are measured while Linux is asked for a wake-up latency of 0 (/dev/cpu_dma_latency, as cyclictest does): on a virtual machine a halted processor
wakes when its host finds time, and that was most of what both programs' touches showed. One round more, without it, says what that costs here; and
the least that any program can do (a window that turns over its colour) is touched too, so that machine, display server and probe can be told from
the programs."""
import contextlib
import json
import os
import re
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import time

import lobby
import page_copy
import processes

KIOSK_STARTS = 9
PEER_STARTS = 5
TOUCHES = 60   # in each of two rounds
ROUNDS = 2
IDLE_SECONDS = 20
CHROMIUM = "/usr/lib/chromium/chromium"  # Debian's wrapper would only add the time of a shell
CHROMIUM_FLAGS = ["--no-sandbox", "--kiosk", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                  "--disable-quic", "--window-position=0,0", "--window-size=1920,1080"]


def ask(path, message):
    with socket.socket(socket.AF_UNIX) as control:
        control.settimeout(10)
        control.connect(str(path))
        control.sendall(json.dumps(message).encode() + b"\n")
        answer = b""
        while not answer.endswith(b"\n"):
            answer += control.recv(65536)
    return json.loads(answer)


def wait_for(what, test, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if test():
            return
        time.sleep(0.05)
    raise RuntimeError(f"not seen: {what}")


def start_at_home(share, folder):
    """A copy of the shipped files in which the first screen is the home screen, so that a start needs no touch to show it."""
    for entry in share.iterdir():
        (folder / entry.name).parent.mkdir(parents=True, exist_ok=True)
        if entry.name != "flows":
            (folder / entry.name).symlink_to(entry.resolve())
    shutil.copytree(share / "flows", folder / "flows")
    file = folder / "flows" / "home.toml"
    parts = re.split(r"(?m)^(?=\[steps\.\w+\])", file.read_text(encoding="utf-8"))
    home = next(part for part in parts if part.startswith("[steps.home]"))
    kept = [part for part in parts if not part.startswith("[steps.idle]")]
    first = home.replace("[steps.home]", "[steps.idle]").replace("[[steps.home.", "[[steps.idle.")
    file.write_text("".join([kept[0], first, *kept[1:]]), encoding="utf-8")


class Display:
    """An X display without a window manager, and the probe that looks at it."""

    def __init__(self, build):
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"], pass_fds=[write],
                                       stderr=subprocess.DEVNULL)
        self.environment = {**os.environ, "DISPLAY": ":" + os.read(read, 16).decode().strip(), "SDL_AUDIODRIVER": "dummy"}
        self.program = str(build / "tests" / "display_probe")

    def probe(self, *words):
        done = subprocess.run([self.program, *map(str, words)], env=self.environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"display_probe {words[0]}: {done.stderr[-500:]}")
        return [float(line) for line in done.stdout.split()]

    def close(self):
        self.server.terminate()
        self.server.wait(10)


class Running:
    """One program on the display for a while, in its own session so that all its processes are found and ended."""

    def __init__(self, display, command):
        self.process = subprocess.Popen(command, env=display.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        os.set_blocking(self.process.stderr.fileno(), False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        time.sleep(0.5)  # the display is empty again

    def settle(self, seconds):
        time.sleep(seconds)
        if self.process.poll() is not None:
            raise RuntimeError(f"ended with {self.process.returncode}: {(self.process.stderr.read() or b'')[-1000:].decode(errors='replace')}")


@contextlib.contextmanager
def awake():
    """No processor halts meanwhile, where the kernel offers it and lets us."""
    try:
        latency = open("/dev/cpu_dma_latency", "wb", buffering=0)
    except OSError as refused:
        print(f"  processors may halt: {refused}", file=sys.stderr)
        yield
        return
    with latency:
        latency.write(struct.pack("i", 0))
        yield


def at_rest(pid):
    """Processor share over IDLE_SECONDS in per cent, and the wake-ups of each thread by name."""
    used, woken, begun = processes.processor_seconds(pid), processes.wake_ups(pid), time.monotonic()
    time.sleep(IDLE_SECONDS)
    share = (processes.processor_seconds(pid) - used) / (time.monotonic() - begun) * 100
    by_name = {}
    for key, count in processes.wake_ups(pid).items():
        by_name[key[1]] = by_name.get(key[1], 0) + count - woken.get(key, 0)
    return share, by_name


def excluded(drawing):
    """What may change while a start is measured: the clock, and the caption strip."""
    areas = [drawing["caption_px"]] + [node["rectangle_px"] for node in drawing["nodes"] if node["id"] == "foot.clock"]
    return [f"{area['x']},{area['y']},{area['width']},{area['height']}" for area in areas]


def pixels_apart(one, other):
    """How many pixels of two images differ by more than a trace of smoothing, in per cent."""
    first, second = (file.read_bytes().split(b"\n255\n", 1)[1] for file in (one, other))
    apart = sum(1 for i in range(0, len(first), 3)
                if abs(first[i] - second[i]) + abs(first[i + 1] - second[i + 1]) + abs(first[i + 2] - second[i + 2]) > 96)
    return apart * 300 / len(first)


class Measurement:
    def __init__(self, build, hall, display):
        self.build, self.hall, self.display = build, hall, display
        self.control = hall.folder / "kiosk.socket"
        start_at_home(build / "share" / "silverlane", hall.folder / "share-home")
        settings = (hall.folder / "kiosk.toml").read_text(encoding="utf-8")
        settings = re.sub(r"(?m)^full_screen = .*$", "full_screen = true", settings)
        (hall.folder / "kiosk-home.toml").write_text(re.sub(r"(?m)^share = .*$", 'share = "share-home"', settings), encoding="utf-8")
        self.kiosk = [str(build / "bin" / "silverlane-kiosk"), "--config", str(hall.folder / "kiosk-home.toml")]
        self.page = hall.folder / "home.html"
        self.chromium = [CHROMIUM, *CHROMIUM_FLAGS, f"--user-data-dir={hall.folder}/chromium", f"--app=file://{self.page}"]
        self.pictures = {"kiosk": hall.folder / "kiosk.pixels", "chromium": hall.folder / "chromium.pixels"}
        self.touches = {"kiosk": [], "chromium": [], "echo": []}
        self.touches_halting = {"kiosk": [], "chromium": []}
        self.memory = {"kiosk": [], "chromium": []}
        self.starts = {"kiosk": [], "chromium": []}
        self.drawing = None
        self.idle = None
        self.apart = None

    def use_kiosk(self, first):
        with Running(self.display, [*self.kiosk, "--control", str(self.control)]) as running:
            wait_for("the control socket", lambda: running.settle(0) or self.control.exists())
            running.settle(4)  # voice, hub and devices are started by then, and the glyphs drawn ahead
            if first:
                self.drawing = ask(self.control, {"do": "drawing"})
                self.page.write_text(page_copy.page(self.drawing), encoding="utf-8")
                self.display.probe("picture", self.pictures["kiosk"], *excluded(self.drawing))
                self.display.probe("image", self.hall.folder / "kiosk.ppm")
                with awake():
                    self.idle = at_rest(running.process.pid)
            self.memory["kiosk"].append(processes.proportional_memory_mib(running.process.pid))
            self.touch("kiosk", first)

    def use_chromium(self, first):
        with Running(self.display, self.chromium) as running:
            running.settle(5 if first else 4)
            if first:
                self.display.probe("picture", self.pictures["chromium"], *excluded(self.drawing))
                self.display.probe("image", self.hall.folder / "chromium.ppm")
                self.apart = pixels_apart(self.hall.folder / "kiosk.ppm", self.hall.folder / "chromium.ppm")
            self.memory["chromium"].append(processes.proportional_memory_mib(running.process.pid))
            self.touch("chromium", first)

    def use_echo(self):
        with Running(self.display, [self.display.program, "echo"]) as running, awake():
            running.settle(1)
            self.touches["echo"] += self.touch_once()

    def touch(self, who, first):
        with awake():
            self.touches[who] += self.touch_once()
        if first:
            self.touches_halting[who] += self.touch_once()

    def touch_once(self):
        button = next(node["rectangle_px"] for node in self.drawing["nodes"] if node["role"] == "answer" and node["pressable"])
        x, y = int(button["x"] + button["width"] / 2), int(button["y"] + button["height"] / 2)
        return self.display.probe("touch", x, y, TOUCHES)

    def start(self, who):
        command = self.kiosk if who == "kiosk" else self.chromium
        self.starts[who] += self.display.probe("start", self.pictures[who], *command)
        time.sleep(0.3)

    def run(self):
        for number in range(ROUNDS):
            self.use_kiosk(number == 0)
            self.use_chromium(number == 0)
        self.use_echo()
        for number in range(KIOSK_STARTS):
            self.start("kiosk")
            if number % 2 == 0 and len(self.starts["chromium"]) < PEER_STARTS:
                self.start("chromium")

    def figures(self):
        def pair(name, unit, at_most, of):
            return {"name": name, "value": of("kiosk"), "unit": unit, "peer": "chromium", "peer_value": of("chromium"), "ratio_at_most": at_most}

        def touch_at(part, touches=self.touches):
            return lambda who: sorted(touches[who])[int(len(touches[who]) * part)]

        share, wakers = self.idle
        for name, count in sorted(wakers.items(), key=lambda one: -one[1]):
            if count:
                print(f"  kiosk at rest: thread {name} woke {count} times in {IDLE_SECONDS} s", file=sys.stderr)
        return [pair("kiosk_start_to_complete_home_screen", "ms", 0.3, lambda who: statistics.median(self.starts[who])),
                pair("kiosk_memory_pss", "MiB", 0.2, lambda who: statistics.median(self.memory[who])),
                pair("kiosk_touch_to_pixels_p50", "ms", 0.5, touch_at(0.5)),
                pair("kiosk_touch_to_pixels_p99", "ms", 0.5, touch_at(0.99)),
                {"name": "least_touch_to_pixels_p50", "value": touch_at(0.5)("echo"), "unit": "ms"},
                {"name": "least_touch_to_pixels_p99", "value": touch_at(0.99)("echo"), "unit": "ms"},
                {"name": "halting_kiosk_touch_p50", "value": touch_at(0.5, self.touches_halting)("kiosk"), "unit": "ms"},
                {"name": "halting_chromium_touch_p50", "value": touch_at(0.5, self.touches_halting)("chromium"), "unit": "ms"},
                {"name": "page_pixels_unlike_the_kiosk", "value": self.apart, "unit": "%"},
                {"name": "kiosk_idle_cpu", "value": share, "unit": "%", "at_most": 0.1},
                {"name": "kiosk_idle_wake_ups", "value": sum(wakers.values()) / IDLE_SECONDS, "unit": "1/s"}]


def figures(build):
    hall = lobby.Lobby(build)
    display = Display(build)
    try:
        hall.start("silverlane-hub", "--config", hall.folder / "hub.toml", ready=r"https://127\.0\.0\.1:(\d+)")
        measurement = Measurement(build, hall, display)
        measurement.run()
        return measurement.figures()
    finally:
        display.close()
        hall.close()
