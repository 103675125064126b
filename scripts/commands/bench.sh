# The benchmarks: the executor beside its peers, which takes the compiler alone; and the page, in a browser.
#: [page | OPTION...]: measure the executor and its peers (options go to cargo bench), or the page in dist/
# shellcheck shell=bash

# shellcheck source=scripts/toolchain.sh
. scripts/toolchain.sh
# shellcheck source=scripts/tools.sh
. scripts/tools.sh

if [ "${1:-}" = page ]; then
    shift
    # shellcheck source=scripts/node.sh
    . scripts/node.sh
    # shellcheck source=scripts/browser.sh
    . scripts/browser.sh
    [ -f dist/index.html ] || die "there is no dist/ to measure; run ./x build first."
    need_node
    need_chromium
    need_wasm
    need_wasm_bindgen
    need_chromedriver
    # The state at a cursor by itself, in the same browser, built as the page is.
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner WASM_BINDGEN_TEST_TIMEOUT=120 \
        cargo test ${CI:+--locked} -p loopscope-view --test seeks --target "$WASM" --profile wasm -- --nocapture
    (cd e2e && playwright test --project=bench "$@")
else
    need_native
    cargo bench ${CI:+--locked} --bench '*' "$@"
fi
