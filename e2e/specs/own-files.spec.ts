// The texts that stand side by side on a page: its own program, the reader's files, what a link brought. Nothing that the reader wrote is
// overwritten.

import { AxeBuilder } from "@axe-core/playwright";
import { HELLO, Own } from "../own.ts";
import { LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";

const THEIRS = 'print("theirs")\n';
const LINK = `en/event-loop/#py=${encodeURIComponent(THEIRS)}`;

/** Waits for the run of what a link has brought, and goes to its end. */
async function arrives(own: Own): Promise<void> {
  await expect(own.page.locator("#lab.own")).toBeVisible({ timeout: 20_000 });
  await own.button("last").click();
}

for (const lang of LANGS) {
  test(`${lang}: what is written stands beside the lesson's program, and either is shown and run by a click`, async ({ page }) => {
    const own = await Own.edit(page, "event-loop", lang);
    await expect(own.files).toHaveText(own.fileNames("lesson"));
    await own.write(HELLO);
    await own.prints("mine", "done");
    await expect(own.files).toHaveText(own.fileNames("lesson", "own"));
    await expect(own.file("own")).toHaveAttribute("aria-selected", "true");
    await own.file("lesson").click();
    await expect(page.locator("#lab")).not.toHaveClass(/own/);
    await expect(own.pane("code").locator(".listing")).toBeVisible();
    await expect(own.file("lesson")).toBeFocused();
    await expect(own.parameters).toBeVisible();
    await own.file("own").click();
    await own.prints("mine", "done");
    expect(await own.source()).toBe(HELLO);
  });
}

test("a link stands beside what was written; who writes in its text begins a file, and after a reload all of it is there", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(HELLO);
  await own.prints("mine", "done");
  await page.goto("about:blank");
  await page.goto(LINK);
  await arrives(own);
  await own.prints("theirs");
  await expect(own.files).toHaveText(own.fileNames("lesson", "own", "link"));
  await expect(own.file("link")).toHaveAttribute("aria-selected", "true");

  await own.write('print("theirs, and more")\n');
  await own.prints("theirs, and more");
  await expect(own.files).toHaveText(own.fileNames("lesson", "own", 2, "link"));
  await own.file("own").click();
  await own.prints("mine", "done");
  await own.file("link").click();
  await own.prints("theirs");
  await own.file(2).click();
  await own.prints("theirs, and more");
  await expect(page).toHaveURL(/and%20more/);

  // What was seen last is there again, with the others beside it, but for the link's, which the address says no more.
  await page.reload();
  await own.prints("theirs, and more");
  await expect(own.files).toHaveText(own.fileNames("lesson", "own", 2));
  await expect(own.file(2)).toHaveAttribute("aria-selected", "true");
  // Reset leads back to the link's text, and leaves the reader's own alone.
  await own.resetButton.click();
  await own.prints("theirs");
  await expect(own.files).toHaveText(own.fileNames("lesson", "own", "link"));
  await own.file("own").click();
  await own.prints("mine", "done");
});

test("a reload shows the text that was shown, also the lesson's, and also right after a key", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(HELLO);
  await own.prints("mine", "done");
  await own.file("lesson").click();
  await expect(page).not.toHaveURL(/py=/);
  await page.reload();
  await own.isReady();
  await expect(own.files).toHaveText(own.fileNames("lesson", "own"));
  await expect(own.file("lesson")).toHaveAttribute("aria-selected", "true");
  await own.file("own").click();
  await own.prints("mine", "done");
  await expect(page).toHaveURL(/py=/);
  await own.editor.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("print('late')");
  await page.reload();
  await own.prints("mine", "done", "late");
  await expect(own.files).toHaveText(own.fileNames("lesson", "own"));
});

test("back and forward lead from text to text", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(HELLO);
  await own.prints("mine", "done");
  await expect(page).toHaveURL(/py=/);
  await page.evaluate((text) => (location.hash = `py=${encodeURIComponent(text)}`), THEIRS);
  await expect(own.files).toHaveText(own.fileNames("lesson", "own", "link"));
  await expect(own.editor).toContainText("theirs");
  await arrives(own);
  await own.prints("theirs");
  await expect(page).toHaveURL(/at=.*theirs/);
  await page.goBack();
  await own.prints("mine", "done");
  await expect(own.file("own")).toHaveAttribute("aria-selected", "true");
  await page.goForward();
  await own.prints("theirs");
  await expect(own.file("link")).toHaveAttribute("aria-selected", "true");
});

test("a text that was kept before there were several is the reader's own", async ({ page }) => {
  await page.addInitScript((text) => localStorage.setItem("loopscope.own.event-loop", text), HELLO);
  await page.goto("en/event-loop/");
  const own = new Own(page, "en", "event-loop");
  await own.prints("mine", "done");
  await expect(own.files).toHaveText(own.fileNames("lesson", "own"));
});

test("two windows do not overwrite each other's", async ({ page, context }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(HELLO);
  await own.prints("mine", "done");
  const other = new Own(await context.newPage(), "en", "event-loop");
  await other.page.goto("en/event-loop/");
  await other.prints("mine", "done");
  await other.write('print("there")\n');
  await other.prints("there");
  await own.write('print("here")\n');
  await own.prints("here");
  await expect(own.files).toHaveText(own.fileNames("lesson", "own", 2));
  await own.file("own").click();
  await own.prints("there");
});

test("arrows go from tab to tab, at a width of 320 pixels too, and axe finds nothing", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(HELLO);
  await own.prints("mine", "done");
  await page.goto("about:blank");
  await page.goto(LINK);
  await arrives(own);
  await own.prints("theirs");
  await own.file("link").focus();
  const clock = await own.clock.textContent();
  await page.keyboard.press("ArrowLeft");
  await expect(own.file("own")).toBeFocused();
  await own.prints("mine", "done");
  await page.keyboard.press("Home");
  await expect(own.file("lesson")).toBeFocused();
  await expect(page.locator("#lab")).not.toHaveClass(/own/);
  await page.keyboard.press("ArrowLeft");
  await expect(own.file("link")).toBeFocused();
  await own.prints("theirs");
  expect(await own.clock.textContent()).toBe(clock);
  await page.keyboard.press("Tab");
  await expect(own.editor).toBeFocused();
  const { violations } = await new AxeBuilder({ page }).include(".pane.code").analyze();
  expect(violations).toEqual([]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true });

  test("the tabs have room, and are taken by a thumb", async ({ page }) => {
    await page.addInitScript((text) => localStorage.setItem("loopscope.own.event-loop", text), HELLO);
    await page.goto(LINK);
    const own = new Own(page, "en", "event-loop");
    await expect(page.locator("#lab.own")).toBeAttached({ timeout: 20_000 });
    await page.getByRole("button", { name: own.words("sheet_open") }).tap();
    await expect(own.files).toHaveText(own.fileNames("lesson", "own", "link"));
    await own.file("own").tap();
    await expect(own.editor).toContainText("mine");
    for (const tab of await own.files.all()) {
      const box = await tab.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(24);
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(320);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});

test.describe("where the browser keeps nothing", () => {
  test("the texts stand side by side all the same, and it is said", async ({ page }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await page.goto(LINK);
    const own = new Own(page, "en", "event-loop");
    await arrives(own);
    await own.prints("theirs");
    await own.write('print("more")\n');
    await expect(own.status).toContainText("keeps nothing");
    await own.prints("more");
    await own.file("link").click();
    await own.prints("theirs");
    await own.file("own").click();
    await own.prints("more");
  });
});
