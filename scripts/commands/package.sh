# A release: one archive with the site, and with the program that makes and serves sites without compiler, node and network.
#: [--target TRIPLE]: make dist-package/loopscope-VERSION-TRIPLE.tar.gz: the built site, and the program that makes and serves others
# shellcheck shell=bash

# shellcheck source=scripts/site.sh
. scripts/site.sh

# Linked with nothing of the system's, so that it runs on every Linux of this processor.
target=x86_64-unknown-linux-musl
while [ $# -gt 0 ]; do
    if option --target "$@"; then target=$VALUE; else usage "package does not know '$1'; it takes --target TRIPLE."; fi
    shift "$SHIFT"
done

need_site_tools
need_shrinkers || die "a release has the editor and is made small, which takes node $NODE or newer, and $(node --version 2>/dev/null || echo none) is what is here."
if [ ! -d "$(rustc --print target-libdir --target "$target")" ]; then
    { have rustup && step "rustup target add $target" rustup target add "$target"; } ||
        die "std for $target is not here, and rustup cannot bring it: rustup target list has those that there are."
fi
need_python_engine wasm || die "the Python engine was not built; cargo's output is above."

version=$(sed -n 's/^version *= *"\(.*\)"/\1/p' Cargo.toml | head -n 1)
name=loopscope-$version-$target
folder=dist-package/$name

build_application() {
    (
        small_std || exit 1
        LOOPSCOPE_PAGES=apart scripts/build-app --release --public-url / --dist .package/app --locked
    )
}

build_program() {
    cargo build --locked -p loopscope-cli --bin loopscope --profile dist --target "$target"
}

assemble() {
    local program=$CARGO_TARGET_DIR/$target/dist/loopscope
    [ -f "$program" ] || program=$program.exe
    rm -rf "$folder" && mkdir -p "$folder" &&
        cp "$program" README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT "$folder" && cp -R docs lessons playground "$folder" &&
        find "$folder/lessons" -name __pycache__ -prune -exec rm -rf {} + &&
        cp -R .package/app "$folder/app" &&
        # The program of another machine cannot be run here.
        if "$folder/loopscope" --version >/dev/null 2>&1; then
            "$folder/loopscope" site --lessons lessons --playground playground --out "$folder/site"
        else
            scripts/loopscope site --app "$folder/app" --lessons lessons --playground playground --out "$folder/site"
        fi &&
        tar -czf "$folder.tar.gz" -C dist-package "$name"
}

mkdir -p .package
step "building the application" build_application || die "the application was not built; Trunk's output is above."
step "building the program for $target" build_program || die "the program was not built; cargo's output is above."
step "putting the archive together" assemble || die "the archive was not made; what went wrong is above."
say "$folder.tar.gz ($(du -h "$folder.tar.gz" | cut -f 1)) has the site in site/, and the program that makes others: docs/HOSTING.md."
