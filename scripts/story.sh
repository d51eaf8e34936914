#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The story from the door to the tablet, played and checked by itself. Usage: scripts/story.sh PREFIX [FOLDER]; PREFIX holds bin/ and
# share/silverlane (a build folder, or /usr when the packages are installed). Pictures land in FOLDER/pictures.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
prefix=$(cd "$1" && pwd)
folder=${2:-$root/build/story}
rm -rf "$folder"
"$root/scripts/prepare-lobby.sh" "$prefix" "$folder" >/dev/null
"$root/scripts/install-page-peers.sh"
exec node "$root/tests/system/story.mjs" "$prefix" "$folder"
