#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes a folder in which hub and kiosk can run on the sample bank: fresh keys, certificate, tokens, configuration, data.
# Usage: scripts/prepare-lobby.sh PREFIX FOLDER. PREFIX holds bin/ and share/silverlane. SILVERLANE_CUSTOMERS sets how many (300).
set -euo pipefail
prefix=$1
folder=$2
bin=$prefix/bin
share=$prefix/share/silverlane
umask 077
mkdir -p "$folder"/{keys,bank,hub-data,kiosk-data,pictures}
cd "$folder"

# A demonstration takes the usual ports where they are free; everything else takes any, so that lobbies do not meet.
python3 - >ports <<'PORTS'
import os
import socket
def free(kind, wanted):
    for port in (wanted, 0) if os.environ.get("SILVERLANE_USUAL_PORTS") else (0,):
        with socket.socket(socket.AF_INET, kind) as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return probe.getsockname()[1]
            except OSError:
                pass
print("hub_port =", free(socket.SOCK_STREAM, 8443))
# The page on customers' phones; [phone] page_address of the sample hub names it too, so that a slip's symbol opens the page.
print("phone_port =", free(socket.SOCK_STREAM, 8444))
print("wifi_port =", free(socket.SOCK_DGRAM, 1813))
print("queue_port =", free(socket.SOCK_STREAM, 8090))
PORTS
port() { sed -n "s/^$1 = //p" ports; }

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=Silverlane demonstration" \
    -addext "subjectAltName=DNS:localhost,IP:127.0.0.1" -keyout hub.key -out hub.crt 2>/dev/null
"$bin/silverlanectl" make-key keys/identifiers.key
"$bin/silverlanectl" make-key keys/visit-codes.key
"$bin/silverlanectl" make-key keys/portal.key
"$bin/silverlanectl" make-pin-keys keys/bank-pin.key keys/bank-pin.pub
openssl rand -hex 16 >keys/radius.secret
openssl rand -hex 16 >keys/queue.token
token_line=$("$bin/silverlanectl" enrol keys/kiosk-1.token)
pin_line=$("$bin/silverlanectl" hash-pin <<<"135790")

for name in products tags segments scenes strategies; do cp "$share/samples/$name.toml" bank/; done
cp -r "$share/samples/talk_tracks" "$share/samples/campaigns" bank/
"$bin/silverlanectl" sample-bank --key keys/identifiers.key --to bank --seed 7 --customers "${SILVERLANE_CUSTOMERS:-300}"
sed "s|^token_hash = .*|$token_line|" "$share/samples/branch.toml" >bank/branch.toml
sed "s|^pin_hash = .*|$pin_line|" "$share/samples/staff.toml" >bank/staff.toml

for name in hub kiosk; do
    sed -e "s|@SHARE@|$share|g" -e "s|@HUB_PORT@|$(port hub_port)|g" -e "s|@PHONE_PORT@|$(port phone_port)|g" \
        -e "s|@WIFI_PORT@|$(port wifi_port)|g" -e "s|@QUEUE_PORT@|$(port queue_port)|g" "$share/samples/$name.toml" >"$name.toml"
done
# One host for the branch's drivers: the kiosk, unless asked otherwise.
host=${SILVERLANE_DRIVERS:-kiosk}
sed -e "s|@SHARE@|$share|g" -e "s|@WIFI_PORT@|$(port wifi_port)|g" -e "s|@QUEUE_PORT@|$(port queue_port)|g" "$share/samples/drivers.toml" >>"$host.toml"
"$bin/silverlane-hub" --config hub.toml --import bank
