// The loop's inside: what stands in its lists at a cursor, entries that lead to what brought them there, and motion for those
// who want it.

import { expect, test } from "../fixtures.ts";
import { Lab } from "../lab.ts";
import { LANGS } from "../words.ts";

for (const lang of LANGS) {
  test(`${lang}: queue, timers and await tree follow the cursor`, async ({ page }) => {
    const lab = await Lab.open(page, "gather", lang);
    const inside = await lab.unfold("inside");
    const list = (name: string) => inside.locator(`.${name}`).getByRole("listitem");
    await expect(list("ready-queue")).toHaveText(lab.words("nothing_ready"));
    await expect(list("running-now")).toHaveText(lab.words("nobody_runs"));

    // All three gathered tasks sleep: three timers, first due first; the await tree leads from the main task to each.
    await lab.log("essential");
    const steps = lab.pane("log").getByRole("listitem");
    await steps.filter({ hasText: /Task-4.*sleep\(1\)/ }).first().getByRole("button").click();
    await expect(list("timers").locator(".title")).toHaveText(["sleep(0.5)", "sleep(1)", "sleep(1.5)"]);
    const titles = await list("await-tree").locator(".title").allTextContents();
    expect(titles.slice(0, 5)).toEqual(["Task-1", "main", "together", "gather", "Task-2"]);
    expect(titles).toContain("Task-3");
    expect(titles).toContain("Task-4");
    await expect(list("futures").locator(".title").first()).toHaveText("gather");

    // An entry leads to the record that brought it.
    const before = await lab.scrubber.inputValue();
    await list("timers").first().getByRole("button").click();
    await expect(lab.scrubber).not.toHaveValue(before);
  });
}

for (const reducedMotion of ["no-preference", "reduce"] as const) {
  test(`entries ${reducedMotion === "reduce" ? "do not move when less motion is wanted" : "are seen moving"}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion });
    const lab = await Lab.open(page, "gather");
    await lab.unfold("inside");
    await page.evaluate(() => {
      const animate = Element.prototype.animate;
      const moved: string[] = [];
      Object.assign(globalThis, { moved });
      Element.prototype.animate = function (...args) {
        moved.push((this as HTMLElement).dataset.key ?? "");
        return animate.apply(this, args);
      };
    });
    for (let step = 0; step < 8; step++) await lab.button("step").click();
    const moved = await page.evaluate(() => (globalThis as unknown as { moved: string[] }).moved);
    if (reducedMotion === "reduce") expect(moved).toEqual([]);
    // From the ready queue to the place of who runs.
    else expect(moved).toContain("task-1");
  });
}
