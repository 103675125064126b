// In somebody's blog, which is another origin: a lesson, and the blogger's own program.

import { CODE, frameOf, heard, isLive, state } from "../blog.ts";
import { blog as test, expect } from "./journey.ts";

test("a lesson comes up in a post, fits, runs, and tells what happens", async ({ page, places }) => {
  await page.goto(places.page('<loop-scope id="w" lesson="event-loop" view="code,params,timeline,output"></loop-scope>'));
  await isLive(page, "w");
  const frame = frameOf(page, "w");
  const fits = async () => {
    const inner = await frame.locator("body").evaluate((body) => ({ height: body.getBoundingClientRect().height, over: document.documentElement.scrollHeight - innerHeight }));
    const outer = await page.locator("#w iframe").evaluate((frame) => frame.getBoundingClientRect().height);
    return Math.abs(outer - inner.height) <= 1 && inner.over <= 0;
  };
  await expect.poll(fits).toBe(true);
  // Clicked first: WebKit gives a frame of another origin no focus before its reader has been there.
  const range = frame.locator(".pane.params input[type=range]");
  await range.click();
  await range.press("Home");
  await expect.poll(() => heard(page, "w", "param")).not.toEqual([]);
  await frame.locator(".player .play").click();
  await expect.poll(async () => (await state(page, "w")).phase, { timeout: 15_000 }).toBe("ended");
  await expect(frame.locator(".pane.output samp").first()).toBeVisible();
  expect((await heard(page, "w", "done")).length).toBe(1);
});

test("the blogger's own program runs, and can be changed by its reader", async ({ page, places }) => {
  await page.goto(places.page(`<loop-scope id="own" view="code,timeline,output"><pre><code class="language-python">${CODE}</code></pre></loop-scope>`));
  await isLive(page, "own");
  const frame = frameOf(page, "own");
  expect((await heard(page, "own", "ready")).length).toBe(1);
  await expect(frame.locator(".own-editor .cm-content")).toContainText("await asyncio.sleep(delay)");
  await expect(frame.locator("#lab")).toHaveClass(/own/);
  await expect(frame.locator(".pane.code .listing")).toBeHidden();
  await frame.locator(".player .play").focus();
  await page.keyboard.press("End");
  await expect(frame.locator(".pane.output samp")).toHaveText(["1 < 2 + é"]);
  // The blogger's own code makes way for it.
  await expect(page.locator("#own pre")).toBeHidden();
  const slider = frame.locator(".own-editor input[type=range]");
  await slider.focus();
  await page.keyboard.press("End");
  await expect(frame.locator(".own-editor .cm-content")).toContainText("delay = 3");
  await expect(frame.locator("[role=timer]")).toContainText("3.00");
  // It is compared with the blogger's text, and goes back to that.
  await expect(frame.locator(".own-editor")).toContainText("Lines that differ from the original: 1 changed");
  await frame.locator(".own-editor .cm-content").click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("\nprint('typed')");
  await expect(frame.locator(".pane.output samp")).toHaveText(["1 < 2 + é", "typed"], { timeout: 20_000 });
  await frame.locator(".own-reset").click();
  await expect(frame.locator(".own-editor .cm-content")).toContainText("delay = 1");
  await expect(frame.locator(".own-editor")).toContainText("Same as the original");
  await expect(frame.locator(".own-reset")).toBeDisabled();
  // Nothing of it is kept: the next reader sees the blogger's.
  expect(await frame.locator("html").evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("loopscope.own")))).toEqual([]);
});
