# The site for its author: built, served on this machine only, and made again whenever a file changes.
#: [--port N] [--release]: set up what is missing, build, and serve on http://127.0.0.1:8080 with live reload
# shellcheck shell=bash

# shellcheck source=scripts/site.sh
. scripts/site.sh

port=8080
release=()
while [ $# -gt 0 ]; do
    SHIFT=1
    if option --port "$@"; then port=$VALUE; elif [ "$1" = --release ]; then release=(--release); else
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
    say "Without the editor: it takes node $NODE, which is not here."
fi

# What the first page needs comes first; own Python follows in the background, and pages are made again when it is there.
mkdir -p .serve/runs
[ -e .serve/engine ] || : >.serve/engine
bring_python() {
    local profile=quick
    if [ ${#release[@]} -gt 0 ]; then profile=wasm; fi
    need_python_engine "$profile" || {
        say "The Python engine was not built, so that own programs do not run; cargo's output is above."
        return
    }
    if [ "$(cat .serve/engine)" != "$LOOPSCOPE_PYTHON" ]; then
        rm -rf .serve/runs/*
        printf '%s' "$LOOPSCOPE_PYTHON" >.serve/engine
    fi
    ! node_there || exec node scripts/record-runs.mjs "$LOOPSCOPE_PYTHON" .serve/runs --watch
}

step "building what serves the pages" cargo build -p loopscope-site --no-default-features --bin loopscope-site ||
    die "what serves the pages was not built; cargo's output is above."
export LOOPSCOPE_LIVE_RELOAD=true
serve=("$CARGO_TARGET_DIR/debug/loopscope-site" --runs .serve/runs serve --port "$port" --playground playground
    --app .serve/app --build scripts/build-app --built .serve/built)
for source in index.html Trunk.toml Cargo.toml Cargo.lock .cargo web crates scripts .serve/engine; do serve+=(--source "$source"); done
"${serve[@]}" ${release[@]+-- "${release[@]}"} &
server=$!
bring_python &
python=$!
trap 'kill $server $python 2>/dev/null || true' EXIT
wait "$server"
