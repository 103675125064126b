// Whoever speaks to a page may lie: a blog's page to the widget's frame, a frame to the blog's page, an address, an element's attributes.
// Nothing is thrown, run, asked of another origin or lost. What is sent is the same in every run; a fiftieth of it in the short form.

import { readFileSync, readdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, frameOf, isLive, test as blog } from "../blog.ts";
import { test } from "../fixtures.ts";
import { Own, HELLO } from "../own.ts";
import { SCALE } from "./held.ts";

const CORPUS = new URL("../../fuzz/corpus/links/", import.meta.url);
const ALL = 100_000;
const count = (share: number) => Math.ceil(ALL * share * SCALE);

test.setTimeout(0);
blog.setTimeout(0);

/** What makes up lies, in the page: by a number, always the same. */
const liar = (seed: number) => `
  let seed = ${seed};
  const below = (end) => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0), Math.floor((seed / 2 ** 32) * end));
  const one = (...of) => of[below(of.length)];
  const deep = (n) => (n ? [deep(n - 1)] : 0);
  const text = () => one("", "x", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "</script><script>alert(1)</script>", "\\ud800", "\\0", "é".repeat(5000), "\\u202e", "__proto__", "constructor", "p.delay=1", "p.delay=-1", "p.delay=1e999", "moment=hello", "at=4294967296", "url(https://evil.example/)", "red;background:url(//evil.example)", "code,timeline", "dark", "https://evil.example/", "%", "%ff%fe", "py=AAAA", "d=0g9", "z=" + "A".repeat(300));
  const value = (n = 2) => one(text, () => below(2 ** 32), () => -below(2 ** 31), () => NaN, () => Infinity, () => -0, () => 1e308, () => null, () => undefined, () => true, () => 10n ** 40n, () => new Date(NaN), () => deep(200), () => new Map([[text(), text()]]), () => new Uint8Array(9), () => (n ? Array.from({ length: below(5) }, () => value(n - 1)) : []), () => (n ? made(n - 1) : {}))();
  const made = (n) => { const out = {}; for (let k = below(6); k > 0; k--) Object.defineProperty(out, text().slice(0, 40), { value: value(n), enumerable: true, configurable: true, writable: true }); return out; };
`;

/** What must not happen: that a script of a liar's runs, that a frame goes elsewhere, that anybody else is asked for anything. */
async function watched(page: Page): Promise<string[]> {
  const strange: string[] = [];
  page.on("dialog", (dialog) => (strange.push(`a script ran: ${dialog.message()}`), void dialog.dismiss()));
  const isOurs = (url: string) => /^(http:\/\/127\.0\.0\.1:|data:|blob:|about:)/.test(url);
  page.on("request", (request) => isOurs(request.url()) || strange.push(request.url()));
  page.on("framenavigated", (frame) => isOurs(frame.url()) || strange.push(frame.url()));
  return strange;
}

blog.describe(() => {
  blog.use({ expected: new Set([/not known here, and ignored|is not name:value/]) });

  blog("a blog's page that lies to the widget", async ({ page, places }) => {
    const strange = await watched(page);
    await page.goto(places.page('<loop-scope id="w" lesson="event-loop" loading="eager"></loop-scope>'));
    await isLive(page, "w");
    const frame = await (await page.locator("#w iframe").elementHandle())?.contentFrame();
    if (!frame) throw new Error("there is no frame");
    await frame.evaluate(() => localStorage.setItem("loopscope.test", "kept"));
    const before = await frame.evaluate(() => ({ url: location.pathname, kept: JSON.stringify(localStorage) }));
    const sent = await page.evaluate(
      async ([lies, times, site]) => {
        const lie = new Function(`${lies}
          const types = ["play", "pause", "seek", "go", "panes", "theme", "style", "ready", "state", "toString", "__proto__"];
          return () => ({ ...made(2), loopscope: one(1, 1, 1, 1, 1, 2, "1"), type: one(...types, value()), at: value(), fragment: one(text(), text() + "&" + text(), value()), names: value(), theme: value(), background: value(), accent: value(), radius: value(), font: value() });`)() as () => unknown;
        const target = document.querySelector("#w")!.shadowRoot!.querySelector("iframe")!.contentWindow!;
        let sent = 0;
        for (let nth = 0; nth < times; nth++) {
          try {
            target.postMessage(lie(), site);
            sent += 1;
          } catch {
            // What cannot be cloned cannot be sent.
          }
          if (nth % 200 === 199) await new Promise((resolve) => setTimeout(resolve));
        }
        return sent;
      },
      [liar(1), count(0.4), places.site] as const,
    );
    expect(sent).toBeGreaterThan(count(0.4) * 0.9);
    // It still does what it is asked for.
    await page.locator("#w").evaluate((element) => (element as unknown as { seek: (at: number) => void }).seek(0));
    await expect.poll(() => page.locator("#w").evaluate((element) => (element as unknown as { state: { at: number } }).state.at), { timeout: 60_000 }).toBe(0);
    expect(await frame.evaluate(() => ({ url: location.pathname, kept: JSON.stringify(localStorage) }))).toEqual(before);
    await expect(frameOf(page, "w").locator(".player .play")).toBeEnabled();
    expect(strange).toEqual([]);
  });

  blog("attributes that lie", async ({ page, places }) => {
    const strange = await watched(page);
    await page.goto(places.page('<loop-scope id="w" lesson="event-loop" loading="eager"></loop-scope>'));
    await isLive(page, "w");
    await page.evaluate(
      async ([lies, times]) => {
        const set = new Function(`${lies}
          const names = ["params", "theme", "background", "view", "start", "accent", "radius", "font", "linked", "linked-cursor", "python", "loading", "lang", "lesson"];
          return (element, rare) => element.setAttribute(names[below(rare ? names.length : 10)], one(text(), text() + ":" + text(), text() + "," + text(), String(value(0))));`)() as (element: Element, rare: boolean) => void;
        const element = document.querySelector("#w")!;
        // Of those that load the lesson anew there are few.
        for (let nth = 0; nth < times; nth++) {
          set(element, nth % 500 === 0);
          if (nth % 100 === 99) await new Promise((resolve) => setTimeout(resolve));
        }
        for (const { name } of [...element.attributes]) if (name !== "id") element.removeAttribute(name);
        element.setAttribute("loading", "eager");
        (globalThis as unknown as { heard: unknown[] }).heard.length = 0;
        element.setAttribute("lesson", "event-loop");
      },
      [liar(2), count(0.3)] as const,
    );
    await isLive(page, "w");
    await expect(frameOf(page, "w").locator(".player .play")).toBeEnabled();
    expect(strange).toEqual([]);
  });
});

