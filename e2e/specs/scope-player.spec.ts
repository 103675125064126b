// The player's steps and markers, and the lines of the code that lead to when they ran; by mouse and by keyboard.

import { Lab } from "../lab.ts";
import { native } from "../native.ts";
import { LANGS, filled } from "../words.ts";
import { expect, test } from "../fixtures.ts";

/** The place after each record of a kind, in records. */
const after = (records: { kind: string }[], kind: string) => records.flatMap((record, nth) => (record.kind === kind ? [nth + 1] : []));

for (const lang of LANGS) {
  test(`${lang}: steps by record, by task step, by turn and to the next timer`, async ({ page }) => {
    const lab = await Lab.open(page, "gather", lang);
    const { records } = await native("gather");
    await lab.log("all");
    await expect(lab.stepBy.getByRole("option")).toHaveText(["by_record", "by_task", "by_turn"].map((key) => lab.words(key)));
    const begins = after(records, "poll-begin");
    await lab.stepBy.selectOption({ label: lab.words("by_task") });
    for (const place of begins.slice(0, 3)) {
      await lab.button("step").click();
      await expect(lab.scrubber).toHaveValue(String(place));
    }
    await page.locator("h1").click();
    await page.keyboard.press("ArrowRight");
    await expect(lab.scrubber).toHaveValue(String(begins[3]));
    await page.keyboard.press("ArrowLeft");
    await expect(lab.scrubber).toHaveValue(String(begins[2]));
    await lab.button("step_back").click();
    await expect(lab.scrubber).toHaveValue(String(begins[1]));

    const turns = after(records, "iteration-begin");
    await lab.stepBy.selectOption({ label: lab.words("by_turn") });
    await page.keyboard.press("Home");
    const seen: number[] = [];
    for (let step = 0; step < 3; step++) {
      await page.keyboard.press("ArrowRight");
      seen.push(Number(await lab.scrubber.inputValue()));
    }
    expect(seen).toEqual(turns.slice(0, 3));

    const timers = after(records, "timer-fired");
    await page.keyboard.press("Home");
    await lab.button("next_timer").click();
    await expect(lab.scrubber).toHaveValue(String(timers[0]));
    await page.locator("h1").click();
    await page.keyboard.press("n");
    await expect(lab.scrubber).toHaveValue(String(timers[1]));
  });

  test(`${lang}: markers at the moments that the lesson names`, async ({ page }) => {
    const lab = await Lab.open(page, "event-loop", lang);
    const ticks = lab.player.locator(".ticks i");
    const count = await ticks.count();
    expect(count).toBeGreaterThan(5);
    // What they say is loaded for who comes near.
    await lab.scrubber.focus();
    const told = () => ticks.evaluateAll((ticks) => ticks.filter((tick) => (tick.getAttribute("title") ?? "").length > 4).length);
    await expect.poll(told).toBe(count);
    const titles = await ticks.evaluateAll((ticks) => ticks.map((tick) => tick.getAttribute("title") ?? ""));
    await lab.scrubber.blur();
    await expect(lab.button("marker_before")).toBeDisabled();
    const places: string[] = [];
    for (let nth = 0; nth < count; nth++) {
      await page.keyboard.press("]");
      // The slider says what happened there.
      await expect(lab.scrubber).toHaveAttribute("aria-valuetext", new RegExp(`${titles[nth].replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`));
      places.push(await lab.scrubber.inputValue());
    }
    await expect(lab.button("marker_next")).toBeDisabled();
    await page.keyboard.press("[");
    await expect(lab.scrubber).toHaveValue(places[count - 2]);
    await lab.button("marker_before").click();
    await expect(lab.scrubber).toHaveValue(places[count - 3]);
    await lab.button("marker_next").click();
    await expect(lab.scrubber).toHaveValue(places[count - 2]);
    await ticks.first().click();
    await expect(lab.scrubber).toHaveValue(places[0]);
    // Each stands where the thumb stands.
    const box = await lab.scrubber.boundingBox();
    const first = await ticks.nth(count - 1).boundingBox();
    const share = Number(places[count - 1]) / Number(await lab.scrubber.getAttribute("max"));
    expect(first && box && Math.abs(first.x + first.width / 2 - (box.x + 8 + (box.width - 16) * share))).toBeLessThan(2);
  });
}

