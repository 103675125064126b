// A program of the reader's own as another version of Python: both runs are seen, and where they part is said.

import { Own } from "../own.ts";
import { LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";

const SINCE_3_12 = `import asyncio

async def main():
    print("begins")
    queue = asyncio.Queue()
    if hasattr(queue, "shutdown"):
        await asyncio.sleep(1)
        print("shut down")
    print("ends")

asyncio.run(main())
`;

for (const lang of LANGS) {
  test(`${lang}: another version is chosen below the editor, and where the two part is said`, async ({ page }) => {
    const own = await Own.edit(page, "playground", lang);
    await own.write(SINCE_3_12);
    await own.prints("begins", "shut down", "ends");
    const parted = own.pane("timeline").locator(".parted");
    await expect(parted).toBeHidden();
    await page.locator(".own-python select").selectOption("3.11");
    await own.prints("begins", "ends");
    await expect(parted).toContainText("Python 3.14");
    await expect(parted).toContainText("Python 3.11");
    await expect(own.pane("timeline").locator(".ghost").first()).toBeVisible();
    await expect(page).toHaveURL(/python=3\.11/);
    // The older one's run has no step there that the newer one's has not.
    await expect(parted.getByRole("button")).toBeHidden();
    // Of another text nothing is said.
    await own.write('print("other")\n');
    await own.prints("other");
    await expect(parted).toBeHidden();
  });
}

test("where the newer version does something else, a button leads there", async ({ page }) => {
  await page.goto(`en/playground/#py=${encodeURIComponent(SINCE_3_12)}&python=3.11`);
  const own = new Own(page, "en", "playground");
  await expect(page.locator("#lab.own")).toBeVisible({ timeout: 20_000 });
  await own.button("last").click();
  await own.prints("begins", "ends");
  await page.locator(".own-python select").selectOption("3.14");
  await own.prints("begins", "shut down", "ends");
  const parted = own.pane("timeline").locator(".parted");
  await expect(parted).toContainText("Python 3.11");
  await parted.getByRole("button").click();
  await expect(own.player.locator(".status .words")).toContainText(/Step [1-9]\d* of/);
});

test("the lesson's text as another version is the reader's, and is there after a reload", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await page.locator(".own-python select").selectOption("3.11");
  await expect(page.locator("#lab.own")).toBeVisible({ timeout: 20_000 });
  await expect(own.files).toHaveText(own.fileNames("lesson", "own"));
  await expect(page).toHaveURL(/python=3\.11/);
  await page.reload();
  await expect(page.locator("#lab.own")).toBeVisible({ timeout: 20_000 });
  await expect(page.locator(".own-python select")).toHaveValue("3.11");
  await own.file("lesson").click();
  await own.editButton.click();
  await expect(page.locator(".own-python select")).toHaveValue("3.14");
});
