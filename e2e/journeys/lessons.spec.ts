// Each lesson, as its reader goes through it: it opens, its program runs in real time, and prints what the native program prints.

import { Lab } from "../lab.ts";
import { LESSONS } from "../lessons.ts";
import { LATE, differences, native, printedByRun, tells } from "../native.ts";
import { expect, test } from "./journey.ts";

// In turns: half of them is read in the other language.
for (const { slug, order, title } of LESSONS) {
  const lang = order % 2 === 0 ? "zh" : "en";
  test(`${lang}/${slug} runs as the native program does`, async ({ page }) => {
    const expected = await native(slug);
    const lab = await Lab.open(page, slug, lang);
    await expect(lab.text.getByRole("heading", { level: 1 })).toHaveText(title[lang]);

    // The plan, record by record.
    await lab.button("last").click();
    expect(differences(await lab.printed(), expected.printed, 0.001)).toEqual([]);
    const stdout = (await lab.printed()).filter(({ error }) => !error).map(({ text }) => text);
    expect(stdout).toEqual(await printedByRun(slug));
    const plan = await lab.log("all");
    expect(plan.map(({ time }) => time)).toEqual(expected.records.map(({ time_ns }) => time_ns / 1e9));
    for (const [nth, { words }] of plan.entries()) {
      expect(tells(lang, words, expected.records[nth]), `'${words}' tells of ${JSON.stringify(expected.records[nth])}`).toBe(true);
    }

    // The run in real time, from the button.
    await lab.button("first").click();
    await lab.speed(expected.speed);
    await lab.run();
    await lab.ends();
    expect(differences(await lab.printed(), expected.printed, LATE)).toEqual([]);
  });
}
