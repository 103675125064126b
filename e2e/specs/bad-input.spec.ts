// What goes wrong: numbers that are none, addresses that lead nowhere, browsers that lack something, a network that fails,
// an engine that crashes or hangs. The page says so in a sentence, and whatever can go on goes on.

import type { Page } from "@playwright/test";
import { Lab } from "../lab.ts";
import { LESSONS } from "../lessons.ts";
import { LATE, differences, native } from "../native.ts";
import { HTML_LANG, LANGS, filled, site, type Lang } from "../words.ts";
import { expect, test, type Complaint } from "../fixtures.ts";

const NO_NUMBERS = ["", "abc", "NaN", "Infinity", "-1", "1e99", "99999999999999999999", "5.1", "1.2.3", "两秒"];

for (const lang of LANGS) {
  test(`${lang}: a number that is none is told of at its field, and nothing stops`, async ({ page }) => {
    const lab = await Lab.open(page, "event-loop", lang);
    const [delay] = lab.params();
    const field = lab.field(delay);
    await lab.speed(0.1);
    await lab.run();
    await expect.poll(() => lab.now()).toBeGreaterThan(0);
    const message = filled(lab.words("allowed_seconds"), { min: "0", max: "5", value: "2" });
    for (const text of NO_NUMBERS) {
      await field.fill(text);
      await expect(lab.error(delay).filter({ visible: true }), `'${text}'`).toHaveText(message);
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await field.press("Enter");
      // What was typed stays to be mended; what runs keeps the last good value.
      await expect(field).toHaveValue(text);
      await expect(lab.inCode(delay)).toHaveText("2");
      await expect(lab.slider(delay)).toHaveValue("2");
    }
    await expect(field).toHaveAccessibleDescription(message);
    await expect(lab.button("pause")).toBeVisible();

    await field.fill("1.5");
    await expect(lab.error(delay)).toBeHidden();
    await expect(field).not.toHaveAttribute("aria-invalid", "true");
    await expect(lab.inCode(delay)).toHaveText("1.5");
    await field.fill("no");
    await expect(lab.error(delay)).toHaveText(filled(lab.words("allowed_seconds"), { min: "0", max: "5", value: "1.5" }));
    await lab.speed(10);
    await lab.ends();
    expect(differences(await lab.printed(), (await native("event-loop", { delay: 1.5 })).printed, LATE)).toEqual([]);

    // The slider ends the mistake, too.
    await lab.slider(delay).press("End");
    await expect(lab.error(delay)).toBeHidden();
    await expect(field).toHaveValue("5");
  });

  test(`${lang}: numbers as Chinese input methods write them are understood`, async ({ page }) => {
    const lab = await Lab.open(page, "event-loop", lang);
    const [delay] = lab.params();
    for (const text of ["１．５", "1。5", " 1.5 ", "1,5", "+1.5"]) {
      await lab.field(delay).fill(text);
      await expect(lab.error(delay)).toBeHidden();
      await expect(lab.inCode(delay)).toHaveText("1.5");
      await lab.field(delay).press("Enter");
      await expect(lab.field(delay)).toHaveValue("1.5");
      await lab.reset(delay).click();
    }
  });

  test(`${lang}: a whole number is asked for where one is needed`, async ({ page }) => {
    const lab = await Lab.open(page, "futures", lang);
    const listeners = lab.params()[2];
    for (const text of ["1.5", "0", "4", "-1", "two"]) {
      await lab.field(listeners).fill(text);
      await expect(lab.error(listeners)).toHaveText(filled(lab.words("allowed_whole"), { min: "1", max: "3", value: "2" }));
    }
    await lab.reset(listeners).click();
    await expect(lab.error(listeners)).toBeHidden();
    await expect(lab.field(listeners)).toHaveValue("2");
  });
}

for (const address of ["en/no-such-lesson/", "zh/no-such-lesson/", "nowhere", "en/event-loop/deeper/"]) {
  test.describe(() => {
    test.use({ expected: new Set([new RegExp(`${address}: 404`), /status of 404/]) });

    test(`${address} is not there, and the page that says so has the list`, async ({ page }) => {
      await page.goto(address);
      for (const lang of LANGS) {
        const section = page.locator(`section[lang="${HTML_LANG[lang]}"]`);
        await expect(section.getByRole("heading", { level: 1 })).toHaveText(site[lang]("not_found_title"));
        await expect(section).toContainText(site[lang]("not_found"));
        // And the playground.
        await expect(section.getByRole("link")).toHaveCount(LESSONS.length + 1);
      }
      await page.locator(`section[lang="${HTML_LANG.zh}"]`).getByRole("link").nth(2).click();
      await expect(page).toHaveURL(/\/zh\/event-loop\/$/);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(LESSONS[2].title.zh);
    });
  });
}

