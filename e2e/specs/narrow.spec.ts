// A phone: the lesson is run by touch, the player is in reach wherever one reads, and at no width does a page scroll sideways.

import { Lab } from "../lab.ts";
import { LESSONS } from "../lessons.ts";
import { LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";

const WIDTHS = [320, 390, 768, 1440];

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  for (const lang of LANGS) {
    test(`${lang}: a lesson is run, paused and stepped by touch`, async ({ page }) => {
      const lab = await Lab.open(page, "event-loop", lang);
      await lab.speed(0.5);
      await lab.button("run").tap();
      await expect(lab.button("pause")).toBeVisible();
      await lab.button("pause").tap();
      await expect(lab.button("resume")).toBeVisible();
      await lab.button("step_back").tap();
      await expect(lab.button("to_present")).toBeVisible();
      await lab.button("to_present").tap();
      await lab.speed(10);
      await lab.button("resume").tap();
      await lab.ends();
      await lab.unfold("log");
      const row = lab.pane("log").getByRole("listitem").nth(2).getByRole("button");
      await row.tap();
      await expect(row).toHaveAttribute("aria-current", "step");
    });

    test(`${lang}: the player is in reach wherever one reads`, async ({ page }) => {
      const lab = await Lab.open(page, "gather", lang);
      for (const place of ["h1", "#section-2", ".pager", "#lab", ".pane.code", ".pane.params", ".pane.output", ".pane.log"]) {
        await page.locator(place).first().evaluate((element) => element.scrollIntoView({ block: "start", behavior: "instant" }));
        await expect(lab.button("run"), `at ${place}`).toBeInViewport({ ratio: 1 });
      }
      // Nothing lies over it.
      await lab.button("run").tap();
      await expect(lab.button("pause")).toBeInViewport({ ratio: 1 });
    });
  }

  test("what is to be touched is large enough", async ({ page }) => {
    await Lab.open(page, "gather");
    const small = await page.getByRole("button").or(page.getByRole("combobox")).or(page.getByRole("textbox")).evaluateAll((elements) =>
      elements
        .filter((element) => element.checkVisibility())
        .map((element) => ({ name: element.textContent?.trim() || element.getAttribute("aria-label"), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 24 || box.height < 24)
        .map(({ name, box }) => `${name}: ${box.width} x ${box.height}`),
    );
    expect(small).toEqual([]);
  });
});

for (const lang of LANGS) {
  for (const { slug } of LESSONS) {
    test(`${lang}/${slug} never scrolls sideways`, async ({ page }) => {
      const lab = await Lab.open(page, slug, lang);
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      for (const state of ["before", "after"]) {
        if (state === "after") {
          await lab.button("last").click();
          await lab.log("all");
        }
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 844 });
          expect(await wide(), `${state}, ${width} pixels`).toBeLessThanOrEqual(0);
        }
      }
    });
  }
}

for (const path of ["en/", "zh/", "nowhere/"]) {
  test.describe(() => {
    test.use({ expected: new Set(path === "nowhere/" ? [/nowhere\/: 404/, /status of 404/] : []) });

    test(`${path} never scrolls sideways`, async ({ page }) => {
      await page.goto(path);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 844 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide, `${width} pixels`).toBeLessThanOrEqual(0);
      }
    });
  });
}
