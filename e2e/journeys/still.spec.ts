// On a system where less motion is wanted, nothing moves.

import { Lab } from "../lab.ts";
import { expect, test } from "./journey.ts";
import { moved } from "./moved.ts";

test.use({ system: { still: true }, contextOptions: { reducedMotion: "reduce" } });

test("nothing moves", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  await lab.unfold("inside");
  expect(await page.evaluate(() => matchMedia("(prefers-reduced-motion: reduce)").matches)).toBe(true);
  expect(await moved(lab)).toEqual([]);
});
