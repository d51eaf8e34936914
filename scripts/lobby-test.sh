#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Prepares a lobby and plays one script of tests/system in it. Usage: scripts/lobby-test.sh SCRIPT PREFIX FOLDER [ARGUMENTS of the script]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
script=$1
prefix=$(cd "$2" && pwd)
folder=$3
rm -rf "$folder"
"$root/scripts/prepare-lobby.sh" "$prefix" "$folder" >/dev/null
"$root/scripts/install-page-peers.sh"
exec node "$root/tests/system/$script.mjs" "$prefix" "$folder" "${@:4}"
