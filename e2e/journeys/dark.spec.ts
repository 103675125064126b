// On a system that is dark, the page is.

import { Lab } from "../lab.ts";
import { expect, test } from "./journey.ts";

test.use({ system: { dark: true }, colorScheme: "dark" });

test("the page is dark from the beginning", async ({ page }) => {
  await Lab.open(page, "gather");
  const [paper] = await page.evaluate(() => /\d+/.exec(getComputedStyle(document.documentElement).backgroundColor) ?? []);
  expect(Number(paper)).toBeLessThan(80);
  await expect(page.getByRole("button", { name: "Light or dark" })).toHaveAttribute("aria-pressed", "true");
});
