// A blogger's own program: just their code, until the editor with its run takes its place.

import { CODE, expect, frameOf, isLive, test } from "../blog.ts";

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
