// Scroll bars that take room, which headless Chromium hides unless it is told not to.

import { CHROMIUM } from "../playwright.config.ts";
import { Lab } from "../lab.ts";
import { expect, test } from "../fixtures.ts";

test.use({ launchOptions: { ...CHROMIUM, ignoreDefaultArgs: ["--hide-scrollbars"] } });

for (const [width, height] of [
  [1280, 720],
  [1440, 900],
] as const) {
  test(`${width} pixels: the player's buttons stand in one row`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const lab = await Lab.open(page, "sleep");
    await lab.button("last").click();
    expect(await page.evaluate(() => innerWidth - document.documentElement.clientWidth), "scroll bars take room").toBeGreaterThan(0);
    const rows = await lab.player.locator(".keys button:visible").evaluateAll((all) => [...new Set(all.map((one) => Math.round(one.getBoundingClientRect().top)))]);
    expect(rows).toHaveLength(1);
    // The clock stands in a row with the buttons or with the sentence, and not in one of its own.
    const middle = async (selector: string) => {
      const box = await lab.player.locator(selector).first().boundingBox();
      return box ? [box.y, box.y + box.height] : [0, 0];
    };
    const [top, bottom] = await middle(".clock");
    const beside = await Promise.all([".play", ".status .words"].map(middle));
    expect(beside.some(([from, to]) => from! < bottom! && to! > top!)).toBe(true);
  });
}
