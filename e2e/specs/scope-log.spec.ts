// The event log: by task, searched, followed, and of a long run only what is seen; all of it by mouse and by keyboard.

import { Lab } from "../lab.ts";
import { LONG, withLongRuns } from "../long.ts";
import { native } from "../native.ts";
import { LANGS, filled } from "../words.ts";
import { expect, test } from "../fixtures.ts";

for (const lang of LANGS) {
  test(`${lang}: the rows of one task, and all again`, async ({ page }) => {
    const lab = await Lab.open(page, "async-await", lang);
    const all = await lab.log("all");
    expect(all).toHaveLength((await native("async-await")).records.length);
    await expect(lab.logOf.getByRole("option")).toHaveText([lab.words("log_of_all"), "Task-1", "a", "b"]);
    await lab.logOf.selectOption("a");
    const of = await lab.log("all");
    expect(of.length).toBeGreaterThan(10);
    expect(of.length).toBeLessThan(all.length / 2);
    const words = all.map((row) => row.words);
    expect(of.map((row) => row.words).filter((row) => !words.includes(row))).toEqual([]);
    // Its timers are among them, though no task is running when they fire.
    expect(of.map((row) => row.words).filter((row) => /1 s|1 秒/.test(row)).length).toBeGreaterThan(0);
    // A row still leads to its moment, and the player's steps are what they were.
    const row = lab.pane("log").getByRole("listitem").nth(2).getByRole("button");
    await row.click();
    await expect(row).toHaveAttribute("aria-current", "step");
    await expect(lab.scrubber).toHaveAttribute("max", String(all.length));
    await lab.logOf.selectOption("0");
    expect(await lab.log("all")).toHaveLength(all.length);
  });

  test(`${lang}: a search counts what it finds, and Enter goes from one to the next`, async ({ page }) => {
    const lab = await Lab.open(page, "gather", lang);
    await lab.log("essential");
    const rows = lab.pane("log").getByRole("listitem");
    const hits = rows.filter({ hasText: /a: asked/i });
    const count = await hits.count();
    expect(count).toBeGreaterThan(1);
    await lab.find.click();
    await page.keyboard.type("A: ASKED");
    await expect(lab.found).toHaveText(filled(lab.words("log_found"), { count: String(count) }));
    await expect(lab.pane("log").locator("li.hit")).toHaveCount(count);
    for (const nth of [0, 1]) {
      await page.keyboard.press("Enter");
      await expect(hits.nth(nth).getByRole("button")).toHaveAttribute("aria-current", "step");
      await expect(hits.nth(nth)).toBeInViewport();
    }
    await page.keyboard.press("Shift+Enter");
    await expect(hits.nth(0).getByRole("button")).toHaveAttribute("aria-current", "step");
    await page.keyboard.press("Shift+Enter");
    await expect(hits.nth(count - 1).getByRole("button")).toHaveAttribute("aria-current", "step");
    await expect(lab.find).toBeFocused();
    await lab.find.fill("no such words");
    await expect(lab.found).toHaveText(filled(lab.words("log_found"), { count: "0" }));
    await lab.find.fill("");
    await expect(lab.found).toHaveText("");
    await expect(lab.pane("log").locator("li.hit")).toHaveCount(0);
  });
}

test("the list goes with the cursor until it is scrolled up, and again when asked to", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  await lab.log("all");
  await lab.pane("log").locator(".rows").evaluate((rows) => rows.scrollIntoView({ block: "end" }));
  await expect(lab.follow).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("End");
  await expect(lab.currentStep).toBeInViewport();
  const list = lab.pane("log").locator(".rows");
  await list.hover();
  await page.mouse.wheel(0, -400);
  await expect(lab.follow).toHaveAttribute("aria-pressed", "false");
  await expect(lab.currentStep).not.toBeInViewport();
  const top = await list.evaluate((list) => list.scrollTop);
  await page.keyboard.press("ArrowLeft");
  await expect(lab.scrubber).toHaveAttribute("aria-valuetext", /^step/);
  expect(await list.evaluate((list) => list.scrollTop)).toBe(top);
  await lab.follow.click();
  await expect(lab.follow).toHaveAttribute("aria-pressed", "true");
  await expect(lab.currentStep).toBeInViewport();
  await page.keyboard.press("Home");
  await expect.poll(() => list.evaluate((list) => list.scrollTop)).toBe(0);
});

