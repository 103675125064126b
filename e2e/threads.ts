// How much of a processor the browser wants: a thread that computes without end wants a whole one, however little of it there is.

import { readFileSync, readdirSync } from "node:fs";

/** A browser that rests wants less than this of a processor. */
const IDLE = 0.5;
/** It is looked at for so long, in milliseconds; and at most so long until it rests. */
const LOOK = 2_000;
const PATIENCE = 40_000;

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It has ended meanwhile.
    return "";
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** Nanoseconds for which each thread of what this process has started has run or waited for a processor. */
function wanted(): Map<string, number> {
  const parents = new Map<number, number>();
  for (const pid of list("/proc").filter((name) => /^\d+$/.test(name))) {
    const [, parent] = read(`/proc/${pid}/stat`).replace(/^.*\) /s, "").split(" ");
    parents.set(Number(pid), Number(parent));
  }
  const mine = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === process.pid || mine(parent));
  };
  const threads = new Map<string, number>();
  for (const pid of [...parents.keys()].filter(mine)) {
    for (const thread of list(`/proc/${pid}/task`)) {
      const [ran, waited] = read(`/proc/${pid}/task/${thread}/schedstat`).split(" ").map(Number);
      if (waited !== undefined) threads.set(thread, ran + waited);
    }
  }
  return threads;
}

/** Waits until no thread of the browser's computes without end. */
export async function rests(): Promise<void> {
  let most = Infinity;
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const [before, from] = [wanted(), process.hrtime.bigint()];
    await new Promise((resolve) => setTimeout(resolve, LOOK));
    const took = Number(process.hrtime.bigint() - from);
    most = Math.max(...[...wanted()].map(([thread, now]) => (now - (before.get(thread) ?? now)) / took));
    if (most < IDLE) return;
  }
  throw new Error(`a thread of the browser's wants ${(100 * most).toFixed(0)} % of a processor, and does not stop`);
}
