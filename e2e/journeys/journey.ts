// What every journey imports: the specs' fixtures, in each of the three engines. What an engine cannot be driven to is skipped by
// its name. No journey asks the driver to change what the network answers, as not every one can: a journey that wants the site
// otherwise serves it otherwise.

import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LaunchOptions } from "@playwright/test";
import { test as blogBase } from "../blog.ts";
import { CANNOT, launch, type Engine, type System } from "../engines/engine.ts";
import { DIST, test as base } from "../fixtures.ts";
import { serve } from "../server.mjs";

export { expect } from "../fixtures.ts";

export interface WorkerOptions {
  engine: Engine;
  /** What the reader's system is set to. */
  system: System;
}

const engine: ["chromium" | "firefox" | "webkit", { scope: "worker"; option: true }] = ["chromium", { scope: "worker", option: true }];
const system: [System, { scope: "worker"; option: true }] = [{}, { scope: "worker", option: true }];
const launchOptions = [
  ({ engine, system }: WorkerOptions, use: (options: LaunchOptions) => Promise<void>) => use(launch(engine, system)),
  { scope: "worker" },
] as const;

/** The site on a host of its own. */
export interface Host {
  /** The site's address. */
  url: string;
  /** Where its files are: a copy, that a test may change. */
  folder: string;
  /** The paths that were served. */
  served: string[];
  /** Takes the host from the network. */
  close: () => Promise<void>;
}

export const test = base.extend<{ host: Host }, WorkerOptions>({
  engine,
  system,
  launchOptions: [...launchOptions],

  host: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "loopscope-host-"));
    await cp(DIST, folder, { recursive: true });
    const served: string[] = [];
    const server = await serve({ root: folder, onServe: ({ path }: { path: string }) => served.push(path) });
    await use({ url: server.url, folder, served, close: server.close });
    await server.close();
    await rm(folder, { recursive: true });
  },
});

/** Journeys on that host. */
export const hosted = test.extend({ baseURL: ({ host }, use) => use(host.url) });

/** The sample blog on one origin and the lessons on another. */
export const blog = blogBase.extend<object, WorkerOptions>({ engine, system, launchOptions: [...launchOptions] });

/** Skips the test in an engine that cannot be driven to this. */
export function needs(what: string, engine: Engine): void {
  test.skip(what in CANNOT[engine], CANNOT[engine][what]);
}
