#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Compares the rule language with json-logic-js. Usage: run.sh RULES_PROBE
set -euo pipefail
cd "$(dirname "$0")"
./install.sh
export SILVERLANE_RULES_PROBE=$1
exec node --test --test-concurrency=1 json_logic.test.mjs
