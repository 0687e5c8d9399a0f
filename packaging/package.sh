# shellcheck shell=bash
# Sourced by ./dev: makes the Debian packages and tries what is in them, without installing them.

package() {
    local folder=build/package version root
    rm -rf "$folder"
    # The same sources give the same packages: their times are those of the last commit.
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || date +%s)
    export SOURCE_DATE_EPOCH
    (cd build/release && cpack -G DEB) >&2 || die "package: cpack failed."
    rm -rf "$folder/_CPack_Packages"
    version=$(dpkg-deb --field "$(echo "$folder"/cicada-cli_*.deb)" Version)
    check_policy "$folder"/*.deb || die "package: lintian found something."
    root=$(mktemp -d)
    try_package "$root" "$folder" || {
        rm -rf "$root"
        die "package: what is in the packages does not work."
    }
    rm -rf "$root"
    say "Packages of version $version:"
    ls -l "$folder"/*.deb
    say "Install them with: sudo apt install ./$folder/cicada-cli_*.deb ./$folder/cicada_*.deb"
}

# Not held against us: the address of a maintainer, whom a project without a mailbox has not
# (cmake -DCICADA_PACKAGE_CONTACT="Name <address>" build/release), and that no bug of Debian's asks
# for the package.
check_policy() {
    lintian --fail-on error,warning --tag-display-limit 0 --allow-root --suppress-tags \
        bogus-mail-host,bogus-mail-host-in-debian-changelog,initial-upload-closes-no-bugs "$@"
}

# try_package ROOT FOLDER: unpacks into ROOT and uses the programs from there.
try_package() {
    local root=$1 folder=$2 file commands described
    for file in "$folder"/*.deb; do
        dpkg-deb --extract "$file" "$root" || return
    done
    "$root/usr/bin/cicada-cli" --version || return
    "$root/usr/bin/cicada" --version || return
    "$root/usr/bin/cicada-cli" run "$root/usr/share/cicada/samples/first_look.cicada.json" \
        --target sandbox --requests 2000 --quiet >/dev/null || return
    desktop-file-validate "$root/usr/share/applications/cicada.desktop" || return
    # The manual names each command, and none that is not there.
    commands=$("$root/usr/bin/cicada-cli" --help | sed -n '/^Subcommands:/,$s/^  \([a-z]*\)  .*/\1/p')
    described=$(zcat "$root/usr/share/man/man1/cicada-cli.1.gz" |
        sed -n '/^\.SH COMMANDS/,/^\.SH PASSWORDS/s/^\.B \([a-z]*\)$/\1/p')
    [[ -n $commands && $commands == "$described" ]] || {
        say "The manual page of cicada-cli has other commands than the program: $described"
        return 1
    }
}
