// How the browser tests run: Debian's (or the system's) Chromium against dist/, nothing from the network.
// `./x test e2e` runs the specs, `./x shots` takes the pictures; both find the browser and put it in LOOPSCOPE_CHROMIUM.

import { defineConfig, type PlaywrightTestOptions } from "@playwright/test";
import { CHROMIUM } from "./engines/engine.ts";
import type { WorkerOptions } from "./journeys/journey.ts";

/** Journeys are longer than specs, and drivers slower than devtools. */
const PATIENT = { timeout: 90_000, expect: { timeout: 10_000 } };

export default defineConfig<PlaywrightTestOptions, WorkerOptions>({
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A shared machine can be late by more than a test forgives: there, once more; the report then says "flaky".
  retries: process.env.CI ? 1 : 0,
  workers: 2,
  timeout: 30_000,
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: CHROMIUM,
    viewport: { width: 1440, height: 900 },
    // A page that is kept offline would answer for the server; the specs of just that allow it.
    serviceWorkers: "block",
    // A trace costs a third of the time: `./x test e2e --trace on NAME` makes one for a test to be looked into.
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "e2e", testDir: "specs" },
    { name: "shots", testDir: "shots" },
    { name: "bench", testDir: "bench", workers: 1 },
    { name: "soak", testDir: "soak", workers: 1 },
    { name: "chromium", testDir: "journeys", ...PATIENT },
    // Firefox as it is, over WebDriver BiDi, which Playwright speaks to browsers of this channel; to WebKit by way of a translator.
    { name: "firefox", testDir: "journeys", ...PATIENT, use: { browserName: "firefox", channel: "moz-firefox", engine: "firefox" } },
    { name: "webkit", testDir: "journeys", ...PATIENT, use: { browserName: "firefox", channel: "moz-firefox", engine: "webkit" } },
  ],
});
