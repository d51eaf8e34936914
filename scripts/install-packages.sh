#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing of the named sections of packaging/apt-packages.txt. Asks for sudo only when something is missing.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

section_packages() {
    awk -v want="[$1]" '/^#/ || NF == 0 {next} /^\[/ {inside = ($0 == want); next} inside {print}' "$root/packaging/apt-packages.txt"
}

missing=()
for section in "$@"; do
    while read -r package command; do
        if [[ $command == \?* ]] && command -v "${command#?}" >/dev/null; then continue; fi
        if [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true) != installed ]]; then missing+=("$package"); fi
    done < <(section_packages "$section")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

as_root=()
if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || { echo "These Debian packages are missing: ${missing[*]}. Install them as root and run this again." >&2; exit 1; }
    echo "Debian packages to install (sudo asks for your password): ${missing[*]}" >&2
    as_root=(sudo)
fi
echo "== installing ${#missing[@]} Debian packages" >&2
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
