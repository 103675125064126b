# Every check there is, part by part, each with a line of its own; the last line counts the parts.
#: [PART [OPTION]...]: run all checks, or one: format clippy native lessons python cpython wasm editor build budget e2e soak firefox webkit scripts
# shellcheck shell=bash

# shellcheck source=scripts/site.sh
. scripts/site.sh
# shellcheck source=scripts/browser.sh
. scripts/browser.sh
# shellcheck source=scripts/pythons.sh
. scripts/pythons.sh

parts() { printf '%s\n' format clippy native lessons python cpython wasm editor build budget e2e soak firefox webkit scripts; }
# The crates that run in a browser.
IN_BROWSER=(-p loopscope-web -p loopscope-engine --features loopscope-web/csr)

# Each part has prepare_PART, which sets up what it uses; run_PART, which hands its options on to the program that does the
# work; and perhaps count_PART, which reads from the log how much was looked at.

prepare_format() { need_native; }
run_format() { cargo fmt --all --check "$@"; }

prepare_clippy() { need_wasm; }
run_clippy() {
    cargo clippy ${CI:+--locked} --workspace --all-targets "$@" -- -D warnings &&
        cargo clippy ${CI:+--locked} "${IN_BROWSER[@]}" --all-targets --target "$WASM" "$@" -- -D warnings &&
        cargo clippy ${CI:+--locked} -p loopscope-view --test seeks --target "$WASM" "$@" -- -D warnings
}

prepare_native() {
    need_native
    need_pythons || say "The executor's asyncio is compared with python3."
}
run_native() {
    if cargo nextest --version >/dev/null 2>&1; then
        cargo nextest run ${CI:+--locked} --workspace --no-fail-fast "$@" && cargo test ${CI:+--locked} --workspace --doc
    else
        cargo test ${CI:+--locked} --workspace --no-fail-fast "$@"
    fi
}
count_native() { count_rust_tests "$1"; }

# Every lesson's Rust program against its Python program under CPython, and the playground's programs in our engine.
prepare_lessons() {
    need_native
    have python3 || die "the lessons are checked against CPython, and python3 is missing."
    need_pythons || say "The lessons are checked against what 3.14 was recorded to print."
}
run_lessons() {
    local reference=(--recorded tests/lessons-3.14.json)
    if find_pythons; then reference=(--python "$TOOLS/pythons/python3.14"); fi
    scripts/loopscope check --playground playground --python python3 "${reference[@]}" "$@"
}

# What CPython alone can tell, python3 (3.11) and, where they are to be had, 3.14 and 3.15: that the recordings are its own, that the
# Python half of asyncio does on it what its own does, and that random programs print the same in both. `./x test native` has the
# recorded programs.
prepare_python() {
    need_native
    need_pythons || say "Only python3 is compared with."
}
run_python() {
    local binary
    cargo build --quiet ${CI:+--locked} --workspace --bin loopscope || return
    binary=$(realpath "${CARGO_TARGET_DIR:-target}/debug/loopscope")
    python3 tests/conformance/record.py --check &&
        python3 crates/python/tests/layer/compare.py &&
        python3 tests/conformance/fuzz.py --against "$binary run --python 3.11" --seed 0 --count "${1:-100}" &&
        { ! find_pythons || "$TOOLS/pythons/python3.14" tests/conformance/fuzz.py --against "$binary run" --seed 1000 --count "${1:-100}"; }
}
count_python() { grep -E '^[0-9]+ (programs|of)' "$1" | paste -s -d ';' - || true; }

