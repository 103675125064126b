// WebKit, driven over WebDriver, for what Chromium cannot show: Debian's WebKitGTK has Safari's engine (it is not Safari).
//
//   node webkit.mjs [--dist FOLDER]
//
// The reader's own program opens by a link, by a quick click on Edit and from what was kept; a program that does not end is stopped,
// and the browser rests then. What the checks wait for are words on the page, and that no thread wants a processor any more.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serve } from "./server.mjs";

const { values: options } = parseArgs({
  options: { dist: { type: "string", default: fileURLToPath(new URL("../dist", import.meta.url)) } },
});
/** Set by scripts/browser.sh. */
const BROWSER = process.env.LOOPSCOPE_WEBKIT ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
/** For so long something is waited for, in milliseconds; and a browser's start. */
const PATIENCE = 60_000;
const START = 20_000;
/** A thread that computes without end wants a whole processor, however little of it there is for it; a browser that rests, less than this. */
const IDLE = 0.5;
/** It is looked at for so long, in milliseconds. */
const LOOK = 2_000;

const HELLO = 'import asyncio\n\nasync def main():\n    await asyncio.sleep(1)\n    print("mine")\n\nasyncio.run(main())\n';
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A browser with one window. */
class Browser {
  /** Now and then the driver waits for ever for a browser that it has started: then another one is tried. */
  static async open() {
    for (let tries = 4; ; tries--) {
      try {
        return await Browser.#open();
      } catch (error) {
        if (tries === 0 || error.name !== "TimeoutError") throw error;
      }
    }
  }

  static async #open() {
    const port = await free();
    const browser = new Browser();
    const display = await browser.#screen();
    // Without a graphics card.
    const env = { ...process.env, DISPLAY: display, WEBKIT_DISABLE_COMPOSITING_MODE: "1", WEBKIT_DISABLE_DMABUF_RENDERER: "1" };
    browser.driver = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore", env, detached: true });
    browser.url = `http://127.0.0.1:${port}`;
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary: BROWSER, args: ["--automation"] } } };
    for (let tries = 50; ; tries--) {
      try {
        const { sessionId } = await browser.#ask("POST", "/session", { capabilities }, START);
        browser.url += `/session/${sessionId}`;
        return browser;
      } catch (error) {
        if (tries === 0 || !(error instanceof TypeError)) {
          await browser.close();
          throw error;
        }
        await sleep(100);
      }
    }
  }

  /** A screen that nobody sees; it chooses its number itself. */
  async #screen() {
    this.screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1440x900x24"], { stdio: ["ignore", "pipe", "ignore"] });
    for await (const number of this.screen.stdout) return `:${String(number).trim()}`;
    throw new Error("Xvfb has not started");
  }

  async #ask(method, path, body, patience = PATIENCE) {
    const response = await fetch(this.url + path, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(patience) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }

  go = (url) => this.#ask("POST", "/url", { url });
  /** What a function's body gives in the page. */
  run = (script, ...args) => this.#ask("POST", "/execute/sync", { script, args });

  async click(selector) {
    const [element] = Object.values(await this.#ask("POST", "/element", { using: "css selector", value: selector }));
    await this.#ask("POST", `/element/${element}/click`, {});
  }

  /** Waits until the text of what a selector names fits. */
  async says(selector, pattern) {
    let text;
    for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(100)) {
      text = await this.run("return document.querySelector(arguments[0])?.textContent", selector).catch(() => undefined);
      if (pattern.test(text ?? "")) return text;
    }
    throw new Error(`${selector} says ${JSON.stringify(text)}, and not ${pattern}`);
  }

  /** Waits until the browser wants less than IDLE of a processor; what it wanted then. */
  async rests() {
    let wanted;
    for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
      const [before, from] = [this.#wanted(), process.hrtime.bigint()];
      await sleep(LOOK);
      const more = [...this.#wanted()].map(([thread, wanted]) => wanted - (before.get(thread) ?? wanted));
      wanted = more.reduce((sum, one) => sum + one, 0) / Number(process.hrtime.bigint() - from);
      if (wanted < IDLE) return wanted;
    }
    throw new Error(`the browser wants ${(100 * wanted).toFixed(0)} % of a processor, and does not stop`);
  }

  /** Nanoseconds for which each thread of the driver, and of all that it has started, has run or waited for a processor. */
  #wanted() {
    const parents = new Map();
    const read = (path) => {
      try {
        return readFileSync(path, "utf8");
      } catch {
        // It has ended meanwhile.
        return "";
      }
    };
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const [, parent] = read(`/proc/${pid}/stat`).replace(/^.*\) /s, "").split(" ");
      parents.set(Number(pid), Number(parent));
    }
    const mine = (pid) => pid === this.driver.pid || (parents.has(pid) && mine(parents.get(pid)));
    const wanted = new Map();
    for (const pid of [...parents.keys()].filter(mine)) {
      let threads = [];
      try {
        threads = readdirSync(`/proc/${pid}/task`);
      } catch {
        continue;
      }
      for (const thread of threads) {
        const [ran, waited] = read(`/proc/${pid}/task/${thread}/schedstat`).split(" ").map(Number);
        if (waited !== undefined) wanted.set(thread, ran + waited);
      }
    }
    return wanted;
  }

  async close() {
    await this.#ask("DELETE", "", undefined, START).catch(() => {});
    try {
      // With the browser.
      process.kill(-this.driver.pid);
    } catch {
      // It has ended.
    }
    this.screen.kill();
  }
}

