// The byte budgets, in bytes after brotli 11, for every page with a laboratory, in each language:
//
//   readable      what paints the whole lesson: the page, its style sheets, the scripts that run before it is seen
//   interactive   all that comes until a program runs and every pane was opened, without editor and Python
//
//   node budget.mjs [--dist FOLDER]
//
// And what a blog pays: the loader of `<loop-scope>`, and a page with fifty of them below the fold. And what it costs to begin to
// edit: the editor, and the module of the Python engine.
//
// No list is kept by hand. A real browser with an empty cache opens the pages that the site's own lists name and runs their
// programs: every answer that the server gave until then counts.

import { chromium, expect } from "@playwright/test";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { brotliCompress, brotliCompressSync, constants } from "node:zlib";
import { serve } from "./server.mjs";

const { values: options } = parseArgs({
  options: { dist: { type: "string", default: fileURLToPath(new URL("../dist", import.meta.url)) } },
});

/** How brotli packs a file as small as it can. */
function packing({ body, type }) {
  const { BROTLI_MODE_GENERIC, BROTLI_MODE_TEXT } = constants;
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_MODE]: type.includes("wasm") ? BROTLI_MODE_GENERIC : BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  };
}

/** What was weighed already, by address: most pages load the same. */
const weighed = new Map();
function compressed(file) {
  const key = file.path && `${file.path} ${file.body.length}`;
  const known = key && weighed.get(key);
  const bytes = known ?? brotliCompressSync(file.body, packing(file)).length;
  if (key) weighed.set(key, bytes);
  return bytes;
}

/** What the Python engine's module weighs. To pack so much takes a while, and is done beside the rest. */
async function pythonModule() {
  const folder = (await readdir(options.dist)).find((name) => name.startsWith("python-"));
  if (!folder) throw new Error(`${options.dist} has no Python engine: ./x build makes one`);
  const body = await readFile(join(options.dist, folder, "python_bg.wasm"));
  return (await promisify(brotliCompress)(body, packing({ body, type: "application/wasm" }))).length;
}

/** The addresses of all pages with a laboratory, from the lists of a language. */
async function pages(browser, language) {
  const site = await serve({ root: options.dist });
  try {
    const page = await browser.newPage();
    const linked = async (address, selector) => {
      await page.goto(new URL(address, site.url).href);
      const links = await page.locator(selector).evaluateAll((all) => all.map((link) => new URL(link.href).pathname.slice(1)));
      return [...new Set(links)];
    };
    const first = await linked(`${language}/`, "main a");
    const examples = await linked(first.at(-1), ".examples a");
    await page.close();
    return [...first, ...examples];
  } finally {
    await site.close();
  }
}

/** All that is served until a program runs and every pane was opened; and of that, what paints the page. */
async function load(browser, address) {
  const files = new Map();
  const site = await serve({ root: options.dist, onServe: (file) => files.set(file.path, file) });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(site.url + address, { waitUntil: "networkidle" });
    await expect(page.locator("html.ready")).toHaveCount(1);
    // One that was opened is no longer among the closed ones.
    const closed = page.locator('#lab .pane-head h2 button[aria-expanded="false"]');
    for (let left = await closed.count(); left > 0; left -= 1) {
      await closed.first().click();
      await expect(closed).toHaveCount(left - 1);
    }
    await page.evaluate(() => document.activeElement.blur());
    const clock = page.locator("#lab [role=timer]");
    const before = await clock.innerText();
    await page.keyboard.press("Space");
    await expect(clock).not.toHaveText(before);
    await page.waitForLoadState("networkidle");
  } finally {
    await context.close();
    await site.close();
  }
  const all = [...files.values()].filter(({ path }) => !/(^|\/)(python|editor)-/.test(path));
  const lost = all.find(({ status }) => status !== 200);
  if (lost) throw new Error(`${lost.path} was asked for and answered with ${lost.status}`);
  return { all, readable: all.filter(({ path, type }) => /html|css/.test(type) || /(^|\/)theme-/.test(path)) };
}

