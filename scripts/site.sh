# Building the site with Trunk: what `build` and `serve` share.
# shellcheck shell=bash

# shellcheck source=scripts/toolchain.sh
. scripts/toolchain.sh
# shellcheck source=scripts/tools.sh
. scripts/tools.sh
# shellcheck source=scripts/node.sh
. scripts/node.sh
# shellcheck source=scripts/python.sh
. scripts/python.sh

# Trunk may neither download tools nor ask for newer versions of itself: all it needs is set up before it runs.
export TRUNK_OFFLINE=true
export TRUNK_SKIP_VERSION_CHECK=true
# A failed build is told by what cargo says; where in Trunk it came up is of no use.
export RUST_BACKTRACE=0

need_site_tools() {
    need_wasm
    need_sources
    need_wasm_bindgen
    need_trunk
}

# option VALUE-OF NAME ARGUMENT...: for `--name value` and `--name=value`; sets VALUE and SHIFT, false if it is another option.
# shellcheck disable=SC2034 # the caller reads both
option() {
    local name=$1
    shift
    case $1 in
        "$name="*)
            VALUE=${1#*=}
            SHIFT=1
            ;;
        "$name")
            [ $# -ge 2 ] || usage "$name wants a value."
            VALUE=$2
            SHIFT=2
            ;;
        *) return 1 ;;
    esac
}
