// Every parameter of every lesson, changed while the program runs: by the slider and by the field, from the keyboard; then
// the run goes on, and ends as the native run with the new values does.

import { Lab, others, written } from "../lab.ts";
import { LESSONS, params } from "../lessons.ts";
import { LATE, differences, native, type Values } from "../native.ts";
import { expect, test } from "../fixtures.ts";

for (const { slug, twin } of LESSONS) {
  for (const param of params(slug)) {
    test(`${slug}: ${param.name} can be changed while the program runs`, async ({ page }) => {
      // Of the values that it can have, one with which the run's moments do not come too close to each other.
      const candidates = await Promise.all(
        others(param).map(async (value) => ({ value, expected: await native(slug, { [param.name]: value }) })),
      );
      const { value, expected } = candidates.reduce((best, other) => (other.expected.speed > best.expected.speed ? other : best));
      const lab = await Lab.open(page, slug);
      // Python comes with the first change.
      if (!twin) {
        const [first] = lab.params();
        if (first.kind !== "seconds") throw new Error(`${slug} begins with another kind of parameter`);
        await lab.field(first).fill(String(first.max));
        await expect(page.locator("#lab .coming-python")).toBeHidden({ timeout: 20_000 });
        await lab.reset(first).click();
      }
      await lab.speed(0.1);
      await lab.run();
      await expect.poll(() => lab.now()).toBeGreaterThan(0);
      await lab.change(param, value);

      // It runs on, without having been started anew by the reader; or is over, if nothing is left to wait for.
      if (expected.end > 1) {
        await expect(lab.button("pause")).toBeVisible();
        await lab.speed(expected.speed);
      }
      await lab.ends();
      expect(differences(await lab.printed(), expected.printed, LATE)).toEqual([]);

      await lab.reset(param).click();
      await expect(lab.inCode(param)).toHaveText(written(param.default));
    });
  }
}

const SLEEPS: Values = { delay: 0.5 };

test("a change that ends the run at once leaves the run to be looked at", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  await lab.run();
  await expect.poll(() => lab.now()).toBeGreaterThan(0.3);
  await lab.field(lab.params()[0]).fill("0.1");
  await lab.ends();
});

test("dragging the event loop's sleep in the code moves the timer in flight", async ({ page }) => {
  const expected = await native("event-loop", SLEEPS);
  const lab = await Lab.open(page, "event-loop");
  const [delay] = lab.params();
  await lab.run();
  await expect.poll(() => lab.now()).toBeGreaterThan(0.2);

  const box = await lab.inCode(delay).boundingBox();
  if (!box) throw new Error("the number is not to be seen");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  // The range of 5 seconds is 240 pixels wide.
  await page.mouse.move(box.x + box.width / 2 - 36, box.y + box.height / 2, { steps: 4 });
  await page.mouse.move(box.x + box.width / 2 - 72, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(lab.inCode(delay)).toHaveText("0.5");
  await expect(lab.field(delay)).toHaveValue("0.5");

  await lab.ends();
  expect(differences(await lab.printed(), expected.printed, LATE)).toEqual([]);
  const steps = await lab.log("essential");
  expect(steps[steps.length - 1].time).toBeGreaterThanOrEqual(0.5);
});

test("a timer in flight is moved back and forth, and the run keeps its time", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  const [delay] = lab.params();
  await lab.run();
  await expect.poll(() => lab.now()).toBeGreaterThan(0.2);
  const field = lab.field(delay);
  await field.fill("5");
  await field.fill("4");
  // Shorter than what has passed: what was waited for is over.
  await field.fill("0.1");
  await lab.ends();
  const printed = await lab.printed();
  expect(differences(printed, (await native("event-loop", { delay: 0.1 })).printed, LATE)).toEqual([]);
});

test("a changed parameter makes a new plan at once when nothing runs", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  const [a] = lab.params();
  await lab.field(a).fill("2.9");
  const expected = await native("gather", { a: 2.9 });
  await lab.button("last").click();
  await expect.poll(async () => differences(await lab.printed(), expected.printed, 0.001)).toEqual([]);
});
