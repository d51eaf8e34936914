# SPDX-License-Identifier: GPL-3.0-or-later
"""The kiosk from outside, on a virtual 1920x1080 display, by display_probe: start to complete home screen, touch to changed pixels, idle CPU,
memory."""
import json
import os
import pathlib
import socket
import statistics
import subprocess
import time

import lobby

STARTS = 9
TOUCHES = 120
IDLE_SECONDS = 20


def ask(path, message):
    with socket.socket(socket.AF_UNIX) as control:
        control.settimeout(10)
        control.connect(str(path))
        control.sendall(json.dumps(message).encode() + b"\n")
        answer = b""
        while not answer.endswith(b"\n"):
            answer += control.recv(65536)
    return json.loads(answer)


def cpu_ticks(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def proportional_memory(pid):
    for line in open(f"/proc/{pid}/smaps_rollup", encoding="ascii"):
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def wait_for(what, test, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if test():
            return
        time.sleep(0.05)
    raise RuntimeError(f"not seen: {what}")


def figures(build):
    hall = lobby.Lobby(build)
    read, write = os.pipe()
    xvfb = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"], pass_fds=[write],
                            stderr=subprocess.DEVNULL)
    display = ":" + os.read(read, 16).decode().strip()
    environment = {**os.environ, "DISPLAY": display, "SDL_AUDIODRIVER": "dummy"}
    probe = [str(build / "tests" / "display_probe")]
    kiosk = [str(build / "bin" / "silverlane-kiosk"), "--config", str(hall.folder / "kiosk.toml")]
    control = hall.folder / "kiosk.socket"
    try:
        hall.start("silverlane-hub", "--config", hall.folder / "hub.toml", ready=r"https://127\.0\.0\.1:(\d+)")
        reference = str(hall.folder / "home.pixels")
        process = subprocess.Popen([*kiosk, "--control", str(control)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for("the control socket", control.exists)
        time.sleep(3)
        subprocess.run([*probe, "picture", reference], check=True, env=environment)

        before, wall = cpu_ticks(process.pid), time.monotonic()
        time.sleep(IDLE_SECONDS)
        idle = (cpu_ticks(process.pid) - before) / os.sysconf("SC_CLK_TCK") / (time.monotonic() - wall) * 100
        memory = proportional_memory(process.pid)

        ask(control, {"do": "press", "node": "wake"})  # any touch wakes the idle screen; the home screen has keys to be held
        time.sleep(1)
        scene = ask(control, {"do": "scene"})
        button = next(node for node in scene["nodes"] if node["role"] == "answer" and node.get("rectangle_px"))
        x, y, width, height = (button["rectangle_px"][key] for key in ("x", "y", "width", "height"))
        touched = subprocess.run([*probe, "touch", str(int(x + width / 2)), str(int(y + height / 2)), str(TOUCHES)], check=True, env=environment,
                                 capture_output=True, text=True)
        touches = sorted(float(line) for line in touched.stdout.split())
        process.terminate()
        process.wait(10)

        starts = []
        for _ in range(STARTS):
            done = subprocess.run([*probe, "start", reference, *kiosk], env=environment, capture_output=True, text=True)
            if done.returncode != 0:
                raise RuntimeError("the home screen was not seen: " + done.stderr[-500:])
            starts.append(float(done.stdout.split()[0]))
        return [{"name": "kiosk_start_to_home", "value": statistics.median(starts), "unit": "ms"},
                {"name": "kiosk_touch_to_pixels_p50", "value": statistics.median(touches), "unit": "ms"},
                {"name": "kiosk_touch_to_pixels_p99", "value": touches[int(len(touches) * 0.99)], "unit": "ms"},
                {"name": "kiosk_idle_cpu", "value": idle, "unit": "%"},
                {"name": "kiosk_memory_pss", "value": memory, "unit": "MiB"}]
    finally:
        xvfb.terminate()
        hall.close()
