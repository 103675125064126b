// What axe finds on a page, told so that a test can say that it is nothing.

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Scrolls to where nothing that can be touched stands half behind what is fixed to the window: axe takes it for too small. */
async function clear(page: Page): Promise<void> {
  await page.evaluate(() => {
    const fixed = [".top", ".player"].flatMap((selector) => document.querySelector(selector) ?? []);
    const bars = fixed.filter((bar) => ["fixed", "sticky"].includes(getComputedStyle(bar).position));
    const behind = (bar: Element) => {
      const { top, bottom } = bar.getBoundingClientRect();
      return Array.from(document.querySelectorAll("a, button, input, select, summary, textarea")).some((target) => {
        const box = target.getBoundingClientRect();
        return !bar.contains(target) && box.height > 0 && box.top < bottom && box.bottom > top && (box.top < top || box.bottom > bottom);
      });
    };
    for (let y = document.body.scrollHeight - innerHeight; y >= 0; y -= 6) {
      scrollTo({ top: y, behavior: "instant" });
      if (!bars.some(behind)) return;
    }
  });
}

/** What axe finds, a line for each element. */
export async function findings(page: Page): Promise<string[]> {
  await clear(page);
  // What moves, or changes its colour, is looked at when it has come to rest.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => `${id}: ${target.join(" ")}: ${[...any, ...all, ...none].map(({ message }) => message).join("; ")}`),
  );
}
