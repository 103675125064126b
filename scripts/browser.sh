# A Chromium that tests can drive, the chromedriver that fits it, fonts with Chinese in them, a Firefox and a WebKit.
# shellcheck shell=bash

# need_chromium: LOOPSCOPE_CHROMIUM is the path of a Chromium or Chrome.
need_chromium() {
    find_chromium || { have apt-get && apt_install chromium && find_chromium; } ||
        die "no Chromium or Chrome was found: install one, or set LOOPSCOPE_CHROMIUM to its path."
    export LOOPSCOPE_CHROMIUM
    if have fc-list && [ -n "$(fc-list :lang=zh family)" ]; then return; fi
    if have apt-get; then apt_install fontconfig fonts-noto-cjk; fi
}

find_chromium() {
    local name
    if [ -n "${LOOPSCOPE_CHROMIUM:-}" ]; then
        [ -x "$LOOPSCOPE_CHROMIUM" ] || die "LOOPSCOPE_CHROMIUM is $LOOPSCOPE_CHROMIUM, which cannot be run."
        return
    fi
    for name in chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
        if LOOPSCOPE_CHROMIUM=$(command -v "$name"); then return; fi
    done
    unset LOOPSCOPE_CHROMIUM
    return 1
}

# need_firefox: a Firefox as its makers release it; Debian's is the extended support release.
need_firefox() {
    find_firefox || ! have apt-get || apt_install firefox-esr
    find_firefox || true
}

# LOOPSCOPE_FIREFOX is its path.
find_firefox() {
    local name
    for name in "${LOOPSCOPE_FIREFOX:-}" firefox-esr firefox /Applications/Firefox.app/Contents/MacOS/firefox; do
        if [ -n "$name" ] && name=$(command -v "$name"); then
            export LOOPSCOPE_FIREFOX=$name
            return
        fi
    done
    return 1
}

# need_webkit: WebKitGTK with its driver, and a screen that nobody sees, from Debian; where there is no apt-get, whatever is there.
need_webkit() {
    find_webkit || ! have apt-get || apt_install webkit2gtk-driver xvfb
    find_webkit || true
}

# LOOPSCOPE_WEBKIT is the path of MiniBrowser, which lies in the library's folder.
find_webkit() {
    local browser
    have WebKitWebDriver && have Xvfb || return 1
    for browser in "${LOOPSCOPE_WEBKIT:-}" /usr/lib/*/webkit2gtk-4.1/MiniBrowser /usr/lib/*/webkit2gtk-4.0/MiniBrowser /usr/libexec/webkit2gtk-4.1/MiniBrowser; do
        if [ -x "$browser" ]; then
            export LOOPSCOPE_WEBKIT=$browser
            return
        fi
    done
    return 1
}

# need_chromedriver: what wasm-bindgen-test-runner wants to drive that Chromium.
need_chromedriver() {
    need_chromium
    if [ -z "${CHROMEDRIVER:-}" ]; then
        have chromedriver || { have apt-get && apt_install chromium-driver && have chromedriver; } ||
            die "chromedriver is missing: install the one of your Chromium's version, or set CHROMEDRIVER to its path."
        CHROMEDRIVER=$(command -v chromedriver)
    fi
    export CHROMEDRIVER
    export WASM_BINDGEN_TEST_WEBDRIVER_JSON=$CACHE/webdriver.json
    cat >"$WASM_BINDGEN_TEST_WEBDRIVER_JSON" <<JSON
{
  "goog:chromeOptions": {
    "binary": "$LOOPSCOPE_CHROMIUM",
    "args": [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"
    ]
  }
}
JSON
}
