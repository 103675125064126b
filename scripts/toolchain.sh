# The Rust compiler, and its std for wasm32-unknown-unknown.
#
#   cargo at hand, new enough ──need_wasm──> target there? ──yes──> done
#                                              │no
#                                              ├─ rustup target add ──works──> done
#                                              └─ fails: Debian's rustc-web from now on, std built from its sources
#
# One compiler serves native and wasm builds, so that they share what cargo has built.
# shellcheck shell=bash

WASM=wasm32-unknown-unknown
# The name under which rustup knows Debian's compiler.
LINKED=loopscope
HOW_TO_GET_RUST="install rustup (rustup.rs says how), then run this again"

# need_native: `cargo` and `rustc` on PATH are new enough for the workspace.
need_native() {
    local wanted
    wanted=$(sed -n 's/^rust-version *= *"\(.*\)"/\1/p' Cargo.toml | head -n 1)
    if [ -n "${RUSTUP_TOOLCHAIN:-}" ] && [ "$RUSTUP_TOOLCHAIN" != "$LINKED" ]; then
        rustc --version >/dev/null 2>&1 || die "RUSTUP_TOOLCHAIN is $RUSTUP_TOOLCHAIN, which has no working rustc here; unset it."
        rust_at_least "$wanted" || die "RUSTUP_TOOLCHAIN is $RUSTUP_TOOLCHAIN, older than Rust $wanted; unset it."
        return
    fi
    unset RUSTUP_TOOLCHAIN
    if debian_linked; then
        use_debian
        if rust_at_least "$wanted"; then return; fi
        unset RUSTUP_TOOLCHAIN
    fi
    if have cargo && rust_at_least "$wanted"; then return; fi
    if use_rustup "$wanted"; then return; fi
    if debian_has_rust; then
        set_up_debian
        rust_at_least "$wanted" || die "Debian's rustc-web is older than Rust $wanted; $HOW_TO_GET_RUST."
    elif have cargo; then
        die "Rust $wanted or newer is needed, and $(rustc --version 2>&1 | head -n 1) is what is here; run: rustup update stable"
    else
        die "Rust is missing: $HOW_TO_GET_RUST."
    fi
}

# use_rustup VERSION: from now on rustup's compiler of that version, got first if it is not there. False where there is no rustup, or
# it cannot download.
use_rustup() {
    local toolchain
    case $1 in
        *.*.*) toolchain=$1 ;;
        *) toolchain=$1.0 ;;
    esac
    have rustup || return 1
    if ! rustup toolchain list 2>/dev/null | grep -q "^$toolchain-"; then
        RUST_BACKTRACE=0 RUSTUP_MAX_RETRIES=1 STEP_TAIL=3 step "rustup toolchain install $toolchain" \
            rustup toolchain install "$toolchain" --profile minimal --component clippy --component rustfmt || return 1
    fi
    export RUSTUP_TOOLCHAIN=$toolchain
    rust_at_least "$1"
}

# need_wasm: as need_native, and std for wasm32 beside it.
need_wasm() {
    need_native
    if wasm_std_there; then return; fi
    if [ "${RUSTUP_TOOLCHAIN:-}" != "$LINKED" ] && have rustup; then
        if RUST_BACKTRACE=0 RUSTUP_MAX_RETRIES=1 STEP_TAIL=3 step "rustup target add $WASM" rustup target add "$WASM" && wasm_std_there; then return; fi
        debian_has_rust || die "rustup could not download the target $WASM, and there is no Debian package rustc-web to fall back to; mend the network, or run rustup target add $WASM yourself."
        say "rustup cannot download here: Debian's compiler, and std built from its sources, instead."
    fi
    debian_has_rust || die "std for $WASM is missing and rustup is not here to add it; $HOW_TO_GET_RUST."
    set_up_debian
    if wasm_std_there; then return; fi
    step "building std for $WASM (once, a minute or two)" build_wasm_std || die "std for $WASM could not be built; its output is above."
    wasm_std_there || die "std for $WASM was built, but $(rustc --version) does not find it."
}