test("a paused run goes on to the next timer, and looking back stops a run", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  await lab.speed(0.1);
  await lab.run();
  await expect.poll(() => lab.now()).toBeGreaterThan(0);
  await page.keyboard.press("[");
  await expect(lab.status).toHaveText(filled(lab.words("status_looking")));
  await lab.button("to_present").click();
  await expect(lab.button("resume")).toBeVisible();
  await expect(lab.button("to_present")).toBeHidden();
  await page.locator("h1").click();
  await page.keyboard.press("n");
  await expect(lab.clock).toContainText("2.00");
  await expect(lab.button("resume")).toBeVisible();
  await lab.log("all");
  await expect(lab.pane("log").getByRole("listitem").filter({ hasText: "is due" })).toHaveCount(1);
});

test("the list of keys has the new ones", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: lab.words("help") });
  for (const key of ["[", "]", "N"]) await expect(dialog.getByText(key, { exact: true })).toBeVisible();
});

for (const tab of ["Python", "Rust"] as const) {
  test(`${tab}: a line leads to when it ran`, async ({ page }) => {
    const lab = await Lab.open(page, "async-await");
    await lab.pane("code").getByRole("button", { name: tab, exact: true }).click();
    const line = lab.pane("code").locator(".line", { hasText: "sleep(pause)" });
    // It is known to whoever comes near.
    await line.hover();
    await expect(line).toHaveRole("button");
    const [, times] = /^Ran (\d+) times: 0 s, /.exec((await line.getAttribute("title")) ?? "") ?? [];
    expect(Number(times)).toBeGreaterThan(3);
    // Of the log's every record, the scrubber counts them.
    await lab.log("all");
    const place = async () => Number(await lab.scrubber.inputValue());
    const places: number[] = [];
    for (let visit = 0; visit < Number(times); visit++) {
      const before = await place();
      await line.click();
      await expect.poll(place).toBeGreaterThan(before);
      await expect(line).toHaveClass(/running/);
      places.push(await place());
    }
    // Around the end, and back.
    await line.click();
    await expect.poll(place).toBe(places[0]);
    await line.click({ modifiers: ["Shift"] });
    await expect.poll(place).toBe(places[places.length - 1]);
    await line.click({ modifiers: ["Shift"] });
    await expect.poll(place).toBe(places[places.length - 2]);
    // The same by keyboard.
    await line.focus();
    await page.keyboard.press("Enter");
    await expect.poll(place).toBe(places[places.length - 1]);
    await page.keyboard.press("Shift+Enter");
    await expect.poll(place).toBe(places[places.length - 2]);
    await page.keyboard.press("ArrowDown");
    await expect(line).not.toBeFocused();
    await expect(lab.pane("code").locator(".line:focus")).toHaveRole("button");
  });
}

test("lines that did not run lead nowhere; numbers are dragged, not visited", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  const code = lab.pane("code");
  const comment = code.locator(".line", { hasText: "import time" });
  await expect(comment).not.toHaveAttribute("role");
  await comment.click();
  await expect(code.locator(".line[role]")).not.toHaveCount(0);
  await expect(comment).not.toHaveAttribute("role");
  await comment.click();
  await expect(lab.scrubber).toHaveValue("0");
  await lab.inCode(lab.params()[0]).click();
  await expect(lab.scrubber).toHaveValue("0");
  await code.locator(".line", { hasText: "await asyncio.sleep(delay)" }).click();
  await expect(lab.scrubber).not.toHaveValue("0");
});

test("from the code pane with arrows, and every frame of a suspended task is marked", async ({ page }) => {
  const lab = await Lab.open(page, "coroutines");
  await lab.pane("code").locator(".listing").focus();
  await expect(lab.pane("code").locator(".line[role]")).not.toHaveCount(0);
  await page.keyboard.press("ArrowDown");
  await expect(lab.pane("code").locator(".line:focus")).toHaveRole("button");
  await page.keyboard.press("Enter");
  await expect(lab.scrubber).not.toHaveValue("0");
  // Somewhere a coroutine awaits another one, which waits: both lines have the task's mark, the outer one greyed.
  const outer = lab.pane("code").locator(".marks .outer .mark");
  const steps = Number(await lab.scrubber.getAttribute("max"));
  for (let step = 0; step < steps && (await outer.count()) === 0; step++) await page.keyboard.press("ArrowRight");
  await expect(outer).toHaveCount(1);
  const name = await outer.textContent();
  await expect(lab.pane("code").locator(".marks > .mark", { hasText: name ?? "" })).toHaveCount(1);
});
