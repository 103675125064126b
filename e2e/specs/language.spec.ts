// Every language: switching leads to the same lesson, the application speaks the page's language, and the site's root goes
// to the language that the reader chose or that the browser asks for.

import { Lab } from "../lab.ts";
import { LESSONS, PROGRAMS } from "../lessons.ts";
import { linkTo } from "../languages.ts";
import { DEFAULT, HTML_LANG, LANGS, others, site } from "../words.ts";
import { expect, test } from "../fixtures.ts";

/** Languages that are written in Han characters; texts in all others have none. */
const HAN = ["zh"];
/** A language's tag in a country that no page is made for. */
const ELSEWHERE: Record<string, string> = { en: "en-GB", zh: "zh-TW" };

for (const { slug, title } of LESSONS) {
  test(`${slug}: from ${DEFAULT} to every other language and back`, async ({ page }) => {
    await page.goto(`${DEFAULT}/${slug}/`);
    for (const lang of [...others(DEFAULT), DEFAULT]) {
      const link = await linkTo(page, lang);
      await expect(link).toHaveAttribute("hreflang", HTML_LANG[lang]);
      await expect(link).toHaveAttribute("lang", HTML_LANG[lang]);
      await link.click();
      await expect(page).toHaveURL(new RegExp(`/${lang}/${slug}/$`));
      await expect(page.locator("html")).toHaveAttribute("lang", HTML_LANG[lang]);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title[lang]);
      const lab = new Lab(page, lang, slug);
      for (const pane of ["code", "timeline", "log", "output"] as const) await expect(lab.pane(pane)).toBeVisible();
      await expect(lab.parameters).toContainText(lab.params()[0].label);
    }
  });
}

for (const lang of LANGS) {
  test(`${lang}: the whole page speaks it`, async ({ page }) => {
    const lab = await Lab.open(page, "gather", lang);
    await lab.speed(10);
    await lab.run();
    await lab.ends();
    await lab.log("all");
    const words = await page.locator("#lab").innerText();
    if (!HAN.includes(lang)) expect(words).not.toMatch(/\p{Script=Han}/u);
    else {
      // Whatever stands between Chinese words is a name, code, a number, or what the program prints.
      await expect(lab.status).toHaveText(/\p{Script=Han}/u);
      for (const { words } of await lab.log("all")) expect(words).toMatch(/\p{Script=Han}/u);
    }
    const names = await page.locator("#lab :is([aria-label], [title])").evaluateAll((elements) =>
      elements.flatMap((element) => [element.getAttribute("aria-label"), element.getAttribute("title")]).filter((name) => name !== null),
    );
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      if (!HAN.includes(lang)) expect(name).not.toMatch(/\p{Script=Han}/u);
      else expect(name).toMatch(/\p{Script=Han}/u);
    }
  });

  test(`${lang}: the list leads to every lesson, and lessons to their neighbours`, async ({ page }) => {
    await page.goto(`${lang}/`);
    await expect(page.locator("html")).toHaveAttribute("lang", HTML_LANG[lang]);
    const cards = page.getByRole("main").locator(".cards a");
    await expect(cards).toHaveCount(LESSONS.length + PROGRAMS.length);
    await expect(cards.locator(".thumbnail .lane")).not.toHaveCount(0);
    await expect(page.getByRole("main").locator(".ways a").last()).toHaveAttribute("href", "playground/");
    await cards.first().click();
    for (const [nth, { slug, title }] of LESSONS.entries()) {
      await expect(page).toHaveURL(new RegExp(`/${lang}/${slug}/$`));
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title[lang]);
      const next = page.getByRole("navigation", { name: site[lang]("pager_label") }).locator("[rel=next]");
      if (nth === LESSONS.length - 1) await expect(next).toHaveCount(0);
      else await next.click();
    }
  });

  test.describe(() => {
    test.use({ locale: ELSEWHERE[lang] ?? HTML_LANG[lang] });

    test(`${lang}: the root goes where the browser's language is, then where the reader went`, async ({ page }) => {
      await page.goto("");
      await expect(page).toHaveURL(new RegExp(`/${lang}/$`));
      const [other] = others(lang);
      await (await linkTo(page, other)).click();
      await expect(page).toHaveURL(new RegExp(`/${other}/$`));
      await page.goto("");
      await expect(page).toHaveURL(new RegExp(`/${other}/$`));
    });
  });
}

test.describe("under a path of a host", () => {
  test.use({ base: "/some/path/" });

  test("a lesson works all the same", async ({ page }) => {
    const lab = await Lab.open(page, "tasks", "zh");
    await lab.speed(10);
    await lab.run();
    await lab.ends();
    await (await linkTo(page, "en")).click();
    await expect(page).toHaveURL(/\/some\/path\/en\/tasks\/$/);
  });
});
