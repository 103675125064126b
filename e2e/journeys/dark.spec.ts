// On a system that is dark, the page is.

import { Lab } from "../lab.ts";
import { expect, needs, test } from "./journey.ts";

test.use({ system: { dark: true }, colorScheme: "dark" });

test("the page is dark from the beginning", async ({ page, engine }) => {
  needs("dark", engine);
  await Lab.open(page, "gather");
  const [paper] = await page.evaluate(() => /\d+/.exec(getComputedStyle(document.body).backgroundColor) ?? []);
  expect(Number(paper)).toBeLessThan(80);
  await expect(page.getByRole("button", { name: "Light or dark" })).toHaveAttribute("aria-pressed", "true");
});
