// The timeline: the whole schedule at once, the ghost of the one before, the ends of sleeps under the hand, zoom and lanes.

import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { Lab } from "../lab.ts";
import { HELLO, Own } from "../own.ts";
import { LANGS, filled } from "../words.ts";

const drawing = (page: Page) => page.locator(".drawing:not(.small)");

/** The middle of a lane, so many seconds into a schedule of `whole` seconds. */
async function spot(page: Page, lane: number, seconds: number, whole: number): Promise<{ x: number; y: number }> {
  const box = await drawing(page).boundingBox();
  if (!box) throw new Error("there is no timeline");
  return { x: box.x + 8 + (seconds / whole) * (box.width - 16), y: box.y + 24 + 32 * lane + 16 };
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, to.y, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
}

const labels = (page: Page): Locator => drawing(page).locator(".grid text");

for (const lang of LANGS) {
  test(`${lang}: a change leaves the ghost of the schedule before it, and says by how much it differs`, async ({ page }) => {
    const lab = await Lab.open(page, "gather", lang);
    await expect(drawing(page).locator(".ghost")).toHaveCount(0);
    const [a] = lab.params();
    await lab.field(a).fill("2.5");
    await expect(drawing(page).locator(".ghost")).toHaveCount(5);
    const difference = page.locator(".difference");
    await expect(difference).toHaveText(filled(lab.words("longer"), { after: "6.5", before: "4.5", by: "2" }));
    await lab.reset(a).click();
    await expect(difference).toHaveText(filled(lab.words("as_long"), { after: "4.5" }));
    await lab.run();
    await expect(drawing(page).locator(".ghost")).toHaveCount(0);
  });
}

test("the end of a sleep is dragged, and its parameter follows", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  const [a, b, c] = lab.params();
  // Of the three gathered sleeps, the last one is c's.
  const end = await spot(page, 4, 4, 4.5);
  await page.mouse.move(end.x, end.y);
  await expect(drawing(page)).toHaveCSS("cursor", "ew-resize");
  await drag(page, end, await spot(page, 4, 3.5, 4.5));
  // While it is held, the end stays under the hand.
  await expect(lab.field(c)).toHaveValue("0.5");
  await page.mouse.up();
  await expect(lab.field(a)).toHaveValue("1.5");
  await expect(lab.field(b)).toHaveValue("0.5");
  await expect(page.locator(".difference")).toHaveText(filled(lab.words("shorter"), { after: "4", before: "4.5", by: "0.5" }));
});

test("the end of a sleep is dragged in a lesson that Python runs, and its parameter follows", async ({ page }) => {
  const lab = await Lab.open(page, "cancellation");
  const [after] = lab.params();
  const end = await spot(page, 1, 1.5, 2.5);
  await page.mouse.move(end.x, end.y);
  await expect(drawing(page)).toHaveCSS("cursor", "ew-resize");
  await drag(page, end, await spot(page, 1, 1, 2.5));
  await expect(lab.field(after)).toHaveValue("1");
  await page.mouse.up();
  await expect(page.locator(".difference")).toHaveText(filled(lab.words("shorter")), { timeout: 20_000 });
});

test("the end of a sleep is dragged in the reader's own program, and the number in its text follows", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(HELLO);
  await own.prints("mine", "done");
  const end = await spot(page, 1, 2, 2);
  await page.mouse.move(end.x, end.y);
  await expect(drawing(page)).toHaveCSS("cursor", "ew-resize");
  await drag(page, end, await spot(page, 1, 1, 2));
  await expect(own.editor).toContainText("delay = 1 ");
  await page.mouse.up();
  await own.prints("mine", "done");
  await expect(page.locator(".difference")).toHaveText(filled(own.words("shorter"), { after: "1" }));
  // One movement is one step for "undo".
  await own.editor.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(own.editor).toContainText("delay = 2 ");
});

