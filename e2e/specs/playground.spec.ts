// The playground: programs of Python only, shown from their recorded runs until somebody writes.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { HELLO, Own, sourceOf } from "../own.ts";
import { LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";

const PLAYGROUND = fileURLToPath(new URL("../../playground", import.meta.url));

for (const lang of LANGS) {
  test(`${lang}: an example is shown, played and changed`, async ({ page }) => {
    // Nobody has to wait for Python, which a fast line brings ahead.
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/python_bg\.wasm$/, async (route) => {
      await held;
      await route.continue();
    });
    const own = new Own(page, lang, "playground/race");
    await page.goto(`${lang}/playground/race/`);
    await own.isReady();
    // From the recording.
    const lines = await page.locator("#lab .pane.timeline").count();
    expect(lines).toBe(1);
    await own.button("last").click();
    await expect(own.pane("output").locator("samp")).not.toHaveCount(0);
    const printed = await own.pane("output").locator("samp").allTextContents();
    release();

    await own.editButton.click();
    await expect(own.editor).toBeFocused();
    expect(await own.source()).toBe(await sourceOf(page));
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("print('mine')");
    await expect(own.pane("output").locator("samp")).toHaveText([...printed, "mine"], { timeout: 20_000 });
    await own.resetButton.click();
    await expect(own.pane("output").locator("samp")).toHaveText(printed, { timeout: 20_000 });
  });
}

const STUCK = `import asyncio


async def worker(queue):
    raise ValueError(await queue.get())


async def main():
    queue = asyncio.Queue()
    queue.put_nowait(1)
    queue.put_nowait(2)
    task = asyncio.create_task(worker(queue))
    await queue.join()


asyncio.run(main())
`;

const THREADS = `import asyncio
import time


def fetch(name):
    time.sleep(0.5)
    return name


async def main():
    print(await asyncio.gather(asyncio.to_thread(fetch, "a"), asyncio.to_thread(lambda: fetch("b"))))


asyncio.run(main())
`;

test("of a deadlock in the reader's own program the page says who is behind it", async ({ page }) => {
  const own = await Own.edit(page, "playground");
  await own.write(STUCK);
  const halted = page.locator(".halted");
  await expect(halted.getByRole("listitem")).toHaveCount(1, { timeout: 20_000 });
  await expect(halted.getByRole("listitem")).toContainText("Queue.join");
  await expect(halted.getByRole("listitem")).toContainText("Task-2");
});

test("threads have lanes of their own, which overlap", async ({ page }) => {
  const own = await Own.edit(page, "playground");
  await own.write(THREADS);
  await own.prints("['a', 'b']");
  const names = page.locator(".lanes .names .mark");
  await expect(names).toHaveText(["·", "1", "2", "T1", "3", "T2", "4", "5", "T3"]);
  await expect(own.pane("output").locator("time, .time").first()).toContainText("0.500");
});

test("the blank page leads to the examples, and takes a program", async ({ page }) => {
  await page.goto("en/playground/");
  const own = new Own(page, "en", "playground");
  await own.isReady();
  await own.editButton.click();
  await own.write(HELLO);
  await own.prints("mine", "done");
  await page.getByRole("main").locator('a[href*="chat-room"]').click();
  await expect(page).toHaveURL(/en\/playground\/chat-room\/$/);
});

test("the editor has an example's text as its file has it", async ({ page }) => {
  const files = (await readdir(PLAYGROUND)).filter((file) => file.endsWith(".py") && file !== "blank.py");
  expect(files.length).toBeGreaterThan(7);
  for (const file of files) {
    const own = await Own.edit(page, `playground/${file.replace(".py", "")}`);
    expect(await own.source(), file).toBe(await readFile(join(PLAYGROUND, file), "utf8"));
  }
});
