# The benchmarks. They need the compiler and nothing else.
#: [OPTION]...: measure the executor and its peers; options go to cargo bench
# shellcheck shell=bash

# shellcheck source=scripts/toolchain.sh
. scripts/toolchain.sh

need_native
cargo bench ${CI:+--locked} --bench '*' "$@"
