# What node brings: Playwright and axe for the browser tests, wasm-opt and esbuild for the release build, Pyodide for the bench
# (e2e/package.json); CodeMirror for the editor (web/editor/package.json). Where there is no node, the site is built without them.
# shellcheck shell=bash

NODE=20

node_there() {
    have node && have npm && version_at_least "$(node --version | tr -d v)" "$NODE"
}

# need_packages WHERE WHAT: WHERE/node_modules is what WHERE/package-lock.json says. It lives in the cache, under the lock's
# checksum. FOLDER is where.
need_packages() {
    node_there || die "$1/package.json takes node $NODE or newer with npm, and $(node --version 2>/dev/null || echo none) is what is here."
    FOLDER=$TOOLS/node-$(cat "$1/package.json" "$1/package-lock.json" | cksum | cut -d ' ' -f 1)
    if [ ! -d "$FOLDER" ]; then
        step "npm ci ($2)" install_packages "$1" "$FOLDER" || die "npm could not install $1/package-lock.json; its output is above."
    fi
    if [ "$(readlink "$1/node_modules" 2>/dev/null)" != "$FOLDER/node_modules" ]; then
        rm -rf "$1/node_modules"
        ln -s "$FOLDER/node_modules" "$1/node_modules"
    fi
}

install_packages() {
    rm -rf "$2.part" && mkdir -p "$2.part" &&
        cp "$1/package.json" "$1/package-lock.json" "$2.part" &&
        (cd "$2.part" && npm ci --ignore-scripts --no-audit --no-fund) &&
        mv "$2.part" "$2"
}

# need_node: the tools of the browser tests, and those that make a release small.
need_node() {
    need_packages e2e "Playwright, axe, Binaryen, esbuild, Pyodide"
    PATH=$FOLDER/node_modules/.bin:$PATH
}

# need_shrinkers: wasm-opt and esbuild for a release build, and the editor's packages. False where no node is at
# hand; the build then goes without.
need_shrinkers() {
    node_there && need_node && need_packages web/editor "CodeMirror"
}
