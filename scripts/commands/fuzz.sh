# Fuzzers guided by coverage: libFuzzer over the functions of fuzz/src, which the native tests run over what is kept in fuzz/corpus.
#: [TARGET [SECONDS]]: look for what crashes or hangs: programs links messages manifests; each for a minute at first
# shellcheck shell=bash

# shellcheck source=scripts/toolchain.sh
. scripts/toolchain.sh

fuzz_targets() { printf '%s\n' programs links messages manifests; }

# What cargo-fuzz would pass without a sanitizer: counters at every edge and at every comparison.
fuzz_flags() {
    printf '%s ' -Cpasses=sancov-module
    printf -- '-Cllvm-args=-sanitizer-coverage-%s ' level=4 inline-8bit-counters pc-table trace-compares
    printf '%s' -Ccodegen-units=16
}

# build_fuzzer TARGET TRIPLE
build_fuzzer() {
    local features=()
    [ "$1" = programs ] || features=(--no-default-features)
    CARGO_INCREMENTAL=0 CARGO_TARGET_DIR=$CARGO_TARGET_DIR/fuzz RUSTFLAGS=$(fuzz_flags) \
        cargo build --locked --release --manifest-path fuzz/Cargo.toml ${features[@]+"${features[@]}"} --bin "$1" --target "$2"
}

# Seeds: what is kept, and for programs those that are compared with CPython. Finds stay in the cache; crashes are written to fuzz/found.
fuzz_one() {
    local target=$1 seconds=$2 triple=$3 found=$CACHE/fuzz/$1 log=$LOGS/fuzz-$1.log
    mkdir -p "$found" fuzz/found
    if [ "$target" = programs ]; then
        set -- tests/conformance/programs/*/
    else
        set --
    fi
    say "… $target, for $seconds s"
    # A program that computes is given half a second by the target itself.
    "$CARGO_TARGET_DIR/fuzz/$triple/release/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -print_final_stats=1 \
        -artifact_prefix="fuzz/found/$target-" "$found" "fuzz/corpus/$target" "$@" >"$log" 2>&1 </dev/null ||
        die "$target: something crashed or hung; $log says how, fuzz/found has it."
    say "✓ $target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") executions, $(sed -n 's/.* cov: \([0-9]*\).*/\1/p' "$log" | tail -n 1) places covered; the log is $log"
}

[ $# -le 2 ] || usage "fuzz takes a target and seconds."
need_native
fuzz_triple=$(rustc -vV | sed -n 's/^host: //p')
for target in ${1:-$(fuzz_targets)}; do
    fuzz_targets | grep -qx "$target" || unknown target "$target" "$(fuzz_targets)"
    step "building the fuzzer of $target" build_fuzzer "$target" "$fuzz_triple"
    fuzz_one "$target" "${2:-60}" "$fuzz_triple"
done
