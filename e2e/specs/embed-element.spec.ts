// The element in a post: it comes up, fits, tells what happens, takes orders, is linked with others; and what goes wrong leaves
// the poster, a sentence and a link.

import { expect, frameOf, heard, isLive, state, test, type Places } from "../blog.ts";
import type { Page } from "@playwright/test";

const WIDGET = '<loop-scope id="w" lesson="event-loop" view="code,params,timeline"></loop-scope>';
const FAR = '<div class="screenful"></div>';

/** The widget as script sees it. */
type Widget = HTMLElement & {
  play(): void;
  pause(): void;
  seek(where: number | string): void;
  setParam(name: string, value: unknown): void;
};
const act = <T>(page: Page, id: string, does: (widget: Widget) => T) => page.locator(`#${id}`).evaluate(does as (element: Element) => T);


test("it comes up, fits its content without scroll bars, and follows it", async ({ page, places }) => {
  await page.goto(places.page(WIDGET));
  await isLive(page, "w");
  const fits = async () => {
    const inner = await frameOf(page, "w").locator("body").evaluate((body) => ({
      content: body.getBoundingClientRect().height,
      over: document.documentElement.scrollHeight - innerHeight,
      wide: document.documentElement.scrollWidth - innerWidth,
    }));
    const outer = await page.locator("#w iframe").evaluate((frame) => frame.getBoundingClientRect().height);
    return Math.abs(outer - inner.content) <= 1 && inner.over <= 0 && inner.wide <= 0;
  };
  await expect.poll(fits).toBe(true);
  for (const width of [360, 640, 1000]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(fits, `${width} pixels`).toBe(true);
  }
  await frameOf(page, "w").locator(".pane.code h2 button").click();
  await expect.poll(fits).toBe(true);
});

test("it takes no focus and moves no scroll, also above the window", async ({ page, places }) => {
  await page.goto(places.page(`<input id="field">${WIDGET}${FAR}<p id="mark">read here</p>${FAR}`.replace("<loop-scope", '<loop-scope loading="eager"')));
  await page.locator("#field").focus();
  const top = () => page.locator("#mark").evaluate((mark) => {
    mark.scrollIntoView({ block: "center", behavior: "instant" });
    return mark.getBoundingClientRect().top;
  });
  const before = await top();
  await expect.poll(async () => (await heard(page, "w", "ready")).length, { timeout: 20_000 }).toBe(1);
  expect(await page.locator("#mark").evaluate((mark) => mark.getBoundingClientRect().top)).toBeCloseTo(before, -1);
  await expect(page.locator("#field")).toBeFocused();
});

test("methods and events", async ({ page, places }) => {
  await page.goto(places.page(WIDGET));
  await isLive(page, "w");
  expect(await heard(page, "w", "ready")).toEqual([{ lesson: "event-loop", lang: "en" }]);
  await act(page, "w", (widget) => widget.setParam("delay", 0.5));
  await expect.poll(() => heard(page, "w", "param")).toEqual([{ name: "delay", value: "0.5" }]);
  await act(page, "w", (widget) => widget.seek(5));
  await expect.poll(async () => (await state(page, "w")).at).toBe(5);
  expect((await heard(page, "w", "step")).at(-1)).toMatchObject({ at: 5 });
  await act(page, "w", (widget) => widget.seek("timer-fired"));
  await expect.poll(async () => (await heard(page, "w", "step")).at(-1)?.moment).toBe("timer-fired");
  await act(page, "w", (widget) => widget.play());
  await expect.poll(async () => (await heard(page, "w", "run")).length).toBeGreaterThan(0);
  await act(page, "w", (widget) => widget.pause());
  await expect.poll(async () => (await state(page, "w")).phase).toMatch(/paused|ended/);
  await act(page, "w", (widget) => widget.play());
  await expect.poll(async () => (await heard(page, "w", "done")).length, { timeout: 15_000 }).toBeGreaterThan(0);
  expect((await heard(page, "w", "done"))[0]).toMatchObject({ outcome: "finished", error: null });
});