test.describe("with a finger", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test("the end of a sleep is dragged, and the page stays where it is", async ({ page }) => {
    const lab = await Lab.open(page, "gather");
    const [, , c] = lab.params();
    await drawing(page).scrollIntoViewIfNeeded();
    const [from, to] = [await spot(page, 4, 4, 4.5), await spot(page, 4, 3.5, 4.5)];
    const client = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", at?: { x: number; y: number }) =>
      client.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [{ ...at, id: 1 }] : [] });
    const scrolled = await page.evaluate(() => scrollY);
    await touch("touchStart", from);
    for (let part = 1; part <= 6; part++) {
      await touch("touchMove", { x: from.x + ((to.x - from.x) * part) / 6, y: from.y });
    }
    await touch("touchEnd");
    await expect(lab.field(c)).toHaveValue("0.5");
    await expect(page.locator(".difference")).toHaveText(filled(lab.words("shorter"), { after: "4", before: "4.5", by: "0.5" }));
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  });

  test("a number in the code is dragged", async ({ page }) => {
    const lab = await Lab.open(page, "event-loop");
    const [delay] = lab.params();
    await lab.inCode(delay).scrollIntoViewIfNeeded();
    const box = await lab.inCode(delay).boundingBox();
    if (!box) throw new Error("there is no number");
    const client = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number) =>
      client.send("Input.dispatchTouchEvent", { type, touchPoints: x === undefined ? [] : [{ x, y: box.y + box.height / 2, id: 1 }] });
    const middle = box.x + box.width / 2;
    await touch("touchStart", middle);
    for (let part = 1; part <= 6; part++) await touch("touchMove", middle + part * 8);
    await touch("touchEnd");
    await expect(lab.field(delay)).toHaveValue("3");
  });
});

test("a press elsewhere moves the cursor", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  const middle = await spot(page, 1, 1, 2);
  await page.mouse.click(middle.x, middle.y);
  await expect(lab.pane("timeline").getByRole("button", { name: /^Task-1/ })).toHaveAttribute("aria-label", /sleep\(2\)/);
});

test("zoom by button, key, wheel and pinch; the cursor stays in sight", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  const timeline = lab.pane("timeline");
  const whole = await labels(page).allTextContents();
  const out = timeline.getByRole("button", { name: lab.words("zoom_out") });
  await expect(out).toBeDisabled();
  await timeline.getByRole("button", { name: lab.words("zoom_in") }).click();
  await expect(labels(page)).not.toHaveText(whole);
  await out.click();
  await expect(labels(page)).toHaveText(whole);

  await page.locator(".lanes").focus();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await expect(labels(page)).not.toHaveText(whole);
  // Nothing of the end is in sight until the cursor goes there.
  await expect(labels(page).filter({ hasText: /^2 / })).toHaveCount(0);
  await page.keyboard.press("End");
  await expect(labels(page).filter({ hasText: /^2 / })).toHaveCount(1);
  await page.locator(".lanes").focus();
  await page.keyboard.press("0");
  await expect(labels(page)).toHaveText(whole);

  const middle = await spot(page, 1, 1, 2);
  await page.mouse.move(middle.x, middle.y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await expect(labels(page)).not.toHaveText(whole);
  await expect(labels(page).filter({ hasText: /^1 / })).toHaveCount(1);
  await page.locator(".lanes").focus();
  await page.keyboard.press("0");

  // Two fingers that part.
  const client = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", apart: number) =>
    client.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: apart ? [{ x: middle.x - apart, y: middle.y, id: 1 }, { x: middle.x + apart, y: middle.y, id: 2 }] : [],
    });
  await touch("touchStart", 20);
  await touch("touchMove", 40);
  await touch("touchMove", 80);
  await touch("touchEnd", 0);
  await expect(labels(page)).not.toHaveText(whole);
});

test("a lane's name leads from one thing that happens to its task to the next", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  const name = lab.pane("timeline").getByRole("button", { name: /^Task-1/ });
  const states: string[] = [];
  await name.focus();
  for (let press = 0; press < 5; press++) {
    await page.keyboard.press("Enter");
    await expect(name).toBeFocused();
    states.push((await name.getAttribute("aria-label")) ?? "");
  }
  expect(states.map((words) => words.replace(/^Task-1: /, "").replace(/,.*/, ""))).toEqual([
    "ready",
    "running",
    "waiting",
    "ready",
    "running",
  ]);
});