blog("a frame that lies to the blog's page", async ({ page, places }) => {
  const strange = await watched(page);
  places.replaced.set(/event-loop\/embed\//, {
    type: "text/html",
    body: `<!doctype html><script src="/liar.js"></script>`,
    policy: "default-src 'self' 'unsafe-eval'",
  });
  places.replaced.set(/liar\.js$/, {
    type: "text/javascript",
    body: `${liar(3)}
      const says = (of) => { try { parent.postMessage(of, "*"); } catch {} };
      const state = () => ({ phase: one("planned", "running", "paused", "ended", value()), at: one(below(99), value()), records: one(99, value()), time: one(0.5, value()), moment: one(null, value()), params: one({}, { delay: text() }, value()), outcome: one(null, value()), error: one(null, value()) });
      says({ loopscope: 1, type: "size", height: 300 });
      says({ loopscope: 1, type: "ready" });
      let nth = 0;
      const more = () => {
        for (let k = 0; k < 200 && nth < ${count(0.3)}; k++, nth++) says({ ...made(2), ...state(), loopscope: one(1, 1, 1, 1, 2), type: one("size", "state", "state", "ready", value()), height: value(), message: value() });
        if (nth < ${count(0.3)}) setTimeout(more); else says({ loopscope: 1, type: "state", phase: "ended", at: 7, records: 9, time: 1, moment: "over", params: {}, outcome: null, error: null });
      };
      more();`,
  });
  await page.goto(places.page('<loop-scope id="w" lesson="event-loop" loading="eager"></loop-scope>'));
  const state = () => page.locator("#w").evaluate((element) => (element as unknown as { state?: { moment: unknown } }).state?.moment);
  await expect.poll(state, { timeout: 120_000 }).toBe("over");
  const { tall, sound, title } = await page.evaluate(() => {
    const heard = (globalThis as unknown as { heard: [string, string, Record<string, unknown>][] }).heard;
    const isSound = ([type, , detail]: [string, string, Record<string, unknown>]) =>
      type !== "step" || (Number.isInteger(detail.at) && Number.isFinite(detail.time) && (detail.moment === null || typeof detail.moment === "string"));
    return { tall: document.querySelector("#w")!.getBoundingClientRect().height, sound: heard.every(isSound), title: document.title };
  });
  expect(tall).toBeLessThanOrEqual(20_000);
  expect(sound, "what the page is told is of the shape that it is promised").toBe(true);
  expect(title).toBe("A post");
  expect(strange).toEqual([]);
});

test.describe(() => {
  test("addresses that lie", async ({ page }) => {
    const strange = await watched(page);
    const own = await Own.edit(page, "event-loop");
    await own.write(HELLO);
    await own.prints("mine", "done");
    await page.goto("en/event-loop/");
    await own.isReady();
    const corpus = readdirSync(CORPUS).map((file) => readFileSync(new URL(file, CORPUS), "latin1"));
    await page.evaluate(
      async ([lies, times, corpus]) => {
        const lie = new Function("corpus", `${lies}
          return () => one(() => corpus[below(corpus.length)], () => text() + "&" + text(), () => { const it = corpus[below(corpus.length)]; const at = below(it.length); return it.slice(0, at) + text() + it.slice(at + 1); })();`)(corpus) as () => string;
        for (let nth = 0; nth < times; nth++) {
          history.replaceState(null, "", location.pathname);
          try {
            location.hash = lie();
          } catch {
            // Not even an address.
          }
          await new Promise((resolve) => setTimeout(resolve));
        }
        location.hash = "";
      },
      [liar(4), count(0.02), corpus] as const,
    );
    // What the reader has written is there.
    await page.goto("en/waiting/");
    await page.goto("en/event-loop/");
    await own.isReady();
    await own.file("own").click();
    await expect(own.editor).toContainText("mine");
    expect(strange).toEqual([]);
  });
});
