// The page on a phone: a processor throttled four times, a line that is slow, a screen of 390 × 844. `./x bench page phone` runs these
// alone. The rows of one thing are the middle one of three; nothing else may run meanwhile.
//
// `Emulation.setCPUThrottlingRate` is the page's; that its workers are throttled with it, as they are in Chromium 156, is what the last
// row shows: a worker that were not would be four times as fast.

import { fileURLToPath } from "node:url";
import type { Browser, Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { NINE_MBIT, over, SLOW_4G, type Line } from "../line.ts";
import { withCrowd } from "../long.ts";
import { HELLO } from "../own.ts";
import { serve } from "../server.mjs";
import { p95, printsRows, row } from "./table.ts";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2, serviceWorkers: "block" } as const;
const THROTTLE = 4;
const TIMES = 3;

const READABLE_MS = 1_500;
/** After it is readable. */
const INTERACTIVE_MS = 3_000;
/** Thirty frames a second; a browser that paints sixty takes two of its own for one that is late. */
const FRAME_MS = 34;
/** Whatever the page does meanwhile, it answers within this. */
const USABLE_MS = 200;
const RESULT_MS = [
  ["slow 4G", SLOW_4G, 16_000],
  ["9 Mbit/s", NINE_MBIT, 8_000],
] as const;

test.setTimeout(300_000);

printsRows();

const median = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

/** A row, and that its goal is reached. */
function told(what: string, figure: number, most: number, unit?: string): void {
  row(what, figure, most, unit);
  expect.soft(figure, what).toBeLessThanOrEqual(most);
}

/** A phone with an empty cache at the end of a line, if there is one. */
async function phone(browser: Browser, line?: Line): Promise<Page> {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
  if (line) {
    // What a page knows of its line, which decides what it fetches before it is wanted; the line itself is in front of the server.
    await client.send("Network.enable");
    await client.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: line.down / 8, uploadThroughput: line.up / 8 });
  }
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.documentElement.classList.contains("ready") && performance.getEntriesByName("interactive").length === 0) performance.mark("interactive");
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] });
  });
  return page;
}

const isInteractive = (page: Page) => page.waitForFunction(() => performance.getEntriesByName("interactive").length > 0, undefined, { timeout: 60_000 });

for (const path of ["en/waiting/", "zh/gather/", "en/background/", "en/playground/crawler/"]) {
  test(`${path} on a phone`, async ({ browser }) => {
    const site = await serve({ root: DIST, compressed: true });
    const line = await over(SLOW_4G, site.url);
    const [readable, interactive]: [number[], number[]] = [[], []];
    // The first time is the server's, which compresses a file when it is asked for.
    for (let time = -1; time < TIMES; time++) {
      const page = await phone(browser, SLOW_4G);
      await page.goto(line.url + path);
      await isInteractive(page);
      const times = await page.evaluate(() => ({
        readable: performance.getEntriesByName("first-contentful-paint")[0].startTime,
        interactive: performance.getEntriesByName("interactive")[0].startTime,
      }));
      await page.context().close();
      if (time < 0) continue;
      readable.push(times.readable);
      interactive.push(times.interactive - times.readable);
    }
    await line.close();
    await site.close();
    told(`${path} on a phone: readable`, median(readable), READABLE_MS);
    told(`${path} on a phone: interactive, after that`, median(interactive), INTERACTIVE_MS);
  });
}

/** A thumb on the scrubber, at another place in every frame; how long each frame took. */
function scrubbed(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>(".scrub");
    if (!input) throw new Error("there is no scrubber");
    const most = Number(input.max);
    const frames: number[] = [];
    let last = await new Promise<number>(requestAnimationFrame);
    for (let nth = 0; nth < 150; nth++) {
      // To and fro, a step or more at a time, as a thumb goes.
      input.value = String(Math.round(Math.abs(((nth / 75) % 2) - 1) * most));
      input.dispatchEvent(new Event("input", { bubbles: true }));
      const now = await new Promise<number>(requestAnimationFrame);
      frames.push(now - last);
      last = now;
    }
    // The first ones find code that is not compiled yet.
    return frames.slice(20);
  });
}

