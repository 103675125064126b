// axe finds nothing on a phone, upright, small and on its side, nor at the width between: the dock, the lines that the text points at,
// the sheet, a crowd, the editor under a keyboard, an article, and home; nor in the pseudo-language.

import { existsSync } from "node:fs";
import type { Page } from "@playwright/test";
import { findings } from "../axe.ts";
import { frameOf, isLive, test as blog } from "../blog.ts";
import { Lab } from "../lab.ts";
import { withCrowd } from "../long.ts";
import { Own } from "../own.ts";
import { PHONE } from "../touch.ts";
import { LANGS, PSEUDO, type Lang } from "../words.ts";
import { DIST, DIST_PSEUDO, expect, served, test } from "../fixtures.ts";

const SIZES = {
  "390": PHONE,
  "320": { ...PHONE, viewport: { width: 320, height: 568 } },
  landscape: { ...PHONE, viewport: { width: 844, height: 390 } },
  "900": { viewport: { width: 900, height: 900 } },
} as const;

/** What is found, but for what scrolls and is half below a bar at this moment: there it can be scrolled clear. */
async function found(page: Page): Promise<string[]> {
  return (await findings(page)).filter((finding) => !finding.includes("partially obscured"));
}

/** A lesson with its dock closed, shown and as a sheet, as far as there are any, while it stands still in its middle. */
async function through(lab: Lab, docked: boolean): Promise<void> {
  const { page } = lab;
  expect.soft(await findings(page), "arrived").toEqual([]);
  await page.locator(".text .to-code").first().click();
  expect.soft(await findings(page), "with lines that the text points at").toEqual([]);
  for (let step = 0; step < 20; step++) await lab.button("step").click();
  expect.soft(await findings(page), "in the middle").toEqual([]);
  if (!docked) return;
  await page.locator(".sheet-key").click();
  await expect(page.locator("html[data-sheet]")).toHaveCount(1);
  expect.soft(await found(page), "the sheet").toEqual([]);
}

for (const [size, options] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"] as const) {
    const lang = LANGS[(colorScheme === "dark" ? 0 : 1) % LANGS.length];
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ ...options, colorScheme });

      test(`${lang}: a lesson, its dock and its sheet`, async ({ page }) => {
        test.setTimeout(180_000);
        await through(await Lab.open(page, "cancellation", lang), size !== "900");
      });

      test(`${lang}: home, and two hundred tasks`, async ({ page }) => {
        test.setTimeout(180_000);
        await page.goto(`${lang}/`);
        expect.soft(await findings(page), "home").toEqual([]);
        await withCrowd(page, 200, "ring");
        const lab = await Lab.open(page, "event-loop", lang);
        await lab.run();
        const fold = page.locator(".lanes .fold button");
        if (size !== "900") await page.locator(".sheet-key").click();
        await expect(fold).toBeVisible();
        expect.soft(await found(page), "folded").toEqual([]);
        await fold.click();
        expect.soft(await found(page), "unfolded").toEqual([]);
      });
    });
  }
}

test.describe("typing", () => {
  test.use({ ...PHONE, viewport: { width: 390, height: 470 } });

  test("under a keyboard", async ({ page }) => {
    test.setTimeout(180_000);
    const own = await Own.edit(page, "gather");
    await page.keyboard.type("if True\n");
    await expect(page.locator(".own-editor .problem-message")).not.toHaveCount(0, { timeout: 20_000 });
    expect(await findings(page)).toEqual([]);
    await expect(own.editor).toBeFocused();
  });
});

blog.describe("an article", () => {
  blog.use(PHONE);

  blog("with the player away from its place", async ({ page, places }) => {
    blog.setTimeout(180_000);
    const far = '<div class="screenful"></div>';
    await page.goto(places.page(`${far}<loop-scope id="w" lesson="gather" view="code,params,timeline,output"></loop-scope>${far}`));
    await isLive(page, "w");
    const frame = frameOf(page, "w");
    await frame.locator(".player .step").tap();
    await frame.locator(".pane.code").evaluate((pane) => pane.scrollIntoView({ block: "start", behavior: "instant" }));
    await expect(frame.locator("html[data-away]")).toHaveCount(1);
    expect(await findings(page)).toEqual([]);
  });
});

const pseudo = test.extend<object, object>({ site: [served(DIST_PSEUDO, DIST), { scope: "worker" }] });

pseudo.describe("the pseudo-language", () => {
  pseudo.use(PHONE);

  pseudo("a lesson, its dock and its sheet", async ({ page }) => {
    pseudo.setTimeout(180_000);
    expect(existsSync(DIST_PSEUDO), "./x test build makes dist-pseudo/").toBe(true);
    const lang: Lang = PSEUDO;
    await through(await Lab.open(page, "gather", lang), true);
    await page.goto(`${lang}/`);
    expect(await findings(page)).toEqual([]);
  });
});
