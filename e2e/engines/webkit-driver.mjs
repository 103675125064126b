// One WebKit with its driver and a screen of its own: starts them, asks the driver (WebDriver, as Debian's WebKitWebDriver speaks it),
// and ends them.

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Set by scripts/browser.sh. */
const BROWSER = process.env.LOOPSCOPE_WEBKIT ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
/** For so long an answer is waited for, in milliseconds; and a browser's start. */
const PATIENCE = 60_000;
const START = 30_000;
/** The language that the browser asks for, which is that of every test that wants no other. */
export const LOCALE = "en-US";
/** The screen: larger than any window that is wanted. */
const SCREEN = "1920x1400x24";

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The driver's own word on why it did not do what it was asked for. */
export class DriverError extends Error {
  constructor(what, { error, message } = {}) {
    super(`${what}: ${error}: ${message}`);
    this.error = error;
  }
}

export class Driver {
  #last = Promise.resolve();

  static async open() {
    const driver = new Driver();
    try {
      await driver.#open();
      return driver;
    } catch (error) {
      await driver.close();
      throw error;
    }
  }

  async #open() {
    const port = await free();
    this.home = await mkdtemp(join(tmpdir(), "loopscope-webkit-"));
    await mkdir(join(this.home, "gtk-3.0"));
    await writeFile(join(this.home, "gtk-3.0/settings.ini"), `[Settings]\n${process.env.LOOPSCOPE_GTK ?? ""}\n`);
    const env = {
      ...process.env,
      DISPLAY: await this.#screen(),
      // What the reader's system is set to, and nothing of whoever has it run.
      XDG_CONFIG_HOME: this.home,
      XDG_DATA_HOME: this.home,
      XDG_CACHE_HOME: this.home,
      LANGUAGE: LOCALE.replace("-", "_"),
      // Without a graphics card, and without what a desktop would tell it.
      WEBKIT_DISABLE_COMPOSITING_MODE: "1",
      WEBKIT_DISABLE_DMABUF_RENDERER: "1",
      NO_AT_BRIDGE: "1",
      GTK_A11Y: "none",
    };
    this.process = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore", env, detached: true });
    this.url = `http://127.0.0.1:${port}`;
    const capabilities = { alwaysMatch: { pageLoadStrategy: "none", "webkitgtk:browserOptions": { binary: BROWSER, args: ["--automation"] } } };
    for (let tries = 100; ; tries--) {
      try {
        const { sessionId, capabilities: has } = await this.#ask("POST", "/session", { capabilities }, START);
        this.url += `/session/${sessionId}`;
        this.version = has.browserVersion;
        await this.ask("POST", "/timeouts", { script: PATIENCE, implicit: 0 });
        return;
      } catch (error) {
        // Nothing listens yet.
        if (tries === 0 || !(error instanceof TypeError)) throw error;
        await sleep(30);
      }
    }
  }

  /** A screen that nobody sees; it chooses its number itself. */
  async #screen() {
    this.screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
    // It writes the number and the line's end one after the other, and would not outlive a reader who leaves in between.
    for await (const number of createInterface(this.screen.stdout)) return `:${number}`;
    throw new Error("Xvfb has not started");
  }

  /** Asks the driver, which does one thing after the other. */
  ask(method, path, body) {
    const answer = this.#last.then(() => this.#ask(method, path, body, PATIENCE));
    this.#last = answer.catch(() => {});
    return answer;
  }

  async #ask(method, path, body, patience) {
    const response = await fetch(this.url + path, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(patience) });
    const { value } = await response.json();
    if (!response.ok) throw new DriverError(`${method} ${path}`, value ?? {});
    return value;
  }

  async close() {
    if (this.version) await this.#ask("DELETE", "", undefined, 3_000).catch(() => {});
    try {
      // With the browser.
      if (this.process) process.kill(-this.process.pid, "SIGKILL");
    } catch {
      // It has ended.
    }
    this.screen?.kill();
    if (this.home) await rm(this.home, { recursive: true, force: true });
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
