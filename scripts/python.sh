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

# need_python_engine: builds it unless it is there, and exports LOOPSCOPE_PYTHON, its folder. Needs what need_site_tools sets up.
need_python_engine() {
    local key
    key=$(python_engine_sources | cksum | cut -d ' ' -f 1)
    LOOPSCOPE_PYTHON=$CACHE/python-engine/$key
    if [ ! -f "$LOOPSCOPE_PYTHON/python_bg.wasm" ]; then
        step "building the Python engine (once, some minutes)" build_python_engine "$LOOPSCOPE_PYTHON" || return 1
    fi
    export LOOPSCOPE_PYTHON
}

# All that it is made of: sources, settings, compiler.
python_engine_sources() {
    rustc --version
    sed '/^#/d' scripts/python.sh
    node_there && cat scripts/snapshot.mjs scripts/pulse.mjs scripts/wasm-sections.mjs
    cat Cargo.toml Cargo.lock
    find crates/asyncio crates/engine crates/executor crates/hashes crates/python web/hashes web/python -type f -not -path '*/tests/*' -print0 | LC_ALL=C sort -z | xargs -0 cksum
}

build_python_engine() {
    local folder=$1.part target=$CARGO_TARGET_DIR/python-engine flags module
    flags="-Clink-arg=-zstack-size=$PYTHON_STACK -Clink-arg=--max-memory=$PYTHON_MEMORY"
    rm -rf "$folder" && mkdir -p "$folder" &&
        (
            # Without the sources of std it is a little larger. It keeps `{:?}`, which Python's messages are partly made of.
            if std_sources_there || get_std_sources; then
                export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort
                unset CARGO_UNSTABLE_BUILD_STD_FEATURES
                flags="-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none $flags"
            fi
            CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$flags CARGO_TARGET_DIR=$target \
                cargo build ${CI:+--locked} -p loopscope-python-worker -p loopscope-hashes-module --target "$WASM" --profile wasm \
                --message-format json-render-diagnostics >"$folder/built.json"
        ) &&
        for module in python_worker:python hashes_module:hashes; do
            wasm-bindgen --target bundler --no-typescript --remove-name-section --remove-producers-section --out-dir "$folder" "$target/$WASM/wasm/loopscope_${module%:*}.wasm" &&
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
