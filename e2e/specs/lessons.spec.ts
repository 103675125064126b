// Every lesson, opened at its own address in both languages: the text is there, the program runs to its end, and what it
// prints and what the log tells are what the native program prints and records.

import { Lab, type Step } from "../lab.ts";
import { LESSONS, TWINLESS } from "../lessons.ts";
import { LATE, differences, native, tells } from "../native.ts";
import { plansAs } from "../plan.ts";
import { HTML_LANG, LANGS, filled, page as texts, site } from "../words.ts";
import { expect, test } from "../fixtures.ts";

/** How often a run in real time is looked at. */
const TRIES = 3;

test("there are nine lessons with a Rust twin, and two without", () => {
  expect(LESSONS.map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(TWINLESS.map(({ slug }) => slug)).toEqual(["background", "cancellation"]);
});

for (const lang of LANGS) {
  for (const { slug, order, title } of LESSONS) {
    test(`${lang}/${slug} runs as the native program does`, async ({ page }) => {
      await page.addInitScript(() => {
        const shift = { sum: 0 };
        Object.assign(globalThis, { shift });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shift.sum += (entry as unknown as { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
      });
      const expected = await native(slug);
      const lab = await Lab.open(page, slug, lang);

      // The text; nothing has moved under the reader's eyes, nor taken the focus.
      await expect(page).toHaveTitle(filled(site[lang]("page_title"), { title: title[lang] }));
      await expect(page.locator("html")).toHaveAttribute("lang", HTML_LANG[lang]);
      await expect(lab.text.getByRole("heading", { level: 1 })).toHaveText(title[lang]);
      await expect(lab.text).toContainText(filledOnce(site[lang]("place"), { order, total: LESSONS.length }));
      expect((await lab.text.getByRole("paragraph").allTextContents()).join("").length).toBeGreaterThan(300);
      const shift = await page.evaluate(() => (globalThis as unknown as { shift: { sum: number } }).shift.sum);
      expect.soft(shift, "the layout's shift while the application takes over").toBeLessThan(0.02);

      await expect(page.locator("body")).toBeFocused();
      expect(await page.evaluate(() => scrollY)).toBe(0);

      await plansAs(lab, expected);

      // The run in real time: the same in the same order, and never early. How late it is is the machine's doing; where that stands
      // still for longer than two timers are apart, both come in one turn, and the run is looked at once more.
      // No clock jumps where time really passes.
      const records = expected.records.filter(({ kind }) => kind !== "clock-advanced");
      let run: Step[] = [];
      for (let tried = 0; tried < TRIES && run.length !== records.length; tried++) {
        await lab.button("first").click();
        await lab.speed(expected.speed);
        await lab.run();
        await lab.ends();
        expect(differences(await lab.printed(), expected.printed, LATE)).toEqual([]);
        run = await lab.log("all");
      }
      expect(run).toHaveLength(records.length);
      for (const [nth, { time, words }] of run.entries()) {
        const record = records[nth];
        expect(tells(lang, words, record), `'${words}' tells of ${JSON.stringify(record)}`).toBe(true);
        expect(time, words).toBeGreaterThanOrEqual(record.time_ns / 1e9 - 0.001);
        expect(time, words).toBeGreaterThanOrEqual(run[Math.max(0, nth - 1)].time);
      }
    });
  }
}

/** A template with its values filled in. */
function filledOnce(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
}

test("the event loop's two seconds are two seconds", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  const took = await page.evaluate(
    ([run, again]) =>
      new Promise<number>((done) => {
        const button = [...document.querySelectorAll("button")].find((button) => button.textContent?.trim() === run);
        const begun = performance.now();
        new MutationObserver((_, observer) => {
          if (button?.textContent?.trim() !== again) return;
          observer.disconnect();
          done((performance.now() - begun) / 1000);
        }).observe(button!, { subtree: true, childList: true, characterData: true });
        button!.click();
      }),
    [texts.en("run"), texts.en("run_again")],
  );
  expect(took).toBeGreaterThan(1.95);
  const expected = await native("event-loop");
  const printed = await lab.printed();
  expect(differences(printed, expected.printed, LATE)).toEqual([]);
  // The loop's own clock has not run ahead of the page's.
  expect(printed.at(-1)?.time).toBeLessThanOrEqual(took + 0.001);
});
