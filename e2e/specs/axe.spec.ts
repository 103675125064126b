// axe finds nothing: every page in light and dark, both languages, before, during and after a run, wide and narrow.

import { findings } from "../axe.ts";
import { Lab } from "../lab.ts";
import { LESSONS } from "../lessons.ts";
import { withCrowd, withLongRuns } from "../long.ts";
import { LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";

for (const colorScheme of ["light", "dark"] as const) {
  for (const lang of LANGS) {
    for (const [name, viewport] of [
      ["wide", { width: 1440, height: 900 }],
      ["narrow", { width: 390, height: 844 }],
    ] as const) {
      test.describe(() => {
        test.use({ colorScheme, viewport });

        test(`${lang}, ${colorScheme}, ${name}: before, during and after a run`, async ({ page }) => {
          const lab = await Lab.open(page, "gather", lang);
          expect.soft(await findings(page), "before").toEqual([]);
          await lab.speed(0.25);
          await lab.run();
          await expect.poll(() => lab.now()).toBeGreaterThan(0);
          await lab.unfold("log");
          expect.soft(await findings(page), "during").toEqual([]);
          await lab.speed(10);
          await lab.ends();
          expect.soft(await findings(page), "after").toEqual([]);
        });
      });
    }

    test.describe(() => {
      test.use({ colorScheme });

      test(`${lang}, ${colorScheme}: mistakes, help, folded panes, Rust and the list of lessons`, async ({ page }) => {
        const lab = await Lab.open(page, "sleep", lang);
        const [, nap] = lab.params();
        await lab.field(nap).fill("none");
        await expect(lab.error(nap)).toBeVisible();
        await lab.pane("code").getByRole("button", { name: "Rust" }).click();
        await lab.pane("output").getByRole("button", { name: lab.words("output"), exact: true }).click();
        await page.getByRole("banner").locator("summary").first().click();
        expect.soft(await findings(page), "a mistake, a folded pane, the menu").toEqual([]);
        await page.getByRole("banner").locator("summary").first().click();
        await lab.button("keys").click();
        await expect(page.getByRole("dialog")).toBeVisible();
        expect.soft(await findings(page), "help").toEqual([]);
      });

      test(`${lang}, ${colorScheme}: a broken address, a search in a task's log, lines that ran`, async ({ page }) => {
        await page.goto(`${lang}/async-await/#at=999999`);
        const lab = new Lab(page, lang, "async-await");
        await expect(lab.note).toBeVisible();
        await lab.log("all");
        await lab.logOf.selectOption("a");
        await lab.find.fill("a1");
        await expect(lab.pane("log").locator("li.hit")).not.toHaveCount(0);
        expect.soft(await findings(page), "a note, hits").toEqual([]);
        await lab.find.press("Enter");
        await lab.follow.click();
        await lab.pane("code").locator(".listing").focus();
        await page.keyboard.press("ArrowDown");
        await expect(lab.pane("code").locator(".marks .outer")).not.toHaveCount(0);
        expect.soft(await findings(page), "a line with the focus, frames, not followed").toEqual([]);
      });

      test(`${lang}, ${colorScheme}: inside the loop, predictions, sharing, a ghost, and a run that was halted`, async ({ page }) => {
        await withCrowd(page, 12, "ring");
        const lab = await Lab.open(page, "gather", lang);
        await lab.field(lab.params()[0]).fill("2.5");
        for (const pane of ["inside", "predict", "share"] as const) await lab.unfold(pane);
        for (let step = 0; step < 14; step++) await lab.button("step").click();
        await expect(lab.pane("inside").locator("[data-act]")).not.toHaveCount(2);
        expect.soft(await findings(page), "in the middle").toEqual([]);
        await lab.pane("inside").locator("[data-act=block]").click();
        await lab.pane("predict").locator("[data-do=check]").first().or(lab.pane("predict").locator("[data-do=choose]").first()).click();
        expect.soft(await findings(page), "with an intervention and a guess").toEqual([]);
        await lab.run();
        await expect(page.locator(".halted").getByRole("listitem")).toHaveCount(12);
        expect.soft(await findings(page), "halted").toEqual([]);
      });

      test(`${lang}, ${colorScheme}: a log of which a part is on the page`, async ({ page }) => {
        await withLongRuns(page, 500);
        const lab = await Lab.open(page, "event-loop", lang);
        await lab.button("last").click();
        await lab.pane("log").getByRole("button", { name: lab.words("all"), exact: true }).click();
        await expect(lab.currentStep).toBeInViewport();
        expect(await findings(page)).toEqual([]);
      });

      test(`${lang}, ${colorScheme}: the list of lessons`, async ({ page }) => {
        await page.goto(`${lang}/`);
        expect(await findings(page)).toEqual([]);
      });
    });
  }

  test.describe(() => {
    test.use({ colorScheme });

    test(`${colorScheme}: the root, for whom no script takes on`, async ({ page }) => {
      await page.route(/\/language-\w+\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
      await page.goto("");
      expect(await findings(page)).toEqual([]);
    });

    test.describe(() => {
      test.use({ expected: new Set([/nowhere\/: 404/, /status of 404/]) });

      test(`${colorScheme}: an unknown address`, async ({ page }) => {
        await page.goto("en/nowhere/");
        expect(await findings(page)).toEqual([]);
      });
    });
  });
}

for (const { slug, order } of LESSONS) {
  const lang = LANGS[order % LANGS.length];
  test(`${lang}/${slug} after its plan`, async ({ page }) => {
    const lab = await Lab.open(page, slug, lang);
    await lab.button("last").click();
    await lab.unfold("log");
    expect(await findings(page)).toEqual([]);
  });
}
