# What node brings: Playwright and axe for the browser tests, wasm-opt and esbuild for the release build, CodeMirror for the
# editor, Pyodide for the bench. Where there is no node, the site is built without them.
# shellcheck shell=bash

NODE=20

node_there() {
    have node && have npm && version_at_least "$(node --version | tr -d v)" "$NODE"
}

# need_node: e2e/node_modules is what e2e/package-lock.json says. It lives in the cache, under the lock's checksum.
need_node() {
    local folder
    node_there || die "the browser tests need node $NODE or newer with npm, and $(node --version 2>/dev/null || echo none) is what is here."
    folder=$TOOLS/node-$(cat e2e/package.json e2e/package-lock.json | cksum | cut -d ' ' -f 1)
    if [ ! -d "$folder" ]; then
        step "npm ci (Playwright, axe, Binaryen, esbuild, CodeMirror, Pyodide)" install_node_modules "$folder" || die "npm could not install e2e/package-lock.json; its output is above."
    fi
    if [ "$(readlink e2e/node_modules 2>/dev/null)" != "$folder/node_modules" ]; then
        rm -rf e2e/node_modules
        ln -s "$folder/node_modules" e2e/node_modules
    fi
    PATH=$folder/node_modules/.bin:$PATH
}

install_node_modules() {
    rm -rf "$1.part" && mkdir -p "$1.part" &&
        cp e2e/package.json e2e/package-lock.json "$1.part" &&
        (cd "$1.part" && npm ci --ignore-scripts --no-audit --no-fund) &&
        mv "$1.part" "$1"
}

# need_shrinkers: wasm-opt and esbuild for a release build, and the editor's packages. False where no node is at
# hand; the build then goes without.
need_shrinkers() {
    node_there && need_node
}
