// A run, as its reader has it in hand: keys, panes, parameters while it runs, and what they do in the loop's place.

import { Lab, others, written, type PaneName } from "../lab.ts";
import { LESSONS, params } from "../lessons.ts";
import { LATE, differences, native } from "../native.ts";
import { expect, test } from "./journey.ts";

/** One parameter of each kind, and the lesson that has it. */
const KINDS = LESSONS.filter(({ twin }) => twin)
  .flatMap(({ slug }) => params(slug).map((param) => ({ slug, param })))
  .filter(({ param }, nth, all) => all.findIndex((other) => other.param.kind === param.kind) === nth);

for (const { slug, param } of KINDS) {
  test(`${slug}: ${param.name} (${param.kind}) is changed while the program runs`, async ({ page }) => {
    const candidates = await Promise.all(others(param).map(async (value) => ({ value, expected: await native(slug, { [param.name]: value }) })));
    const { value, expected } = candidates.reduce((best, other) => (other.expected.speed > best.expected.speed ? other : best));
    const lab = await Lab.open(page, slug);
    await lab.speed(0.1);
    await lab.run();
    await expect.poll(() => lab.now()).toBeGreaterThan(0);
    await lab.change(param, value);
    if (expected.end > 1) await expect(lab.button("pause")).toBeVisible();
    await lab.speed(expected.speed);
    await lab.ends();
    expect(differences(await lab.printed(), expected.printed, LATE)).toEqual([]);
    await lab.reset(param).click();
    await expect(lab.inCode(param)).toHaveText(written(param.default));
  });
}

test("a number in the code is dragged", async ({ page }) => {
  const expected = await native("event-loop", { delay: 0.5 });
  const lab = await Lab.open(page, "event-loop");
  const [delay] = lab.params();
  const box = await lab.inCode(delay).boundingBox();
  if (!box) throw new Error("the number is not to be seen");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  // The range of 5 seconds is 240 pixels wide.
  for (const part of [0.25, 0.5, 0.75, 1]) await page.mouse.move(x - 72 * part, y);
  await page.mouse.up();
  await expect(lab.inCode(delay)).toHaveText("0.5");
  await lab.button("last").click();
  expect(differences(await lab.printed(), expected.printed, 0.001)).toEqual([]);
});

test("steps and scrubbing by keys, from anywhere on the page", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  const press = (key: string) => page.keyboard.press(key);
  await press("End");
  await expect(lab.button("last")).toBeDisabled();
  const steps = Number(await lab.scrubber.inputValue());
  expect(steps).toBeGreaterThan(10);
  await press("ArrowLeft");
  await expect(lab.scrubber).toHaveValue(String(steps - 1));
  await press("Shift+ArrowLeft");
  await expect.poll(async () => Number(await lab.scrubber.inputValue())).toBeLessThan(steps - 1);
  await press("Home");
  await expect(lab.scrubber).toHaveValue("0");
  await press("Shift+ArrowRight");
  await expect.poll(async () => Number(await lab.scrubber.inputValue())).toBeGreaterThan(0);
  await press("Home");
  await press("ArrowRight");
  await expect(lab.scrubber).toHaveValue("1");
  await press("?");
  const dialog = page.getByRole("dialog", { name: lab.words("help") });
  await expect(dialog).toBeVisible();
  await press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.locator("body")).toBeFocused();
  await lab.scrubber.focus();
  await press("ArrowRight");
  await expect(lab.scrubber).toHaveValue("2");
  await lab.scrubber.evaluate((slider) => slider.blur());
  await press("Home");
  await press("Space");
  await expect(lab.button("pause")).toBeVisible();
  await press("Space");
  await expect(lab.button("resume")).toBeVisible();
});

test("the slider is dragged", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  const box = await lab.scrubber.boundingBox();
  if (!box) throw new Error("the slider is not to be seen");
  const last = Number(await lab.scrubber.getAttribute("max"));
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 8, y);
  await page.mouse.down();
  for (const part of [0.2, 0.4, 0.6]) await page.mouse.move(box.x + box.width * part, y);
  await page.mouse.up();
  const at = Number(await lab.scrubber.inputValue());
  expect(at).toBeGreaterThan(last * 0.45);
  expect(at).toBeLessThan(last * 0.75);
  await expect.poll(() => lab.now()).toBeGreaterThan(0);
});

test("every pane shows what it is for", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  const shows: Record<PaneName, RegExp> = {
    code: /async def/,
    timeline: /Task-2/,
    inside: /Task-1/,
    log: /Task-1/,
    output: /one by one/,
    predict: /\?/,
    share: /loop-scope/,
  };
  for (const name of Object.keys(shows) as PaneName[]) await lab.unfold(name);
  await lab.button("last").click();
  for (let step = 0; step < 6; step++) await lab.button("step_back").click();
  for (const [name, pattern] of Object.entries(shows) as [PaneName, RegExp][]) {
    const pane = lab.pane(name);
    await expect(pane).toBeVisible();
    const words = async () => `${await pane.innerText()} ${(await pane.locator("textarea").evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value))).join(" ")}`;
    await expect.poll(words, name).toMatch(pattern);
  }
});

test("the reader is the loop, and takes it back", async ({ page }) => {
  const lab = await Lab.open(page, "waiting");
  const inside = await lab.unfold("inside");
  const next = inside.locator(".ready-queue [data-act=next]");
  const texts = async () => (await lab.printed()).map(({ text }) => text);
  await lab.button("last").click();
  const before = await texts();
  await page.keyboard.press("Home");
  await inside.locator(".ready-queue li").first().waitFor();
  for (let step = 0; step < 80 && (await next.count()) === 0; step++) await lab.button("step").click();
  await next.first().click();
  const log = await lab.unfold("log");
  await expect(log.locator(".here .words")).toHaveText(/^You /);
  await lab.button("last").click();
  await expect.poll(texts).not.toEqual(before);
  expect((await texts()).sort()).toEqual([...before].sort());
  await inside.locator("[data-act=undo]").click();
  await page.keyboard.press("End");
  await expect.poll(texts).toEqual(before);
  await expect(inside.locator("[data-act=undo]")).toBeDisabled();
});
