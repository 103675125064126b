// A whole session without a mouse; and nothing takes the focus that the reader did not give it.

import type { Locator } from "@playwright/test";
import { Lab } from "../lab.ts";
import { LANGS, filled, site } from "../words.ts";
import { expect, test } from "../fixtures.ts";

/** A focus that can be seen: an outline, or a shadow that is there only now. */
async function expectVisibleFocus(element: Locator): Promise<void> {
  await expect(element).toBeFocused();
  await expect(element).toBeInViewport();
  const [focused, not] = await element.evaluate((element) => {
    const look = () => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
      return JSON.stringify([outlineStyle === "none" || outlineWidth === "0px" ? "" : outlineColor, boxShadow]);
    };
    const focused = look();
    (element as HTMLElement).blur();
    const not = look();
    (element as HTMLElement).focus();
    return [focused, not];
  });
  expect(focused, `the focus of ${element} can be seen`).not.toBe(not);
}

/** Goes on with Tab until an element has the focus. */
async function tabTo(element: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const page = element.page();
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press(key);
    if (await element.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${key} does not lead to ${element}`);
}

for (const lang of LANGS) {
  test(`${lang}: a session from the skip link to the log`, async ({ page }) => {
    const lab = await Lab.open(page, "futures", lang);
    const press = (key: string) => page.keyboard.press(key);

    // Past the text, straight to the program.
    await press("Tab");
    const skip = page.getByRole("link", { name: site[lang]("skip_to_lab") });
    await expectVisibleFocus(skip);
    await press("Enter");
    await expect(page.locator("#lab")).toBeFocused();

    // Python and Rust.
    const rust = lab.pane("code").getByRole("button", { name: "Rust" });
    await tabTo(rust);
    await expectVisibleFocus(rust);
    await press("Enter");
    await expect(rust).toHaveAttribute("aria-pressed", "true");
    await expect(lab.pane("code")).toContainText("async fn");
    const python = lab.pane("code").getByRole("button", { name: "Python" });
    await tabTo(python, "Shift+Tab");
    await press("Space");
    await expect(python).toHaveAttribute("aria-pressed", "true");
    await expect(lab.pane("code")).toContainText("async def");

    // Sliders and fields.
    const [delay] = lab.params();
    await tabTo(lab.slider(delay));
    await expectVisibleFocus(lab.slider(delay));
    await press("ArrowRight");
    await expect(lab.field(delay)).toHaveValue("2.1");
    await press("Home");
    await expect(lab.field(delay)).toHaveValue("0");
    await press("End");
    await expect(lab.field(delay)).toHaveValue("5");
    await tabTo(lab.field(delay));
    await expectVisibleFocus(lab.field(delay));
    await press("ControlOrMeta+A");
    await page.keyboard.type("3");
    await expect(lab.slider(delay)).toHaveValue("3");
    await tabTo(lab.reset(delay), "Shift+Tab");
    await expectVisibleFocus(lab.reset(delay));
    await press("Enter");
    await expect(lab.field(delay)).toHaveValue("2");
    // The button may go with the change that it took back, but the reader stays where they were.
    await expect.soft(lab.parameters.locator(":focus")).toHaveCount(1, { timeout: 1000 });

    // Run, pause, go on.
    await tabTo(lab.button("run"));
    await expectVisibleFocus(lab.button("run"));
    await press("Enter");
    await expect(lab.button("pause")).toBeFocused();
    await expect.poll(() => lab.now()).toBeGreaterThan(0);
    await press("Space");
    await expect(lab.button("resume")).toBeFocused();
    const before = await lab.scrubber.getAttribute("aria-valuetext");

    // Steps back and on, by their buttons and by keys.
    await tabTo(lab.button("step_back"));
    await press("Enter");
    await expect(lab.status).toHaveText(filled(lab.words("status_looking")));
    await expect(lab.button("to_present")).toBeVisible();
    await press("Home");
    await expect(lab.scrubber).toHaveValue("0");
    await press("ArrowRight");
    await expect(lab.scrubber).toHaveValue("1");
    await press("ArrowRight");
    await expect(lab.scrubber).toHaveValue("2");
    await press("ArrowLeft");
    await expect(lab.scrubber).toHaveValue("1");
    await press("End");
    await expect(lab.button("to_present")).toBeHidden();
    await expect(lab.scrubber).toHaveAttribute("aria-valuetext", before ?? "");

    // A paused run goes on step by step, to the end.
    for (let step = 0; step < 60 && (await lab.button("resume").isVisible()); step++) await press("ArrowRight");
    await lab.ends();
    const printed = await lab.printed();
    expect(printed[printed.length - 1].text).toBe("still there: 42");

    // The log: each row leads to its moment.
    const row = lab.pane("log").getByRole("listitem").nth(3).getByRole("button");
    await tabTo(row);
    await expectVisibleFocus(row);
    await press("Enter");
    await expect(row).toHaveAttribute("aria-current", "step");
    await expect(lab.scrubber).toHaveValue("4");

    // The scrubber.
    await tabTo(lab.scrubber, "Shift+Tab");
    await expectVisibleFocus(lab.scrubber);
    await press("ArrowRight");
    await expect(lab.scrubber).toHaveValue("5");
    await press("Home");
    await expect(lab.scrubber).toHaveValue("0");
    await press("End");
    await expect(lab.scrubber).toHaveAttribute("aria-valuetext", filled(lab.words("position_words")));

    // Help, and out of it again.
    await tabTo(lab.button("keys"), "Shift+Tab");
    await press("Enter");
    const dialog = page.getByRole("dialog", { name: lab.words("help") });
    await expect(dialog).toBeVisible();
    await press("Escape");
    await expect(dialog).toBeHidden();
    await expect(lab.button("keys")).toBeFocused();
  });
}

test("links in the text lead to the code and to moments by keyboard", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  const code = lab.text.locator("a.to-code").first();
  await tabTo(code);
  await expectVisibleFocus(code);
  await page.keyboard.press("Enter");
  await expect(lab.pane("code").locator(".line.pointed").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(lab.pane("code").locator(".line.pointed")).toHaveCount(0);
  const moment = lab.text.locator("a.to-moment", { hasText: "timer fires" });
  await tabTo(moment);
  await page.keyboard.press("Enter");
  await expect(lab.currentStep).toContainText("is due");
});

for (const lang of LANGS) {
  test(`${lang}: fields, switches and lists say their parameter and what it is`, async ({ page }) => {
    const roles = { bool: "checkbox", choice: "combobox", seconds: "textbox", int: "textbox" } as const;
    for (const slug of ["sleep", "coroutines"]) {
      const lab = await Lab.open(page, slug, lang);
      for (const param of lab.params()) {
        const field = lab.parameters.getByRole(roles[param.kind], { name: `${param.name} ${param.label}`, exact: true });
        await expect.soft(field).toHaveId(`param-${param.name}`, { timeout: 1000 });
      }
    }
  });
}

test("the code can be scrolled by keyboard wherever it is wider than its pane", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const lab = await Lab.open(page, "gather");
  const listing = lab.pane("code").locator(".listing, .listing pre, .code").filter({ has: page.locator(".line") }).first();
  const scroller = await listing.evaluateHandle((element) => {
    for (let at: Element | null = element.querySelector(".line"); at; at = at.parentElement) {
      if (at.scrollWidth > at.clientWidth && ["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return at;
    }
    return null;
  });
  const reachable = await scroller.evaluate((element) => element === null || (element as HTMLElement).tabIndex >= 0);
  expect(reachable).toBe(true);
});

test("a run takes no focus and scrolls nothing but its own panes", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  await lab.unfold("log");
  await lab.speed(10);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("Space");
  await lab.ends();
  await expect(page.locator("body")).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});
