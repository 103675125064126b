// A blogger's own program: just their code, until the editor with its run takes its place.

import { expect, frameOf, heard, isLive, test } from "../blog.ts";

const CODE = `import asyncio

delay = 1  # @param 0..3 step 0.1


async def main():
    await asyncio.sleep(delay)
    print("1 &lt; 2 + é")


asyncio.run(main())`;

const element = (attributes = "") => `<loop-scope id="own" ${attributes}><pre><code class="language-python">${CODE}</code></pre></loop-scope>`;

test("the attribute says which Python the code is run as", async ({ page, places }) => {
  const code = "import sys&#10;&#10;print(sys.version_info[:2])";
  const element = `<loop-scope id="own" python="3.11" view="code,output"><pre><code class="language-python">${code}</code></pre></loop-scope>`;
  await page.goto(places.page(element));
  await isLive(page, "own");
  const frame = frameOf(page, "own");
  await frame.locator(".player .play").focus();
  await page.keyboard.press("End");
  await expect(frame.locator(".pane.output samp")).toHaveText(["(3, 11)"]);
});

test("the code that stands in the element runs, and can be changed by its reader", async ({ page, places }) => {
  test.setTimeout(60_000);
  await page.goto(places.page(element('view="code,timeline,output"')));
  await isLive(page, "own");
  expect((await heard(page, "own", "ready")).length).toBe(1);
  const frame = frameOf(page, "own");
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
  await frame.locator(".own-reset").click();
  await expect(frame.locator(".own-editor .cm-content")).toContainText("delay = 1");
  await expect(frame.locator(".own-editor")).toContainText("Same as the original");
  await expect(frame.locator(".own-reset")).toBeDisabled();
  // Nothing of it is kept: the next reader sees the blogger's.
  expect(await frame.locator("html").evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("loopscope.own")))).toEqual([]);
});

test("until it is asked for it is the blogger's code, and nothing is fetched", async ({ page, places }) => {
  await page.goto(places.page(element('loading="click"')), { waitUntil: "networkidle" });
  await expect(page.locator("#own pre")).toBeVisible();
  expect(places.served.filter(({ path }) => path.endsWith(".wasm") || path.includes("embed/"))).toEqual([]);
});

test.describe(() => {
  test.use({ javaScriptEnabled: false, expected: new Set() });

  test("without scripts it is the blogger's code", async ({ page, places }) => {
    await page.goto(places.page(element()));
    await expect(page.locator("#own pre")).toBeVisible();
    await expect(page.locator("#own code")).toContainText('print("1 < 2 + é")');
  });
});
