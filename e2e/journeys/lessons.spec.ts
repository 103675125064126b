// Each lesson, as its reader goes through it: it opens, its program runs in real time, and prints what the native program prints.

import { Lab } from "../lab.ts";
import { LESSONS } from "../lessons.ts";
import { LATE, differences, native } from "../native.ts";
import { plansAs } from "../plan.ts";
import { expect, test } from "./journey.ts";

// In turns: half of them is read in the other language.
for (const { slug, order, title } of LESSONS) {
  const lang = order % 2 === 0 ? "zh" : "en";
  test(`${lang}/${slug} runs as the native program does`, async ({ page }) => {
    const expected = await native(slug);
    const lab = await Lab.open(page, slug, lang);
    await expect(lab.text.getByRole("heading", { level: 1 })).toHaveText(title[lang]);

    await plansAs(lab, expected);

    // The run in real time, from the button.
    await lab.button("first").click();
    await lab.speed(expected.speed);
    await lab.run();
    await lab.ends();
    expect(differences(await lab.printed(), expected.printed, LATE)).toEqual([]);
  });
}
