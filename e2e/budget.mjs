// The byte budget: what a reader downloads before the first lesson can be used, in bytes after brotli 11, for each language.
//
//   node budget.mjs [--limit BYTES] [--dist FOLDER]
//
// And what a blog pays: the loader of `<loop-scope>`, and a page with fifty of them below the fold. And what it costs to begin to
// edit: the editor, and the module of the Python engine.
//
// No list is kept by hand. A real browser with an empty cache opens the first lesson that the site's own list names and runs its
// program: every answer that the server gave until the program's clock moved counts.

import { chromium, expect } from "@playwright/test";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { brotliCompress, brotliCompressSync, constants } from "node:zlib";
import { serve } from "./server.mjs";

const { values: options } = parseArgs({
  options: {
    limit: { type: "string", default: "165000" },
    dist: { type: "string", default: fileURLToPath(new URL("../dist", import.meta.url)) },
  },
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

const compressed = (file) => brotliCompressSync(file.body, packing(file)).length;

/** What the Python engine's module weighs. To pack so much takes a while, and is done beside the rest. */
async function pythonModule() {
  const folder = (await readdir(options.dist)).find((name) => name.startsWith("python-"));
  if (!folder) throw new Error(`${options.dist} has no Python engine: ./x build makes one`);
  const body = await readFile(join(options.dist, folder, "python_bg.wasm"));
  return (await promisify(brotliCompress)(body, packing({ body, type: "application/wasm" }))).length;
}

/** The address of the first lesson, from the list of a language. */
async function firstLesson(browser, language) {
  const site = await serve({ root: options.dist });
  try {
    const page = await browser.newPage();
    await page.goto(`${site.url}${language}/`);
    const address = await page.locator("main ol a").first().getAttribute("href");
    await page.close();
    return new URL(address, `${site.url}${language}/`).pathname.slice(1);
  } finally {
    await site.close();
  }
}

/** All that is served until a program runs. */
async function load(browser, address) {
  const files = new Map();
  const site = await serve({ root: options.dist, onServe: (file) => files.set(file.path, file) });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(site.url + address, { waitUntil: "networkidle" });
    const clock = page.locator("#lab [role=timer]");
    const before = await clock.innerText();
    await page.keyboard.press("Space");
    await expect(clock).not.toHaveText(before);
    await page.waitForLoadState("networkidle");
  } finally {
    await context.close();
    await site.close();
  }
  return [...files.values()];
}

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
  for (const language of LANGUAGES) {
    const files = await load(browser, await firstLesson(browser, language));
    const rows = files.map((file) => ({ ...file, bytes: compressed(file) })).sort((a, b) => b.bytes - a.bytes);
    const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path, status, body, bytes } of rows) {
      console.log(`${number(bytes).padStart(9)}  of ${number(body.length).padStart(9)}  ${status}  ${path}`);
      if (status !== 200) throw new Error(`${path} was asked for and answered with ${status}`);
    }
    console.log(`${language} ${number(total)} of ${number(Number(options.limit))} bytes\n`);
    if (total > Number(options.limit)) {
      console.log(`${language} is over its budget by ${number(total - Number(options.limit))} bytes.`);
      process.exitCode = 1;
    }
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
