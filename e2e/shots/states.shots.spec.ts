// Pictures of what pages.shots.spec.ts does not have: the widths between, a phone on its side, dock and sheet, two hundred tasks, an
// article on a phone, a keyboard, large letters, paper, and the pseudo-language, whose pages `./x test build` makes in dist-pseudo/.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { Lab } from "../lab.ts";
import { Own } from "../own.ts";
import { PHONE } from "../touch.ts";
import { LANGS, PSEUDO, type Lang } from "../words.ts";
import { test as blog, frameOf, isLive } from "../blog.ts";
import { DIST, DIST_PSEUDO, expect, served, test } from "../fixtures.ts";

const out = (name: string) => fileURLToPath(new URL(`out/${name}.png`, import.meta.url));
const shoot = (page: Page, name: string, fullPage = false) => page.screenshot({ path: out(name), fullPage, animations: "disabled" });

const SIZES = {
  wide: { viewport: { width: 1440, height: 900 } },
  "900": { viewport: { width: 900, height: 900 } },
  "390": PHONE,
  "320": { ...PHONE, viewport: { width: 320, height: 568 } },
  landscape: { ...PHONE, viewport: { width: 844, height: 390 } },
} as const;
type Size = keyof typeof SIZES;
const DOCKED: Size[] = ["390", "320", "landscape"];

/** Runs until some time, and stands still there. */
async function until(lab: Lab, time: number): Promise<void> {
  await lab.run();
  await expect.poll(() => lab.page.locator(".player .clock span").textContent().then(Number), { intervals: [30] }).toBeGreaterThan(time);
  await lab.button("pause").click();
  await expect(lab.button("resume")).toBeVisible();
}

/** A lesson before its run, in the middle of it and after, with dock and sheet where there are any. */
async function through(page: Page, slug: string, lang: Lang, size: Size, colours: string): Promise<void> {
  const name = (state: string) => `${slug}-${size}-${colours}-${lang}-${state}`;
  const lab = await Lab.open(page, slug, lang);
  await shoot(page, name("1-arrived"));
  // Where there is room for it.
  const welcome = page.locator(".welcome button");
  if (await welcome.isVisible()) await welcome.click();
  await page.locator("#section-2").evaluate((section) => section.scrollIntoView({ behavior: "instant" }));
  await shoot(page, name("2-read"));
  const docked = DOCKED.includes(size);
  if (docked) {
    await page.locator(".text .to-code").first().click();
    await shoot(page, name("3-lines"));
    await page.locator(".pointed-lines .close").click();
  }
  await until(lab, 0.7);
  await shoot(page, name("4-running"));
  if (docked) {
    await page.locator(".sheet-key").click();
    await expect(page.locator("html[data-sheet]")).toHaveCount(1);
    await shoot(page, name("5-sheet"));
    await page.locator("#lab").evaluate((lab) => lab.scrollTo(0, 0));
    await shoot(page, name("6-sheet-code"));
    await page.locator("#lab").evaluate((lab) => lab.scrollTo(0, lab.scrollHeight));
    await shoot(page, name("7-sheet-end"));
    await page.locator(".sheet-head button").click();
  }
  await lab.button("resume").click();
  await lab.ends();
  await shoot(page, name("8-after"));
}

for (const [size, options] of Object.entries(SIZES) as [Size, (typeof SIZES)[Size]][]) {
  test.describe(() => {
    test.use(options);

    for (const slug of ["gather", "cancellation"]) test(`${slug}, ${size}`, ({ page }) => through(page, slug, "en", size, "light"));

    for (const lang of LANGS) {
      test(`home, ${size}, ${lang}`, async ({ page }) => {
        await page.goto(`${lang}/`);
        await page.waitForLoadState("networkidle");
        await shoot(page, `home-${size}-light-${lang}`);
        await shoot(page, `home-${size}-light-${lang}-whole`, true);
      });
    }
  });
}