test.describe(() => {
  test.use({ expected: new Set([/not known here.*moment=left, p\.delay=1\.5/]) });

  test("attributes say what is shown, and are live", async ({ page, places }) => {
    await page.goto(places.page('<loop-scope id="w" lesson="event-loop" params="delay:0.5" start="timer-set" view="timeline" theme="dark"></loop-scope>'));
    await isLive(page, "w");
    const frame = frameOf(page, "w");
    const set = (name: string, value: string) => page.locator("#w").evaluate((element, [name, value]) => element.setAttribute(name, value), [name, value] as const);
    await expect.poll(async () => (await state(page, "w"))?.params.delay).toBe("0.5");
    await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(frame.locator(".pane.code")).toBeHidden();
    await expect(frame.locator(".pane.timeline")).toBeVisible();
    await set("view", "code,output");
    await expect(frame.locator(".pane.code")).toBeVisible();
    await expect(frame.locator(".pane.timeline")).toBeHidden();
    await set("theme", "light");
    await expect(frame.locator("html")).toHaveAttribute("data-theme", "light");
    await set("params", "delay: 1.5");
    await expect.poll(async () => (await state(page, "w")).params.delay).toBe("1.5");
    await set("start", "left");
    await expect.poll(async () => (await heard(page, "w", "step")).at(-1)?.moment).toBe("left");
    await set("lang", "zh");
    await expect(frame.locator("html")).toHaveAttribute("lang", "zh-CN");
    // What only the other lesson knew is told of.
    const told = page.waitForEvent("console", (message) => message.text().includes("not known here"));
    await set("lesson", "gather");
    await expect(frame.locator("html")).toHaveAttribute("data-lesson", "gather");
    await told;
  });
});

test("the language is that of the text around it", async ({ page, places }) => {
  await page.goto(places.page(`<div lang="zh-Hant">${WIDGET}</div>`));
  await isLive(page, "w");
  await expect(frameOf(page, "w").locator("html")).toHaveAttribute("lang", "zh-CN");
});

test("colour, corners and type are the page's, and nothing else gets through", async ({ page, places }) => {
  await page.goto(places.page(WIDGET));
  await page.locator("#w").evaluate((element) => {
    const { style } = element as HTMLElement;
    style.setProperty("--loopscope-accent", "rgb(140 0 90)");
    style.setProperty("--loopscope-radius", "12px");
    style.setProperty("--loopscope-font", "Georgia, serif");
    element.setAttribute("theme", "light");
  });
  await isLive(page, "w");
  const read = (property: string) => frameOf(page, "w").locator("html").evaluate((root, name) => (root as HTMLElement).style.getPropertyValue(name), property);
  await expect.poll(() => read("--embed-accent")).toBe("rgb(140 0 90)");
  expect(await read("--embed-radius")).toBe("12px");
  expect(await read("--embed-font")).toBe("Georgia, serif");
  await expect(frameOf(page, "w").locator(".player .play")).toHaveCSS("background-color", "rgb(140, 0, 90)");
});

test.describe(() => {
  test.use({ expected: new Set([/not known here.*accent=url/]) });

  test("a value that is no colour is left out", async ({ page, places }) => {
    await page.goto(places.page(WIDGET));
    await page.locator("#w").evaluate((element) => (element as HTMLElement).style.setProperty("--loopscope-accent", "url(https://elsewhere.example/)"));
    await page.locator("#w").evaluate((element) => element.setAttribute("theme", "light"));
    await isLive(page, "w");
    expect(await frameOf(page, "w").locator("html").evaluate((root) => (root as HTMLElement).style.getPropertyValue("--embed-accent"))).not.toContain("url");
  });
});

