// A phone's dock: what happens is in sight wherever one reads, and the whole laboratory comes up as a sheet and goes again.

import { Lab } from "../lab.ts";
import { PHONE, sideways, swipe } from "../touch.ts";
import { LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";

test.describe("on a phone", () => {
  test.use(PHONE);

  for (const lang of LANGS) {
    test(`${lang}: lesson 9 is followed from its text alone`, async ({ page }) => {
      const lab = await Lab.open(page, "gather", lang);
      const dock = page.locator(".dock");
      const lines = page.getByRole("region", { name: lab.words("pointed_lines") });
      // Nothing runs: one row, and the rest of the screen is the text's.
      const height = async () => (await lab.player.boundingBox())?.height ?? 0;
      await page.locator(".welcome button").tap();
      expect(await height()).toBeLessThan(64);
      // What the text points at stands where it is read.
      const place = () => page.evaluate(() => scrollY);
      const link = page.locator(".text .to-code").first();
      await link.scrollIntoViewIfNeeded();
      const before = await place();
      await link.tap();
      await expect(lines).toBeInViewport();
      await expect(lines).toContainText("one_by_one");
      expect(await place()).toBe(before);
      await lines.getByRole("button").tap();
      await expect(lines).toHaveCount(0);
      // A moment, without leaving the text.
      const moment = page.locator(".text .to-moment").nth(1);
      await moment.tap();
      await expect(dock.locator(".small")).toBeInViewport({ ratio: 1 });
      await expect(dock.locator(".newest")).toContainText("b: asked");
      await expect(moment).toBeInViewport();
      // A run, with what it prints.
      await lab.speed(10);
      await lab.run();
      await lab.ends();
      await expect(dock.locator(".newest")).toContainText("gather: ");
      expect(await height()).toBeLessThan(300);
    });
  }

  test("the sheet comes by a button, a tap, a swipe, and goes by a swipe, Escape, a button; the text stays where it was", async ({ page }) => {
    const lab = await Lab.open(page, "gather");
    const sheet = page.locator("html[data-sheet]");
    const key = page.locator(".sheet-key");
    await page.locator("#section-2").evaluate((section) => section.scrollIntoView({ behavior: "instant" }));
    const before = await page.evaluate(() => scrollY);
    await key.tap();
    await expect(sheet).toHaveCount(1);
    await expect(key).toHaveAttribute("aria-expanded", "true");
    await expect(lab.pane("timeline")).toBeInViewport();
    await expect(page.locator(".sheet-head button")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(sheet).toHaveCount(0);
    await expect(key).toBeFocused();
    expect(await page.evaluate(() => scrollY)).toBe(before);
    await lab.button("step").tap();
    await page.locator(".dock .happening").tap();
    await expect(sheet).toHaveCount(1);
    await swipe(page, ".sheet-head", 120);
    await expect(sheet).toHaveCount(0);
    await swipe(page, ".dock .happening", -120);
    await expect(sheet).toHaveCount(1);
    // Not by a tap: right after a swipe Chromium takes one for what stops a fling.
    await page.locator(".sheet-head button").click();
    await expect(sheet).toHaveCount(0);
    expect(await page.evaluate(() => scrollY)).toBe(before);
  });

  test("a link to a pane brings the sheet up with that pane in sight", async ({ page }) => {
    const lab = await Lab.open(page, "gather");
    await page.locator(".text .to-pane").first().tap();
    await expect(page.locator("html[data-sheet]")).toHaveCount(1);
    await expect(lab.pane("predict")).toBeInViewport();
    await expect(lab.pane("predict").getByRole("radio").or(lab.pane("predict").getByRole("button")).first()).toBeVisible();
  });

  for (const [name, viewport] of [
    ["landscape", { width: 844, height: 390 }],
    ["small", { width: 320, height: 568 }],
  ] as const) {
    test(`${name}: half of the screen at least is for reading while it runs`, async ({ page }) => {
      await page.setViewportSize(viewport);
      const lab = await Lab.open(page, "gather");
      await lab.button("step").tap();
      const box = await lab.player.boundingBox();
      expect(box?.height).toBeLessThan(viewport.height / 2 + 1);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
    });
  }
});

test("a wide page has neither dock nor sheet", async ({ page }) => {
  await Lab.open(page, "gather");
  await expect(page.locator(".dock")).toBeHidden();
  await expect(page.locator(".sheet-key")).toBeHidden();
  await page.locator(".text .to-pane").first().click();
  await expect(page.locator("html[data-sheet]")).toHaveCount(0);
});
