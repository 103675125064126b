// What travels: the application once, nothing at all when the network is gone; and what a browser is told that lacks something.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Lab } from "../lab.ts";
import { LATE, differences, native } from "../native.ts";
import { site } from "../words.ts";
import { expect, hosted as test, type Host } from "./journey.ts";

test("the application is fetched once", async ({ page, host }) => {
  await page.goto("en/futures/");
  await new Lab(page, "en", "futures").isReady();
  expect(host.served.filter((path) => /loopscope-web.*_bg\.wasm$/.test(path))).toHaveLength(1);
});

test.describe(() => {
  test.use({ serviceWorkers: "allow" });

  test("what was seen works without a network, and what was not says so", async ({ page, host, complaints }) => {
    await page.goto("en/event-loop/");
    const lab = new Lab(page, "en", "event-loop");
    await lab.isReady();
    await lab.speed(10);
    await lab.run();
    await lab.ends();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller)), { timeout: 20_000 }).toBe(true);
    await page.goto("en/gather/");
    await new Lab(page, "en", "gather").isReady();
    await host.close();
    for (const slug of ["event-loop", "gather"]) {
      await page.goto(`en/${slug}/#at=3`);
      const lab = new Lab(page, "en", slug);
      await lab.isReady();
      await expect(lab.scrubber).toHaveValue("3");
      await lab.speed(10);
      await lab.run();
      await lab.ends();
    }
    await page.goto("en/sleep/");
    await expect(page.locator("main")).toBeVisible();
    await expect(page.locator("#lab")).toHaveCount(0);
    await expect(page.locator("main a").first()).toBeVisible();
    // That nothing answers is what this is about.
    complaints.splice(0);
  });
});

/** Has a lesson's page lack something, before its own scripts run. */
async function lacks(host: Host, what: string): Promise<void> {
  const page = join(host.folder, "en/event-loop/index.html");
  await writeFile(join(host.folder, "lacks.js"), what);
  await writeFile(page, (await readFile(page, "utf8")).replace("<head>", '<head><script src="../../lacks.js"></script>'));
}

/** What is missing in an older browser, or switched off, and what is then said. */
const TOLD: [string, string, string][] = [
  ["WebAssembly", "delete globalThis.WebAssembly", "no_wasm"],
  ["WebAssembly's permission to compile", "WebAssembly.Module = function () { throw new EvalError('refused') }", "no_wasm"],
  ["import maps", "HTMLScriptElement.supports = (type) => type !== 'importmap'", "old_browser"],
  ["a way to ask for import maps", "delete HTMLScriptElement.supports", "old_browser"],
  ["workers", "delete globalThis.Worker", "old_browser"],
  ["workers that are modules", "globalThis.Worker = class extends Worker { constructor(url) { super(url) } }", "old_browser"],
];

for (const [what, script, key] of TOLD) {
  test(`without ${what} it is said, and the text, the program and its run are there`, async ({ page, host, complaints }) => {
    await lacks(host, script);
    await page.goto("en/event-loop/");
    await expect(page.locator("#lab .loading .words")).toHaveText(site.en(key));
    await expect(page.getByRole("article")).toContainText("event loop");
    await expect(page.locator("#lab .pane.code")).toContainText("async def");
    const { printed } = await native("event-loop");
    await expect(page.locator("#lab .pane.output samp")).toHaveText(printed.map(({ text }) => text));
    await expect(page.locator("#lab .pane.output li").last()).toBeVisible();
    // What was fetched ahead is not wanted then.
    complaints.splice(0, Infinity, ...complaints.filter(({ text }) => !/preload/.test(text)));
  });
}

/** What the page does without, saying nothing. */
const WITHOUT: [string, string][] = [
  ["storage", "for (const name of ['setItem', 'getItem', 'removeItem']) Storage.prototype[name] = () => { throw new DOMException('no', 'SecurityError') }"],
  ["service workers", "delete Navigator.prototype.serviceWorker"],
  ["a clipboard", "delete Navigator.prototype.clipboard"],
  ["animations", "delete Element.prototype.animate"],
  ["packing", "delete globalThis.CompressionStream; delete globalThis.DecompressionStream"],
];

for (const [what, script] of WITHOUT) {
  test(`without ${what} a lesson runs all the same`, async ({ page, host }) => {
    await lacks(host, script);
    await page.goto("en/event-loop/");
    const lab = new Lab(page, "en", "event-loop");
    await lab.isReady();
    await lab.unfold("inside");
    await lab.unfold("share");
    await page.getByRole("button", { name: "Light or dark" }).click();
    await lab.button("step").click();
    await lab.speed(10);
    await lab.run();
    await lab.ends();
    expect(differences(await lab.printed(), (await native("event-loop")).printed, LATE)).toEqual([]);
  });
}