test("linked elements share parameters and the cursor, without an echo", async ({ page, places }) => {
  const one = (id: string) => `<loop-scope id="${id}" lesson="event-loop" view="params" linked="g" linked-cursor="g"></loop-scope>`;
  await page.goto(places.page(one("a") + one("b") + one("c").replaceAll('"g"', '"other"')));
  for (const id of ["a", "b", "c"]) await isLive(page, id);
  for (const delay of ["0.5", "0.7", "1.1", "0.9"]) await page.locator("#a").evaluate((widget, delay) => (widget as Widget).setParam("delay", delay), delay);
  await expect.poll(async () => (await state(page, "b")).params.delay).toBe("0.9");
  await act(page, "b", (widget) => widget.seek(7));
  await expect.poll(async () => (await state(page, "a")).at).toBe(7);
  // Each was told once of what it was brought to last; nothing comes back to whom it came from.
  expect((await heard(page, "a", "param")).at(-1)).toEqual({ name: "delay", value: "0.9" });
  const steps = await heard(page, "b", "step");
  await act(page, "a", (widget) => widget.seek(9));
  await expect.poll(async () => (await state(page, "b")).at).toBe(9);
  // News come in order: when a parameter has gone there and back again, an echo of the step would have been heard.
  for (const [from, to, delay] of [["a", "b", "1.2"], ["b", "a", "1.3"]]) {
    await page.locator(`#${from}`).evaluate((widget, delay) => (widget as Widget).setParam("delay", delay), delay);
    await expect.poll(async () => (await state(page, to)).params.delay).toBe(delay);
  }
  expect((await heard(page, "b", "step")).slice(0, steps.length + 1).map(({ at }) => at)).toEqual([...steps.map(({ at }) => at), 9]);
  expect((await heard(page, "a", "step")).filter(({ at }) => at === 9)).toHaveLength(1);
  expect((await heard(page, "b", "step")).filter(({ at }) => at === 9)).toHaveLength(1);
  for (const id of ["a", "b"]) expect((await heard(page, id, "param")).slice(-2).map(({ value }) => value)).toEqual(["1.2", "1.3"]);
  expect(await state(page, "c")).toMatchObject({ at: 0, params: { delay: "2" } });
});

test("one of a group is taken out in the middle of a run: the others go on, and the group is what it was", async ({ page, places }) => {
  const one = (id: string) => `<loop-scope id="${id}" lesson="event-loop" view="params" linked="g" linked-cursor="g"></loop-scope>`;
  await page.goto(places.page(one("a") + one("b") + one("c")));
  for (const id of ["a", "b", "c"]) await isLive(page, id);
  await act(page, "a", (widget) => widget.play());
  await expect.poll(async () => (await state(page, "a")).phase).toBe("running");
  await expect.poll(async () => (await state(page, "b")).at).toBeGreaterThan(0);
  await act(page, "a", (widget) => widget.remove());
  await act(page, "b", (widget) => widget.setParam("delay", "0.6"));
  await expect.poll(async () => (await state(page, "c")).params.delay).toBe("0.6");
  await act(page, "c", (widget) => widget.seek(3));
  await expect.poll(async () => (await state(page, "b")).at).toBe(3);
  expect([...(await heard(page, "b", "error")), ...(await heard(page, "c", "error"))]).toEqual([]);
  expect((await state(page, "b")).phase).not.toBe("running");
});

test("one that joins later comes to where its group is", async ({ page, places }) => {
  const one = (id: string, more = "") => `<loop-scope id="${id}" lesson="event-loop" view="params" linked="g" ${more}></loop-scope>`;
  await page.goto(places.page(one("a") + one("b", 'loading="click"')));
  await isLive(page, "a");
  await act(page, "a", (widget) => widget.setParam("delay", "0.4"));
  await expect.poll(async () => (await state(page, "a")).params.delay).toBe("0.4");
  await page.getByRole("button", { name: "Run it live" }).click();
  await isLive(page, "b");
  await expect.poll(async () => (await state(page, "b")).params.delay).toBe("0.4");
});