# small_std: from now on cargo builds std for wasm32 along with the program, from its sources, for size and without the texts of
# panics and of `{:?}`, which nothing shows a reader: a tenth fewer bytes to download. False where the sources are not to be had.
# All these settings are cargo's and rustc's, not yet stable (RUSTC_BOOTSTRAP lets this compiler take them): build-std, its
# feature optimize_for_size, panics that abort on the spot, no `Debug`, and of places in the source the line alone (a record's line in a
# Rust twin is the place that called: without it moments and the running line are lost).
small_std() {
    local library
    std_sources_there || get_std_sources || return 1
    library=$(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.toml
    # What std depends on, for Trunk works offline.
    if ! RUSTC_BOOTSTRAP=1 cargo fetch --offline --locked --target "$WASM" --manifest-path "$library" >/dev/null 2>&1; then
        RUSTC_BOOTSTRAP=1 step "fetching what std depends on" \
            cargo fetch --locked --target "$WASM" --manifest-path "$library" || return 1
    fi
    export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--cfg erase_components -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=line -Zfmt-debug=none -Cllvm-args=--inline-threshold=0"
}

std_sources_there() {
    [ -f "$(rustc --print sysroot)/lib/rustlib/src/rust/library/std/Cargo.toml" ]
}

get_std_sources() {
    if [ "${RUSTUP_TOOLCHAIN:-}" != "$LINKED" ] && have rustup; then
        RUST_BACKTRACE=0 RUSTUP_MAX_RETRIES=1 STEP_TAIL=3 step "rustup component add rust-src" rustup component add rust-src || return
    elif debian_has_rust; then
        apt_install rust-web-src
    fi
    std_sources_there
}

rust_at_least() {
    version_at_least "$(rustc --version 2>/dev/null | cut -d ' ' -f 2)" "${1:-0}"
}

# Whether the present rustc finds std for wasm32. One built here must be by the very same compiler.
wasm_std_there() {
    local lib
    lib=$(rustc --print target-libdir --target "$WASM" 2>/dev/null) || return 1
    ls "$lib"/libstd-*.rlib "$lib"/libtest-*.rlib >/dev/null 2>&1 || return 1
    [ ! -f "$lib/built-by" ] || [ "$(cat "$lib/built-by")" = "$(rustc --version)" ]
}

# On a new machine apt knows no package before its first update.
debian_has_rust() {
    have apt-get || return 1
    if [ -z "$(apt-cache policy rustc-web 2>/dev/null)" ] && [ "$(id -u)" -eq 0 ]; then
        step "apt-get update" apt-get update || true
    fi
    case $(apt-cache policy rustc-web 2>/dev/null) in
        *"Candidate: "[0-9]*) ;;
        *) return 1 ;;
    esac
}

debian_linked() {
    [ -e "${RUSTUP_HOME:-$HOME/.rustup}/toolchains/$LINKED" ] || [ -e "$TOOLS/rust/bin/rustc" ]
}

use_debian() {
    if have rustup; then
        export RUSTUP_TOOLCHAIN=$LINKED
    else
        PATH=$TOOLS/rust/bin:$PATH
    fi
}

# Debian's rustc-web under /usr, linked as a rustup toolchain, or without rustup by a folder put first on PATH
# (/usr/bin itself would bring other programs to the front too).
set_up_debian() {
    local tool
    apt_install rustc-web cargo-web rust-web-src rust-web-llvm lld-22 rust-web-clippy rustfmt-web
    if ! debian_linked; then
        if have rustup; then
            rustup toolchain link "$LINKED" /usr 2>/dev/null || die "rustup could not link the compiler in /usr."
        else
            have cc || apt_install gcc libc6-dev
            mkdir -p "$TOOLS/rust/bin"
            for tool in cargo cargo-clippy cargo-fmt clippy-driver rustc rustdoc rustfmt; do
                ln -sf "/usr/bin/$tool" "$TOOLS/rust/bin/$tool"
            done
        fi
    fi
    use_debian
}

# Without its bitcode in the rlibs a build with LTO fails ("failed to get bitcode"), hence embed-bitcode.
build_wasm_std() {
    local folder=$CACHE/std lib sudo=()
    lib=$(rustc --print sysroot)/lib/rustlib/$WASM/lib
    rm -rf "$folder" && mkdir -p "$folder/src" && : >"$folder/src/lib.rs" &&
        printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n' >"$folder/Cargo.toml" || return
    (
        cd "$folder" &&
            RUSTFLAGS=-Cembed-bitcode=yes RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$folder/target \
                cargo build --release --target "$WASM" -Z build-std=std,panic_abort,test
    ) || return
    rm -f "$folder/target/$WASM/release/deps"/libempty-*.rlib
    rustc --version >"$folder/built-by"
    if [ ! -w "$(rustc --print sysroot)/lib/rustlib" ]; then sudo=(sudo); fi
    ${sudo[@]+"${sudo[@]}"} mkdir -p "$lib" &&
        ${sudo[@]+"${sudo[@]}"} rm -f "$lib"/*.rlib &&
        ${sudo[@]+"${sudo[@]}"} cp "$folder/target/$WASM/release/deps"/*.rlib "$folder/built-by" "$lib" &&
        rm -rf "$folder"
}
