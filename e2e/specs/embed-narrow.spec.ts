// A lesson in an article, on a phone: what happens is in sight from wherever one reads in the frame, and nothing is covered while
// nothing happens.

import type { FrameLocator, Page } from "@playwright/test";
import { expect, frameOf, isLive, test } from "../blog.ts";
import { PHONE } from "../touch.ts";
import { page as words } from "../words.ts";

const FAR = '<div class="screenful"></div>';
const WIDGET = '<loop-scope id="w" lesson="gather" lang="en" view="code,params,timeline,output"></loop-scope>';

test.use(PHONE);

/** Brings a part of the frame to the top of the window, as a reader does by scrolling the article. */
const readAt = (part: FrameLocator, selector: string) => part.locator(selector).first().evaluate((element) => element.scrollIntoView({ block: "start", behavior: "instant" }));

const away = (frame: FrameLocator) => frame.locator("html[data-away]");

async function follows(page: Page, frame: FrameLocator): Promise<void> {
  const play = frame.locator(".player .play");
  // Nothing happens: it stands where it stands.
  await readAt(frame, ".pane.code");
  await expect(play).not.toBeInViewport();
  await expect(away(frame)).toHaveCount(0);
  await readAt(frame, ".player");
  await frame.locator(".player .speed select").first().selectOption("0.25");
  await play.tap();
  // Where it stands the panes are below it.
  await expect(frame.locator(".pane.timeline .drawing").first()).toBeInViewport();
  await expect(away(frame)).toHaveCount(0);
  for (const place of [".pane.code", ".pane.timeline"]) {
    await readAt(frame, place);
    await expect(play, place).toBeInViewport({ ratio: 1 });
    await expect(frame.locator(".dock .small"), place).toBeInViewport({ ratio: 1 });
    await expect(frame.locator(".dock .newest"), place).toBeInViewport({ ratio: 1 });
  }
  await readAt(frame, ".pane.code");
  await expect(frame.locator(".dock .newest")).toContainText("a");
  // It can be pressed there, and leads to the panes.
  await expect(play).toBeInViewport({ ratio: 1 });
  await play.tap();
  await expect(play).toContainText(words.en("resume"));
  await expect(frame.locator(".dock .happening")).toBeInViewport({ ratio: 1 });
  await frame.locator(".dock .happening").tap();
  await expect(frame.locator(".pane.timeline .lanes")).toBeInViewport({ ratio: 0.9 });
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: "instant" }));
}

for (const width of [320, 390, 420]) {
  test(`${width} pixels: the element's player goes along while something happens`, async ({ page, places }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(places.page(FAR + WIDGET + FAR));
    await isLive(page, "w");
    const frame = frameOf(page, "w");
    await follows(page, frame);
    // The frame is as high as before, and nothing in it is wider.
    const over = await frame.locator("html").evaluate((root) => [root.scrollHeight - innerHeight, root.scrollWidth - innerWidth]);
    expect(over[0]).toBeLessThanOrEqual(0);
    expect(over[1]).toBeLessThanOrEqual(0);
  });
}

test("so does that of a plain frame, which scrolls by itself", async ({ page, places }) => {
  await page.goto(places.page(`<iframe id="f" src="SITE/en/gather/embed/?view=code,timeline,output" title="gather" width="100%" height="480"></iframe>${FAR}`));
  const frame = page.frameLocator("#f");
  await expect(frame.locator(".player .play")).toBeEnabled({ timeout: 20_000 });
  await follows(page, frame);
});

test("what was not asked for is not in the dock", async ({ page, places }) => {
  await page.goto(places.page(FAR + WIDGET.replace("code,params,timeline,output", "code,output") + FAR));
  await isLive(page, "w");
  const frame = frameOf(page, "w");
  await readAt(frame, ".player");
  await frame.locator(".player .step").tap();
  await readAt(frame, ".pane.code");
  await expect(frame.locator(".dock .newest")).toBeInViewport({ ratio: 1 });
  await expect(frame.locator(".dock .small")).toBeHidden();
});

test("a moment that the blog begins at covers nothing", async ({ page, places }) => {
  await page.goto(places.page(FAR + WIDGET.replace("<loop-scope", '<loop-scope start="together-asked"') + FAR));
  await isLive(page, "w");
  const frame = frameOf(page, "w");
  await readAt(frame, ".pane.code");
  await expect(frame.locator(".player .play")).not.toBeInViewport();
  await expect(away(frame)).toHaveCount(0);
});
