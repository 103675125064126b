// What pages cost a reader on a slow line, and what ten widgets cost a blog's page, a figure per row. `./x bench page` runs it.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test as embed, heard } from "../blog.ts";
import { serve } from "../server.mjs";
import { p95, printsRows, row } from "./table.ts";

printsRows();

/** A slow 4G line: bits a second, and milliseconds to and fro. */
const SLOW = { offline: false, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, latency: 150 };
const READABLE_MS = 1_500;
const INTERACTIVE_MS = 4_000;
/** Ten widgets start within this, and meanwhile 95 of 100 frames, and any, take no longer than these. */
const ALL_MS = 4_000;
const FRAME_MS = 34;
const LONGEST_MS = 200;
const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

for (const path of ["en/waiting/", "zh/gather/", "en/event-loop/embed/"]) {
  embed(`${path} over slow 4G`, async ({ browser }) => {
    const site = await serve({ root: DIST, compressed: true });
    // Once for the server, which compresses a file when it is first asked for.
    for (const round of ["first", "measured"] as const) {
      const context = await browser.newContext({ serviceWorkers: "block" });
      const page = await context.newPage();
      const client = await context.newCDPSession(page);
      await client.send("Network.enable");
      await client.send("Network.emulateNetworkConditions", SLOW);
      await page.addInitScript(() => {
        new MutationObserver(() => {
          if (document.documentElement.classList.contains("ready")) performance.mark("interactive");
        }).observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] });
      });
      await page.goto(site.url + path);
      await page.waitForFunction(() => performance.getEntriesByName("interactive").length > 0);
      const times = await page.evaluate(() => ({
        readable: performance.getEntriesByName("first-contentful-paint")[0].startTime,
        interactive: performance.getEntriesByName("interactive")[0].startTime,
      }));
      await context.close();
      if (round === "first") continue;
      row(`${path} over slow 4G: readable`, times.readable, READABLE_MS);
      row(`${path} over slow 4G: interactive`, times.interactive, INTERACTIVE_MS);
      expect.soft(times.readable).toBeLessThanOrEqual(READABLE_MS);
      expect.soft(times.interactive).toBeLessThanOrEqual(INTERACTIVE_MS);
    }
    await site.close();
  });
}

/** Bytes that all processes of Chromium have for themselves; `undefined` where there is no /proc to tell. */
function chromiumBytes(): number | undefined {
  let bytes = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer")) continue;
      for (const [, kilobytes] of readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").matchAll(/^Private_\w+:\s+(\d+) kB/gm)) bytes += Number(kilobytes) * 1024;
    } catch {
      // It has ended meanwhile.
    }
  }
  return bytes || undefined;
}

/** Scrolls up and down, a frame at a time, until so many widgets are live (`null`: whatever they are), or for so many frames; tells how long each took. */
function scrolled(page: Page, live: number | null, most: number): Promise<{ frames: number[]; all: number }> {
  return page.evaluate(
    async ([live, most]) => {
      const isLive = () => (globalThis as unknown as { heard: [string][] }).heard.filter(([type]) => type === "ready").length;
      const frames: number[] = [];
      const begun = await new Promise<number>(requestAnimationFrame);
      let last = begun;
      while ((live === null || isLive() < live) && frames.length < most) {
        scrollTo(0, Math.abs(((frames.length * 8) % 400) - 200));
        const now = await new Promise<number>(requestAnimationFrame);
        frames.push(now - last);
        last = now;
      }
      if (live !== null && isLive() < live) throw new Error(`${isLive()} of ${live} are live after ${last - begun} ms`);
      return { frames, all: last - begun };
    },
    [live, most] as const,
  );
}

embed("ten widgets that are seen", async ({ page, places }) => {
  embed.setTimeout(120_000);
  const widgets = (count: number, loading = "visible") =>
    Array.from({ length: count }, (_, nth) => `<loop-scope id="w${nth}" lesson="event-loop" view="timeline" loading="${loading}"></loop-scope>`).join("");
  const filler = "<p>Words around it.</p>".repeat(100);
  // All ten posters are seen at once.
  await page.setViewportSize({ width: 1200, height: 3600 });

  await page.goto(places.page(widgets(10, "click") + filler));
  const still = await scrolled(page, null, 300);
  row("ten posters, scrolled: p95 of a frame", p95(still.frames), FRAME_MS);
  await page.requestGC();
  const before = chromiumBytes();

  await page.goto(places.page(widgets(10) + filler));
  const starting = await scrolled(page, 10, 5_000);
  row("ten widgets start: all are interactive", starting.all, ALL_MS);
  row("ten widgets start, scrolled: p95 of a frame", p95(starting.frames), FRAME_MS);
  row("ten widgets start, scrolled: the longest frame", Math.max(...starting.frames), LONGEST_MS);
  expect.soft(starting.all).toBeLessThanOrEqual(ALL_MS);
  expect.soft(p95(starting.frames)).toBeLessThanOrEqual(FRAME_MS);
  expect.soft(Math.max(...starting.frames)).toBeLessThanOrEqual(LONGEST_MS);

  await page.requestGC();
  const each = ((chromiumBytes() ?? NaN) - (before ?? NaN)) / 10 / 1e6;
  row("ten widgets: memory of each, all of the process", each, 64, "MB");
  expect.soft(each).toBeLessThanOrEqual(64);
  expect(await heard(page, "w9", "error")).toEqual([]);
});
