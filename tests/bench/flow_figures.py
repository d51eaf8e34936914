# SPDX-License-Identifier: GPL-3.0-or-later
"""What a branch's own changes may cost: the figures of flow_bench, and the same unseen characters from outside: a touch until the pixels of a
character that was never drawn have changed."""
import json
import statistics
import subprocess

import kiosk_figures

TOUCHES = 60


def figures(build):
    program = str(build / "tests" / "flow_bench")
    done = subprocess.run([program], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"flow_bench ended with {done.returncode}: {done.stderr[-2000:]}")
    out = [json.loads(line) for line in done.stdout.splitlines()]
    display = kiosk_figures.Display(build)
    showing = subprocess.Popen([program, "--on-display"], env=display.environment, stdout=subprocess.PIPE, text=True)
    try:
        touches = display.probe("touch", *showing.stdout.readline().split(), TOUCHES)
    finally:
        showing.terminate()
        showing.wait(10)
        display.close()
    out.append({"name": "touch_to_unseen_character_p50", "value": statistics.median(touches), "unit": "ms", "at_most": 5})
    out.append({"name": "touch_to_unseen_character_longest", "value": max(touches), "unit": "ms", "at_most": 5})
    return out