# CPython's own tests of asyncio, as python3 has them installed; `./x test cpython all` has those of the other modules too, which take
# some twenty minutes: tests/cpython/README.md.
prepare_cpython() { need_native; }
run_cpython() {
    local binary
    cargo build --quiet ${CI:+--locked} --workspace --bin loopscope || return
    binary=$(realpath "${CARGO_TARGET_DIR:-target}/debug/loopscope")
    if [ $# -eq 0 ]; then
        # shellcheck disable=SC2046
        set -- $(python3 tests/cpython/run.py --list | grep -E '^(aio_|contextlib_async)')
    elif [ "$1" = all ]; then
        shift
    fi
    python3 tests/cpython/run.py --against "$binary run --python 3.11" "$@"
}
count_cpython() { grep -E '^(asyncio|all): ' "$1" | paste -s -d ';' - || true; }

prepare_wasm() {
    need_wasm
    need_wasm_bindgen
    need_chromedriver
}
run_wasm() {
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner WASM_BINDGEN_TEST_TIMEOUT=120 \
        cargo test ${CI:+--locked} "${IN_BROWSER[@]}" --target "$WASM" --no-fail-fast "$@"
}
count_wasm() { count_rust_tests "$1"; }

# What is pure in the page's JavaScript: packed links; the editor's parameters and differences. Looks and keys are in the browser tests.
prepare_editor() {
    node_there || die "the editor is tested with node $NODE or newer, and $(node --version 2>/dev/null || echo none) is what is here."
}
run_editor() { node --test "$@" web/*.test.js web/editor/*.test.js; }
count_editor() { sed -n 's/^[^a-z]* pass \([0-9]*\)$/\1 tests/p' "$1"; }

prepare_build() { need_site_tools; }
# With the pages in the pseudo-language beside it, which e2e/specs/pseudo.spec.ts goes through.
run_build() {
    rm -rf dist-pseudo
    LOOPSCOPE_PSEUDO=$PWD/dist-pseudo ./x build "$@"
}

prepare_budget() {
    need_node
    need_chromium
}
run_budget() { node e2e/budget.mjs "$@"; }
count_budget() { grep -E '^(readable|interactive|loader|editor|fifty|python) ' "$1" | sed 's/  */ /g' | paste -s -d ';' - || true; }

prepare_e2e() {
    need_native
    need_node
    need_chromium
    need_pdftotext
}
# The specs and the journeys, in Chromium; the journeys alone in the other two engines. They compare with the native program, which is
# built once, here, and not by each of them.
run_e2e() { (cd e2e && tsc --noEmit) && play --project=e2e --project=chromium "$@"; }
count_e2e() {
    printf '%s, of them %s journeys\n' "$(count_played "$1")" "$(grep -c '✓.*\[chromium\]' "$1")"
}

# A fiftieth of what `./x soak` does.
prepare_soak() {
    need_node
    need_chromium
}
run_soak() { (cd e2e && LOOPSCOPE_SOAK=0.02 playwright test --project=soak "$@"); }
count_soak() { count_played "$1"; }

prepare_firefox() {
    need_native
    need_node
    need_firefox
    need_pdftotext
}
run_firefox() { play --project=firefox "$@"; }
count_firefox() { count_played "$1"; }

prepare_webkit() {
    need_native
    need_node
    need_webkit
}
run_webkit() { play --project=webkit "$@"; }
count_webkit() { count_played "$1"; }

play() {
    cargo build --quiet ${CI:+--locked} --workspace --bin loopscope &&
        (cd e2e && LOOPSCOPE_NATIVE=$CARGO_TARGET_DIR/debug/loopscope playwright test "$@")
}
count_played() { grep -oE '^ *[0-9]+ (passed|flaky|skipped)' "$1" | sed 's/^ *//' | sort -k 2 | paste -s -d ',' - | sed 's/,/, /g' || true; }

# What is on paper is read with it.
need_pdftotext() { have pdftotext || ! have apt-get || apt_install poppler-utils; }

prepare_scripts() { have shellcheck || ! have apt-get || apt_install shellcheck; }
run_scripts() { shellcheck -x x .ci/run scripts/loopscope scripts/build-app scripts/rebuild scripts/*.sh scripts/commands/*.sh; }

# The sum of what nextest and libtest say.
count_rust_tests() {
    awk '/^ *Summary/ || /^test result:/ {
        for (i = 2; i <= NF; i++) if ($i ~ /^passed/) n += $(i - 1)
    } END { if (n) print n " tests" }' "$1"
}

# Why a part cannot be run here, if so.
obstacle() {
    case $1 in
        budget | e2e | soak | firefox | webkit)
            [ "$1" != firefox ] || find_firefox || echo "there is no Firefox (Debian: firefox-esr)"
            [ "$1" != webkit ] || find_webkit || echo "there is no WebKitWebDriver with its browser (Debian: webkit2gtk-driver, xvfb)"
            if [ "${site_failed:-}" = true ]; then echo "the site was not built"; fi
            [ -f dist/index.html ] || [ "${site_failed:-}" = true ] || echo "there is no dist/: ./x build makes it"
            ;;
        python) python3 -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) or sys.implementation.name != "cpython")' 2>/dev/null || echo "python3 is not CPython 3.11" ;;
        cpython)
            python3 -c 'import sys, test.test_asyncio; sys.exit(sys.version_info[:2] != (3, 11) or sys.implementation.name != "cpython")' 2>/dev/null ||
                echo "python3 is not CPython 3.11 with its own tests (the package test)"
            ;;
        scripts) have shellcheck || echo "shellcheck is not installed" ;;
    esac
}

run_all() {
    local part log reason begun passed=0 failed=0 skipped=0 site_failed=false
    for part in $(parts); do "prepare_$part"; done
    for part in $(parts); do
        reason=$(obstacle "$part")
        if [ -n "$reason" ]; then
            skipped=$((skipped + 1))
            printf '– %-8s skipped: %s\n' "$part" "$reason"
            continue
        fi
        log=$(log_of "test $part")
        begun=$SECONDS
        # Who reads along knows which part takes long, or hangs.
        [ -t 2 ] || say "… $part"
        if logged "$part" "$log" "run_$part"; then
            passed=$((passed + 1))
            printf '✓ %-8s %4d s  %s\n' "$part" "$((SECONDS - begun))" \
                "$(if [ "$(type -t "count_$part")" = function ]; then "count_$part" "$log"; fi)"
        else
            failed=$((failed + 1))
            printf '✗ %-8s %4d s  the end of %s:\n' "$part" "$((SECONDS - begun))" "$log"
            tail -n "${TEST_TAIL:-120}" "$log"
            if [ "$part" = build ]; then site_failed=true; fi
        fi
    done
    echo "$passed passed, $failed failed$(if [ "$skipped" -gt 0 ]; then echo ", $skipped skipped"; fi)"
    [ "$failed" -eq 0 ]
}

# One part alone shows all its output.
run_one() {
    local part=$1 reason begun=$SECONDS
    shift
    "prepare_$part"
    reason=$(obstacle "$part")
    [ -z "$reason" ] || die "$part cannot be run: $reason."
    if "run_$part" "$@"; then
        echo "✓ $part $((SECONDS - begun)) s"
        echo "1 passed, 0 failed"
    else
        echo "✗ $part $((SECONDS - begun)) s"
        echo "0 passed, 1 failed"
        return 1
    fi
}

if [ $# -eq 0 ]; then
    run_all
elif [ "$(type -t "run_$1")" = function ] && [ "$(type -t "prepare_$1")" = function ]; then
    run_one "$@"
else
    unknown part "$1" "$(parts)"
fi