/** A port that nobody has. */
async function free() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const CHECKS = {
  // First, while nothing is kept yet.
  async "the application is fetched once"(browser, site) {
    await browser.go(`${site}en/futures/`);
    await browser.says("html.ready .player .play", /Run/);
    const modules = served.filter((path) => /loopscope-web.*_bg\.wasm$/.test(path));
    if (modules.length !== 1) throw new Error(`it was fetched ${modules.length} times`);
  },
  async "a link opens the reader's own program"(browser, site) {
    await browser.go(`${site}en/event-loop/#py=${encodeURIComponent(HELLO)}`);
    await browser.says("#lab.own .pane.log", /prints: mine/);
    await browser.says(".own-editor .cm-content", /print\("mine"\)/);
  },
  async "and so does what was kept"(browser, site) {
    await browser.go(`${site}en/gather/`);
    await browser.run('localStorage.setItem("loopscope.own.gather", arguments[0])', HELLO);
    await browser.go(`${site}zh/gather/`);
    await browser.says("#lab.own .pane.output samp", /^mine$/);
    await browser.run("localStorage.clear()");
  },
  async "a quick click on Edit opens the editor"(browser, site) {
    await browser.go(`${site}en/tasks/`);
    await browser.says("html.ready .pane.code .edit", /Edit/);
    // The pointer comes near and clicks at once: the editor's module is asked for a second time while it is under way.
    await browser.click(".pane.code .edit");
    await browser.says(".own-editor .cm-content", /asyncio/);
  },
  async "what is wrong is underlined"(browser, site) {
    await browser.go(`${site}en/playground/#py=${encodeURIComponent("print(\n")}`);
    await browser.says(".own-editor .problem-message", /never closed/);
    const drawn = await browser.run('const { textDecorationStyle, textDecorationLine } = getComputedStyle(document.querySelector(".own-editor .problem")); return `${textDecorationLine} ${textDecorationStyle}`');
    if (drawn !== "underline wavy") throw new Error(`what is wrong is drawn with ${drawn}`);
  },
  async "programs that do not end are stopped, and nothing goes on"(browser, site) {
    for (const body of ["while True: pass\n", "sum(iter(int, 1))\n", "10**10**8\n"]) {
      await browser.go("about:blank");
      await browser.go(`${site}en/event-loop/#py=${encodeURIComponent(`print("before")\n${body}`)}`);
      await browser.says(".own-status", /Stopped: it computed for 2 s/);
      await browser.says("#lab.own .pane.log", /prints: before/);
      const wanted = await browser.rests();
      console.log(`  ${body.trim()}: ${(100 * wanted).toFixed(0)} % of a processor after the stop`);
    }
  },
  async "a program that nobody wants any more does not go on either"(browser, site) {
    await browser.go("about:blank");
    await browser.go(`${site}en/event-loop/#py=${encodeURIComponent(HELLO)}`);
    await browser.says("#lab.own .pane.log", /prints: mine/);
    for (let n = 0; n < 3; n++) {
      for (const text of ["while True: pass\n", HELLO]) {
        await browser.run('location.hash = "#py=" + encodeURIComponent(arguments[0])', text);
        await sleep(700);
      }
    }
    await browser.says("#lab.own .pane.log", /prints: mine/);
    console.log(`  ${(100 * (await browser.rests())).toFixed(0)} % of a processor`);
  },
};

const served = [];
const site = await serve({ root: options.dist, onServe: ({ path }) => served.push(path) });
const browser = await Browser.open();
let passed = 0;
try {
  for (const [what, check] of Object.entries(CHECKS)) {
    try {
      await check(browser, site.url);
      console.log(`ok: ${what}`);
      passed++;
    } catch (error) {
      console.log(`not ok: ${what}\n  ${error.message}`);
      process.exitCode = 1;
    }
  }
} finally {
  await browser.close();
  await site.close();
}
console.log(`${passed} passed`);
