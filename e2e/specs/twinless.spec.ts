// A lesson without a Rust twin: its recorded run is there at once; Python comes with progress when a parameter wants it, or does not come
// and the page says why; reset and links.

import type { Page } from "@playwright/test";
import { Lab } from "../lab.ts";
import { TWINLESS } from "../lessons.ts";
import { differences, native } from "../native.ts";
import { own as texts } from "../words.ts";
import { expect, test } from "../fixtures.ts";

/** Keeps the engine's module back until that is given. */
async function hold(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/python_bg\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

const coming = (page: Page) => page.locator("#lab .coming-python");
const prints = (lab: Lab, expected: Awaited<ReturnType<typeof native>>) =>
  expect.poll(async () => differences(await lab.printed(), expected.printed, 0.001), { timeout: 20_000 }).toEqual([]);

for (const { slug } of TWINLESS) {
  test(`${slug}: the recorded run plays before Python is there, and a changed parameter waits for it`, async ({ page }) => {
    const release = await hold(page);
    const lab = await Lab.open(page, slug);
    const param = lab.params()[0];
    if (param.kind !== "seconds") throw new Error(`${slug} begins with another kind of parameter`);
    await lab.button("last").click();
    await prints(lab, await native(slug));
    await lab.field(param).fill(String(param.max));
    await expect(lab.inCode(param)).toHaveText(String(param.max));
    await expect(coming(page)).toBeVisible({ timeout: 20_000 });
    // Until then the run before is there, and can be gone through.
    await lab.button("step_back").click();
    await lab.button("last").click();
    release();
    await prints(lab, await native(slug, { [param.name]: param.max }));
    await expect(coming(page)).toBeHidden();
    // What it was before lies beneath it, and reset brings it back.
    await expect(page.locator("#lab .timeline .ghost").first()).toBeAttached();
    await lab.reset(param).click();
    await prints(lab, await native(slug));
  });

  test(`${slug}: a link leads to a run with other values`, async ({ page }) => {
    const lab = new Lab(page, "en", slug);
    const param = lab.params()[0];
    if (param.kind !== "seconds") throw new Error(`${slug} begins with another kind of parameter`);
    const expected = await native(slug, { [param.name]: param.max });
    const at = expected.records.length;
    await page.goto(`en/${slug}/#at=${at}&p.${param.name}=${param.max}`);
    await lab.isReady();
    await prints(lab, expected);
    await expect(lab.field(param)).toHaveValue(String(param.max));
    expect(await page.evaluate(() => location.hash)).toContain(`p.${param.name}=${param.max}`);
  });

  test(`${slug}: nobody acts in its loop's place, and the pane says so`, async ({ page }) => {
    const lab = await Lab.open(page, slug);
    const inside = await lab.unfold("inside");
    await expect(inside.locator(".no-acts")).toBeVisible();
    await expect(inside.locator("[data-act]")).toHaveCount(0);
  });
}

test.describe("where Python does not come", () => {
  test.use({ expected: new Set([/python_bg\.wasm/]) });

  test("the recorded run stays with its values, the page says what to do, and it can be tried once more", async ({ page }) => {
    await page.route(/python_bg\.wasm$/, (route) => route.abort());
    const lab = await Lab.open(page, "cancellation");
    const [after] = lab.params();
    await lab.field(after).fill("3.5");
    await expect(coming(page)).toContainText(texts.en("python_unreached"), { timeout: 20_000 });
    await expect(lab.field(after)).toHaveValue("1.5");
    await lab.button("last").click();
    await prints(lab, await native("cancellation"));
    await page.unroute(/python_bg\.wasm$/);
    await coming(page).getByRole("button").click();
    await prints(lab, await native("cancellation", { after: 3.5 }));
    await expect(lab.field(after)).toHaveValue("3.5");
  });
});
