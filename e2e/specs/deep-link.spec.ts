// The address carries the moment and the parameters; what the lesson does not have opens it at its start, with one quiet
// sentence.

import { Lab } from "../lab.ts";
import { native } from "../native.ts";
import { LANGS, type Lang } from "../words.ts";
import { expect, test } from "../fixtures.ts";
import type { Page } from "@playwright/test";

/** Opens a lesson with a fragment in its address. */
async function open(page: Page, slug: string, fragment: string, lang: Lang = "en"): Promise<Lab> {
  await page.goto(`${lang}/${slug}/#${fragment}`);
  const lab = new Lab(page, lang, slug);
  await lab.isReady();
  return lab;
}

const hash = (page: Page) => page.evaluate(() => location.hash);

test("an address with a moment and a parameter opens there, and what is seen is written back", async ({ page }) => {
  const records = (await native("event-loop", { delay: 0.5 })).records;
  const at = records.findIndex(({ kind }) => kind === "timer-fired") + 1;
  const lab = await open(page, "event-loop", `at=${at}&p.delay=0.5`);
  await expect(lab.field(lab.params()[0])).toHaveValue("0.5");
  await expect(lab.inCode(lab.params()[0])).toHaveText("0.5");
  await expect(lab.note).toBeHidden();
  await expect(lab.clock).toContainText("0.50");
  await lab.unfold("log");
  await expect(lab.currentStep).toContainText("is due");

  // The place in the plan, wherever the reader goes from there.
  await page.keyboard.press("]");
  await expect.poll(() => hash(page)).not.toBe(`#at=${at}&p.delay=0.5`);
  expect(await hash(page)).toMatch(/^#at=\d+&p\.delay=0\.5$/);
  await page.keyboard.press("Home");
  await expect.poll(() => hash(page)).toBe("#p.delay=0.5");
  await lab.reset(lab.params()[0]).click();
  await expect.poll(() => page.url()).not.toContain("#");
  // Nothing was put on the way back.
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
});

test("whoever is sent the address sees the same", async ({ page, context }) => {
  const lab = await Lab.open(page, "coroutines");
  const [pause, , forget] = lab.params();
  await lab.field(pause).fill("0.7");
  await lab.field(forget).uncheck();
  await lab.button("last").click();
  await expect.poll(() => hash(page)).toMatch(/^#at=\d+&p\.pause=0\.7&p\.forget=false$/);
  const last = await hash(page);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => hash(page)).not.toBe(last);
  const words = await lab.scrubber.getAttribute("aria-valuetext");
  const other = await context.newPage();
  await other.goto(page.url());
  const there = new Lab(other, "en", "coroutines");
  await there.isReady();
  await expect(there.scrubber).toHaveAttribute("aria-valuetext", words ?? "");
  await expect(there.field(pause)).toHaveValue("0.7");
  await expect(there.field(forget)).not.toBeChecked();
});

test("a plain address stays plain; a run is not written while it goes on, and its end is", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  const writes = () => page.evaluate(() => (globalThis as unknown as { writes: string[] }).writes);
  await page.evaluate(() => {
    const writes: string[] = [];
    Object.assign(globalThis, { writes });
    const replace = history.replaceState.bind(history);
    history.replaceState = (...args) => {
      writes.push(String(args[2]));
      replace(...args);
    };
  });
  await lab.run();
  await expect.poll(() => lab.now()).toBeGreaterThan(1);
  expect(await writes()).toEqual([]);
  await lab.ends();
  // The place is the plan's, where the clock jumps.
  const end = (await native("event-loop")).records.length;
  await expect.poll(() => hash(page)).toBe(`#at=${end}`);
  expect(await writes()).toHaveLength(1);
  // However fast one goes, it is written a few times a second.
  for (let press = 0; press < 20; press++) await page.keyboard.press("ArrowLeft");
  await expect.poll(async () => (await writes()).length).toBeGreaterThan(1);
  expect((await writes()).length).toBeLessThan(10);
});

test("another address in the same page leads there", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  await lab.run();
  await page.evaluate(() => (location.hash = "#at=3&p.delay=1.5"));
  await expect(lab.field(lab.params()[0])).toHaveValue("1.5");
  await expect(lab.button("run")).toBeEnabled();
  await expect(lab.button("last")).toBeEnabled();
  await expect(lab.status).toContainText(/^Step /);
  await page.evaluate(() => (location.hash = "#nonsense"));
  await expect(lab.note).toHaveText(lab.words("notice_address"));
  await expect(lab.field(lab.params()[0])).toHaveValue("2");
  await expect(lab.scrubber).toHaveValue("0");
  // The sentence goes with the next thing one does.
  await page.keyboard.press("ArrowRight");
  await expect(lab.note).toBeHidden();
});

for (const lang of LANGS) {
  const fragments = ["at=999999", "at=-1", "at=1e3", "at=3&p.nobody=1", "p.delay=99", "p.delay=abc&at=2", "%F0%28", "&&&", "at=1&at=2", "<b>"];
  test(`${lang}: what the lesson does not have opens it at its start, with one quiet sentence`, async ({ page }) => {
    for (const fragment of fragments) {
      await page.goto("about:blank");
      const lab = await open(page, "event-loop", fragment, lang);
      await expect(lab.note, fragment).toHaveText(lab.words("notice_address"));
      await expect(lab.notice).toBeHidden();
      await expect(lab.scrubber).toHaveValue("0");
      await expect(lab.field(lab.params()[0])).toHaveValue("2");
    }
  });
}

test("places in the text are no moments, and links of the text leave the address alone", async ({ page }) => {
  const lab = await open(page, "event-loop", "section-2");
  await expect(lab.note).toBeHidden();
  await lab.text.locator("a.to-code").first().click();
  await expect(lab.pane("code").locator(".line.pointed").first()).toBeVisible();
  expect(await hash(page)).toBe("#section-2");
  await lab.text.locator("a.to-moment", { hasText: "timer fires" }).click();
  await expect.poll(() => hash(page)).toMatch(/^#at=\d+$/);
});
