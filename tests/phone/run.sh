#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs tests of the phone page. Usage: run.sh PREFIX FILE...; PREFIX holds bin/ and share/silverlane.
set -euo pipefail
cd "$(dirname "$0")"
../../scripts/install-page-peers.sh
export SILVERLANE_PREFIX=$1
shift
exec node --test --test-concurrency=1 "$@"
