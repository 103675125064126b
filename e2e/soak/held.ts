// What a page holds while it is used for hours: memory, workers, object URLs, listeners, nodes; and whether that grows.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { row } from "../bench/table.ts";

/** 1 for the long form, in which memory is compared too; less for so much of it. */
export const SCALE = Number(process.env.LOOPSCOPE_SOAK ?? "0.02");
const LONG = SCALE >= 1;
/** Memory may be so much of what it was after warming. */
const MOST_GROWTH = 1.1;

interface Held {
  /** Bytes that the browser's renderers have for themselves; `undefined` where there is no /proc to tell. */
  bytes: number | undefined;
  workers: number;
  /** Object URLs that were made and not revoked, in all frames. */
  urls: number;
  documents: number;
  nodes: number;
  listeners: number;
}

/** Counts object URLs from the page's beginning. */
export async function countUrls(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const there = new Set<string>();
    (globalThis as unknown as { objectUrls: Set<string> }).objectUrls = there;
    const [make, revoke] = [URL.createObjectURL.bind(URL), URL.revokeObjectURL.bind(URL)];
    URL.createObjectURL = (of) => {
      const url = make(of);
      there.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      there.delete(url);
      revoke(url);
    };
  });
}

/** The processes of the browser that this test's own process has started. */
function renderers(): string[] {
  if (!existsSync("/proc/self/stat")) return [];
  const parents = new Map<string, string>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      // The name before it, in brackets, may have spaces.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      parents.set(pid, stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    } catch {
      // It has ended meanwhile.
    }
  }
  const ours = (pid: string | undefined): boolean => pid !== undefined && (pid === String(process.pid) || ours(parents.get(pid)));
  return [...parents.keys()].filter((pid) => {
    try {
      return ours(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer");
    } catch {
      return false;
    }
  });
}

function bytes(): number | undefined {
  let sum = 0;
  for (const pid of renderers()) {
    try {
      for (const [, kilobytes] of readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").matchAll(/^Private_\w+:\s+(\d+) kB/gm)) sum += Number(kilobytes) * 1024;
    } catch {
      // It has ended meanwhile.
    }
  }
  return sum || undefined;
}

async function held(page: Page): Promise<Held> {
  const client = await page.context().newCDPSession(page);
  // What the first leaves for finalizers, the second collects.
  for (let time = 0; time < 2; time++) await page.requestGC();
  const { documents, nodes, jsEventListeners } = await client.send("Memory.getDOMCounters");
  await client.detach();
  const urls = await Promise.all(page.frames().map((frame) => frame.evaluate(() => (globalThis as unknown as { objectUrls: Set<string> }).objectUrls.size)));
  return { bytes: bytes(), workers: page.workers().length, urls: urls.reduce((sum, one) => sum + one, 0), documents, nodes, listeners: jsEventListeners };
}

/**
 * Does something so often (in the long form; a part of that else) and compares what is held at the end with what was held after a tenth of it.
 * `round` is told which rounds it is to do, from the first and before the second.
 */
export async function endures(page: Page, what: string, times: number, round: (from: number, to: number) => Promise<void>): Promise<void> {
  const all = Math.max(10, Math.round(times * SCALE));
  const warm = Math.max(5, Math.round(all / 10));
  await round(0, warm);
  const before = await held(page);
  await round(warm, all);
  const after = await held(page);
  if (before.bytes && after.bytes) row(`${what}, ${all} times: memory`, after.bytes / 1e6, (before.bytes * MOST_GROWTH) / 1e6, "MB");
  row(`${what}, ${all} times: listeners`, after.listeners, before.listeners, "");
  row(`${what}, ${all} times: nodes`, after.nodes, before.nodes * MOST_GROWTH, "");
  expect.soft(after.workers, "workers").toBe(before.workers);
  expect.soft(after.urls, "object URLs").toBe(before.urls);
  expect.soft(after.documents, "documents").toBeLessThanOrEqual(before.documents);
  expect.soft(after.listeners, "listeners").toBeLessThanOrEqual(before.listeners * MOST_GROWTH);
  expect.soft(after.nodes, "nodes").toBeLessThanOrEqual(before.nodes * MOST_GROWTH);
  if (LONG && before.bytes && after.bytes) expect.soft(after.bytes, "bytes").toBeLessThanOrEqual(before.bytes * MOST_GROWTH);
}
