# Pictures of the pages, to be looked at by a person.
#: [OPTION]...: make the screenshots anew, from dist/, in e2e/shots/out/; options go to playwright test
# shellcheck shell=bash

# shellcheck source=scripts/node.sh
. scripts/node.sh
# shellcheck source=scripts/browser.sh
. scripts/browser.sh

[ -f dist/index.html ] || die "there is no dist/ to take pictures of; run ./x build first."
need_node
need_chromium
(cd e2e && playwright test --project=shots "$@")
say "The pictures are in e2e/shots/out/."
