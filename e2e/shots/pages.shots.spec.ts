// Pictures of the pages, for a person to look at: `./x shots` puts them into e2e/shots/out/, and the README's into docs/.

import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { Lab } from "../lab.ts";
import { DEFAULT, LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";

const out = (name: string) => fileURLToPath(new URL(`out/${name}.png`, import.meta.url));
const shoot = (page: Page, name: string, fullPage = false) => page.screenshot({ path: out(name), fullPage, animations: "disabled" });

const SIZES = {
  wide: { viewport: { width: 1440, height: 900 } },
  narrow: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

for (const size of ["wide", "narrow"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const lang of LANGS) {
      test.describe(() => {
        test.use({ ...SIZES[size], colorScheme });

        for (const slug of ["event-loop", "gather"]) {
          test(`${slug}, ${size}, ${colorScheme}, ${lang}`, async ({ page }) => {
            const name = (state: string) => `${slug}-${size}-${colorScheme}-${lang}-${state}`;
            const lab = await Lab.open(page, slug, lang);
            await shoot(page, name("1-before"));
            await lab.run();
            // In the middle of the program's first long sleep.
            await expect.poll(() => lab.now(), { intervals: [50] }).toBeGreaterThan(0.7);
            await shoot(page, name("2-during"));
            await lab.speed(5);
            await lab.ends();
            await shoot(page, name("3-after"));
            if (size === "narrow") {
              await lab.pane("timeline").scrollIntoViewIfNeeded();
              await shoot(page, name("4-timeline"));
              await shoot(page, name("5-whole"), true);
            }
          });
        }

        test(`list and unknown address, ${size}, ${colorScheme}, ${lang}`, async ({ page, complaints }) => {
          await page.goto(`${lang}/`);
          await shoot(page, `list-${size}-${colorScheme}-${lang}`);
          if (lang !== DEFAULT) return;
          await page.goto("nowhere/");
          await shoot(page, `unknown-address-${size}-${colorScheme}`);
          complaints.length = 0;
        });
      });
    }
  }
}

for (const slug of ["sleep", "async-await", "coroutines", "futures"]) {
  test(`${slug}, looking back, a mistake in a field, and Rust`, async ({ page }) => {
    const lab = await Lab.open(page, slug);
    await lab.button("last").click();
    for (let step = 0; step < 9; step++) await lab.button("step_back").click();
    await shoot(page, `${slug}-wide-light-en-looking-back`);
    await lab.pane("code").getByRole("button", { name: "Rust" }).click();
    const number = lab.params().find(({ kind }) => kind === "seconds" || kind === "int");
    if (number) await lab.field(number).fill("soon");
    await shoot(page, `${slug}-wide-light-en-mistake-rust`);
  });
}

test.describe(() => {
  test.use({ javaScriptEnabled: false });

  test("without JavaScript", async ({ page, complaints }) => {
    await page.goto("en/event-loop/");
    await shoot(page, "event-loop-wide-light-en-no-script");
    complaints.length = 0;
  });
});

test("without WebAssembly", async ({ page }) => {
  await page.addInitScript(() => {
    delete (globalThis as { WebAssembly?: unknown }).WebAssembly;
  });
  await page.goto("en/event-loop/");
  await expect(page.getByRole("progressbar")).toBeHidden();
  await shoot(page, "event-loop-wide-light-en-no-wasm");
});

test("help", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  await lab.button("keys").click();
  await shoot(page, "event-loop-wide-light-en-help");
});

test("the README's picture", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const lab = await Lab.open(page, "gather");
  await lab.run();
  // In the middle of what gather waits for together.
  await expect.poll(() => lab.now(), { timeout: 10_000, intervals: [50] }).toBeGreaterThan(3.6);
  await lab.button("pause").click();
  await expect(lab.button("resume")).toBeVisible();
  await page.screenshot({ path: fileURLToPath(new URL("../../docs/lesson.png", import.meta.url)) });
});
