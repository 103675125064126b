// The home page: a run that plays by itself, one number to drag, and pictures of the lessons' runs.

import { LESSONS, PROGRAMS } from "../lessons.ts";
import { LANGS, page as texts } from "../words.ts";
import { expect, test } from "../fixtures.ts";

const status = "loop-scope iframe";

for (const lang of LANGS) {
  test(`${lang}: the run plays by itself, and one number changes it`, async ({ page }) => {
    await page.goto(`${lang}/`);
    const frame = page.frameLocator(status);
    const play = frame.locator(".player .play");
    await expect(play).toHaveText(texts[lang]("run_again"), { timeout: 20_000 });
    await expect(frame.locator(".pane.params .param-row:visible")).toHaveCount(1);
    // It has passed in real time, for which a busy machine may be late.
    await expect(frame.locator(".output samp").last()).toHaveText(/^breakfast after [34]\.\d s$/);
    await frame.locator(".param-row:visible input[type=range]").press("ArrowRight");
    await expect(frame.locator(".output samp").last()).toHaveText("breakfast after 3.1 s");
    // That it has played by itself is no visit of the reader's.
    await page.locator(".cards a").first().click();
    await expect(page.locator(".welcome")).toBeVisible();
  });
}

test("every lesson and program has its picture", async ({ page }) => {
  await page.goto("en/");
  await expect(page.locator(".cards .thumbnail:has(.lane)")).toHaveCount(LESSONS.length + PROGRAMS.length);
});

test.describe("for who wants less motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("the run waits to be started", async ({ page }) => {
    await page.goto("en/");
    const play = page.frameLocator(status).locator(".player .play");
    await expect(play).toBeEnabled({ timeout: 20_000 });
    await expect(play).toHaveText(texts.en("run"));
  });
});
