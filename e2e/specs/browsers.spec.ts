// docs/BROWSERS.md lists what an engine cannot be driven to as the journeys have it.

import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { CANNOT } from "../engines/engine.ts";

const NAMES = { chromium: "Chromium", firefox: "Firefox", webkit: "WebKit" } as const;

test("what an engine cannot be driven to stands in docs/BROWSERS.md", () => {
  const page = readFileSync(new URL("../../docs/BROWSERS.md", import.meta.url), "utf8");
  for (const [engine, list] of Object.entries(CANNOT)) {
    for (const [what, why] of Object.entries(list)) expect(page).toContain(`| ${NAMES[engine as keyof typeof NAMES]} | ${what} | ${why} |`);
  }
});
