// The sample blog, as it is in examples/blog: both posts with all that is in them, plain frames, no JavaScript, fifty elements.

import { AxeBuilder } from "@axe-core/playwright";
import { expect, frameOf, heard, isLive, test } from "../blog.ts";
import { embed } from "../words.ts";

for (const lang of ["en", "zh"] as const) {
  test(`${lang}: the post's widgets come up as they are reached, and axe finds nothing`, async ({ page, places }) => {
    test.setTimeout(60_000);
    await page.goto(`${places.blog}/${lang}.html`);
    for (const id of ["first", "left", "right"]) await isLive(page, id);
    await page.getByRole("button", { name: embed[lang]("run"), exact: true }).click();
    await isLive(page, "asked");
    expect(await heard(page, "folded", "ready")).toEqual([]);
    await page.locator("summary").click();
    await isLive(page, "folded");
    await expect(frameOf(page, "first").locator("html")).toHaveAttribute("data-lang", lang);
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      // A frame's landmarks are those of a document of its own; axe counts them with the post's.
      .disableRules(["landmark-unique"])
      .analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`))).toEqual([]);
  });
}

test("a plain frame takes the same options, tells nobody anything, and scrolls by itself", async ({ page, places }) => {
  await page.addInitScript(() => {
    const messages: unknown[] = [];
    Object.assign(globalThis, { messages });
    addEventListener("message", ({ data }) => messages.push(data));
  });
  await page.goto(places.page('<iframe id="frame" title="A lesson" src="SITE/en/event-loop/embed/?view=timeline&p.delay=0.5&theme=dark&start=timer-set" width="400" height="200"></iframe>'));
  const frame = page.frameLocator("#frame");
  await expect(frame.locator(".player .play")).toBeEnabled({ timeout: 15_000 });
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(frame.locator(".pane.params")).toHaveCount(1);
  await expect(frame.locator(".pane.params input[type=range]")).toHaveJSProperty("value", "0.5");
  await expect(frame.locator(".pane.code")).toBeHidden();
  await expect(frame.locator(".pane.timeline")).toBeVisible();
  expect(await frame.locator("html").evaluate((root) => root.scrollHeight > innerHeight && getComputedStyle(root).overflowY !== "hidden")).toBe(true);
  expect(await page.evaluate(() => (globalThis as unknown as { messages: unknown[] }).messages)).toEqual([]);
});

test.describe(() => {
  test.use({ javaScriptEnabled: false, expected: new Set() });

  test("without JavaScript the pictures stand, with links that lead to the lessons", async ({ page, places }) => {
    await page.goto(`${places.blog}/en.html`);
    const own = page.locator("#asked a");
    await expect(own).toHaveAttribute("href", `${places.site}/en/gather/`);
    await expect(own.locator("img")).toBeVisible();
    await expect(page.frameLocator("#plain").getByRole("link").last()).toBeAttached();
  });
});

test("fifty elements below the fold cost no wasm, and under 10 kB in all", async ({ page, places }) => {
  await page.goto(`${places.blog}/fifty.html`, { waitUntil: "networkidle" });
  await expect.poll(() => page.evaluate(() => customElements.get("loop-scope") !== undefined)).toBe(true);
  expect(await page.locator("loop-scope").count()).toBe(50);
  expect(places.served.filter(({ path }) => path.endsWith(".wasm"))).toEqual([]);
  expect(places.served.reduce((sum, { bytes }) => sum + bytes, 0), JSON.stringify(places.served)).toBeLessThan(10_000);
});

test("ten that are seen all become interactive", async ({ page, places }) => {
  test.setTimeout(90_000);
  await page.setViewportSize({ width: 1200, height: 6000 });
  const widgets = Array.from({ length: 10 }, (_, nth) => `<loop-scope id="w${nth}" lesson="event-loop" view="timeline"></loop-scope>`);
  await page.goto(places.page(widgets.join("")));
  for (let nth = 0; nth < 10; nth++) {
    await expect.poll(async () => (await heard(page, `w${nth}`, "ready")).length, { timeout: 60_000 }).toBe(1);
    await expect(frameOf(page, `w${nth}`).locator(".player .play")).toBeEnabled();
  }
});
