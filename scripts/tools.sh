# The programs around the compiler, kept by version in the cache: wasm-bindgen (and its test runner) and Trunk.
# shellcheck shell=bash

TRUNK=0.21.14

# need_wasm_bindgen: wasm-bindgen on PATH is exactly the version that Cargo.lock names; any other refuses the build's output.
need_wasm_bindgen() {
    local version
    version=$(awk -F '"' '/^name = "wasm-bindgen"$/ { getline; print $2; exit }' Cargo.lock 2>/dev/null || true)
    [ -n "$version" ] || die "Cargo.lock names no wasm-bindgen: run cargo generate-lockfile, then this again."
    if [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $version" ] && have wasm-bindgen-test-runner; then return; fi
    install_tool wasm-bindgen-cli "$version" wasm-bindgen
}

need_trunk() {
    if [ "$(trunk --version 2>/dev/null)" = "trunk $TRUNK" ]; then return; fi
    install_tool trunk "$TRUNK" trunk --locked --no-default-features --features rustls
}

# install_tool PACKAGE VERSION PROGRAM OPTION...: puts it on PATH; prebuilt by cargo-binstall where that is at hand, else built
# here. These are tools, not products: without optimization they cost a quarter of the time to build.
install_tool() {
    local package=$1 version=$2 program=$3 root
    shift 3
    root=$TOOLS/$package-$version
    if [ ! -x "$root/bin/$program" ]; then
        rm -rf "$root.part"
        if cargo binstall -V >/dev/null 2>&1 &&
            step "fetching $package $version" cargo binstall --no-confirm --disable-strategies compile \
                --root "$root.part" --version "=$version" "$package"; then
            :
        else
            step "building $package $version (once, some minutes)" build_tool "$root.part" "$package" "$version" "$@" ||
                die "$package $version could not be built; its output is above."
        fi
        rm -rf "$root" && mv "$root.part" "$root"
    fi
    PATH=$root/bin:$PATH
}

build_tool() {
    local root=$1 package=$2 version=$3
    shift 3
    env CARGO_TARGET_DIR="$TOOLS/build" CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 RUSTFLAGS= \
        cargo install "$package" --version "=$version" --root "$root" --no-track "$@"
}

# need_sources: every crate that the lock file names is on this machine, so that Trunk may work offline.
# In continuous integration a lock file that does not fit is an error, here and elsewhere, not something to mend.
need_sources() {
    if cargo fetch --offline ${CI:+--locked} >/dev/null 2>&1; then return; fi
    step "fetching the crates that Cargo.lock names" cargo fetch ${CI:+--locked} ||
        die "the crates could not be fetched; cargo's output is above."
}
