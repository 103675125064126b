// What docs/HOSTING.md asks of hosts, as the test server reads it there, holds for the files that a page takes.

import { Lab } from "../lab.ts";
import { expect, test } from "../fixtures.ts";

test("what has a digest in its name is kept for a year, the application's module as well", async ({ page }) => {
  const kept = new Map<string, string | undefined>();
  page.on("response", (response) => kept.set(new URL(response.url()).pathname, response.headers()["cache-control"]));
  await Lab.open(page, "event-loop");
  const of = (pattern: RegExp) => [...kept].filter(([path]) => pattern.test(path)).map(([, control]) => control ?? "none");
  for (const pattern of [/_bg\.wasm$/, /loopscope-web-\d+\.js$/, /styles-\d+\.css$/]) {
    expect(of(pattern).length, `${pattern}`).toBeGreaterThan(0);
    for (const control of of(pattern)) expect(control, `${pattern}`).toContain("immutable");
  }
  for (const control of of(/\/en\/event-loop\/$/)) expect(control).toBe("no-cache");
});