/** What a browser says by itself of what a test takes from it; whether it does is a matter of its version and of time. */
function forgive(complaints: Complaint[], pattern: RegExp): void {
  const rest = complaints.filter(({ text }) => !pattern.test(text));
  complaints.splice(0, complaints.length, ...rest);
}

/** The text and the program are there, and beside them a sentence. */
async function expectReadable(page: Page, lang: Lang, sentence: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(LESSONS[2].title[lang]);
  await expect(page.getByRole("article")).toContainText("run_until_complete");
  const program = page.locator("#lab");
  await expect(program.getByText("await asyncio.sleep(delay)")).toBeVisible();
  await expect(program.getByText(sentence, { exact: true })).toBeVisible();
  await expect(page.getByRole("progressbar")).toBeHidden();
  await expect(page.getByText(site[lang]("loading"), { exact: true })).toBeHidden();
}

for (const lang of LANGS) {
  test.describe(() => {
    test.use({ javaScriptEnabled: false });

    test(`${lang}: without JavaScript the lesson can be read`, async ({ page, complaints }) => {
      await page.goto(`${lang}/event-loop/`);
      await expectReadable(page, lang, site[lang]("no_script"));
      // No button that can be pressed and does nothing.
      await expect(page.getByRole("button", { disabled: false })).toHaveCount(0);
      await page.getByRole("navigation", { name: site[lang]("pager_label") }).getByRole("link").last().click();
      await expect(page).toHaveURL(new RegExp(`/${lang}/tasks/$`));
      forgive(complaints, /\.js: csp$|was preloaded using link preload but not used/);
    });
  });

  test(`${lang}: without WebAssembly the page says so`, async ({ page }) => {
    await page.addInitScript(() => {
      delete (globalThis as { WebAssembly?: unknown }).WebAssembly;
    });
    await page.goto(`${lang}/event-loop/`);
    await expectReadable(page, lang, site[lang]("no_wasm"));
  });

  test(`${lang}: in a browser without workers the page says so`, async ({ page }) => {
    await page.addInitScript(() => {
      delete (globalThis as { Worker?: unknown }).Worker;
    });
    await page.goto(`${lang}/event-loop/`);
    await expectReadable(page, lang, site[lang]("old_browser"));
  });

  test.describe(() => {
    test.use({ expected: new Set([/web.*_bg\.wasm: net::ERR_FAILED/, /Failed to load resource/]) });

    test(`${lang}: when the application cannot be fetched, the page says what to do`, async ({ page }) => {
      await page.route(/web-\w+_bg\.wasm$/, (route) => route.abort());
      await page.goto(`${lang}/event-loop/`);
      await expectReadable(page, lang, site[lang]("failed"));
      // And reloading helps.
      await page.unroute(/web-\w+_bg\.wasm$/);
      await page.reload();
      await new Lab(page, lang, "event-loop").isReady();
    });
  });

  test.describe(() => {
    test.use({ expected: new Set([/web.*\.js: net::ERR_FAILED/, /Failed to load resource/]) });

    test(`${lang}: when its script cannot be fetched, the page says what to do`, async ({ page }) => {
      await page.route(/web-\w+\.js$/, (route) => route.abort());
      await page.goto(`${lang}/event-loop/`);
      await expectReadable(page, lang, site[lang]("failed"));
    });
  });

  for (const file of ["engine.js"]) {
    test(`${lang}: when ${file} cannot be fetched, the page says what to do`, async ({ page, complaints }) => {
      let asked = 0;
      await page.route(new RegExp(`/${file}(\\?|$)`), (route) => {
        asked += 1;
        return route.abort();
      });
      await page.goto(`${lang}/event-loop/`);
      const lab = new Lab(page, lang, "event-loop");
      await expect(lab.notice).toHaveText(lab.words("notice_gone"));
      expect(asked).toBeGreaterThan(0);
      await expect(lab.text).toContainText("run_until_complete");
      await expect(lab.pane("code")).toContainText("await asyncio.sleep(delay)");
      forgive(complaints, /Failed to load resource|Failed to fetch|net::ERR_FAILED/);
    });
  }
}

