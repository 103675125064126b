// Pages as they are before the application comes, and where it never does: everything can be read, nothing jumps when it takes
// over, and no policy is broken.

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Lab } from "../lab.ts";
import { LESSONS } from "../lessons.ts";
import { native } from "../native.ts";
import { linkTo } from "../languages.ts";
import { LANGS, others } from "../words.ts";
import { expect, test } from "../fixtures.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  // Chromium says of a module that may not run that it could not be preloaded.
  test.afterEach(({ complaints }) => {
    complaints.splice(0, Infinity, ...complaints.filter(({ text }) => !/\.js: csp$|was preloaded using link preload/.test(text)));
  });

  for (const lang of LANGS) {
    for (const { slug } of LESSONS) {
      test(`${lang}/${slug}: text, code, schedule, output and log are there`, async ({ page }) => {
        await page.goto(`${lang}/${slug}/`);
        await expect(page.getByRole("article").getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.locator("#lab .code .line")).not.toHaveCount(0);
        await expect(page.locator("#lab .timeline svg .tasks, #lab .timeline svg")).not.toHaveCount(0);
        const { printed } = await native(slug, {});
        const lines = page.locator("#lab .output li samp");
        await expect(lines).toHaveCount(printed.length);
        await expect(lines.first()).toContainText(printed[0].text);
        await expect(page.locator("#lab .log li")).not.toHaveCount(0);
        // Folded in some lessons, open in others.
        const folded = page.locator("#lab details.log > summary");
        if ((await folded.count()) > 0) await folded.click();
        await expect(page.locator("#lab .log li").last()).toBeVisible();
        await expect(page.locator("noscript")).not.toHaveCount(0);
        await expect(page.locator(".loading")).toBeHidden();
      });
    }

    test(`${lang}: the playground lists its examples, and each shows its run`, async ({ page }) => {
      await page.goto(`${lang}/`);
      await page.getByRole("main").locator(".ways a").last().click();
      await expect(page).toHaveURL(new RegExp(`${lang}/playground/$`));
      const examples = page.locator(".examples a");
      await expect(examples).toHaveCount(8);
      for (const address of await examples.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))) {
        await page.goto(address);
        await expect(page.getByRole("article").getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.locator("#lab .code .line")).not.toHaveCount(0);
        await expect(page.locator("#lab .timeline svg")).not.toHaveCount(0);
        await expect(page.locator("#lab .output li samp")).not.toHaveCount(0);
      }
    });

    test(`${lang}: links lead on`, async ({ page }) => {
      await page.goto(`${lang}/event-loop/`);
      await page.locator("a[rel=next]").click();
      await expect(page).toHaveURL(new RegExp(`${lang}/tasks/$`));
      const [other] = others(lang);
      await (await linkTo(page, other)).click();
      await expect(page).toHaveURL(new RegExp(`/${other}/tasks/$`));
    });
  }
});

