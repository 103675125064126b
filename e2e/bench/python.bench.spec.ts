// The Python engine beside Pyodide, both from npm or dist/ and in one browser, turn by turn. `./x bench page` runs it; nothing else
// may run meanwhile.
//
// The programs are the same text, but for the last line: ours runs `asyncio.run(main())`, Pyodide awaits `main()`, as it cannot
// block. A time of ours has the trace in it, written out as the bytes of an update; timers are in virtual time. Pyodide's loop is the
// browser's: it sleeps really, a millisecond, which is as little as it can.

import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "@playwright/test";
import { expect, test as base } from "../fixtures.ts";
import { pythonFolder } from "../python.ts";
import { policy, serve } from "../server.mjs";

/** How often each thing is measured; the table has the median. */
const TIMES = 5;
/** How often a run of ours is tried: the engine stops what takes long, and on a busy machine anything may. */
const TRIES = 5;
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const HELLO = `import asyncio

async def main():
    await asyncio.sleep(0)
    print("hello")`;

interface Task {
  what: string;
  source: string;
  printed: string;
  /** At most this part of Pyodide's time is the goal. */
  goal: number;
}

const SUM = "499999500000\n";
const TASKS: Task[] = [
  {
    what: "20,000 awaits of sleep(0)",
    source: `import asyncio

async def main():
    for _ in range(20_000):
        await asyncio.sleep(0)
    print("done")`,
    printed: "done\n",
    goal: 1,
  },
  {
    what: "10,000 tasks that sleep",
    source: `import asyncio

async def nap(n):
    await asyncio.sleep(0.001)
    return n

async def main():
    print(sum(await asyncio.gather(*[nap(n) for n in range(10_000)])))`,
    printed: "49995000\n",
    goal: 1,
  },
  {
    what: "a million additions in a module",
    source: `import asyncio

total = 0
for n in range(1_000_000):
    total += n
print(total)

async def main():
    pass`,
    printed: SUM,
    goal: 3,
  },
  {
    what: "a million additions in a function",
    source: `import asyncio

async def main():
    total = 0
    for n in range(1_000_000):
        total += n
    print(total)`,
    printed: SUM,
    goal: 3,
  },
];

interface Timed {
  ms: number;
  printed: string;
}

declare global {
  var first: Timed;
  /** Runs a program; `null` when it was stopped. */
  var timed: (source: string) => Promise<Timed | null>;
  /** Bytes of the last run's trace. */
  var traced: number;
}

const ENGINES = ["ours", "pyodide"] as const;
type Which = (typeof ENGINES)[number];

