# CPython 3.14 and 3.15, to record and to compare with, beside the machine's own python3 (which is 3.11): Debian's next release has
# them. Its packages are unpacked into a folder of the cache and run there by the loader and the libraries that come along, so that
# nothing is installed on the machine. Tests do without: what these say is recorded.
# shellcheck shell=bash

PYTHONS=(3.14 3.15)
PYTHONS_RELEASE=forky

# need_pythons: $TOOLS/pythons/python3.14 and python3.15 can be run; fails where they cannot be had (not Debian, no network).
need_pythons() {
    if find_pythons; then return; fi
    if ! have apt-get || ! have dpkg; then
        say "CPython ${PYTHONS[*]} are taken from Debian's packages, and apt-get is not here: put python3.14 and python3.15 into $TOOLS/pythons"
        return 1
    fi
    step "CPython ${PYTHONS[*]}" get_pythons && find_pythons
}

find_pythons() {
    local version
    for version in "${PYTHONS[@]}"; do
        "$TOOLS/pythons/python$version" -c pass >/dev/null 2>&1 || return 1
    done
}

# apt-get with lists, cache and a (blank) status of its own: it then names and fetches all that a package needs.
get_pythons() {
    local home=$TOOLS/pythons work=$TOOLS/pythons.new keyring=/usr/share/keyrings/debian-archive-keyring.gpg package version
    local apt=(apt-get -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$work/lists"
        -o Dir::Cache="$work/cache" -o Dir::State::status="$work/status" -o APT::Sandbox::User=root)
    rm -rf "$work" && mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/root" || return
    : >"$work/status"
    echo "deb [signed-by=$keyring] http://deb.debian.org/debian $PYTHONS_RELEASE main" >"$work/sources.list"
    "${apt[@]}" update && "${apt[@]}" --yes --download-only --no-install-recommends install "${PYTHONS[@]/#/python}" libpython3.14-testsuite || return
    for package in "$work"/cache/archives/*.deb; do
        dpkg -x "$package" "$work/root" || return
    done
    for version in "${PYTHONS[@]}"; do
        python_wrapper "$version" "$home" >"$work/python$version" && chmod +x "$work/python$version" || return
    done
    rm -rf "$work/lists" "$work/cache" "$home" && mv "$work" "$home"
}

# python_wrapper VERSION HOME: a script that runs it; it finds its library by PYTHONHOME, so that its -I and -E do not work.
python_wrapper() {
    local machine
    machine=$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo "$(uname -m)-linux-gnu")
    cat <<END
#!/bin/sh
root=$2/root
for loader in "\$root"/usr/lib64/ld-linux*.so.* "\$root"/lib64/ld-linux*.so.* "\$root"/usr/lib/ld-linux*.so.* "\$root/usr/lib/$machine"/ld-linux*.so.*; do
    [ ! -e "\$loader" ] || break
done
PYTHONHOME=\$root/usr exec "\$loader" --argv0 "\$0" --library-path "\$root/usr/lib/$machine:\$root/lib/$machine" "\$root/usr/bin/python$1" "\$@"
END
}