for (const path of ["en/gather/", "zh/event-loop/", "en/gather/embed/", "en/playground/", "zh/playground/race/"]) {
  test(`axe finds nothing in ${path} before the application is there`, async ({ page, complaints }) => {
    // axe is a script itself; the page's own do nothing.
    await page.route(/\.js(\?|$)/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page.goto(path);
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`))).toEqual([]);
    complaints.splice(0, Infinity, ...complaints.filter(({ text }) => !/was preloaded using link preload/.test(text)));
  });
}

for (const [name, viewport] of [
  ["wide", { width: 1440, height: 900 }],
  ["narrow", { width: 390, height: 844 }],
] as const) {
  test.describe(name, () => {
    test.use({ viewport });

    test("the text is painted before the application has arrived", async ({ page }) => {
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.route(/_bg\.wasm$/, async (route) => {
        await held;
        await route.continue();
      });
      await page.goto("en/event-loop/", { waitUntil: "domcontentloaded" });
      await expect
        .poll(() => page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length))
        .toBe(1);
      await expect(page.locator("#lab .timeline svg").first()).toBeAttached();
      await expect(page.locator("html.ready")).toHaveCount(0);
      // Nothing is printed before the program runs, so nothing has to vanish.
      await expect(page.locator("#lab .output li").first()).toBeHidden();
      release();
      await new Lab(page, "en", "event-loop").isReady();
      await expect(page.locator("html.ready")).toHaveCount(1);
    });

    test.describe("when the application cannot come", () => {
      test.use({ expected: new Set([/_bg\.wasm/]) });

      test("what was planned is shown in full", async ({ page }) => {
        await page.route(/_bg\.wasm$/, (route) => route.abort());
        await page.goto("en/event-loop/");
        await expect(page.locator("#lab .output li").first()).toBeVisible();
        await expect(page.locator("#lab .loading .words")).toHaveText(/\S/);
      });
    });

    for (const slug of ["waiting", "event-loop", "gather"]) {
      test(`${slug}: nothing jumps when the application takes over`, async ({ page }) => {
        await page.addInitScript(() => {
          const shifts: number[] = [];
          Object.assign(globalThis, { shifts });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
          }).observe({ type: "layout-shift", buffered: true });
        });
        await Lab.open(page, slug);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
        const shift = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0));
        expect(shift).toBeLessThan(0.02);
      });
    }
  });
}

/** What a page's policy has refused. */
async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const refused: string[] = [];
    Object.assign(globalThis, { refused });
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
      refused.push(`${violatedDirective}: ${blockedURI} (${sourceFile}:${lineNumber})`),
    );
  });
  return () => page.evaluate(() => (globalThis as unknown as { refused: string[] }).refused);
}

for (const lang of LANGS) {
  test(`${lang}: a whole session keeps to the strict policy`, async ({ page }) => {
    const refused = await watchPolicy(page);
    const answer = await page.goto(`${lang}/gather/`);
    expect(answer?.headers()["content-security-policy"]).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'");
    const lab = new Lab(page, lang, "gather");
    await lab.isReady();
    for (const pane of ["inside", "log", "predict", "share"] as const) await lab.unfold(pane);
    await lab.log("all");
    await lab.field(lab.params()[0]).fill("0.5");
    await lab.speed(10);
    await lab.run();
    await lab.ends();
    for (let step = 0; step < 5; step++) await lab.button("step_back").click();
    expect(await refused()).toEqual([]);
  });

  for (const path of ["", "event-loop/embed/"]) {
    test(`${lang}/${path}: keeps to the strict policy`, async ({ page }) => {
      const refused = await watchPolicy(page);
      const answer = await page.goto(`${lang}/${path}`);
      expect(answer?.headers()["content-security-policy"]).toContain(path ? "frame-ancestors *" : "frame-ancestors 'self'");
      await page.waitForLoadState("networkidle");
      expect(await refused()).toEqual([]);
    });
  }
}

test.describe("below a path of a host", () => {
  test.use({ base: "/a/b/" });

  for (const lang of LANGS) {
    test(`${lang}: a lesson runs, and its embed page`, async ({ page }) => {
      const lab = await Lab.open(page, "event-loop", lang);
      await lab.unfold("log");
      await lab.speed(10);
      await lab.run();
      await lab.ends();
      await page.goto(`${lang}/event-loop/embed/`);
      await expect(page.locator("html.ready")).toHaveCount(1);
    });
  }
});

test("a lesson's page says what it is to those who link to it", async ({ page, request }) => {
  await page.goto("zh/event-loop/");
  const href = (selector: string) => page.locator(selector).getAttribute("href");
  expect(new URL((await href("link[rel=canonical]")) ?? "", page.url()).pathname).toBe("/zh/event-loop/");
  for (const lang of [...LANGS, "x-default"]) {
    const other = await href(`link[rel=alternate][hreflang^="${lang}"]`);
    expect((await request.get(new URL(other ?? "", page.url()).href)).status()).toBe(200);
  }
  await expect(page.locator('meta[property="og:title"]')).toHaveAttribute("content", /.+/);
  const oembed = (await (await request.get(new URL((await href('link[type="application/json+oembed"]')) ?? "", page.url()).href)).json()) as Record<string, string>;
  expect(oembed).toMatchObject({ version: "1.0", type: "rich" });
  expect(oembed.html).toMatch(/^<iframe src="[^"]*\/zh\/event-loop\/embed\/"/);
  for (const file of ["poster.svg", "poster-light.svg", "poster-dark.svg", "og.png"]) {
    const answer = await request.get(new URL(file, page.url()).href);
    expect(answer.status(), file).toBe(200);
    expect(answer.headers()["content-type"], file).toBe(file.endsWith("png") ? "image/png" : "image/svg+xml");
  }
});
