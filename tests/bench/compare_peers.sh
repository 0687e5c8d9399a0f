#!/usr/bin/env bash
# Runs peers beside us; see compare_peers.py.
set -euo pipefail
exec python3 "$(dirname "$0")/compare_peers.py" "$@"