/** What paints a page. */
const READABLE = 60_000;
/** All of it, as it is. The goal is 260,000; docs/PERFORMANCE.md says where the bytes are. */
const INTERACTIVE = 404_000;
const LOADER = 4_000;
const FIFTY = 10_000;
const EDITOR = 130_000;
const PYTHON = 2_300_000;

/** What the sample blog's page of fifty elements costs, both origins together. */
async function loadFifty(browser) {
  const files = [];
  const site = await serve({ root: options.dist, onServe: (file) => files.push(file) });
  const folder = await mkdtemp(join(tmpdir(), "loopscope-blog-"));
  await cp(fileURLToPath(new URL("../examples/blog", import.meta.url)), folder, { recursive: true });
  const post = join(folder, "fifty.html");
  await writeFile(post, (await readFile(post, "utf8")).replaceAll("https://loopscope.example/", site.url));
  // The blog is somebody else's: its pages bring a policy of their own.
  const blog = await serve({ root: folder, headers: () => ({}), onServe: (file) => files.push(file) });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${blog.url}fifty.html`, { waitUntil: "networkidle" });
    await page.waitForFunction(() => customElements.get("loop-scope") !== undefined);
    await page.waitForLoadState("networkidle");
  } finally {
    await context.close();
    await site.close();
    await blog.close();
    await rm(folder, { recursive: true });
  }
  return files;
}

/** Says a sum beside its limit, in a line that begins with what it is of. */
function judge(what, total, limit) {
  console.log(`${what} ${number(total)} of ${number(limit)} bytes`);
  if (total <= limit) return;
  console.log(`${what} is over its budget by ${number(total - limit)} bytes.`);
  process.exitCode = 1;
}

const list = await readFile(new URL("../crates/strings/languages.toml", import.meta.url), "utf8");
const LANGUAGES = JSON.parse(/^languages = (\[.*\])$/m.exec(list)[1]);
const number = (n) => n.toLocaleString("en");
const python = pythonModule();
// Whatever fails first is what is told.
python.catch(() => {});
const browser = await chromium.launch({
  executablePath: process.env.LOOPSCOPE_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
try {
  const sum = (files) => files.reduce((total, file) => total + compressed(file), 0);
  for (const language of LANGUAGES) {
    const most = { readable: ["", 0], interactive: ["", 0] };
    for (const address of await pages(browser, language)) {
      const { all, readable } = await load(browser, address);
      const [one, other] = [sum(readable), sum(all)];
      if (one > most.readable[1]) most.readable = [address, one];
      if (other > most.interactive[1]) most.interactive = [address, other, all];
      console.log(`${number(one).padStart(9)} readable  ${number(other).padStart(9)} interactive  ${address}`);
    }
    for (const file of most.interactive[2].sort((a, b) => compressed(b) - compressed(a)).slice(0, 8)) {
      console.log(`${number(compressed(file)).padStart(9)}  of ${number(file.body.length).padStart(9)}  ${file.path}`);
    }
    judge(`readable ${most.readable[0]}`, most.readable[1], READABLE);
    judge(`interactive ${most.interactive[0]}`, most.interactive[1], INTERACTIVE);
  }
  judge("loader", compressed({ body: await readFile(join(options.dist, "embed.js")), type: "text/javascript" }), LOADER);
  const fifty = await loadFifty(browser);
  const wasm = fifty.find(({ path }) => path.endsWith(".wasm"));
  if (wasm) throw new Error(`fifty elements that nobody has seen asked for ${wasm.path}`);
  const editor = (await readdir(options.dist)).find((name) => name.startsWith("editor-"));
  judge("editor", compressed({ body: await readFile(join(options.dist, editor, "editor.js")), type: "text/javascript" }), EDITOR);
  judge("fifty", fifty.reduce((sum, file) => sum + compressed(file), 0), FIFTY);
  judge("python", await python, PYTHON);
} finally {
  await browser.close();
}
