# A tab that is used for hours, and whoever lies to it: e2e/soak in its long form, in Chromium.
#: [OPTION]...: thousands of runs, edits, engines and widgets, and 100,000 lies; about an hour. Options go to playwright test
# shellcheck shell=bash

# shellcheck source=scripts/node.sh
. scripts/node.sh
# shellcheck source=scripts/browser.sh
. scripts/browser.sh

[ -f dist/index.html ] || die "there is no dist/ to be used; run ./x build first."
need_node
need_chromium
(cd e2e && LOOPSCOPE_SOAK=1 playwright test --project=soak "$@")