test("a click starts it, by keyboard too, and the page's own picture stands until then", async ({ page, places }) => {
  await page.goto(places.page('<loop-scope id="w" lesson="gather" loading="click"><p id="own">A picture in words</p></loop-scope>'));
  await expect(page.locator("#own")).toBeVisible();
  await expect(page.locator("#w iframe")).toHaveCount(0);
  const button = page.getByRole("button", { name: "Run it live" });
  await button.focus();
  await page.keyboard.press("Enter");
  await isLive(page, "w");
  await expect(page.locator("#own")).toBeHidden();
  // Who pressed the button is in what it brought.
  expect(await page.locator("#w").evaluate((element) => element.shadowRoot?.activeElement?.localName)).toBe("iframe");
  expect(places.served.some(({ path }) => path.endsWith("poster-light.svg"))).toBe(false);
});

test("without a picture of its own, the lesson's stands, in the theme that is asked for", async ({ page, places }) => {
  await page.goto(places.page('<loop-scope id="w" lesson="gather" loading="click" theme="dark"></loop-scope>'));
  const picture = page.locator("#w img");
  await expect(picture).toHaveAttribute("src", /\/en\/gather\/poster-dark\.svg$/);
  await expect(picture).toHaveAttribute("alt", /\S/);
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
});

test("an order before it is there starts it, and is carried out", async ({ page, places }) => {
  await page.goto(places.page('<loop-scope id="w" lesson="event-loop" loading="click"></loop-scope>'));
  await act(page, "w", (widget) => {
    widget.setParam("delay", "0.3");
    widget.play();
  });
  await isLive(page, "w");
  await expect.poll(async () => (await heard(page, "w", "done")).length, { timeout: 15_000 }).toBeGreaterThan(0);
  expect((await state(page, "w")).params.delay).toBe("0.3");
});

// ---- What goes wrong

/** The poster, a sentence, and a link that leads there. */
async function expectPoster(page: Page, places: Places, path: string): Promise<void> {
  await expect(page.locator("#w a")).toHaveAttribute("href", places.site + path, { timeout: 10_000 });
  await expect(page.locator("#w [part=note]")).toContainText("This cannot run here.");
  await expect(page.locator("#w iframe")).toHaveCount(0);
  expect(await heard(page, "w", "error")).toHaveLength(1);
}

test("a lesson that cannot be one", async ({ page, places }) => {
  for (const name of ["../../evil", "<img src=x onerror=alert(1)>", "Event Loop", ""]) {
    await page.goto(places.page('<loop-scope id="w"></loop-scope>'));
    await page.locator("#w").evaluate((element, name) => element.setAttribute("lesson", name), name);
    await expect(page.locator("#w a")).toHaveAttribute("href", `${places.site}/en/`);
    await expect(page.locator("#w iframe")).toHaveCount(0);
    expect(places.served.some(({ path }) => path.includes("evil"))).toBe(false);
  }
});

test.describe(() => {
  test.use({ expected: new Set([/404/]) });

  test("a lesson that is not there", async ({ page, places }) => {
    await page.goto(places.page('<loop-scope id="w" lesson="no-such"><p id="own">Words</p></loop-scope>'));
    await expectPoster(page, places, "/en/no-such/");
    await expect(page.locator("#own")).toBeVisible();
  });
});

test.describe(() => {
  test.use({ expected: new Set([/'delay' in params is not name:value/, /not known here, and ignored: view=kitchen, moment=nowhere, p\.delay=99, p\.nobody=1$/]) });

  test("bad parameters, panes and moments are left out, and named once", async ({ page, places }) => {
    await page.goto(places.page('<loop-scope id="w" lesson="event-loop" params="delay;delay:99;nobody:1" start="nowhere" view="timeline,kitchen"></loop-scope>'));
    await isLive(page, "w");
    await expect.poll(async () => (await state(page, "w"))?.params.delay).toBe("2");
  });
});

test.describe(() => {
  test.use({ expected: new Set([/frame-src/]) });

  test("a page that forbids the frame", async ({ page, places }) => {
    places.policy = `default-src 'none'; script-src ${places.site}; style-src 'self'; img-src 'self' ${places.site}; frame-src 'none'`;
    await page.goto(places.page(WIDGET));
    await expectPoster(page, places, "/en/event-loop/");
    await expect(page.locator("#w img")).toBeVisible();
  });
});