for (const size of ["wide", "390"] as const) {
  test.describe(() => {
    test.use(SIZES[size]);

    for (const colorScheme of ["dark", "light"] as const) {
      test.describe(() => {
        test.use({ colorScheme });
        test(`cancellation, ${size}, ${colorScheme}, zh`, ({ page }) => through(page, "cancellation", "zh", size, colorScheme));

        test(`two hundred tasks, ${size}, ${colorScheme}`, async ({ page }) => {
          const own = await Own.edit(page, "gather", colorScheme === "dark" ? "zh" : "en");
          await own.write(MANY);
          await own.prints("200 done");
          await page.evaluate(() => (document.activeElement as HTMLElement).blur());
          if (size === "390") await page.locator(".sheet-key").click();
          const lanes = own.pane("timeline").locator(".lanes");
          await lanes.evaluate((lanes) => lanes.scrollIntoView({ block: "center", behavior: "instant" }));
          await shoot(page, `many-${size}-${colorScheme}-folded`);
          await lanes.locator(".fold button").first().click();
          await shoot(page, `many-${size}-${colorScheme}-open`);
          if (size !== "390") return;
          await page.locator(".sheet-head button").click();
          await until(own, 0.2);
          await shoot(page, `many-${size}-${colorScheme}-dock`);
        });
      });
    }

    test(`home, ${size}, dark`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: "dark" });
      await page.goto("zh/");
      await page.waitForLoadState("networkidle");
      await shoot(page, `home-${size}-dark-zh-whole`, true);
    });

    test(`the playground, ${size}`, async ({ page }) => {
      await page.goto("en/playground/");
      await page.waitForLoadState("networkidle");
      await shoot(page, `playground-${size}`);
      const lab = await Lab.open(page, "playground/crawler");
      await shoot(page, `crawler-${size}-1`);
      await lab.button("step").click();
      await shoot(page, `crawler-${size}-2`);
    });
  });
}

/** Forty kinds of five would be no crowd: two hundred of one. */
const MANY = `import asyncio


async def worker(number):
    await asyncio.sleep(number % 20 / 10)


async def main():
    async with asyncio.TaskGroup() as group:
        for number in range(200):
            group.create_task(worker(number), name=f"worker-{number}")
    print("200 done")


asyncio.run(main())
`;

test("on paper", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  await lab.button("last").click();
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.emulateMedia({ media: "print" });
  await shoot(page, "gather-print", true);
  await page.goto("zh/");
  await shoot(page, "home-print", true);
});

test.describe(() => {
  test.use(PHONE);

  test("letters twice as large", async ({ page }) => {
    const browser = await page.context().newCDPSession(page);
    await browser.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    const lab = await Lab.open(page, "gather");
    await shoot(page, "large-1-arrived");
    await until(lab, 0.3);
    await shoot(page, "large-2-running");
    await page.locator(".sheet-key").click();
    await shoot(page, "large-3-sheet");
  });

  test("a keyboard over half of the screen", async ({ page }) => {
    const own = await Own.edit(page, "gather");
    await page.setViewportSize({ width: 390, height: 470 });
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("\nprint('typed with a thumb')\n");
    await expect(page.locator("#lab.own")).toBeVisible({ timeout: 20_000 });
    await shoot(page, "keyboard-1-typed");
    await page.keyboard.type("if True\n");
    await expect(page.locator(".own-editor")).toContainText("expected ':'");
    await shoot(page, "keyboard-2-wrong");
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.setViewportSize(PHONE.viewport);
    await own.pane("output").scrollIntoViewIfNeeded();
    await shoot(page, "keyboard-3-after");
  });
});

blog.describe(() => {
  blog.use(PHONE);

  blog("in an article, on a phone", async ({ page, places }) => {
    const far = "<p>Words around it.</p>".repeat(30);
    await page.goto(places.page(`${far}<loop-scope id="w" lesson="gather" lang="en" view="code,params,timeline,output"></loop-scope>${far}`));
    await isLive(page, "w");
    const frame = frameOf(page, "w");
    const at = (selector: string) => frame.locator(selector).first().evaluate((element) => element.scrollIntoView({ block: "start", behavior: "instant" }));
    await at(".pane.code");
    await shoot(page, "article-1-rests");
    await at(".player");
    await frame.locator(".player .step").tap();
    for (let step = 0; step < 24; step++) await frame.locator(".player .step").click();
    await shoot(page, "article-2-at-its-place");
    await at(".pane.code");
    await expect(frame.locator(".player .play")).toBeInViewport({ ratio: 1 });
    await shoot(page, "article-3-away");
  });
});

const pseudo = test.extend<object, object>({ site: [served(DIST_PSEUDO, DIST), { scope: "worker" }] });

for (const size of ["wide", "390", "320"] as const) {
  pseudo.describe(() => {
    pseudo.skip(!existsSync(DIST_PSEUDO), "there is no dist-pseudo/: ./x test build makes it");
    pseudo.use(SIZES[size]);

    pseudo(`pseudo-language, ${size}`, async ({ page }) => {
      await through(page, "gather", PSEUDO, size, "light");
      await page.goto(`${PSEUDO}/`);
      await shoot(page, `home-${size}-light-${PSEUDO}-whole`, true);
    });
  });
}
