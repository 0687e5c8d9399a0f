# shellcheck shell=bash
# Sourced by ./dev: every check that reads the sources without running them.

# lint [--changed|--quick]: runs all checks, also after one has failed, and names those that failed.
# --quick leaves out clang-tidy and clazy, which take minutes. They read the whole tree as unity
# sources, which spares reading the same headers again for each file; changed files one by one.
lint() {
    local failed=() all_files whole=no quick=no
    case ${1-} in
        "") all_files=$(cpp_files) whole=yes ;;
        --changed) all_files=$(changed_cpp_files) ;;
        --quick) all_files=$(cpp_files) quick=yes ;;
        *) die "lint: unknown option '$1' (only --changed and --quick)." ;;
    esac
    check "clang-format" check_format "$all_files"
    check "shellcheck" check_shell
    check "desktop-file-validate" desktop-file-validate packaging/linux/*.desktop
    check "appstreamcli" appstreamcli validate --no-net packaging/linux/*.metainfo.xml
    if [[ $whole == yes ]]; then
        check "tidy preset" prepare_tidy build/tidy-whole -DCMAKE_UNITY_BUILD=ON
        check "clang-tidy" check_tidy build/tidy-whole "$(unity_sources 'core|ui|app')"
        check "clazy" check_clazy build/tidy-whole "$(unity_sources 'ui|app')"
    elif [[ $quick == no && -n $(sources_in "core|ui|app" "$all_files") ]]; then
        check "tidy preset" prepare_tidy build/tidy
        check "clang-tidy" check_tidy build/tidy "$(sources_in "core|ui|app" "$all_files")"
        check "clazy" check_clazy build/tidy "$(sources_in "ui|app" "$all_files")"
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

# unity_sources FOLDERS: the sources in build/tidy-whole that include all others.
unity_sources() {
    find build/tidy-whole -path '*/Unity/*.cxx' | grep -E "^build/tidy-whole/($1)/" | sort || true
}

# prepare_tidy FOLDER [OPTION...]: the compile database, and what sources include of moc
# (#include "page.moc"). moc is run without the build, whose order would first compile the core.
prepare_tidy() {
    local folder=$1 info
    shift
    if [[ ! $folder/build.ninja -nt CMakePresets.json ]]; then
        cmake --preset tidy -B "$folder" "$@" >&2 || return
    else
        cmake "$folder" >/dev/null || return
    fi
    for info in "$folder"/*/CMakeFiles/*_autogen.dir/AutogenInfo.json; do
        cmake -E cmake_autogen "$info" Debug || return
    done
}

# check_tidy DATABASE FILES. One process a file, so that all cores are busy to the end; "N warnings
# generated" is noise.
check_tidy() {
    [[ -n $2 ]] || return 0
    xargs -P "$(nproc)" -n 1 clang-tidy-19 --quiet -p "$1" <<<"$2" \
        2> >(grep -vE '^[0-9]+ warnings? (generated|treated)|^Suppressed|^Use -header-filter' >&2)
}

# check_clazy DATABASE FILES. clazy ends with 0 whatever it found. Debian builds it on clang 14,
# which knows no -Wno-... of 19.
check_clazy() {
    local findings
    [[ -n $2 ]] || return 0
    findings=$(xargs -P "$(nproc)" -n 1 clazy-standalone -p "$1" -checks=level0,level1 \
        --header-filter="^$PWD/(ui|app)/" --extra-arg=-Wno-everything <<<"$2" 2>&1 || true)
    findings=$(grep -E -A 3 '(warning|error):' <<<"$findings" || true)
    [[ -z $findings ]] || { say "$findings"; return 1; }
}