/** Both engines' pages on one origin, sent with brotli; and how many bytes were sent since that was last asked. */
const test = base.extend<object, { bench: { url: string; bytes: () => number } }>({
  bench: [
    async ({}, use) => {
      const root = await mkdtemp(join(tmpdir(), "loopscope-bench-"));
      const dist = path("../../dist");
      await symlink(join(dist, pythonFolder()), join(root, "engine"));
      await cp(path("../worker-client.js"), join(root, "worker-client.js"));
      await symlink(path("../node_modules/pyodide"), join(root, "pyodide"));
      await cp(path("python"), root, { recursive: true });
      const settings = JSON.stringify({ hello: HELLO });
      for (const name of ENGINES) {
        const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
<script type="application/json" id="bench">${settings}</script><script type="module" src="${name}.js"></script>`;
        await writeFile(join(root, `${name}.html`), html);
      }
      let served = 0;
      const site = await serve({
        root,
        compressed: true,
        headers: () => ({ "Content-Security-Policy": policy("page"), "Cache-Control": "no-store" }),
        onServe: ({ sent }) => (served += sent),
      });
      await use({
        url: site.url,
        bytes: () => {
          const bytes = served;
          served = 0;
          return bytes;
        },
      });
      await site.close();
      await rm(root, { recursive: true });
    },
    { scope: "worker" },
  ],
});

test.setTimeout(600_000);

const rows: string[] = [];
const cell = (text: string) => text.padStart(10);

/** A row of the table: medians, and how they stand to each other. */
function row(what: string, ours: number[], theirs: number[], goal: number): void {
  const [a, b] = [median(ours), median(theirs)];
  const met = a <= goal * b;
  rows.push(
    `| ${what.padEnd(41)} | ${cell(`${a.toFixed(0)} ms`)} | ${cell(`${b.toFixed(0)} ms`)} | ${(a / b).toFixed(2).padStart(5)} | ` +
      `${String(goal).padStart(4)} | ${met ? "yes" : "no "} |`,
  );
  expect.soft(a, what).toBeLessThanOrEqual(goal * b);
}

const median = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

/** Opens an engine's page in a new context, whose cache is empty. */
async function open(browser: Browser, url: string, which: Which): Promise<{ page: Page; first: Timed }> {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const thrown = new Promise<never>((_, reject) => context.on("weberror", (error) => reject(error.error())));
  await page.goto(`${url}${which}.html`);
  const printed = page.evaluate(
    () => new Promise<Timed>((resolve) => (globalThis.first ? resolve(globalThis.first) : addEventListener("first", () => resolve(globalThis.first)))),
  );
  const first = await Promise.race([thrown, printed]);
  expect(first.printed).toBe("hello\n");
  return { page, first };
}

async function timed(page: Page, source: string): Promise<Timed> {
  for (let tried = 0; tried < TRIES; tried++) {
    const ran = await page.evaluate((source) => globalThis.timed(source), source);
    if (ran) return ran;
  }
  throw new Error(`the engine has stopped ${TRIES} runs of this, as they took too long: this machine is too busy to measure\n${source}`);
}

test("beside Pyodide", async ({ browser, bench }) => {
  const times: Record<Which, number[]> = { ours: [], pyodide: [] };
  const bytes: Partial<Record<Which, number>> = {};
  const pages: Partial<Record<Which, Page>> = {};
  // The first time is the server's, which compresses a file when it is asked for.
  for (let time = -1; time < TIMES; time++) {
    for (const which of ENGINES) {
      const { page, first } = await open(browser, bench.url, which);
      if (time === -1) bytes[which] = bench.bytes();
      else times[which].push(first.ms);
      if (time === TIMES - 1) pages[which] = page;
      else await page.context().close();
    }
  }
  row("from an empty cache to the first line", times.ours, times.pyodide, 0.18);

  for (const { what, source, printed, goal } of TASKS) {
    const times: Record<Which, number[]> = { ours: [], pyodide: [] };
    let traced = 0;
    for (let time = -1; time < TIMES; time++) {
      for (const which of ENGINES) {
        const page = pages[which];
        if (!page) throw new Error(`${which} has no page`);
        const ran = await timed(page, source);
        expect(ran.printed, what).toBe(printed);
        // Once to become warm.
        if (time >= 0) times[which].push(ran.ms);
        if (which === "ours") traced = await page.evaluate(() => globalThis.traced);
      }
    }
    row(`${what}${traced > 10_000 ? ` (trace: ${(traced / 1e6).toFixed(1)} MB)` : ""}`, times.ours, times.pyodide, goal);
  }

  const version = JSON.parse(await readFile(path("../node_modules/pyodide/package.json"), "utf8")).version;
  const weight = (which: Which) => ((bytes[which] ?? NaN) / 1e6).toFixed(2);
  console.log(
    [
      "",
      `| median of ${TIMES}                               | ours       | Pyodide    | ratio | goal | met |`,
      "|:------------------------------------------|-----------:|-----------:|------:|-----:|:----|",
      ...rows.splice(0),
      "",
      `Pyodide ${version}. A page and all that it loads, with brotli as hosts compress while they answer: ours ${weight("ours")} MB, Pyodide ${weight("pyodide")} MB.`,
      "",
    ].join("\n"),
  );
});
