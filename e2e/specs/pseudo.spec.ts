// Every page in the pseudo-language, whose texts are marked and longer by a third: what is not marked stands neither in crates/strings
// nor in a lesson, and what runs out of its box here does so in German. The pages lie in dist-pseudo/, which `./x test build` makes
// beside dist/; all else that they load is the site's own.

import type { Page } from "@playwright/test";
import { DIST, DIST_PSEUDO, expect, served, test as base } from "../fixtures.ts";
import { Lab } from "../lab.ts";
import { linkTo } from "../languages.ts";
import { LESSONS, PROGRAMS } from "../lessons.ts";
import { withCrowd } from "../long.ts";
import { HELLO, Own } from "../own.ts";
import { HTML_LANG, LANGS, NAME, PSEUDO } from "../words.ts";

const test = base.extend<object, object>({ site: [served(DIST_PSEUDO, DIST), { scope: "worker" }] });

const WIDTHS = [390, 1280];

/** What is no text of the interface: programs, what they print, the names that they give, and names of formats and keys. */
const NAMES = [
  "[translate=no]",
  "[lang]:not(html)",
  "code, pre, samp, kbd, textarea",
  ".cm-content",
  // Of tasks, callbacks and futures.
  ".timeline .name",
  ".timeline .drawing text",
  ".inside .title",
  ".halted b",
  ".waits",
  ".log select.of option:not([value='0'])",
  ".predict [data-do=choose]",
  // Of moments, which a lesson's links give; and of what a file or a blog's source is written in.
  ".ticks",
  ".share select.start option:not([value='']), .share select.moment option:not([value=''])",
  ".share select.form option",
  ".share [data-save]:not([data-save=text])",
  // Of languages, each in its own.
  ".share select.lang option",
  // Python and Rust.
  ".code .choice button",
].join(", ");

/** Texts that are seen, or heard, and are not marked. */
function unmarked(names: string): string[] {
  const found: string[] = [];
  /** Adds a text if there are words in it outside of marks; `depth` marks are open before it, and so many are open behind it. */
  const look = (text: string, depth: number, named: boolean, whole = text): number => {
    let bare = "";
    for (const sign of text) {
      if (sign === "⟦") depth += 1;
      else if (sign === "⟧") depth -= 1;
      else if (depth === 0) bare += sign;
    }
    if (!named && /\p{L}{2,}/u.test(bare)) found.push(whole.trim().slice(0, 120));
    return depth;
  };
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const block = (element: Element): Element => {
    for (let at = element; ; at = at.parentElement!) {
      if (!at.parentElement || !/^(inline|contents)$/.test(getComputedStyle(at).display)) return at;
    }
  };
  // A sentence may stand in several elements, which are parts of one block.
  const depths = new Map<Element, number>();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement!;
    // A list's choices are seen when it is opened.
    const option = element.closest("select");
    if (element.closest("script, style, noscript, template") || !isShown(option ?? element)) continue;
    const within = option ? element : block(element);
    depths.set(within, look(node.textContent ?? "", depths.get(within) ?? 0, element.closest(names) !== null));
  }
  for (const element of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    if (element.closest(names) || !isShown(element)) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      const text = element.getAttribute(name);
      // A lane's states are said behind its task's name.
      const said = element.closest(".timeline") ? text?.replace(/^[^⟦]*: (?=⟦)/u, "") : text;
      if (said) look(said, 0, false, `${name}: ${text}`);
    }
  }
  look(document.title, 0, false);
  return [...new Set(found)];
}

