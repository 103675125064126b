# Installs everything that any command may need.
#: [pythons]: install what all commands need: compiler, wasm target, Trunk, node tools, browser; or CPython 3.14 and 3.15 to record with
# shellcheck shell=bash

# shellcheck source=scripts/toolchain.sh
. scripts/toolchain.sh
# shellcheck source=scripts/tools.sh
. scripts/tools.sh
# shellcheck source=scripts/node.sh
. scripts/node.sh
# shellcheck source=scripts/browser.sh
. scripts/browser.sh

# shellcheck source=scripts/pythons.sh
. scripts/pythons.sh

if [ "${1:-}" = pythons ]; then
    need_pythons || die "CPython ${PYTHONS[*]} are not to be had here."
    say "Ready: $TOOLS/pythons"
    exit
fi
[ $# -eq 0 ] || usage "setup takes no argument but pythons."
need_wasm
need_sources
need_wasm_bindgen
need_trunk
need_node
need_chromedriver
say "Ready: $(rustc --version | cut -d ' ' -f 1,2), $(wasm-bindgen --version), $(trunk --version), node $(node --version), $LOOPSCOPE_CHROMIUM"
