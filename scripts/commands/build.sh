# The release build, for any static host.
#: [--base /path/]: build the site into dist/, for the root of a host or for a path on it
# shellcheck shell=bash

# shellcheck source=scripts/site.sh
. scripts/site.sh

base=/
while [ $# -gt 0 ]; do
    if option --base "$@"; then base=$VALUE; else usage "build does not know '$1'; it takes --base /path/."; fi
    shift "$SHIFT"
done
case $base in
    /* | ./ | . | http://* | https://*) ;;
    *) usage "--base is '$base', and should begin with a slash, as in /path/." ;;
esac

need_site_tools
if ! small_std; then
    say "Building with the compiler's own std, so larger than it could be: the sources of std (rustup component rust-src) are not here."
fi
need_shrinkers ||
    say "Building without the editor, wasm-opt and esbuild, so larger than it could be: they take node $NODE, which is not here."
need_python_engine wasm || die "the Python engine was not built; cargo's output is above."
step "building the site" trunk build --release --public-url "$base" --dist dist ${CI:+--locked} ||
    die "the site was not built; Trunk's output is above."
say "The site is in dist/ ($(du -sh dist | cut -f 1)), made for $base: any static host can serve it."
