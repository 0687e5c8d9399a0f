# shellcheck shell=bash
# Sourced by ./dev: every check that reads the sources without running them.

# lint [--changed|--quick]: runs all checks, also after one has failed, and names those that failed.
# --quick leaves out clang-tidy and clazy, which read the whole tree for half an hour.
lint() {
    local failed=() all_files quick=no
    case ${1-} in
        "") all_files=$(cpp_files) ;;
        --changed) all_files=$(changed_cpp_files) ;;
        --quick) all_files=$(cpp_files) quick=yes ;;
        *) die "lint: unknown option '$1' (only --changed and --quick)." ;;
    esac
    check "clang-format" check_format "$all_files"
    check "shellcheck" check_shell
    check "desktop-file-validate" desktop-file-validate packaging/linux/*.desktop
    check "appstreamcli" appstreamcli validate --no-net packaging/linux/*.metainfo.xml
    if [[ $quick == no && -n $(sources_in "core|ui|app" "$all_files") ]]; then
        check "tidy preset" prepare_tidy
        check "clang-tidy" check_tidy "$(sources_in "core|ui|app" "$all_files")"
        check "clazy" check_clazy "$(sources_in "ui|app" "$all_files")"
    fi
    [[ ${#failed[@]} -eq 0 ]] || die "lint failed: ${failed[*]}"
    say "lint: all clean."
}

# check NAME COMMAND...: adds NAME to `failed` of the caller when the command fails.
check() {
    local name=$1 start=$SECONDS result=ok
    shift
    if ! "$@"; then
        result=FAILED
        failed+=("$name")
    fi
    say "lint: $name: $result ($((SECONDS - start)) s)"
}

cpp_files() {
    find core ui app tests -name '*.cpp' -o -name '*.h' | sort
}

check_shell() {
    find packaging tests -name '*.sh' -print0 | xargs -0 shellcheck -x dev .ci/run
}

# What differs from where this branch left main (on main: from the last commit), and new files. A
# changed header brings the source of its name along.
changed_cpp_files() {
    local base file
    base=$(git merge-base HEAD main 2>/dev/null || git merge-base HEAD origin/main 2>/dev/null || echo HEAD)
    {
        git diff --name-only --diff-filter=d "$base" --
        git ls-files --others --exclude-standard
    } | grep -E '^(core|ui|app|tests)/.*\.(cpp|h)$' | while read -r file; do
        echo "$file"
        if [[ $file == *.h && -f ${file%.h}.cpp ]]; then
            echo "${file%.h}.cpp"
        fi
    done | sort -u || true
}

# sources_in FOLDERS FILES: the .cpp files of FILES that lie in one of the folders ("ui|app").
sources_in() {
    grep -E "^($1)/.*\.cpp$" <<<"$2" || true
}

check_format() {
    [[ -z $1 ]] || xargs -P "$(nproc)" -n 20 clang-format-19 --dry-run -Werror <<<"$1"
}

# The compile database, and what sources include of moc (#include "page.moc"). moc is run without
# the build, whose order would first compile the whole core.
prepare_tidy() {
    local info
    configure tidy || return
    for info in build/tidy/*/CMakeFiles/*_autogen.dir/AutogenInfo.json; do
        cmake -E cmake_autogen "$info" Debug || return
    done
}

# One process a file, so that all cores are busy to the end; "N warnings generated" is noise. With
# CICADA_TIDY_SECONDS set (CI), the files changed last come first and what that time does not reach is said.
check_tidy() {
    local log limit=${CICADA_TIDY_SECONDS:-0} end=0 left
    [[ -n $1 ]] || return 0
    ((limit == 0)) || end=$(($(date +%s) + limit))
    log=$(mktemp)
    # shellcheck disable=SC2016 # the inner shell expands them
    newest_first "$1" | xargs -P "$(nproc)" -n 1 bash -c '
        if (($1 > 0 && $(date +%s) >= $1)); then echo "$3" >>"$2"; exit 0; fi
        clang-tidy-19 --quiet -p build/tidy "$3"' tidy "$end" "$log" \
        2> >(grep -vE '^[0-9]+ warnings? (generated|treated)|^Suppressed|^Use -header-filter' >&2)
    local status=$?
    left=$(wc -l <"$log")
    rm -f "$log"
    ((left == 0)) || say "lint: clang-tidy: time was up, $left files not read (./dev lint reads all)"
    return "$status"
}

# FILES, those of the latest commits first.
newest_first() {
    { git log --format= --name-only -n 300 2>/dev/null | grep -Fxf <(echo "$1") || true; echo "$1"; } | awk '!seen[$0]++'
}

# clazy ends with 0 whatever it found. Debian builds it on clang 14, which knows no -Wno-... of 19.
check_clazy() {
    local findings
    [[ -n $1 ]] || return 0
    findings=$(xargs -P "$(nproc)" -n 1 clazy-standalone -p build/tidy -checks=level0,level1 \
        --header-filter="^$PWD/(ui|app)/" --extra-arg=-Wno-everything <<<"$1" 2>&1 || true)
    findings=$(grep -E -A 3 '(warning|error):' <<<"$findings" || true)
    [[ -z $findings ]] || { say "$findings"; return 1; }
}
