// Help that is found: what a pane shows, one press away; and a sentence for who is here for the first time.

import { Lab } from "../lab.ts";
import { LANGS, filled } from "../words.ts";
import { expect, test } from "../fixtures.ts";

for (const lang of LANGS) {
  test(`${lang}: each pane says what it shows to who asks`, async ({ page }) => {
    const lab = await Lab.open(page, "gather", lang);
    for (const name of ["code", "timeline", "inside", "output", "log", "predict", "share"] as const) {
      const pane = await lab.unfold(name);
      const key = pane.getByRole("button", { name: filled(lab.words("about")) });
      const told = pane.locator(".about");
      await expect(told).toBeHidden();
      await key.press("Enter");
      await expect(told).toHaveText(lab.words(`about_${name}`));
      await expect(key).toHaveAttribute("aria-expanded", "true");
      await key.press("Enter");
      await expect(told).toBeHidden();
    }
  });

  test(`${lang}: the first visit has a sentence, and no other`, async ({ page }) => {
    const lab = await Lab.open(page, "event-loop", lang);
    const welcome = page.locator(".welcome");
    await expect(welcome).toContainText(lab.words("welcome"));
    await lab.speed(10);
    await lab.run();
    await lab.ends();
    await expect(welcome).toBeHidden();
    await page.reload();
    await lab.isReady();
    await expect(welcome).toBeHidden();
  });
}
