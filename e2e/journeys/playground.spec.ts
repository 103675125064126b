// Each page of the playground: its program plays as it was recorded, which is as the native program runs it; changed, it runs anew.

import { PROGRAMS } from "../lessons.ts";
import { differences, native } from "../native.ts";
import { Own } from "../own.ts";
import { expect, test } from "./journey.ts";

for (const program of PROGRAMS) {
  test(`${program} runs as the native program does, and anew when it is changed`, async ({ page }) => {
    const expected = await native(program === "playground" ? "playground/blank.py" : `${program}.py`);
    const own = new Own(page, "en", program);
    await page.goto(`en/${program}/`);
    await own.isReady();
    await own.button("last").click();
    await expect.poll(async () => differences(await own.printed(), expected.printed, 0.001)).toEqual([]);
    await own.button("first").click();
    // So fast that moments of this program may come in one turn on a busy machine: what is printed is looked at, and not its order.
    await own.speed(1);
    await own.run();
    await expect(own.button("run_again")).toBeVisible({ timeout: 20_000 });
    expect(await own.printed()).toHaveLength(expected.printed.length);

    await own.editButton.click();
    await expect(own.editor).toBeFocused();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("print('mine')");
    const texts = expected.printed.filter(({ error }) => !error).map(({ text }) => text);
    const printed = own.pane("output").locator("samp");
    await expect(printed).toHaveCount(texts.length + 1, { timeout: 20_000 });
    await expect(printed.last()).toHaveText("mine");
    await own.resetButton.click();
    await expect(printed).toHaveCount(texts.length, { timeout: 20_000 });
  });
}
