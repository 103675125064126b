// How the browser tests run: Debian's (or the system's) Chromium against dist/, nothing from the network.
// `./x test e2e` runs the specs, `./x shots` takes the pictures; both find the browser and put it in LOOPSCOPE_CHROMIUM.

import { defineConfig } from "@playwright/test";

// As root Chromium wants no sandbox; the rest keeps it from calling home.
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How Chromium is started. */
export const CHROMIUM = { executablePath: process.env.LOOPSCOPE_CHROMIUM ?? "/usr/bin/chromium", args: QUIET };

export default defineConfig({
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
  ],
});
