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

# What npm downloads comes while cargo compiles; what is wrong with it is said below, where it is asked for once more.
if node_there; then (need_shrinkers) >/dev/null 2>&1 & fi
need_site_tools
step "building what serves the pages" cargo build --profile serve -p loopscope-site --no-default-features --bin loopscope-site ||
    die "what serves the pages was not built; cargo's output is above."
wait
if ! need_shrinkers; then
    say "Without the editor, and without a picture of what Python programs do: they take node $NODE, which is not here."
fi
mkdir -p .serve/runs
[ -e .serve/engine ] || : >.serve/engine
sources=(index.html Trunk.toml Cargo.toml Cargo.lock .cargo web crates scripts/build-app scripts/rebuild .serve/engine)
# Then the application is built before anything else.
if [ -n "$(find "${sources[@]}" -type f -newer .serve/built -print -quit 2>/dev/null)" ]; then rm -f .serve/built; fi

# What the first page needs comes first: own Python waits for it, and pages are made again when it is there.
bring_python() {
    local profile=quick ticker
    if [ ${#release[@]} -gt 0 ]; then profile=wasm; fi
    until [ -e .serve/built ]; do sleep 1; done
    tell_python_progress &
    ticker=$!
    if ! need_python_engine "$profile"; then
        kill "$ticker" 2>/dev/null || true
        say "The Python engine was not built, so that own programs do not run; cargo's output is above. ./x serve tries once more."
        return
    fi
    kill "$ticker" 2>/dev/null || true
    if [ "$(cat .serve/engine)" != "$LOOPSCOPE_PYTHON" ]; then
        rm -rf .serve/runs/*.update
        printf '%s' "$LOOPSCOPE_PYTHON" >.serve/engine
    fi
    ! node_there || exec node scripts/record-runs.mjs "$LOOPSCOPE_PYTHON" .serve/runs --watch
}

# Every half minute, how far it is.
tell_python_progress() {
    local log
    # The step of need_python_engine, whose text is part of what an engine is known by.
    log=$(log_of "building the Python engine (once, some minutes)")
    while sleep 30; do
        say "… the Python engine: $(grep -c '^ *Compiling' "$log" 2>/dev/null || true) crates are done or begun, $(tail -n 1 "$log" 2>/dev/null)"
    done
}

serve=("$CARGO_TARGET_DIR/serve/loopscope-site" --runs .serve/runs serve --port "$port" --playground playground
    --app .serve/app --build scripts/rebuild --built .serve/built)
for source in "${sources[@]}"; do serve+=(--source "$source"); done

# Each gets a process group of its own, so that with it ends what it has begun.
set -m
"${serve[@]}" ${release[@]+-- "${release[@]}"} &
server=$!
# Not to a terminal, where two would write over each other's lines.
bring_python 2> >(cat >&2) &
python=$!
set +m
trap 'kill -- -$server -$python 2>/dev/null || true' EXIT
wait "$server"