test("offline, the page says that there is no connection", async ({ page, complaints }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "onLine", { get: () => false }));
  await page.route(/web-\w+_bg\.wasm$/, (route) => route.abort("internetdisconnected"));
  await page.goto("en/event-loop/");
  await expectReadable(page, "en", site.en("offline"));
  forgive(complaints, /ERR_INTERNET_DISCONNECTED/);
});

/** Workers that throw when they are told to crash, and loop for ever when they are told to hang. */
async function breakable(page: Page): Promise<(nth: number, how: "crash" | "hang") => Promise<void>> {
  await page.addInitScript(() => {
    const workers: Worker[] = [];
    Object.assign(globalThis, { workers });
    globalThis.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        workers.push(this);
        this.addEventListener("message", () => Object.assign(this, { heard: true }));
      }
    };
  });
  await page.route(/\/engine\.js(\?|$)/, async (route) => {
    const response = await route.fetch();
    const body = `addEventListener("message", ({ data }) => {
      if (data === "crash") throw new Error("told to crash");
      if (data === "hang") for (;;);
    });
    ${await response.text()}`;
    await route.fulfill({ response, body });
  });
  type Breakable = { workers: (Worker & { heard?: boolean })[] };
  return async (nth, how) => {
    // Before it has said that it is ready, a worker that fails is quietly replaced.
    await page.waitForFunction((nth) => (globalThis as unknown as Breakable).workers[nth].heard, nth);
    await page.evaluate(([nth, how]) => (globalThis as unknown as Breakable).workers[nth].postMessage(how), [nth, how] as const);
  };
}

/** The worker that runs live: the only one, since plans are made by the page unless they are long. */
const LIVE = 0;

for (const how of ["crash", "hang"] as const) {
  test(`an engine that does ${how} in a run is replaced, and the next run works`, async ({ page }) => {
    const tell = await breakable(page);
    const lab = await Lab.open(page, "gather");
    await lab.run();
    await expect.poll(() => lab.now()).toBeGreaterThan(0);
    await tell(LIVE, how);
    await expect(lab.notice).toHaveText(lab.words("notice_replaced"), { timeout: 10_000 });
    await expect(lab.button("run_again")).toBeEnabled();
    await lab.speed(5);
    await lab.run();
    await expect(lab.notice).toBeHidden();
    await lab.ends();
    expect(differences(await lab.printed(), (await native("gather")).printed, LATE)).toEqual([]);
  });

  test(`an engine that does ${how} while nothing runs is replaced, and plans do not mind`, async ({ page }) => {
    const tell = await breakable(page);
    const lab = await Lab.open(page, "gather");
    const [a, b] = lab.params();
    await tell(LIVE, how);
    // A crash is heard of at once; that it hangs shows when it is asked for something.
    if (how === "hang") await lab.run();
    await expect(lab.notice).toHaveText(lab.words("notice_replaced"), { timeout: 10_000 });
    await lab.field(a).fill("2.4");
    await expect(lab.notice).toBeHidden();
    await lab.field(b).fill("0.9");
    await lab.button("last").click();
    const expected = await native("gather", { a: 2.4, b: 0.9 });
    await expect.poll(async () => differences(await lab.printed(), expected.printed, 0.001)).toEqual([]);
  });
}

test("a hidden page's run stands still, and goes on where it stood", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  const see = (hidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (hidden ? "hidden" : "visible") });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
      return performance.now();
    }, hidden);
  await lab.run();
  await expect.poll(() => lab.now()).toBeGreaterThan(0.2);
  const hiddenAt = await see(true);
  // More real time passes than the program's sleep takes.
  await expect.poll(() => page.evaluate((since) => performance.now() - since, hiddenAt)).toBeGreaterThan(2200);
  expect(await lab.printed()).toHaveLength(1);
  await see(false);
  await expect(lab.button("pause")).toBeVisible();
  await lab.ends();
  expect(differences(await lab.printed(), (await native("event-loop")).printed, LATE)).toEqual([]);
});

test("a moment that the run does not come to is told of", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  await lab.field(lab.params()[0]).fill("0");
  await lab.text.locator("a.to-moment", { hasText: "timer fires" }).click();
  await expect(lab.notice).toHaveText(lab.words("notice_moment"));
});
