// Pictures that a reader takes along: a PNG in the colours that were chosen, a picture that plays by itself in an `<img>`, and the lesson's
// own run for platforms that take nothing but pictures.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { Lab } from "../lab.ts";
import { LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";

/** What a click on this button saves. */
async function saved(lab: Lab, kind: string): Promise<{ name: string; bytes: Buffer }> {
  const download = lab.page.waitForEvent("download");
  await lab.pane("share").locator(`[data-save=${kind}]`).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** A page of nobody's, with this picture in an `<img>`. */
async function shown(page: Page, mime: string, bytes: Buffer): Promise<Page> {
  const plain = await page.context().newPage();
  await plain.setContent("<body style='margin: 0'><img alt=''></body>");
  await plain.locator("img").evaluate(async (img, src) => {
    (img as HTMLImageElement).src = src;
    await (img as HTMLImageElement).decode();
  }, `data:${mime};base64,${bytes.toString("base64")}`);
  return plain;
}

/** The colour of the picture's first pixel, and its size. */
const first = (plain: Page) =>
  plain.locator("img").evaluate((img) => {
    const { naturalWidth: width, naturalHeight: height } = img as HTMLImageElement;
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    context.drawImage(img as HTMLImageElement, 0, 0);
    return { width, height, colour: [...context.getImageData(0, 0, 1, 1).data].slice(0, 3) };
  });

test("a PNG has two dots to a pixel, and the colours that were chosen", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  const share = await lab.unfold("share");
  const svg = await saved(lab, "svg");
  const height = Number(/ height="(\d+)"/.exec(svg.bytes.toString("utf8"))?.[1]);
  const colours: number[][] = [];
  for (const theme of ["auto", "light", "dark"]) {
    await share.locator("select.save-theme").selectOption(theme);
    const png = await saved(lab, "png");
    expect(png.name).toBe("gather.png");
    expect(png.bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
    const found = await first(await shown(page, "image/png", png.bytes));
    expect([found.width, found.height]).toEqual([2 * 960, 2 * height]);
    colours.push(found.colour);
  }
  const [auto, light, dark] = colours;
  // The page itself is light here.
  expect(auto).toEqual(light);
  expect(light[0]).toBeGreaterThan(200);
  expect(dark[0]).toBeLessThan(60);
});

test("an animated picture plays in an img, and is at each instant what its run is", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  await lab.unfold("share");
  const { name, bytes } = await saved(lab, "animated");
  expect(name).toBe("gather.animated.svg");
  const plain = await shown(page, "image/svg+xml", bytes);
  const one = await plain.locator("img").screenshot();
  await expect.poll(async () => (await plain.locator("img").screenshot()).equals(one)).toBe(false);

  // By itself, where its animations can be asked.
  const alone = await page.context().newPage();
  await alone.setContent(bytes.toString("utf8"));
  const at = (part: number) =>
    alone.evaluate((part) => {
      const animations = document.getAnimations();
      const play = Number(animations[0].effect?.getComputedTiming().duration ?? 0);
      for (const animation of animations) {
        animation.pause();
        animation.currentTime = part * play;
      }
      const of = (element: Element) => getComputedStyle(element);
      const now = document.querySelector(".now") as Element;
      const struck = [...document.querySelectorAll("[class^=k]")].map((element) => Number(of(element).opacity));
      return { x: new DOMMatrix(of(now).transform).e, pale: struck.filter((opacity) => opacity < 1).length, all: struck.length };
    }, part);
  const [begin, middle, end] = [await at(0.001), await at(0.3), await at(0.95)];
  expect(begin.pale).toBe(begin.all);
  expect(middle.pale).toBeGreaterThan(0);
  expect(middle.pale).toBeLessThan(middle.all);
  expect(end.pale).toBe(0);
  expect(begin.x).toBeLessThan(middle.x);
  expect(middle.x).toBeLessThan(end.x);
  // Who asks for less motion sees the whole run.
  await alone.emulateMedia({ reducedMotion: "reduce" });
  expect(await alone.evaluate(() => document.getAnimations().length)).toBe(0);
});

for (const lang of LANGS) {
  test(`${lang}: for platforms that take pictures only, the lesson's run plays as a GIF`, async ({ page }) => {
    const lab = await Lab.open(page, "event-loop", lang);
    const share = await lab.unfold("share");
    for (const [kind, type] of [["gif", "image/gif"], ["svg", "image/svg+xml"]] as const) {
      const link = share.locator(`[data-closed=${kind}]`);
      const address = new URL((await link.getAttribute("href")) ?? "", page.url()).href;
      expect(address).toMatch(new RegExp(`/${lang}/event-loop/run\\.${kind}$`));
      const answer = await page.request.get(address);
      expect(answer.headers()["content-type"]).toContain(type);
      expect((await answer.body()).length).toBeLessThan(2_000_000);
    }
  });
}
