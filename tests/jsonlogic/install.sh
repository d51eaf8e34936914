#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The peers of the rule language, from the lock file, into tests/jsonlogic/node_modules. Nothing of it ships.
set -euo pipefail
cd "$(dirname "$0")"
[[ node_modules/.package-lock.json -nt package-lock.json ]] && exit 0
echo "== installing json-logic-js and json-rules-engine for tests" >&2
npm ci --no-audit --no-fund --silent >&2
