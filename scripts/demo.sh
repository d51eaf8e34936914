#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Hub and kiosk on the sample bank, until Ctrl-C. Usage: scripts/demo.sh PREFIX
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
prefix=$(cd "$1" && pwd)
folder=$root/build/demo
children=()
# shellcheck disable=SC2317  # called by the traps
finish() {
    trap - EXIT INT TERM
    for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
    wait 2>/dev/null || true
    echo "ended; logs and slips are in $folder" >&2
}
trap finish EXIT
trap 'exit 0' INT TERM

rm -rf "$folder"
SILVERLANE_USUAL_PORTS=1 "$root/scripts/prepare-lobby.sh" "$prefix" "$folder" >/dev/null
port() { sed -n "s/^$1 = //p" "$folder/ports"; }

looking="the kiosk is a window on your display"
if [[ -z ${DISPLAY:-} ]]; then
    mkfifo "$folder/display"
    Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp 3>"$folder/display" 2>"$folder/xvfb.log" &
    children+=($!)
    read -r number <"$folder/display"
    export DISPLAY=:$number
    export SDL_AUDIODRIVER=${SDL_AUDIODRIVER:-dummy}
    looking="no display here, so the kiosk runs on a virtual one ($DISPLAY); to look at it:
                $prefix/bin/silverlanectl picture $folder/kiosk.socket /tmp/kiosk.png
                or, where x11vnc is installed: x11vnc -display $DISPLAY -localhost"
fi

"$prefix/bin/silverlane-hub" --config "$folder/hub.toml" >"$folder/hub.out" 2>"$folder/hub.log" &
children+=($!)
for _ in $(seq 100); do grep -q https "$folder/hub.out" && break; read -rt 0.1 <> <(:) || true; done
grep -q https "$folder/hub.out" || { echo "the hub did not start:" >&2; tail -5 "$folder/hub.log" >&2; exit 1; }
"$prefix/bin/silverlane-kiosk" --config "$folder/kiosk.toml" --control "$folder/kiosk.socket" 2>"$folder/kiosk.log" &
children+=($!)

cat <<TEXT

Silverlane is running on a sample bank (everything invented).

  tablet page   https://localhost:$(port hub_port)/tablet/   (its own certificate: accept it once)
  phone page    https://localhost:$(port phone_port)/phone/   (a slip's symbol opens it with the slip's number)
  sign in       staff number 1001, PIN 135790   (1002, 2001, 2002, 3001, 9001 as well)
  kiosk         $looking

  someone comes in by Wi-Fi:
    $prefix/bin/silverlanectl arrive --port $(port wifi_port) --secret $folder/keys/radius.secret --reference CIF:sample-0001
  someone taps a bank card at the kiosk:
    $prefix/bin/silverlanectl device $folder/kiosk.socket card sample-card-0001
  at 养老金 or 查余额, a card goes in, a PIN is typed, the handset is lifted, the card is taken:
    $prefix/bin/silverlanectl device $folder/kiosk.socket card_slot insert sample-card-0001
    $prefix/bin/silverlanectl device $folder/kiosk.socket pin_pad 246810 enter
    $prefix/bin/silverlanectl device $folder/kiosk.socket private_ear handset up
    $prefix/bin/silverlanectl device $folder/kiosk.socket card_slot take
  at 补登存折, a passbook:
    $prefix/bin/silverlanectl device $folder/kiosk.socket passbook insert sample-book-0001   (then: take; insert sample-book-0001 page 2)
  with a PIN    sample-card-0001 and sample-book-0001 have the PIN 246810, sample-card-0002 has 246811 and so on;
                $prefix/bin/silverlanectl sample-person NUMBER says what a sample customer carries. The money is a sandbox's.
  health        https://localhost:$(port hub_port)/health     metrics  /metrics

Ctrl-C ends it.
TEXT
wait -n "${children[@]}" || true
echo "one of the programs ended by itself:" >&2
tail -3 "$folder/hub.log" "$folder/kiosk.log" >&2
exit 1
