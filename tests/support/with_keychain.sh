#!/bin/sh
# with_keychain.sh PROGRAM [ARGS...]: runs it beside a session bus and an open, empty keychain of its own.
# Both end with it, and nothing is left.
set -eu
CICADA_KEYCHAIN_FOLDER=$(mktemp -d)
export CICADA_KEYCHAIN_FOLDER CICADA_WITH_KEYCHAIN=1
trap 'rm -rf "$CICADA_KEYCHAIN_FOLDER"' EXIT
# shellcheck disable=SC2016 # for the inner shell
dbus-run-session -- sh -c '
    printf "only for this test" | XDG_DATA_HOME=$CICADA_KEYCHAIN_FOLDER XDG_RUNTIME_DIR=$CICADA_KEYCHAIN_FOLDER \
        gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
    keyring=$!
    status=0
    "$@" || status=$?
    kill "$keyring" 2>/dev/null || true
    wait "$keyring" 2>/dev/null || true
    exit "$status"' sh "$@"
