// Runs that are not as lessons are: two hundred tasks, a deadlock, a limit, nothing at all. Each is drawn, and said, sensibly.

import { withCrowd } from "../long.ts";
import { Lab } from "../lab.ts";
import { LANGS, table } from "../words.ts";
import { expect, test } from "../fixtures.ts";

const scope = table("scope");

for (const lang of LANGS) {
  test(`${lang}: of a deadlock the page says who waits for whom, and leads there`, async ({ page }) => {
    await withCrowd(page, 3, "ring");
    const lab = await Lab.open(page, "event-loop", lang);
    await lab.run();
    const halted = page.locator(".halted");
    const rows = halted.getByRole("listitem");
    await expect(rows).toHaveCount(3);
    await expect(halted.getByRole("status")).toContainText(scope[lang]("halt_deadlock"));
    await expect(rows.nth(0)).toContainText(/T1.*T2/);
    await expect(rows.nth(2)).toContainText(/T3.*T1/);
    await rows.nth(1).getByRole("button").click();
    await expect(lab.button("to_present")).toBeVisible();
    await lab.unfold("log");
    await expect(lab.currentStep).toContainText("T2");
    // The next plan is of another run.
    await lab.slider(lab.params()[0]).press("ArrowLeft");
    await expect(rows).toHaveCount(0);
  });
}

test("a run that reaches a limit says how far it came and why it was stopped", async ({ page }) => {
  await withCrowd(page, 5, "limit");
  const lab = await Lab.open(page, "event-loop");
  await lab.run();
  const halted = page.locator(".halted");
  await expect(halted.getByRole("status")).toContainText("it reached the limit of 20000 steps");
  await expect(halted.getByRole("status")).toContainText("28 records");
  await expect(halted.getByRole("listitem")).toHaveCount(5);
});

test("two hundred tasks: every lane has a name and is there when it is scrolled to, and no other is drawn", async ({ page }) => {
  await withCrowd(page, 200, "ring");
  const lab = await Lab.open(page, "event-loop");
  await lab.run();
  const lanes = page.locator(".lanes");
  // Twenty have made nine each. They are folded at first, and the program stands alone above them.
  const fold = lanes.locator(".names .fold button");
  await expect(lanes.locator(".names li")).toHaveCount(2);
  await expect(fold).toHaveText("T × 20");
  await expect(fold).toHaveAttribute("aria-label", /^T × 20: (.*, )?20 \w+$/);
  await fold.press("Enter");
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await expect(lanes.locator(".names li")).toHaveCount(202);
  const drawn = () => lanes.locator(".tasks .lane").evaluateAll((all) => all.flatMap((lane, nth) => (lane.childElementCount ? [nth] : [])));
  await expect.poll(async () => (await drawn()).length).toBeGreaterThan(3);
  expect((await drawn()).length).toBeLessThan(60);
  expect(await drawn()).not.toContain(199);
  const last = lanes.locator(".names li").last();
  await last.scrollIntoViewIfNeeded();
  await expect.poll(drawn).toContain(201);
  await expect(last).toBeInViewport();
  // Children are below their parents, a step in.
  await expect(lanes.locator(".names li").nth(2)).toHaveClass("depth-1");
  await expect(lanes.locator(".names li").nth(3)).toHaveClass("depth-2");
  // It all goes by keyboard too.
  await last.getByRole("button").press("Enter");
  await expect(last.getByRole("button")).toHaveAttribute("aria-label", /^T200/);
  await lab.unfold("inside");
  await expect(lab.pane("inside").locator(".await-tree li")).not.toHaveCount(0);
});

test("a run in which nothing happened is an empty picture, without a mistake", async ({ page }) => {
  await withCrowd(page, 0, "empty");
  const lab = await Lab.open(page, "event-loop");
  await lab.run();
  await lab.unfold("log");
  await lab.unfold("inside");
  await expect(lab.button("run_again")).toBeVisible();
  await expect(lab.scrubber).toHaveAttribute("max", "0");
  await expect(lab.button("step")).toBeDisabled();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await expect(lab.clock).toContainText("0.00");
});