test.describe(() => {
  test.use({ expected: new Set([/script/i]) });

  test("a page that forbids the script has what stands in the element", async ({ page, places }) => {
    places.policy = "default-src 'none'; style-src 'self'; img-src 'self'";
    await page.goto(places.page('<loop-scope id="w" lesson="gather"><p id="own">Words</p></loop-scope>'));
    await expect(page.locator("#own")).toBeVisible();
  });
});

test.describe(() => {
  test("a policy that refuses wasm", async ({ page, places }) => {
    const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'";
    places.replaced.set(/\/embed\//, { policy });
    await page.goto(places.page(WIDGET));
    await expectPoster(page, places, "/en/event-loop/");
  });
});

/** An embed page that posts this and nothing else. */
function impostor(places: Places, messages: string): void {
  places.replaced.set(/\/embed\//, { type: "text/html", body: '<!doctype html><title>x</title><script src="/impostor.js"></script>' });
  places.replaced.set(/impostor\.js$/, { type: "text/javascript", body: `for (const message of ${messages}) parent.postMessage(message, "*");` });
}

test("another version of the protocol", async ({ page, places }) => {
  impostor(places, '[{ loopscope: 2, type: "ready" }]');
  await page.goto(places.page(WIDGET));
  await expectPoster(page, places, "/en/event-loop/");
});

test("messages of another shape or from elsewhere change nothing", async ({ page, places }) => {
  impostor(
    places,
    '[null, 1, "x", {}, { loopscope: 1 }, { loopscope: 1, type: "ready" }, { loopscope: 1, type: "size", height: 1e9 }, { loopscope: 1, type: "size", height: "9" },' +
      '{ loopscope: 1, type: "state" }, { loopscope: 1, type: "state", phase: "running", at: -1, records: 1, time: 0, moment: null, params: {}, outcome: null, error: null },' +
      '{ loopscope: 1, type: "state", phase: "<b>", at: 1, records: 1, time: 0, moment: null, params: {}, outcome: null, error: null }, { loopscope: 1, type: "size", height: 321 }]',
  );
  await page.goto(places.page(WIDGET));
  await expect(page.locator("#w iframe")).toHaveCSS("height", "321px");
  expect(await state(page, "w")).toBeUndefined();
  await page.evaluate(() => postMessage({ loopscope: 1, type: "size", height: 999 }, "*"));
  await expect(page.locator("#w iframe")).toHaveCSS("height", "321px");
});

test("a frame that is silent for long gives the poster back", async ({ page, places }) => {
  await page.clock.install();
  impostor(places, "[]");
  await page.goto(places.page(WIDGET));
  await expect(page.locator("#w iframe")).toHaveCount(1);
  await expect.poll(() => places.served.some(({ path }) => path === "/impostor.js")).toBe(true);
  await expect
    .poll(async () => {
      await page.clock.fastForward(40_000);
      return page.locator("#w iframe").count();
    })
    .toBe(0);
  await expectPoster(page, places, "/en/event-loop/");
});

test("taken out in the middle of a run, and put back elsewhere, it stands where it was", async ({ page, places }) => {
  await page.goto(places.page(`${WIDGET}<div id="elsewhere"></div>`));
  await isLive(page, "w");
  await act(page, "w", (widget) => {
    widget.setParam("delay", "1.5");
    widget.play();
  });
  await expect.poll(async () => (await state(page, "w")).phase).toBe("running");
  await act(page, "w", (widget) => document.getElementById("elsewhere")?.append(widget));
  await expect.poll(async () => (await heard(page, "w", "ready")).length, { timeout: 20_000 }).toBe(2);
  await expect.poll(async () => (await state(page, "w")).params.delay).toBe("1.5");
  await act(page, "w", (widget) => widget.remove());
  await expect(page.locator("iframe")).toHaveCount(0);
});

test("moved as it is, where the browser can, it goes on running", async ({ page, places }) => {
  await page.goto(places.page(`${WIDGET}<div id="elsewhere"></div>`));
  await isLive(page, "w");
  await act(page, "w", (widget) => {
    widget.setParam("delay", "1.5");
    widget.play();
  });
  await expect.poll(async () => (await state(page, "w")).phase).toBe("running");
  const moved = await act(page, "w", (widget) => {
    const elsewhere = document.getElementById("elsewhere") as (HTMLElement & { moveBefore?(node: Node, before: Node | null): void }) | null;
    elsewhere?.moveBefore?.(widget, null);
    return widget.parentElement === elsewhere;
  });
  expect(moved).toBe(true);
  await expect.poll(async () => (await heard(page, "w", "done")).length, { timeout: 10_000 }).toBe(1);
  expect(await heard(page, "w", "ready")).toHaveLength(1);
  expect(await heard(page, "w", "run")).toHaveLength(1);
});

test("the reader's system changes its scheme: pictures and live widgets go with it", async ({ page, places }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(places.page(`${WIDGET}<loop-scope id="v" lesson="gather" loading="click"></loop-scope><loop-scope id="x" lesson="gather" theme="light" loading="click"></loop-scope>`, { head: '<meta name="color-scheme" content="light dark">' }));
  await isLive(page, "w");
  const ground = () => frameOf(page, "w").locator("html").evaluate((root) => getComputedStyle(root).backgroundColor);
  const light = await ground();
  const picture = (id: string) => page.locator(`#${id} img`);
  for (const id of ["v", "x"]) {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    await expect(picture(id)).toHaveAttribute("src", /poster-light/);
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(picture("v")).toHaveAttribute("src", /poster-dark/);
  await expect(picture("x")).toHaveAttribute("src", /poster-light/);
  await expect.poll(ground).not.toBe(light);
});

test("what was never looked at has its picture on paper", async ({ page, places }) => {
  await page.goto(places.page(`${FAR.repeat(4)}<loop-scope id="w" lesson="gather"></loop-scope>`));
  await expect(page.locator("#w img")).toBeAttached();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await page.locator("#w img").getAttribute("src")).toBeNull();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(page.locator("#w img")).toHaveAttribute("src", /poster/);
  await expect.poll(() => page.locator("#w img").evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  await expect(page.locator("#w iframe")).toHaveCount(0);
});

test("in closed details and where nothing is displayed it costs nothing, and comes when it is shown", async ({ page, places }) => {
  await page.goto(places.page(`<details><summary>More</summary>${WIDGET}</details><div id="none" hidden><loop-scope id="v" lesson="gather"></loop-scope></div>`));
  await expect(page.locator("#w")).toBeAttached();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(places.served.filter(({ path }) => /embed\/|poster/.test(path))).toEqual([]);
  await page.locator("summary").click();
  await isLive(page, "w");
  await page.evaluate(() => document.getElementById("none")?.removeAttribute("hidden"));
  await isLive(page, "v");
});

test("on paper the poster stands in the frame's place", async ({ page, places }) => {
  await page.goto(places.page(WIDGET));
  await isLive(page, "w");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("#w iframe")).toBeHidden();
  await expect(page.locator("#w img")).toBeVisible();
});

test("in a page that runs from right to left", async ({ page, places }) => {
  await page.goto(places.page(WIDGET, { html: 'lang="ar" dir="rtl"' }));
  await isLive(page, "w");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await expect(frameOf(page, "w").locator("html")).toHaveCSS("direction", "ltr");
  // It lies where the text of the page does, as wide as that.
  const [frame, text] = await Promise.all(["#w iframe", "main h1"].map((selector) => page.locator(selector).boundingBox()));
  expect(frame && text && [frame.x, frame.width]).toEqual(text && [text.x, text.width]);
});

test("two versions of the loader on a page: the first serves it, and nothing is thrown", async ({ page, places }) => {
  const said: string[] = [];
  page.on("console", (message) => message.type() === "info" && said.push(message.text()));
  await page.goto(places.page(WIDGET, { head: '<script type="module" src="SITE/embed.js?older"></script>' }));
  await isLive(page, "w");
  expect(said.filter((text) => text.includes("is defined already"))).toHaveLength(1);
});
