# Installs everything that any command may need.
#: install what all commands need: compiler, wasm target, Trunk, node tools, browser
# shellcheck shell=bash

# shellcheck source=scripts/toolchain.sh
. scripts/toolchain.sh
# shellcheck source=scripts/tools.sh
. scripts/tools.sh
# shellcheck source=scripts/node.sh
. scripts/node.sh
# shellcheck source=scripts/browser.sh
. scripts/browser.sh

[ $# -eq 0 ] || usage "setup takes no arguments."
need_wasm
need_sources
need_wasm_bindgen
need_trunk
need_node
need_chromedriver
say "Ready: $(rustc --version | cut -d ' ' -f 1,2), $(wasm-bindgen --version), $(trunk --version), node $(node --version), $LOOPSCOPE_CHROMIUM"
