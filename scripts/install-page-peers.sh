#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What drives Chromium in tests (playwright-core), from the lock file, into tests/tablet/node_modules. Nothing of it ships.
set -euo pipefail
cd "$(dirname "$0")/../tests/tablet"
[[ node_modules/.package-lock.json -nt package-lock.json ]] && exit 0
echo "== installing the browser driver for tests" >&2
npm ci --no-audit --no-fund --silent >&2