test("scrubbing on a phone", async ({ browser }) => {
  const site = await serve({ root: DIST, compressed: true });
  for (const path of ["en/gather/", "zh/async-await/", "en/playground/crawler/", "en/event-loop/"]) {
    const page = await phone(browser);
    // The last of them is of 200 tasks, in the engine's place.
    const crowd = path === "en/event-loop/";
    if (crowd) await withCrowd(page, 200, "ring");
    const what = crowd ? "200 tasks" : path;
    await page.goto(site.url + path);
    await isInteractive(page);
    if (crowd) {
      await page.locator(".player .play").tap();
      await expect.poll(() => page.locator(".scrub").getAttribute("max").then(Number), { timeout: 30_000 }).toBeGreaterThan(500);
    }
    told(`${what} on a phone: scrubbing by the text, p95`, p95(await scrubbed(page)), FRAME_MS);
    await page.locator(".sheet-key").tap();
    await expect(page.locator("html[data-sheet]")).toHaveCount(1);
    told(`${what} on a phone: scrubbing in the sheet, p95`, p95(await scrubbed(page)), FRAME_MS);
    await page.context().close();
  }
  await site.close();
});

interface Edited {
  result: number;
  frames: number[];
  answers: number[];
  progress: number[];
}

/** Edits, pastes a program as soon as there is an editor, and waits for what it prints; the reader steps through the lesson's run meanwhile. */
function edited(page: Page, source: string): Promise<Edited> {
  return page.evaluate(async (source) => {
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    const frame = () => new Promise<number>(requestAnimationFrame);
    const printed = () => Array.from(document.querySelectorAll("#lab.own .pane.output samp"), (samp) => samp.textContent?.trim()).join() === "mine,done";
    const [frames, answers, progress]: [number[], number[], number[]] = [[], [], []];
    const begun = performance.now();
    find(".edit")?.click();
    let pasted = false;
    for (let last = await frame(), nth = 0; !printed(); nth++) {
      const bar = document.querySelector<HTMLProgressElement>(".own-foot progress:not([hidden])");
      if (bar && bar.value !== progress.at(-1)) progress.push(bar.value);
      const editor = find(".own-editor .cm-content");
      if (editor && !pasted) {
        pasted = true;
        editor.focus();
        document.execCommand("selectAll");
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", source);
        editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      } else if (nth % 20 === 19) {
        const step = find(nth % 40 === 19 ? ".player .step" : ".player .back");
        const asked = performance.now();
        step?.click();
        await frame();
        answers.push(performance.now() - asked);
      }
      const now = await frame();
      frames.push(now - last);
      last = now;
      if (now - begun > 120_000) throw new Error("there is no result after two minutes");
    }
    return { result: performance.now() - begun, frames, answers, progress };
  }, source);
}

for (const [name, speed, most] of RESULT_MS) {
  test(`Edit to the first own result, ${name}`, async ({ browser }) => {
    const site = await serve({ root: DIST, compressed: true });
    const line = await over(speed, site.url);
    const all: Edited[] = [];
    for (let time = -1; time < TIMES; time++) {
      const page = await phone(browser, speed);
      await page.goto(`${line.url}en/gather/`);
      await isInteractive(page);
      const one = await edited(page, HELLO);
      await page.context().close();
      if (time >= 0) all.push(one);
    }
    await line.close();
    await site.close();
    told(`${name}: Edit to the first own result`, median(all.map(({ result }) => result)), most);
    told(`${name}, meanwhile: p95 of a frame`, median(all.map(({ frames }) => p95(frames))), FRAME_MS);
    told(`${name}, meanwhile: the longest frame`, median(all.map(({ frames }) => Math.max(...frames))), USABLE_MS);
    told(`${name}, meanwhile: a step is answered, the longest`, median(all.map(({ answers }) => Math.max(...answers))), USABLE_MS);
    for (const { progress } of all) {
      expect(progress.length, "progress is told").toBeGreaterThan(3);
      expect(progress, "and goes on").toEqual([...progress].sort((a, b) => a - b));
    }
  });
}

test("how much faster a worker is than the page", async ({ browser }) => {
  const page = await phone(browser);
  // A page without a policy, as the site's own lets no worker come out of a text.
  await page.route("http://phone.example/", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>phone</title>" }));
  await page.goto("http://phone.example/");
  const [here, worker] = await page.evaluate(async () => {
    const work = () => {
      const begun = performance.now();
      let sum = 0;
      for (let nth = 0; nth < 3e7; nth++) sum = (sum * 31 + nth) | 0;
      return [performance.now() - begun, sum];
    };
    work();
    const [here] = work();
    const text = `const work = ${work}; work(); postMessage(work())`;
    const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
    const [there] = await new Promise<number[]>((resolve) => (worker.onmessage = ({ data }) => resolve(data as number[])));
    return [here, there];
  });
  await page.context().close();
  told("a worker beside the page's thread: so many times as fast", here / worker, THROTTLE / 2, "x");
});