test("from row to row with arrows", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  await lab.unfold("log");
  const row = (nth: number) => lab.pane("log").getByRole("listitem").nth(nth).getByRole("button");
  await row(0).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(row(2)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(row(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(row(1)).toHaveAttribute("aria-current", "step");
});

test("with the code in Rust the log speaks of polls and wakers, and explains its terms", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  const asyncio = (await lab.log("essential")).map(({ words }) => words);
  await lab.pane("code").getByRole("button", { name: "Rust" }).click();
  const words = async () => (await lab.log("essential")).map(({ words }) => words);
  await expect.poll(words).not.toEqual(asyncio);
  expect((await words()).join("\n")).toMatch(/Pending/);
  expect(await words()).toHaveLength(asyncio.length);
  const log = lab.pane("log");
  await log.locator("summary").click();
  await log.getByRole("listitem").filter({ hasText: /Pending/ }).first().getByRole("button").click();
  await expect(log.locator("dl dt").filter({ hasText: "Pending" })).toBeVisible();
  await lab.pane("code").getByRole("button", { name: "Python" }).click();
  await expect.poll(words).toEqual(asyncio);
});

test.describe("a hundred thousand records", () => {
  const TURNS = 16_666;

  test("only what is seen is on the page, wherever one scrolls", async ({ page }) => {
    const records = await withLongRuns(page, TURNS);
    const lab = await Lab.open(page, "event-loop");
    await lab.run();
    await lab.button("first").click();
    await lab.pane("log").getByRole("button", { name: lab.words("all"), exact: true }).click();
    const list = lab.pane("log").locator(".rows");
    const items = list.getByRole("listitem");
    await expect(items.first()).toHaveAttribute("aria-setsize", String(records));
    await list.scrollIntoViewIfNeeded();
    const state = () =>
      list.evaluate((list) => {
        const { top, bottom, left } = list.getBoundingClientRect();
        const at = (y: number) => document.elementFromPoint(left + 40, y)?.closest("li")?.getAttribute("aria-posinset");
        return { rows: list.querySelectorAll("li").length, first: Number(at(top + 4)), last: Number(at(bottom - 4)), top: list.scrollTop, height: list.scrollHeight };
      });
    const { rows, height } = await state();
    expect(rows).toBeLessThan(301);
    expect(height).toBeGreaterThan(records * 15);

    // Row by row: none is left out, none comes twice.
    let before = await state();
    expect(before.first).toBe(1);
    await list.hover();
    for (let turn = 0; turn < 25; turn++) {
      await page.mouse.wheel(0, 300);
      await expect.poll(async () => (await state()).top).toBeGreaterThan(before.top);
      const now = await state();
      expect(now.rows).toBeLessThan(301);
      expect(now.first, "what was last seen is still seen, or just gone").toBeLessThanOrEqual(before.last + 12);
      expect(now.first).toBeGreaterThan(before.first);
      expect(now.last).toBeGreaterThan(now.first);
      before = now;
    }
    // Anywhere at once, and to the end.
    for (const place of [0.5, 0.1, 0.99, 1, 0]) {
      await list.evaluate((list, place) => (list.scrollTop = place * list.scrollHeight), place);
      await expect.poll(async () => Math.abs((await state()).first / records - place), String(place)).toBeLessThan(0.01);
      expect((await state()).last).toBeGreaterThan(0);
    }
    await list.evaluate((list) => (list.scrollTop = list.scrollHeight));
    await expect.poll(async () => (await state()).last).toBe(records);

    // Going up, the cursor is followed no more; at its step again, it is.
    await expect(lab.follow).toHaveAttribute("aria-pressed", "false");
    await lab.follow.click();
    await page.keyboard.press("End");
    await expect(lab.currentStep).toBeInViewport();
    await expect(items.filter({ has: page.locator("[aria-current=step]") })).toHaveAttribute("aria-posinset", String(records));
    await page.keyboard.press("Home");
    await expect.poll(async () => (await state()).first).toBe(1);

    // The focus goes on beyond the rows that were there.
    await items.first().getByRole("button").focus();
    for (let press = 0; press < 200; press++) await page.keyboard.press("ArrowDown");
    await expect(list.locator("li:has(button:focus)")).toHaveAttribute("aria-posinset", "201");
  });

  test("a search through all of it leaves the page at work, and a rare task has few rows", async ({ page }) => {
    await withLongRuns(page, TURNS);
    const lab = await Lab.open(page, "event-loop");
    await lab.run();
    await lab.button("first").click();
    await lab.pane("log").getByRole("button", { name: lab.words("all"), exact: true }).click();
    await lab.follow.click();
    const needles = Math.floor(TURNS / 1000);
    const longest = page.evaluate(async () => {
      let longest = 0;
      let last = performance.now();
      for (const end = last + 1500; last < end; ) {
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
      }
      return longest;
    });
    await lab.find.fill(LONG.needle.toUpperCase());
    await expect(lab.found).toHaveText(filled(lab.words("log_found"), { count: String(needles) }), { timeout: 10_000 });
    expect(await longest, "the longest frame, in milliseconds").toBeLessThan(250);
    await lab.find.press("Enter");
    await expect(lab.currentStep).toContainText(LONG.needle);
    await expect(lab.currentStep).toBeInViewport();
    await lab.logOf.selectOption(LONG.rare);
    await expect(lab.pane("log").getByRole("listitem")).toHaveCount(2 + 4 * needles);
  });
});
