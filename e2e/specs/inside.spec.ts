// The loop's inside: what stands in its lists at a cursor, and entries that lead to what brought them there. How they move, and for whom
// not, is a journey (journeys/page.spec.ts, still.spec.ts).

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
