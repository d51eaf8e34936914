# SPDX-License-Identifier: GPL-3.0-or-later
"""From the RADIUS packet leaving the controller to the alert's bytes on an open stream, 200 customers a second, hub on SQLite,
durable, everything on this machine; the driver once hosted by the hub, once by a kiosk (through its outbox). Each customer comes
once and consents, so each packet must end in one alert."""
import http.client
import json
import os
import pathlib
import re
import socket
import ssl
import statistics
import threading
import time

import lobby
import radius_packets

RATE = 200
SECONDS = 10


def consenting(folder):
    """Customers whose arrival makes an alert: service and wifi granted. The reference follows from the number (silverlanectl sample-person)."""
    out = []
    for line in open(pathlib.Path(folder) / "bank" / "customers.jsonl", encoding="utf-8"):
        row = json.loads(line)
        granted = {c["purpose"] for c in row["consents"] if c["granted"]}
        if {"service", "wifi"} <= granted:
            out.append("CIF:sample-%04d" % int(row["id"][1:]))
    return out


class Stream(threading.Thread):
    """Reads the tablet's stream and notes when the alert of each sequence came."""

    def __init__(self, port, certificate):
        super().__init__(daemon=True)
        self.context = ssl.create_default_context(cafile=certificate)
        self.port = port
        self.arrived = []
        self.ready = threading.Event()

    def run(self):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.context, timeout=30)
        connection.request("POST", "/v1/staff/sign-in", json.dumps({"staff_number": "1001", "pin": "135790"}), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        cookie = answer.getheader("Set-Cookie").split(";")[0]
        connection.request("GET", "/v1/staff/stream", headers={"Cookie": cookie, "Accept": "text/event-stream"})
        stream = connection.getresponse()
        self.ready.set()
        for line in stream:
            if line.startswith(b"data:") and b'"kind":"arrival"' in line:
                self.arrived.append(time.perf_counter())


def figures(build):
    return measure(build, "hub") + measure(build, "kiosk")


def measure(build, host):
    hall = lobby.Lobby(build, customers=4 * RATE * SECONDS, drivers=host)
    try:
        references = consenting(hall.folder)[:RATE * SECONDS]
        _, found = hall.start("silverlane-hub", "--config", hall.folder / "hub.toml", ready=r"https://127\.0\.0\.1:(\d+)")
        if host == "kiosk":
            hall.start("silverlane-kiosk", "--config", hall.folder / "kiosk.toml", "--presenter", "memory",
                       environment={**os.environ, "SDL_AUDIODRIVER": "dummy"})
            log = hall.folder / "silverlane-kiosk.log"
            end = time.monotonic() + 20
            while not {"wifi_opened", "hub_up"} <= set(log.read_text().split()) and time.monotonic() < end:
                time.sleep(0.05)
        stream = Stream(int(found.group(1)), hall.folder / "hub.crt")
        stream.start()
        stream.ready.wait(20)
        secret = (hall.folder / "keys" / "radius.secret").read_text().strip().encode()
        wifi_port = int(re.search(r"wifi_port = (\d+)", (hall.folder / "ports").read_text()).group(1))
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sent = []
        start = time.perf_counter()
        for number, reference in enumerate(references):
            due = start + number / RATE
            while time.perf_counter() < due:
                time.sleep(max(0.0, min(0.001, due - time.perf_counter())))
            packet = radius_packets.accounting_start(number & 255, secret, "B%06d" % number, reference, "96-F7-FF-9A-BF-33:Bank-Guest", "branch-0791-ap1")
            sent.append(time.perf_counter())
            udp.sendto(packet, ("127.0.0.1", wifi_port))
        end = time.perf_counter() + 10
        while len(stream.arrived) < len(sent) and time.perf_counter() < end:
            time.sleep(0.05)
        if len(stream.arrived) != len(sent):
            raise RuntimeError(f"{len(sent)} packets made {len(stream.arrived)} alerts")
        # One source, one writer, one stream: alerts come in the order of the packets.
        taken = sorted((there - here) * 1000 for here, there in zip(sent, stream.arrived))
        return [{"name": f"packet_to_stream_p50_{host}", "value": statistics.median(taken), "unit": "ms"},
                {"name": f"packet_to_stream_p99_{host}", "value": taken[int(len(taken) * 0.99)], "unit": "ms"}]
    finally:
        hall.close()
