# The site for its author: built, served on this machine only, and built again whenever a file changes.
#: [--port N] [--release]: set up what is missing, build, and serve on http://127.0.0.1:8080 with live reload
# shellcheck shell=bash

# shellcheck source=scripts/site.sh
. scripts/site.sh

port=8080
profile=()
while [ $# -gt 0 ]; do
    SHIFT=1
    if option --port "$@"; then port=$VALUE; elif [ "$1" = --release ]; then profile=(--release); else
        usage "serve does not know '$1'; it takes --port N and --release."
    fi
    shift "$SHIFT"
done
case $port in
    *[!0-9]* | ??????* | '' | 0*) usage "--port is '$port', and should be a number from 1 to 65535." ;;
esac
[ "$port" -le 65535 ] || usage "--port is $port, and should be a number from 1 to 65535."
if (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    die "something already listens on port $port of this machine; try ./x serve --port $((port == 65535 ? 8081 : port + 1))"
fi

need_site_tools
if ! need_shrinkers; then
    say "Without the editor, wasm-opt and esbuild: they take node $NODE, which is not here."
fi

need_python_engine wasm || die "the Python engine was not built; cargo's output is above."

# Trunk's own reload script is inline, which the pages' policy forbids: scripts/site-hook puts a file in its place.
export LOOPSCOPE_LIVE_RELOAD=true
say "Building; then open http://127.0.0.1:$port/ (it reloads when a file changes; Ctrl-C ends)."
exec trunk serve --address 127.0.0.1 --port "$port" --dist .serve --no-autoreload --disable-address-lookup ${profile[@]+"${profile[@]}"}
