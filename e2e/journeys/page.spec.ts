// A page, as its reader's browser has it: language, theme, back and forward, less motion, paper, an address that leads to a moment.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Lab } from "../lab.ts";
import { linkTo } from "../languages.ts";
import { LESSONS } from "../lessons.ts";
import { HTML_LANG, LANGS } from "../words.ts";
import { expect, needs, test } from "./journey.ts";
import { moved } from "./moved.ts";

const { title } = LESSONS.find(({ slug }) => slug === "gather")!;

test("in every language", async ({ page }) => {
  await page.goto("en/gather/");
  for (const lang of [...LANGS.filter((lang) => lang !== "en"), "en"]) {
    await (await linkTo(page, lang)).click();
    await expect(page).toHaveURL(new RegExp(`/${lang}/gather/$`));
    await expect(page.locator("html")).toHaveAttribute("lang", HTML_LANG[lang]);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title[lang]);
    const lab = new Lab(page, lang, "gather");
    await lab.isReady();
    await expect(lab.parameters).toContainText(lab.params()[0].label);
  }
});

test("the theme is the reader's, also after a reload", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.getByRole("button", { name: "Light or dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.reload();
  await lab.isReady();
  expect(await paper()).toBe(dark);
  await page.getByRole("button", { name: "Light or dark" }).click();
  await expect.poll(paper).toBe(light);
});

test("back and forward, between pages and between moments", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  await page.getByRole("navigation").locator("[rel=next]").first().click();
  await expect(page).toHaveURL(/\/en\/tasks\/$/);
  await new Lab(page, "en", "tasks").isReady();
  // By the page's history: of one that comes back as it was not every driver tells.
  const goes = async (by: number, to: string) => {
    await page.evaluate((by) => history.go(by), by);
    await expect.poll(() => page.evaluate(() => location.pathname).catch(() => ""), { timeout: 15_000 }).toBe(to);
  };
  await goes(-1, "/en/event-loop/");
  await lab.isReady();
  // The page that comes back runs.
  await lab.speed(10);
  await lab.run();
  await lab.ends();
  await goes(1, "/en/tasks/");
  await new Lab(page, "en", "tasks").isReady();
});

test("a link leads to the moment, with its parameters", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  await lab.field(lab.params()[0]).fill("0.5");
  for (let step = 0; step < 7; step++) await lab.button("step").click();
  const share = await lab.unfold("share");
  await expect(share.locator(".address")).toHaveValue(/\/en\/event-loop\/#at=\d+&p\.delay=0\.5$/);
  const moment = (await lab.scrubber.getAttribute("aria-valuetext")) ?? "";
  const address = await share.locator(".address").inputValue();
  const there = await page.context().newPage();
  await there.goto(address);
  const other = new Lab(there, "en", "event-loop");
  await other.isReady();
  await expect(other.scrubber).toHaveAttribute("aria-valuetext", moment);
  await expect(other.field(other.params()[0])).toHaveValue("0.5");
});

test("entries are seen moving", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  await lab.unfold("inside");
  expect(await page.evaluate(() => matchMedia("(prefers-reduced-motion: reduce)").matches)).toBe(false);
  expect(await moved(lab)).toContain("task-1");
});

test("on paper there is the text, the code, and what the run printed", async ({ page, engine }) => {
  needs("print", engine);
  const lab = await Lab.open(page, "gather");
  await lab.button("last").click();
  const printed = await lab.printed();
  const folder = await mkdtemp(join(tmpdir(), "loopscope-print-"));
  const file = join(folder, "page.pdf");
  await writeFile(file, await page.pdf({ format: "A4" }));
  const { stdout } = await promisify(execFile)("pdftotext", ["-layout", file, "-"]);
  await rm(folder, { recursive: true });
  // Letters that hang together are letters, and lines end where the paper does.
  const plain = (text: string) => text.normalize("NFKC").replace(/\s+/g, " ");
  const paper = plain(stdout);
  expect(paper).toContain(plain(title.en));
  expect(paper).toContain("async def");
  for (const { text } of printed.slice(0, 3)) expect(paper).toContain(plain(text));
  // What is pressed on the screen is not on paper.
  expect(paper).not.toContain(lab.words("speed"));
});

for (const [width, height] of [
  [1280, 720],
  [1440, 900],
] as const) {
  test(`${width} pixels, with scroll bars that take room: the player's buttons stand in one row`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const lab = await Lab.open(page, "sleep");
    await lab.button("last").click();
    expect(await page.evaluate(() => innerWidth - document.documentElement.clientWidth), "scroll bars take room").toBeGreaterThan(0);
    const rows = await lab.player.locator(".keys button:visible").evaluateAll((all) => [...new Set(all.map((one) => Math.round(one.getBoundingClientRect().top)))]);
    expect(rows).toHaveLength(1);
    // The clock stands in a row with the buttons or with the sentence, and not in one of its own.
    const span = async (selector: string) => {
      const box = await lab.player.locator(selector).first().boundingBox();
      return box ? [box.y, box.y + box.height] : [0, 0];
    };
    const [top, bottom] = await span(".clock");
    const beside = await Promise.all([".play", ".status .words"].map(span));
    expect(beside.some(([from, to]) => from! < bottom! && to! > top!)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), "nothing stands out sideways").toBe(0);
  });
}
