// What is kept: a new version is offered, and never forced upon a run; what is cut short or cannot be kept. That what was seen is there
// without a network is a journey (journeys/network.spec.ts).

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { host, type Host } from "../host.ts";
import { Lab } from "../lab.ts";
import { HELLO, Own } from "../own.ts";

const test = base.extend<{ host: Host }>({ host });
test.use({ serviceWorkers: "allow" });
test.setTimeout(60_000);

/** Opens a lesson, and waits until it and the application are kept: a run that has ended lets it begin. */
async function keep(page: Page, host: Host, slug: string): Promise<Lab> {
  await page.goto(`${host.url}en/${slug}/`);
  const lab = new Lab(page, "en", slug);
  await lab.isReady();
  await lab.speed(10);
  await lab.run();
  await lab.ends();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller)), { timeout: 20_000 }).toBe(true);
  return lab;
}

test("a new version is offered, and a run goes on until its reader wants it", async ({ page, host }) => {
  const lab = await keep(page, host, "event-loop");
  // Another build: another worker.
  const worker = join(host.folder, "sw.js");
  await writeFile(worker, (await readFile(worker, "utf8")).replace(/loopscope-[0-9a-f]{8}/, "loopscope-00000000"));
  await lab.speed(0.1);
  await lab.run();
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const note = page.locator(".update");
  await expect(note).toBeVisible({ timeout: 20_000 });
  // Nothing was reloaded: the run is still there.
  await expect(lab.button("stop")).toBeEnabled();
  await lab.speed(10);
  await lab.ends();
  await Promise.all([page.waitForEvent("load"), note.getByRole("button").click()]);
  await lab.isReady();
  await expect(note).toHaveCount(0);
  expect(await page.evaluate(() => caches.keys())).toEqual(["loopscope-00000000"]);
});

/** Of what is kept under this address, only the first half stays. */
const cutShort = (page: Page, address: RegExp) =>
  page.evaluate(async (address) => {
    const wanted = new RegExp(address);
    let cut = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of (await cache.keys()).filter(({ url }) => wanted.test(url))) {
        const response = (await cache.match(request))!;
        const bytes = await response.arrayBuffer();
        await cache.put(request, new Response(bytes.slice(0, bytes.byteLength / 2), { headers: { "Content-Type": response.headers.get("Content-Type") ?? "" } }));
        cut += 1;
      }
    }
    return cut;
  }, address.source);

test("what is kept is cut short: it is fetched again", async ({ page, host }) => {
  await keep(page, host, "event-loop");
  expect(await cutShort(page, /web-[^/]*_bg\.wasm$/)).toBe(1);
  await page.reload();
  await expect(page.locator(".loading.failed")).toContainText("reload the page to try again");
  await page.reload();
  await keep(page, host, "event-loop");
});

test("the engine that is kept is cut short: it is fetched again", async ({ page, host }) => {
  await keep(page, host, "event-loop");
  const own = new Own(page, "en", "event-loop");
  await own.editButton.click();
  await own.write(HELLO);
  await own.prints("mine", "done");
  expect(await cutShort(page, /python_bg\.wasm$/)).toBe(1);
  await page.goto(`${host.url}en/gather/`);
  const other = new Own(page, "en", "gather");
  await other.isReady();
  await other.editButton.click();
  await other.write(HELLO);
  await page.getByRole("button", { name: "Try again" }).click({ timeout: 20_000 });
  await other.prints("mine", "done");
});

test("the line breaks off while the engine comes", async ({ page, host }) => {
  await page.goto(`${host.url}en/event-loop/`);
  const own = new Own(page, "en", "event-loop");
  await own.isReady();
  host.cut = /python_bg\.wasm$/;
  await own.editButton.click();
  await own.write(HELLO);
  await expect(own.status).toContainText("could not be loaded", { timeout: 20_000 });
  // What is there goes on meanwhile, and no half of it is kept.
  await expect(own.button("run")).toBeEnabled();
  host.cut = undefined;
  await page.getByRole("button", { name: "Try again" }).click();
  await own.prints("mine", "done");
});

test("where storage is full or forbidden the lesson works all the same", async ({ page, host }) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    Storage.prototype.setItem = refuse;
    Storage.prototype.getItem = refuse;
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("no", "SecurityError"));
  });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${host.url}en/event-loop/`);
  const lab = new Lab(page, "en", "event-loop");
  await lab.isReady();
  await page.getByRole("button", { name: "Light or dark" }).click();
  await lab.speed(10);
  await lab.run();
  await lab.ends();
  expect(errors).toEqual([]);
});
