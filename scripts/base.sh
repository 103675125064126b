# What every command needs: where things are kept, how the driver speaks, and how it runs long work with a log.
# Sourced by ./x under `set -euo pipefail`; written for bash 3.2, which macOS still has.
# shellcheck shell=bash

CACHE=${LOOPSCOPE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/loopscope}
TOOLS=$CACHE/tools
LOGS=$CACHE/log
mkdir -p "$TOOLS" "$LOGS"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}

say() { printf '%s\n' "$*" >&2; }

die() {
    say "loopscope: $*"
    exit 1
}

usage() {
    say "loopscope: $*"
    exit 2
}

# unknown KIND WORD CANDIDATES: one line with the nearest candidate, exit code 2.
unknown() {
    usage "there is no $1 '$2'; did you mean '$(nearest "$2" "$3")'?"
}

# The candidate with the least edit distance to a word.
nearest() {
    printf '%s\n' "$2" | awk -v word="$1" '
        function min(a, b) { return a < b ? a : b }
        {
            m = length(word); n = length($0)
            for (j = 0; j <= n; j++) row[j] = j
            for (i = 1; i <= m; i++) {
                diagonal = row[0]; row[0] = i
                for (j = 1; j <= n; j++) {
                    above = row[j]
                    change = diagonal + (substr(word, i, 1) != substr($0, j, 1))
                    row[j] = min(min(above, row[j - 1]) + 1, change)
                    diagonal = above
                }
            }
            if (NR == 1 || row[n] < best) { best = row[n]; name = $0 }
        }
        END { print name }'
}

# version_at_least HAVE WANT: compares the numbers of dotted versions.
version_at_least() {
    awk -v have="$1" -v want="$2" 'BEGIN {
        split(have, h, "."); n = split(want, w, ".")
        for (i = 1; i <= n; i++) if (h[i] + 0 != w[i] + 0) exit !(h[i] + 0 > w[i] + 0)
    }'
}

have() { command -v "$1" >/dev/null 2>&1; }

# logged LABEL LOG COMMAND...: runs long work with its output in a log, and shows a terminal the seconds and the latest line.
# The status is the command's own; a function called this way must pass its failures on by itself, as `set -e` is off in it.
logged() {
    local label=$1 log=$2 ticker='' status=0
    shift 2
    : >"$log"
    if [ -t 2 ]; then
        show_progress "$label" "$log" &
        ticker=$!
    fi
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if [ -n "$ticker" ]; then
        kill "$ticker" 2>/dev/null || true
        wait "$ticker" 2>/dev/null || true
        printf '\r\033[K' >&2
    fi
    return "$status"
}

show_progress() {
    local start=$SECONDS
    while kill -0 $$ 2>/dev/null; do
        printf '\r\033[K… %s, %d s  %.60s' "$1" "$((SECONDS - start))" \
            "$(tail -n 1 "$2" 2>/dev/null | LC_ALL=C tr -cd '[:alnum:][:blank:]._/()-')" >&2
        sleep 1
    done
}

log_of() { printf '%s/%s.log' "$LOGS" "$(printf '%s' "$1" | tr -cs 'A-Za-z0-9.' '-')"; }

# step LABEL COMMAND...: a piece of set-up or building: its log's tail is shown when it fails.
step() {
    local label=$1 log status=0 start=$SECONDS
    shift
    log=$(log_of "$label")
    [ -t 2 ] || say "… $label"
    logged "$label" "$log" "$@" || status=$?
    if [ "$status" -eq 0 ]; then
        say "✓ $label ($((SECONDS - start)) s)"
    else
        say "✗ $label, after $((SECONDS - start)) s; the last lines of $log:"
        tail -n "${STEP_TAIL:-25}" "$log" >&2
    fi
    return "$status"
}

# Debian packages, if they are missing: as root, by sudo, or not at all.
apt_install() {
    local package missing=() sudo=()
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        have sudo || die "these Debian packages are missing, and only root can install them: apt-get install ${missing[*]}"
        say "sudo may ask for your password to install ${missing[*]}."
        sudo -v || die "these Debian packages are missing: sudo apt-get install ${missing[*]}"
        sudo=(sudo)
    fi
    step "installing ${missing[*]}" apt_install_now ${sudo[@]+"${sudo[@]}"} ||
        die "apt-get could not install ${missing[*]}; its output is above."
}

# The packages are the caller's `missing`; arguments are put in front of apt-get.
apt_install_now() {
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
    "$@" "${apt[@]}" update &&
        "$@" "${apt[@]}" install -y --no-install-recommends "${missing[@]}"
}
