# The Python engine for a browser (web/python): built by itself, as its settings are others than the page's, and kept in the cache
# under a checksum of what it is made of, for a build takes minutes and pages change more often. wasm-opt has no part in it: what it
# makes of this module is shorter, and longer once it is compressed (2.36 MB for 2.25).
# With node a started interpreter is put into the module (scripts/snapshot.mjs), and what ends a program from inside (scripts/pulse.mjs);
# without, each reader's browser starts its own, and a program that does not end is ended with its worker.
# shellcheck shell=bash

# How much stack a program has, in bytes: so little that the engine says RecursionError before a browser's own stack is full.
PYTHON_STACK=524288
# The most memory that it may take, in bytes.
PYTHON_MEMORY=536870912

# need_python_engine PROFILE: builds it unless it is there, and exports LOOPSCOPE_PYTHON, its folder. Needs what need_site_tools sets
# up. Profile `quick` is for an author, who waits for it: it is built in a third of the time, and larger and slower. Where the one for
# readers is there already, that will do.
need_python_engine() {
    local profile=$1 key
    key=$(python_engine_sources | cksum | cut -d ' ' -f 1)
    LOOPSCOPE_PYTHON=$CACHE/python-engine/$key
    if [ "$profile" = quick ] && [ ! -f "$LOOPSCOPE_PYTHON/python_bg.wasm" ]; then LOOPSCOPE_PYTHON=$LOOPSCOPE_PYTHON-quick; fi
    if [ ! -f "$LOOPSCOPE_PYTHON/python_bg.wasm" ]; then
        step "building the Python engine (once, some minutes)" build_python_engine "$LOOPSCOPE_PYTHON" "$profile" || return 1
    fi
    export LOOPSCOPE_PYTHON
}

# All that it is made of: compiler, settings, what others have written (by versions and features), sources.
python_engine_sources() {
    rustc --version
    sed '/^#/d' scripts/python.sh
    node_there && cat scripts/snapshot.mjs scripts/pulse.mjs scripts/wasm-sections.mjs
    sed -n '/^\[profile\.\(release\|wasm\|quick\)/,/^$/p' Cargo.toml
    python_engine_crates -f '{p} {f}' | sed "s#$PWD##"
    python_engine_crates | sed -n "s#.* (\(proc-macro) (\)\{0,1\}$PWD/\([^)]*\)).*#\2#p" | LC_ALL=C sort -u |
        xargs -I{} find {} -type f -not -path '*/tests/*' -not -path '*/node_modules/*' -print0 | LC_ALL=C sort -z | xargs -0 cksum
}

# What it is made of, as cargo knows it: a crate a line.
python_engine_crates() {
    cargo tree --offline -p loopscope-python-worker -p loopscope-hashes-module --target "$WASM" -e normal,build --prefix none --no-dedupe "$@" |
        LC_ALL=C sort -u
}

build_python_engine() {
    local folder=$1.part profile=$2 target=$CARGO_TARGET_DIR/python-engine flags module
    flags="-Clink-arg=-zstack-size=$PYTHON_STACK -Clink-arg=--max-memory=$PYTHON_MEMORY"
    rm -rf "$folder" && mkdir -p "$folder" &&
        (
            # Without the sources of std it is a little larger. It keeps `{:?}`, which Python's messages are partly made of.
            if [ "$profile" = wasm ] && { std_sources_there || get_std_sources; }; then
                export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort
                unset CARGO_UNSTABLE_BUILD_STD_FEATURES
                flags="-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none $flags"
            fi
            CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$flags CARGO_TARGET_DIR=$target \
                cargo build ${CI:+--locked} -p loopscope-python-worker -p loopscope-hashes-module --target "$WASM" --profile "$profile" \
                --message-format json-render-diagnostics >"$folder/built.json"
        ) &&
        for module in python_worker:python hashes_module:hashes; do
            wasm-bindgen --target bundler --no-typescript --remove-name-section --remove-producers-section --out-dir "$folder" "$target/$WASM/$profile/loopscope_${module%:*}.wasm" &&
                mv "$folder/loopscope_${module%:*}_bg.js" "$folder/${module#*:}_bg.js" &&
                mv "$folder/loopscope_${module%:*}_bg.wasm" "$folder/${module#*:}_bg.wasm" &&
                rm -f "$folder/loopscope_${module%:*}.js" || return 1
        done &&
        # What is fetched when a program imports it, where the build script of crates/python has put it.
        cp "$(sed -n '/"build-script-executed"/s/.*loopscope-python[#@].*"out_dir":"\([^"]*\)".*/\1/p' "$folder/built.json")"/library/*.bin "$folder" &&
        rm -f "$folder/built.json" &&
        { ! node_there || { node scripts/snapshot.mjs "$folder" && node scripts/pulse.mjs "$folder"; }; } || return 1
    # What was built before is of no use any more.
    find "$CACHE/python-engine" -mindepth 1 -maxdepth 1 ! -path "$folder" -exec rm -rf {} + && mv "$folder" "$1"
}
