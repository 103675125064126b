// A phone as it is held: on its side, with letters twice as large, with a keyboard over half of the screen; and what a newcomer does
// with a thumb. A window that is zoomed to 200 % is as narrow, and as low.

import type { Page } from "@playwright/test";
import { Lab } from "../lab.ts";
import { Own } from "../own.ts";
import { PHONE, sideways } from "../touch.ts";
import { LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";

/** A window or a screen of 1280 × 800 at 200 %, and of 1280 × 1024 at 400 %. */
const ZOOMED = [
  { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
];

/** Buttons of the player that are seen, and do not all fit into the window or their own box. */
const cut = (page: Page) =>
  page.locator(".player :is(button, select)").evaluateAll((all) =>
    all
      .filter((one) => one.checkVisibility())
      .filter((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        return left < 0 || right > innerWidth || top < 0 || bottom > innerHeight || one.scrollWidth > one.clientWidth + 1;
      })
      .map((one) => one.getAttribute("aria-label") ?? one.textContent),
  );

/** A run that stands still in the middle. */
async function halfway(lab: Lab): Promise<void> {
  await lab.run();
  await expect(lab.page.locator(".dock .newest")).toContainText("a: asked");
  await lab.button("pause").click();
  await expect(lab.button("resume")).toBeVisible();
}

for (const zoom of ZOOMED) {
  const { width, height } = zoom.viewport;
  test.describe(`${width} × ${height}`, () => {
    test.use(zoom);

    for (const lang of LANGS) {
      test(`${lang}: zoomed, half of the window at least is for reading, and nothing is cut`, async ({ page }) => {
        const lab = await Lab.open(page, "gather", lang);
        expect(await sideways(page)).toBeLessThanOrEqual(0);
        expect.soft((await lab.player.boundingBox())?.height, "while nothing runs").toBeLessThan(height / 3);
        await halfway(lab);
        expect.soft((await lab.player.boundingBox())?.height, "while it runs").toBeLessThanOrEqual(height / 2);
        await expect(page.locator(".dock .newest")).toBeInViewport({ ratio: 1 });
        expect.soft(await cut(page)).toEqual([]);
        expect(await sideways(page)).toBeLessThanOrEqual(0);
        await page.locator(".sheet-key").click();
        await expect(page.locator("html[data-sheet]")).toHaveCount(1);
        await expect(lab.pane("timeline").locator(".lanes")).toBeInViewport();
        expect(await sideways(page)).toBeLessThanOrEqual(0);
      });
    }
  });
}

test.describe("letters twice as large", () => {
  test.use(PHONE);

  for (const lang of LANGS) {
    test(`${lang}: a lesson is run, and nothing is cut`, async ({ page }) => {
      const browser = await page.context().newCDPSession(page);
      await browser.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
      const lab = await Lab.open(page, "gather", lang);
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("32px");
      await halfway(lab);
      expect.soft(await cut(page)).toEqual([]);
      await expect(page.locator(".dock .newest")).toBeInViewport({ ratio: 1 });
      expect.soft((await lab.player.boundingBox())?.height).toBeLessThanOrEqual(844 / 2);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      await page.locator(".sheet-key").tap();
      await expect(lab.pane("timeline").locator(".lanes")).toBeInViewport();
      expect(await sideways(page)).toBeLessThanOrEqual(0);
    });
  }
});

test.describe("on its side", () => {
  test.use({ ...PHONE, viewport: { width: 844, height: 390 } });

  test("a lesson is run by touch, code is pointed at, and the sheet comes and goes", async ({ page }) => {
    const lab = await Lab.open(page, "gather");
    await page.locator(".text .to-code").first().tap();
    const lines = page.getByRole("region", { name: lab.words("pointed_lines") });
    await expect(lines).toBeInViewport();
    expect((await lab.player.boundingBox())?.height).toBeLessThanOrEqual(390 / 2);
    await lines.getByRole("button").tap();
    await lab.speed(10);
    await lab.button("run").tap();
    await lab.ends();
    await expect(page.locator(".dock .newest")).toContainText("gather: ");
    expect((await lab.player.boundingBox())?.height).toBeLessThanOrEqual(390 / 2);
    await page.locator(".sheet-key").tap();
    await expect(lab.pane("timeline").locator(".lanes")).toBeInViewport();
    await page.locator(".sheet-head button").tap();
    await expect(page.locator("html[data-sheet]")).toHaveCount(0);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  });
});

/** Where the line that is typed stands, and from where to where it can be seen between what stays at the window's edges. */
const typed = (page: Page) =>
  page.evaluate(() => {
    const node = getSelection()?.focusNode;
    const line = (node instanceof Element ? node : node?.parentElement)?.closest(".cm-line");
    if (!line) throw new Error("nothing is typed");
    const { left, top, bottom } = line.getBoundingClientRect();
    const seen = (y: number) => document.elementFromPoint(left + 8, y)?.closest(".cm-line") === line;
    return seen(top + 2) && seen(bottom - 2) && top >= 0 && bottom <= innerHeight;
  });

test.describe("with a keyboard over half of the screen", () => {
  test.use(PHONE);

  // As Chromium on Android has it with `interactive-widget=resizes-content`: the page becomes lower.
  for (const [name, viewport, inSheet] of [
    ["upright", { width: 390, height: 470 }, false],
    ["upright, in the sheet", { width: 390, height: 470 }, true],
    ["on its side", { width: 844, height: 170 }, false],
  ] as const) {
    test(`${name}: the line that is typed is never covered, and what the program prints is in sight`, async ({ page }) => {
      await page.setViewportSize(viewport.width > 500 ? { width: 844, height: 390 } : PHONE.viewport);
      await page.goto("en/gather/");
      const own = new Own(page, "en", "gather");
      await own.isReady();
      if (inSheet) await page.locator(".sheet-key").tap();
      await own.editButton.tap();
      await expect(own.editor).toBeFocused();
      await page.keyboard.press("ControlOrMeta+End");
      await page.setViewportSize(viewport);
      await expect.poll(() => typed(page), "when the keyboard has come up").toBe(true);
      await page.keyboard.press("ControlOrMeta+Home");
      await expect.poll(() => typed(page), "at the first line").toBe(true);
      await page.keyboard.press("ControlOrMeta+End");
      for (const line of ["", "", "for number in range(3):", "print('line', number)", "", ""]) {
        await page.keyboard.type(line);
        await page.keyboard.press("Enter");
        await expect.poll(() => typed(page), line).toBe(true);
      }
      await expect(page.locator("#lab.own")).toBeVisible({ timeout: 20_000 });
      if (viewport.height > 300) {
        expect((await own.player.boundingBox())?.height).toBeLessThan(64);
        await expect(own.button("run")).toBeInViewport({ ratio: 1 });
      } else await expect(own.player).toBeHidden();
      // It goes down again.
      await page.locator("h1").first().evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.setViewportSize(PHONE.viewport);
      await expect(own.button("step")).toBeInViewport({ ratio: 1 });
    });
  }
});

test.describe("a newcomer's thumb", () => {
  test.use(PHONE);

  for (const lang of LANGS) {
    test(`${lang}: a program of one's own is typed into the playground, is wrong, is mended, and runs`, async ({ page }) => {
      test.setTimeout(60_000);
      await page.goto(`${lang}/`);
      const menu = page.getByRole("banner").locator(".programs");
      await menu.locator("summary").tap();
      await menu.getByRole("link").first().tap();
      const own = new Own(page, lang, "playground");
      await own.isReady();
      await own.editButton.tap();
      await expect(own.editor).toBeFocused();
      await page.setViewportSize({ width: 390, height: 470 });
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.press("Delete");
      const write = async (...lines: string[]) => {
        for (const line of lines) {
          await page.keyboard.type(line);
          await page.keyboard.press("Enter");
        }
      };
      await write("import asyncio", "async def tea(name, minutes):", "await asyncio.sleep(minutes)", "print(name, 'is ready')");
      await page.keyboard.press("Backspace");
      // A colon is forgotten.
      await write("async def main()");
      const problem = page.locator(".own-editor .problem-message");
      await expect(problem).toContainText("expected ':'", { timeout: 20_000 });
      await expect(problem).toBeInViewport({ ratio: 0.9 });
      await page.keyboard.press("Backspace");
      await write(":", "await asyncio.gather(tea('green', 2), tea('black', 3))");
      await page.keyboard.press("Backspace");
      await write("asyncio.run(main())");
      await expect(problem).toHaveCount(0);
      await expect(own.pane("output").locator("samp")).toHaveText(["green is ready", "black is ready"], { timeout: 20_000 });
      // The keyboard goes down, and it is run by what stands at the foot.
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.setViewportSize(PHONE.viewport);
      await own.speed(10);
      await own.button("run").tap();
      await expect(page.locator(".dock .newest")).toContainText("black is ready", { timeout: 10_000 });
      await expect(page.locator(".dock .small")).toBeInViewport({ ratio: 1 });
      await page.locator(".dock .happening").tap();
      await expect(own.pane("timeline").locator(".lanes")).toBeInViewport();
      await expect(own.pane("timeline").locator(".names li")).toHaveCount(4);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
    });
  }
});
