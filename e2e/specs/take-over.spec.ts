// A page says the same before the application takes it over and after: its whole text, and every name that is only spoken.
//
//   without scripts ──same──> while the application is on its way ──same──> with it
//
// What is not compared: what tells of the loading; what the run will print, which is there for readers without scripts and is
// hidden from the others until it is printed; the words inside of a drawing, of which there are as many as fit its width; what is
// folded away, and so filled when it is opened.

import type { Page } from "@playwright/test";
import { Lab } from "../lab.ts";
import { LESSONS } from "../lessons.ts";
import { LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";

const OTHERS = ["playground", "playground/race", "playground/chat-room", "event-loop/embed", "cancellation/embed", "playground/race/embed"];

/** All that the page says, in order: texts, and the names that elements have in attributes. */
function said(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const UNSAID = ".loading, script, style, noscript, template, .output .printed li, svg text, [hidden], dialog:not([open]), .terms";
    const NAMES = ["aria-label", "title", "alt", "placeholder"];
    const words: string[] = [];
    const visit = (node: Node): void => {
      if (node instanceof Text) {
        const text = (node.textContent ?? "").replace(/\s+/g, " ").trim();
        if (text) words.push(text);
      } else if (node instanceof Element && !node.matches(UNSAID)) {
        for (const name of NAMES) {
          const value = node.getAttribute(name);
          if (value) words.push(`${name}: ${value}`);
        }
        for (const child of node.childNodes) visit(child);
      }
    };
    visit(document.body);
    return words;
  });
}

for (const lang of LANGS) {
  for (const path of [...LESSONS.map(({ slug }) => slug), ...OTHERS]) {
    test(`${lang}/${path}/ says the same before and after`, async ({ page, browser, baseURL }) => {
      const still = await browser.newContext({ javaScriptEnabled: false, baseURL });
      const plain = await still.newPage();
      await plain.goto(`${lang}/${path}/`);
      const without = await said(plain);
      await still.close();

      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.route(/_bg\.wasm$/, async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(`${lang}/${path}/`);
      await expect(page.locator("#lab .loading")).toBeVisible();
      const before = await said(page);
      release();
      await new Lab(page, lang, path).isReady();
      const after = await said(page);
      expect(before.length).toBeGreaterThan(100);
      expect(after.join("\n")).toBe(before.join("\n"));
      // Scripts add what only they can do, as the button for light and dark.
      expect(before.filter((text) => !without.includes(text)).length).toBeLessThan(3);
      expect(without.filter((text) => !before.includes(text))).toEqual([]);
    });
  }
}
