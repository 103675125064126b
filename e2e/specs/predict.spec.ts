// Be wrong first: questions about the run, graded for whatever the parameters are; and being the loop: what the reader does in
// its place (to choose who runs next, and take it back, is a journey).

import { expect, test } from "../fixtures.ts";
import { Lab } from "../lab.ts";
import { LESSONS } from "../lessons.ts";
import { LANGS } from "../words.ts";

for (const { slug } of LESSONS) {
  for (const lang of LANGS) {
    test(`${lang}/${slug}: asks something that can be answered, and shows why`, async ({ page }) => {
      const lab = await Lab.open(page, slug, lang);
      const pane = await lab.unfold("predict");
      const question = pane.locator("fieldset").filter({ has: page.locator("[data-do]") }).first();
      await expect(question).toBeVisible();
      const choices = question.locator("[data-do=choose]");
      if ((await choices.count()) > 0) {
        // Wrong ones first, as people do; one of them is right.
        const verdicts: string[] = [];
        for (let nth = 0; nth < (await choices.count()); nth++) {
          await choices.nth(nth).click();
          await question.locator("[data-do=check]").click();
          verdicts.push((await question.locator(".verdict b").textContent()) ?? "");
        }
        expect(verdicts.filter((verdict) => verdict === lab.words("right"))).toHaveLength(1);
      } else {
        await question.locator("[data-do=check]").click();
        await expect(question.locator(".verdict b")).toHaveText(new RegExp(`${lab.words("right")}|${lab.words("wrong")}`));
      }
      const before = await lab.scrubber.inputValue();
      await question.locator("[data-do=see]").click();
      await expect(lab.scrubber).not.toHaveValue(before);
    });
  }
}

test("an order is put right by keyboard alone", async ({ page }) => {
  const lab = await Lab.open(page, "tasks");
  const pane = await lab.unfold("predict");
  const question = pane.locator("fieldset").filter({ has: page.locator("[data-do=up]") }).first();
  await question.locator("[data-do=up]").nth(1).focus();
  const lines = () => question.locator("samp").allTextContents();
  const [first, second] = await lines();
  await page.keyboard.press("Enter");
  await expect.poll(lines).toEqual([second, first, ...(await lines()).slice(2)]);
  await expect(question.locator("[data-do=up]").nth(1)).toBeFocused();
});

test("the reader cancels a task, makes one raise, and blocks the loop", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  const inside = await lab.unfold("inside");
  const log = await lab.unfold("log");
  for (const [act, says] of [
    ["cancel", /^You cancel Task-1|^You ask/],
    ["raise", /^You .*Task-1/],
  ] as const) {
    await page.keyboard.press("Home");
    for (let step = 0; step < 12; step++) await lab.button("step").click();
    await inside.locator(`.await-tree [data-act=${act}]`).first().click();
    await expect(log.locator(".here .words")).toHaveText(says);
    await inside.locator("[data-act=undo]").click();
  }
  await page.keyboard.press("Home");
  for (let step = 0; step < 12; step++) await lab.button("step").click();
  await inside.locator("[data-act=block]").click();
  await lab.button("last").click();
  await expect.poll(() => lab.now()).toBeGreaterThan(4.9);
});

test("in a live run that stands still the reader acts too, and the run goes on from there", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  const inside = await lab.unfold("inside");
  const block = inside.locator("[data-act=block]");
  await lab.run();
  await expect.poll(() => lab.now(), { intervals: [30] }).toBeGreaterThan(0.2);
  // While the loop runs, it is the loop that decides.
  await expect(block).toBeDisabled();
  await lab.button("pause").click();
  await expect(lab.button("resume")).toBeVisible();
  const before = await lab.now();
  await block.click();
  await expect.poll(() => lab.now()).toBeGreaterThan(before + 0.9);
  await expect(lab.button("resume")).toBeVisible();
  await lab.unfold("log");
  await expect(lab.currentStep).toContainText(/You block/);
  // It is in the address, so that whoever is sent it sees the same.
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/&d=[0-9A-F]+$/);
  await lab.speed(10);
  await lab.button("resume").click();
  await lab.ends();
  await expect(lab.pane("log").getByRole("listitem").filter({ hasText: /You block/ })).toHaveCount(1);
});

