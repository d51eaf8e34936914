#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Configures and builds one preset into build/<preset>. Usage: scripts/build.sh PRESET [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=$1
shift
if [[ ! -f build/$preset/build.ninja ]]; then
    echo "== configuring $preset" >&2
    cmake --preset "$preset" >"/tmp/silverlane-configure.$$" 2>&1 || { cat "/tmp/silverlane-configure.$$" >&2; rm -f "/tmp/silverlane-configure.$$"; exit 1; }
    rm -f "/tmp/silverlane-configure.$$"
fi
echo "== building $preset" >&2
targets=()
for target in "$@"; do targets+=(--target "$target"); done
cmake --build --preset "$preset" "${targets[@]}" >&2
