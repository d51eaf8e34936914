#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: scripts/kill-test.sh PREFIX FOLDER [KILLS] [SEED]. See tests/system/kill-test.mjs.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
prefix=$(cd "$1" && pwd)
folder=$2
rm -rf "$folder"
"$root/scripts/prepare-lobby.sh" "$prefix" "$folder" >/dev/null
"$root/scripts/install-page-peers.sh"
exec node "$root/tests/system/kill-test.mjs" "$prefix" "$folder" "${@:3}"
