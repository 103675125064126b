// What every journey imports: the specs' fixtures, in each of the three engines. What an engine cannot be driven to is skipped by
// its name. No journey asks the driver to change what the network answers, as not every one can: a journey that wants the site
// otherwise serves it otherwise.

import type { LaunchOptions } from "@playwright/test";
import { test as blogBase } from "../blog.ts";
import { CANNOT, launch, type Engine, type System } from "../engines/engine.ts";
import { test as base } from "../fixtures.ts";
import { host, type Host } from "../host.ts";

export { expect } from "../fixtures.ts";
export type { Host } from "../host.ts";

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

export const test = base.extend<{ host: Host }, WorkerOptions>({
  engine,
  system,
  launchOptions: [...launchOptions],
  host,
});

/** Journeys on that host. */
export const hosted = test.extend({ baseURL: ({ host }, use) => use(host.url) });

/** The sample blog on one origin and the lessons on another. */
export const blog = blogBase.extend<object, WorkerOptions>({ engine, system, launchOptions: [...launchOptions] });

/** Skips the test in an engine that cannot be driven to this. */
export function needs(what: string, engine: Engine): void {
  test.skip(what in CANNOT[engine], CANNOT[engine][what]);
}
