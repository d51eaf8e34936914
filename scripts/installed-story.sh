#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs BUILD into FOLDER/root as the packages do, and plays the story from there. Usage: scripts/installed-story.sh BUILD FOLDER
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=$1
folder=$2
rm -rf "$folder"
mkdir -p "$folder"
for component in hub kiosk ctl; do
    DESTDIR=$folder/root cmake --install "$build" --component "$component" --prefix /usr >/dev/null
done
[[ -f $folder/root/etc/silverlane/hub.toml && -f $folder/root/usr/lib/systemd/system/silverlane-kiosk.service ]]
exec "$root/scripts/lobby-test.sh" story "$folder/root/usr" "$folder/lobby"
