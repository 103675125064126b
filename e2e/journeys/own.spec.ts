// The reader's own program: written by keys, wrong, endless, shared, kept, and wanted before it is there.

import { HELLO, Own } from "../own.ts";
import { rests } from "../threads.ts";
import { expect, test } from "./journey.ts";

test("what is typed is what runs", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("print('typed')");
  const printed = own.pane("output").locator("samp");
  await expect(page.locator("#lab.own")).toBeVisible({ timeout: 20_000 });
  await expect(printed.last()).toHaveText("typed", { timeout: 20_000 });

  // In the place of all that is there, as one who pastes; then live, from the keyboard.
  await own.write(HELLO);
  await own.prints("mine", "done");
  await expect(own.clock).toContainText("2.00");
  await own.speed(0.1);
  await own.editor.focus();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(own.button("pause")).toBeVisible();
  await expect(printed).toHaveText(["mine"]);
  await own.speed(10);
  await expect(own.button("run_again")).toBeVisible({ timeout: 10_000 });
  await expect(printed).toHaveText(["mine", "done"]);
});

test("undo and reset lead back to the lesson's own program", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  const before = await own.source();
  await own.write(HELLO);
  await own.prints("mine", "done");
  await own.editor.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => own.source()).toBe(before);
  // It is shown again: with its parameters, and without a run of the reader's.
  await expect(page.locator("#lab")).not.toHaveClass(/own/);
  await expect(own.parameters).toBeVisible();

  await own.write(HELLO);
  await own.prints("mine", "done");
  await own.resetButton.click();
  await expect.poll(() => own.source()).toBe(before);
  await expect(page.locator("#lab")).not.toHaveClass(/own/);
  await own.closeButton.click();
  await expect(own.editButton).toBeFocused();
  await expect(own.pane("code").locator(".listing")).toBeVisible();
});

test("errors stand at their lines, underlined, and go when they are mended", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write("print(1 / 0)\n");
  await expect(page.locator(".own-editor .cm-line").first()).toContainText("print(1 / 0)");
  await expect(page.locator(".own-editor")).toContainText("ZeroDivisionError: division by zero", { timeout: 20_000 });
  await expect(own.pane("output")).toContainText("Traceback");
  await own.write("print(\n");
  await expect(page.locator(".own-editor .problem-message")).toContainText("'(' was never closed");
  const drawn = page.locator(".own-editor .problem").first();
  await expect(drawn).toHaveCSS("text-decoration-line", "underline");
  await expect(drawn).toHaveCSS("text-decoration-style", "wavy");
  await own.write("print('fine')\n");
  await own.prints("fine");
  await expect(page.locator(".own-editor")).not.toContainText("Error");
});

/** The engine ends the first wherever it is; the others are inside of a single long call. */
for (const body of ["while True: pass", "sum(iter(int, 1))", "10**10**8"]) {
  test(`a program that does not end is stopped, and nothing goes on: ${body}`, async ({ page }) => {
    test.setTimeout(120_000);
    const own = new Own(page, "en", "event-loop");
    await page.goto(`en/event-loop/#py=${encodeURIComponent(`print("before")\n${body}\n`)}`);
    await expect(own.status).toContainText("Stopped: it computed for 2 s", { timeout: 30_000 });
    // Where it was and what it did is told by a second run, which is watched and takes as long again.
    await expect(own.pane("log")).toContainText("prints: before", { timeout: 30_000 });
    await rests();
    // And the next one runs.
    await own.write(HELLO);
    await expect(own.pane("log")).toContainText("prints: mine", { timeout: 20_000 });
    await expect(own.status).not.toContainText("Stopped");
  });
}

test("a program that nobody wants any more does not go on either", async ({ page }) => {
  test.setTimeout(120_000);
  const own = await Own.edit(page, "event-loop");
  await own.write(HELLO);
  await own.prints("mine", "done");
  for (const endless of ["while True: pass\n", "sum(iter(int, 1))\n"]) {
    await own.write(endless);
    await expect(own.status).toHaveText(/Running|Stopped/, { timeout: 10_000 });
    await own.write("print('instead')\n");
    await own.prints("instead");
    await expect(own.status).not.toContainText("Stopped");
  }
  await rests();
});

test("what was written is there after a reload, in every language, and not on another lesson", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(HELLO);
  await own.prints("mine", "done");
  await page.reload();
  await own.prints("mine", "done");
  await expect(own.editor).toContainText('print("mine")');
  await page.goto("zh/event-loop/");
  await new Own(page, "zh", "event-loop").prints("mine", "done");
  await page.goto("en/tasks/");
  await new Own(page, "en", "tasks").isReady();
  await expect(page.locator(".own-editor")).toHaveCount(0);
});

test("its address leads somebody else to the same program", async ({ page, browser, baseURL }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(HELLO);
  await own.prints("mine", "done");
  await expect(page).toHaveURL(/#.*py=/);
  const context = await browser.newContext({ baseURL });
  const there = await context.newPage();
  await there.goto(page.url());
  const other = new Own(there, "en", "event-loop");
  await other.prints("mine", "done");
  await expect(other.editor).toContainText('print("mine")');
  await context.close();
});

test("Edit, clicked before the editor is there, opens it", async ({ page }) => {
  await page.goto("en/tasks/");
  const own = new Own(page, "en", "tasks");
  await own.isReady();
  // The pointer comes near and clicks at once: the editor's module is asked for a second time while it is under way.
  await own.editButton.hover();
  await own.editButton.click();
  await expect(own.editor).toBeFocused();
  await expect(own.editor).toContainText("asyncio");
});
