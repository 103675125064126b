// A page of the playground says only what is so, before the application has taken over and after: its program is in Python, that is
// what runs, and there is no other. What is compared are the words that are shown, and the names that only some readers hear.

import type { Page } from "@playwright/test";
import { HELLO, Own } from "../own.ts";
import { LANGS, filled, page as texts, type Lang } from "../words.ts";
import { expect, test } from "../fixtures.ts";

const SLUGS = ["playground", "playground/race"];

/** All that a page says: its text, and the accessible names of what is in it. */
async function said(page: Page, where = "body"): Promise<string[]> {
  const shown = await page.locator(where).innerText();
  const heard = await page.locator(where).ariaSnapshot();
  const titles = await page.locator(`${where} [title]`).evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.getAttribute("title") ?? ""));
  return [...shown.split("\n"), ...heard.split("\n"), ...titles].map((line) => line.trim()).filter((line) => line !== "");
}

/** What would not be so on a page with a program of its own in Python. */
function lies(lang: Lang, lines: string[]): string[] {
  const words = ["python_shown", "rust_runs", "language", "params"].map((key) => texts[lang](key));
  // Numbers in the text are not dragged.
  const drag = texts[lang]("drag").split("{name}")[0];
  return lines.filter((line) => /\brust\b/i.test(line) || [...words, drag].some((word) => line.includes(word)));
}

/** The names of the laboratory's panes, in order. */
const panes = (page: Page) => page.locator("#lab .pane:visible h2").allInnerTexts();

/** The program's lines. */
const lines = async (page: Page) => (await page.locator("#lab .code .source").allTextContents()).map((line) => line.trimEnd());

for (const lang of LANGS) {
  for (const slug of SLUGS) {
    test(`${lang}/${slug}: what stands there is so, before and after`, async ({ page, browser, baseURL }) => {
      const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
      const still = await context.newPage();
      await still.goto(`${lang}/${slug}/`);
      const before = await said(still);
      const [code, names, printed] = [
        await lines(still),
        await panes(still),
        await still.locator("#lab .output samp").allInnerTexts(),
      ];
      await context.close();
      expect(lies(lang, before)).toEqual([]);

      await page.goto(`${lang}/${slug}/`);
      const own = new Own(page, lang, slug);
      await own.isReady();
      await expect(page.locator("#lab.python")).toBeVisible();
      expect(lies(lang, await said(page))).toEqual([]);
      // Three panes need the application, and have no place in a page without.
      const later = ["inside", "share", "predict"].map((name) => own.words(name));
      expect((await panes(page)).filter((name) => !later.includes(name))).toEqual(names);
      expect(await lines(page)).toEqual(code);
      await own.button("last").click();
      await expect(page.locator("#lab .output samp")).toHaveText(printed.map((text) => text.trim()));
      expect(lies(lang, await said(page))).toEqual([]);

      // With every pane open, and with an editor.
      for (const name of ["inside", "log", "share"] as const) await own.unfold(name);
      await expect(own.pane("share").locator("textarea.source")).toHaveValue(/loop-scope/);
      expect(lies(lang, await said(page))).toEqual([]);
      await own.editButton.click();
      await expect(own.editor).toBeFocused();
      expect(lies(lang, await said(page))).toEqual([]);
    });
  }

  test(`${lang}: a number in an example's text leads to the editor, as it says`, async ({ page }) => {
    await page.goto(`${lang}/playground/race/`);
    const own = new Own(page, lang, "playground/race");
    await own.isReady();
    const number = page.locator("#lab .listing [data-param=tokyo]").first();
    await expect(number).toHaveAttribute("title", filled(own.words("edit_to_change"), { name: "tokyo" }));
    await number.click();
    await expect(own.editor).toBeFocused();
    await expect(page.locator(".own-editor input[type=range]").first()).toBeVisible();
  });

  test(`${lang}: a program of the reader's own in a blog`, async ({ page }) => {
    for (const slug of ["playground", "event-loop"]) {
      await page.goto("about:blank");
      await page.goto(`${lang}/${slug}/embed/?view=code,params,timeline,output#py=${encodeURIComponent(HELLO)}`);
      const own = new Own(page, lang, slug);
      await expect(page.locator("#lab.own")).toBeVisible({ timeout: 20_000 });
      await own.button("last").click();
      await own.prints("mine", "done");
      expect(lies(lang, await said(page)), slug).toEqual([]);
    }
  });

  test(`${lang}: a lesson's own program says which of two it is`, async ({ page }) => {
    const own = await Own.edit(page, "event-loop", lang);
    await own.write(HELLO);
    await own.prints("mine", "done");
    // The editor is one of Python, and what runs is its text.
    expect(lies(lang, await said(page, "#lab"))).toEqual([]);
  });
}
