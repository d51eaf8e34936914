#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: scripts/bench.sh BUILD [NAME...]. JSON lines on standard output, a table on standard error.
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 tests/bench/run.py "$@"