/** What is wider than its room: the page itself, what lies outside of it, and controls whose words are cut or run out of them. */
function overflow(): string[] {
  const found: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page, by ${root.scrollWidth - root.clientWidth}`);
  const scrolls = (element: Element | null): boolean =>
    element !== null && element !== document.body && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const say = (element: Element, what: string) =>
    found.push(`${element.tagName.toLowerCase()}.${element.className} ${what}: ${(element.textContent ?? "").trim().slice(0, 60)}`);
  for (const element of document.body.querySelectorAll<HTMLElement>("a, button, summary, select, label, legend, h1, h2, h3, dt, p")) {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    // What is there for screen readers only is a dot.
    if (!element.checkVisibility({ visibilityProperty: true }) || box.width < 2 || style.fontSize === "0px" || element.closest(".unseen, .skip")) continue;
    if (scrolls(element)) continue;
    if (box.right > root.clientWidth + 1 || box.left < -1) {
      say(element, "lies outside of the page");
      continue;
    }
    // Names of tasks are shortened, with an ellipsis.
    if (style.textOverflow === "ellipsis" || element.querySelector(".name")) continue;
    if (style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1) say(element, "is cut");
    if (!element.matches("button, summary, select")) continue;
    const words = document.createRange();
    words.selectNodeContents(element);
    for (const { left, right, width } of words.getClientRects()) {
      if (width > 1 && (left < box.left - 1 || right > box.right + 1)) {
        say(element, "is too narrow for its words");
        break;
      }
    }
  }
  return found;
}

/** The page, as it is, at every width. */
async function holds(page: Page, state: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await page.evaluate(overflow), `${state}, ${width} pixels: wider than its room`).toEqual([]);
    expect.soft(await page.evaluate(unmarked, NAMES), `${state}, ${width} pixels: not marked`).toEqual([]);
  }
}

const PANES = ["log", "inside", "share"] as const;

test("the list of the lessons", async ({ page }) => {
  await page.goto(`${PSEUDO}/`);
  await expect(page.locator("html")).toHaveAttribute("lang", HTML_LANG[PSEUDO]);
  await holds(page, "as it is");
  await page.getByRole("banner").locator(".lessons > summary").click();
  await holds(page, "with the menu");
});

test("the pictures that play speak it too", async ({ request, baseURL }) => {
  const svg = await request.get(`${baseURL}${PSEUDO}/gather/run.svg`);
  expect(svg.status()).toBe(200);
  expect(await svg.text()).toContain("⟦");
  expect((await request.get(`${baseURL}${PSEUDO}/gather/run.gif`)).headers()["content-type"]).toBe("image/gif");
});

test("every other language is offered, and leads to the same lesson", async ({ page }) => {
  for (const lang of LANGS) {
    await page.goto(`${PSEUDO}/gather/`);
    const link = await linkTo(page, lang);
    await expect(page.getByRole("banner").locator("a[hreflang]")).toHaveText(LANGS.map((lang) => NAME[lang]));
    await holds(page, "with the menu of languages");
    await link.click();
    await expect(page).toHaveURL(new RegExp(`/${lang}/gather/$`));
    await expect(page.locator("html")).toHaveAttribute("lang", HTML_LANG[lang]);
  }
});

for (const { slug } of LESSONS) {
  test(`${slug}: folded and open, at its beginning, in its middle and at its end`, async ({ page }) => {
    test.setTimeout(60_000);
    const lab = await Lab.open(page, slug, PSEUDO);
    await holds(page, "at first");
    for (const pane of [...PANES, "predict"] as const) await lab.unfold(pane);
    await expect(lab.pane("share").locator("textarea")).toHaveValue(/loop-scope/);
    await holds(page, "with every pane");
    await lab.button("last").click();
    await lab.log("all");
    await holds(page, "at its end");
    for (let step = 0; step < 9; step++) await lab.button("step_back").click();
    await holds(page, "in its middle");
  });
}

for (const slug of PROGRAMS) {
  test(`${slug}: as it is, and edited`, async ({ page }) => {
    test.setTimeout(60_000);
    await page.goto(`${PSEUDO}/${slug}/`);
    const own = new Own(page, PSEUDO, slug);
    await own.isReady();
    for (const pane of PANES) await own.unfold(pane);
    await own.button("last").click();
    await holds(page, "at its end");
    await own.editButton.click();
    await expect(own.editor).toBeFocused();
    await holds(page, "with the editor");
  });
}

test("a program of the reader's own, right and wrong", async ({ page }) => {
  test.setTimeout(60_000);
  const own = await Own.edit(page, "event-loop", PSEUDO);
  await own.write(HELLO);
  await own.prints("mine", "done");
  await page.locator(".own-variables summary").click();
  await holds(page, "with its variables");
  await own.write(`${HELLO.replace("asyncio.run(main())", "asyncio.run(maim())")}`);
  await expect(page.locator(".own-editor .problem-message")).not.toHaveCount(0, { timeout: 20_000 });
  // What Python says is Python's.
  await page.locator(".own-editor .problem-message").evaluateAll((all) => all.forEach((message) => message.setAttribute("translate", "no")));
  await holds(page, "with an error");
});

test("a run as it goes on, mistakes, and the keys", async ({ page }) => {
  const lab = await Lab.open(page, "sleep", PSEUDO);
  await lab.speed(0.5);
  await lab.run();
  await expect(lab.button("pause")).toBeVisible();
  await holds(page, "while it runs");
  await lab.button("pause").click();
  await expect(lab.button("resume")).toBeVisible();
  await holds(page, "paused");
  await lab.button("stop").click();
  await holds(page, "stopped");
  const [, param] = lab.params();
  await lab.field(param).fill("none");
  await expect(lab.error(param)).toBeVisible();
  await holds(page, "with a mistake");
  await lab.button("keys").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await holds(page, "with the keys");
});

test("a run that waits for ever, and a guess that was wrong", async ({ page }) => {
  await withCrowd(page, 3, "ring");
  const lab = await Lab.open(page, "event-loop", PSEUDO);
  await lab.run();
  await expect(page.locator(".halted").getByRole("listitem")).toHaveCount(3);
  await holds(page, "halted");
  const predict = await lab.unfold("predict");
  await predict.locator("[data-do=check]").first().or(predict.locator("[data-do=choose]").first()).click();
  await holds(page, "graded");
});

test("a lesson in a frame, and an address that leads nowhere", async ({ page }) => {
  await page.goto(`${PSEUDO}/event-loop/embed/`);
  await expect(page.locator("html.ready")).toHaveCount(1);
  await holds(page, "in a frame");
  await page.goto(`${PSEUDO}/event-loop/#at=999999`);
  await expect(new Lab(page, PSEUDO, "event-loop").note).toBeVisible();
  await holds(page, "with a note");
});
