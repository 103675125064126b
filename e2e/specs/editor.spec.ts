// The editor by itself: writing Python, keys that lead in and out, controls of parameters, differences, looks, problems.

import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "../fixtures.ts";
import { test } from "../editor.ts";
import { policy } from "../server.mjs";
import { LANGS, whole } from "../words.ts";

const PROGRAM = `import asyncio

delay = 2  # @param
times = 3  # @param 1..8


async def main():
    for nth in range(times):
        await asyncio.sleep(delay)
        print(f"{nth}: done")


asyncio.run(main())
`;
const RANGES = [{ name: "delay", label: "how long", min: 0, max: 5, step: 0.5 }];

test.describe("writing", () => {
  test("a program is indented, its brackets closed, and it is told of at each edit", async ({ page, editor }) => {
    await editor.open();
    await page.keyboard.type("async def main():\nprint('hi')\nif True:\npass\nelse:\nawait x");
    const text = "async def main():\n    print('hi')\n    if True:\n        pass\n    else:\n        await x";
    expect(await editor.text()).toBe(text);
    const { changes } = await editor.told();
    expect(changes.at(-1)).toBe(text);
    expect(changes).toContain("async def main():\n    print('')");
  });

  test("its words have the colours of the listings", async ({ editor }) => {
    await editor.open({ text: 'async def f(*n):  # why\n    if n is None: return print(f"{n!r:>5}", 1.5)' });
    const words = (name: string) => editor.content.locator(`.${name}`).allInnerTexts();
    expect(await words("k")).toEqual(["async", "def", "if", "is", "return"]);
    expect(await words("f")).toEqual(["f"]);
    expect(await words("b")).toEqual(["None", "print"]);
    expect(await words("n")).toEqual(["1.5"]);
    expect(await words("c")).toEqual(["# why"]);
    expect((await words("s")).join("")).toBe('f"!r:>5"');
    await expect(editor.content.locator(".k").first()).toHaveCSS("color", "rgb(122, 63, 143)");
  });

  test("Tab indents, Shift-Tab takes back, and so does undo, across a run", async ({ editor, page }) => {
    await editor.open({ text: "a\nb" });
    await editor.press("Tab", "Tab", "Shift+Tab");
    expect(await editor.text()).toBe("    a\nb");
    await editor.press("Control+Enter");
    expect((await editor.told()).runs).toBe(1);
    await editor.started();
    expect(await editor.text()).toBe("    a\nb");
    await editor.press("End");
    await page.keyboard.type("bc");
    await editor.press("Control+z");
    expect(await editor.text()).toBe("    a\nb");
    await editor.press("Control+z", "Control+z", "Control+z");
    expect(await editor.text()).toBe("a\nb");
    await editor.press("Control+y", "Control+y", "Control+y", "Control+y");
    expect(await editor.text()).toBe("    abc\nb");
  });

  test("an input method composes in the middle of a line with a control", async ({ editor, page }) => {
    await editor.open({ text: 'n = 2  # @param\nprint("")' });
    const client = await page.context().newCDPSession(page);
    await editor.press("Control+End", "ArrowLeft", "ArrowLeft");
    for (const text of ["n", "ni", "ni hao"]) {
      await client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    }
    await client.send("Input.insertText", { text: "你好" });
    expect(await editor.text()).toBe('n = 2  # @param\nprint("你好")');
    await editor.press("Control+Home", "End");
    await client.send("Input.imeSetComposition", { text: "ge", selectionStart: 2, selectionEnd: 2 });
    await client.send("Input.insertText", { text: " 个" });
    expect(await editor.text()).toBe('n = 2  # @param 个\nprint("你好")');
    await expect(page.getByRole("slider", { name: "n" })).toHaveValue("2");
  });

  test("another text is a step that undo takes back, and nothing that the reader did", async ({ editor }) => {
    await editor.open({ text: "a = 1\nb = 2\n" });
    await editor.replace("a = 1\nb = 3\n");
    await editor.replace("a = 1\nb = 4\n", { continues: true });
    expect(await editor.text()).toBe("a = 1\nb = 4\n");
    expect((await editor.told()).changes).toEqual([]);
    await editor.press("Control+z");
    expect(await editor.text()).toBe("a = 1\nb = 2\n");
    expect((await editor.told()).changes).toEqual(["a = 1\nb = 2\n"]);
  });

  test("no key is seen by the page around it, which has keys of its own", async ({ editor, page }) => {
    await editor.open({ text: "n = 1  # @param" });
    await page.evaluate(() => addEventListener("keydown", (event) => document.body.setAttribute("data-seen", event.key)));
    await editor.press("End", "Space", "ArrowLeft", "Escape", "Tab", "ArrowRight");
    expect(await editor.text()).toBe("n = 2  # @param ");
    expect(await page.locator("body").getAttribute("data-seen")).toBeNull();
  });

  test("closed, it is gone", async ({ editor, page }) => {
    await editor.open({ text: "a" });
    await page.evaluate(() => globalThis.opened.close());
    await expect(page.locator("#place")).toBeEmpty();
  });
});

test.describe("keys that lead out", () => {
  test("Esc, then Tab, leaves the editor, which says so", async ({ editor, page }) => {
    await editor.open({ text: "a" });
    await expect(editor.content).toHaveAccessibleDescription(/Esc, then Tab, leaves the editor/);
    await editor.press("Escape");
    await expect(editor.aloud).toHaveText("Tab now leaves the text.");
    await editor.press("Tab");
    await expect(page.locator("#after")).toBeFocused();
    expect(await editor.text()).toBe("a");
    expect((await editor.told()).leaves).toBe(1);
    await editor.press("Shift+Tab");
    await expect(editor.content).toBeFocused();
    await editor.press("Tab");
    expect(await editor.text(), "back in the text, Tab indents").toBe("    a");
    await editor.press("Escape", "Shift+Tab");
    await expect(page.locator("#before")).toBeFocused();
    expect((await editor.told()).leaves).toBe(2);
  });

  test("after Esc, whoever writes on has Tab back", async ({ editor }) => {
    await editor.open({ text: "a" });
    await editor.press("Escape", "End", "Tab");
    await expect(editor.content).toBeFocused();
    expect(await editor.text()).toBe("    a");
  });

  test("the controls of parameters come next, and are no way out", async ({ editor, page }) => {
    await editor.open({ text: PROGRAM, ranges: RANGES });
    await editor.press("Escape", "Tab");
    await expect(page.getByRole("slider", { name: "how long" })).toBeFocused();
    expect((await editor.told()).leaves).toBe(0);
    await editor.press("Control+Enter");
    expect((await editor.told()).runs).toBe(1);
    await editor.press("Tab", "Tab");
    await expect(page.locator("#after")).toBeFocused();
    expect((await editor.told()).leaves).toBe(1);
  });
});

test.describe("parameters", () => {
  test("a slider's keys write the literal, each a step", async ({ editor, page }) => {
    await editor.open({ text: PROGRAM, ranges: RANGES });
    const slider = page.getByRole("slider", { name: "how long" });
    await expect(slider).toHaveValue("2");
    await slider.focus();
    await editor.press("ArrowRight", "ArrowRight", "ArrowRight");
    await expect(editor.line(3)).toContainText("delay = 3.5  # @param");
    await expect(slider).toHaveAttribute("aria-valuetext", "3.5");
    await editor.press("Control+z");
    await expect(editor.line(3)).toContainText("delay = 3  # @param");
    await expect(slider).toHaveValue("3");
    await expect(slider).toBeFocused();
    const { changes } = await editor.told();
    expect(changes.map((text) => /delay = (\S+)/.exec(text)?.[1])).toEqual(["2.5", "3", "3.5", "3"]);
  });

  test("a drag is one step, however long it takes", async ({ editor, page }) => {
    await page.clock.install();
    await editor.open({ text: PROGRAM, ranges: RANGES });
    const slider = page.getByRole("slider", { name: "how long" });
    const box = (await slider.boundingBox())!;
    const at = (part: number) => [box.x + 8 + (box.width - 16) * part, box.y + box.height / 2] as const;
    await page.mouse.move(...at(0.4));
    await page.mouse.down();
    for (const part of [0.5, 0.7, 0.9]) {
      await page.mouse.move(...at(part));
      await page.clock.fastForward(2000);
    }
    await page.mouse.up();
    await expect(editor.line(3)).toContainText("delay = 4.5  # @param");
    expect((await editor.told()).changes.length).toBeGreaterThan(1);
    await editor.content.click({ position: { x: 200, y: 10 } });
    await editor.press("Control+z");
    expect(await editor.text()).toBe(PROGRAM);
    await expect(slider).toHaveValue("2");
  });

  test("a line's own words say what its control may do; what is typed moves the control", async ({ editor, page }) => {
    await editor.open({
      text: `n = 3  # @param 1..8\nslow = True  # @param\nmode = "ring"  # @param "ring" | "line"\n"""\nm = 1  # @param\n"""\n`,
    });
    const slider = page.getByRole("slider");
    await expect(slider).toHaveCount(1);
    await slider.fill("8");
    await page.getByRole("checkbox", { name: "slow" }).uncheck();
    await page.getByRole("combobox", { name: "mode" }).selectOption("line");
    expect(await editor.text()).toMatch(/^n = 8 .*\nslow = False .*\nmode = "line" /);
    await editor.content.press("Control+Home");
    await editor.press("End", "Control+ArrowLeft");
    await editor.replace((await editor.text()).replace("n = 8", "n = 5").replace("False", "True"));
    await expect(slider).toHaveValue("5");
    await expect(page.getByRole("checkbox")).toBeChecked();
    await editor.press("Control+Home");
    await page.keyboard.type("k = 10  # @param\n");
    await expect(page.getByRole("slider", { name: "k" })).toHaveAttribute("max", "10");
    await editor.replace((await editor.text()).replace("k = 10", "k = 11"));
    await expect(page.getByRole("slider", { name: "k" })).toHaveAttribute("max", "20");
  });
});

test("differences from the lesson's text show, by shape and in words", async ({ editor, page }) => {
  await editor.open({ text: PROGRAM, original: PROGRAM });
  /** What the gutter shows, with the text of the line at its side. */
  const marks = () =>
    page.locator(".editor").evaluate((around) => {
      const lines = [...around.querySelectorAll(".cm-line")];
      const beside = (one: Element) => {
        const { top, height } = one.getBoundingClientRect();
        return lines.find((line) => Math.abs(line.getBoundingClientRect().top - top) < 2 && height > 0)?.textContent;
      };
      return [...around.querySelectorAll(".differs-gutter .cm-gutterElement:is(.added, .changed, [class*=removed])")].map(
        (one) => `${one.className.replace("cm-gutterElement", "").trim()}: ${beside(one)}`,
      );
    });
  await expect(editor.foot).toContainText("Same as the original");
  expect(await marks()).toEqual([]);
  await page.keyboard.type("import time\n");
  await editor.replace((await editor.text()).replace("delay = 2", "delay = 3").replace('        print(f"{nth}: done")\n', ""));
  await expect(editor.foot).toContainText("Lines that differ from the original: 1 changed, 1 added, 1 removed");
  expect(await marks()).toEqual(["added: import time", "changed: delay = 3  # @param", "removed-before: "]);
  const picture = (kind: string) =>
    page.locator(`.differs-gutter .${kind}`).evaluate((one) => getComputedStyle(one, "::before").backgroundImage);
  expect(await picture("changed")).toContain("repeating-linear-gradient");
  expect(await picture("added")).toBe("none");
  await editor.replace(PROGRAM);
  await expect(editor.foot).toContainText("Same as the original");
  expect(await marks()).toEqual([]);
});

test.describe("a run", () => {
  test("shows which line runs and who stands where", async ({ editor, page }) => {
    await editor.open({ text: PROGRAM });
    await editor.show([
      { line: 8, kind: "running" },
      { line: 9, kind: "waiting", hue: 2, mark: "2", words: "sleep(2)" },
      { line: 9, kind: "active", hue: 1, mark: "1" },
      { line: 13, kind: "outer", hue: 0 },
      ...[3, 4, 5, 6].map((task) => ({ line: 10, kind: "waiting", hue: task, mark: `${task}` }) as const),
    ]);
    await expect(editor.content.locator(".running")).toHaveText("    for nth in range(times):");
    await expect(editor.line(9).locator(".waits")).toHaveText("sleep(2)");
    const marks = page.locator(".marks-gutter .marks");
    await expect(marks.nth(0).locator(".mark")).toHaveText(["2", "1"]);
    await expect(marks.nth(0).locator(".waiting")).toHaveClass(/hue-2/);
    await expect(marks.nth(1)).toHaveText("3+3");
    await expect(marks.nth(2).locator(".outer .mark")).toHaveText("·");
    expect(await editor.text()).toBe(PROGRAM);
    await editor.show([]);
    await expect(page.locator(".running, .marks, .waits")).toHaveCount(0);
  });

  test("its lines are those of the text that it began with, wherever they go", async ({ editor, page }) => {
    await editor.open({ text: "a()\nb()\nc()\n" });
    await editor.started();
    await editor.show([{ line: 2, kind: "running" }]);
    await page.keyboard.type("first()\n");
    await expect(editor.content.locator(".running")).toHaveText("b()");
    await editor.press("ArrowDown", "Enter");
    await expect(editor.content.locator(".running")).toHaveText("b()");
    await editor.show([{ line: 3, kind: "running" }]);
    await expect(editor.content.locator(".running")).toHaveText("c()");
    await editor.replace("first()\na()\n\nb()\n");
    await expect(editor.content.locator(".running")).toHaveCount(0);
    await editor.started();
    await editor.show([{ line: 1, kind: "running" }]);
    await expect(editor.content.locator(".running")).toHaveText("first()");
    await editor.show([{ line: 99, kind: "running" }]);
    await expect(editor.content.locator(".running")).toHaveCount(0);
  });
});

test.describe("problems", () => {
  const LIST = [
    { line: 2, column: 7, endColumn: 11, message: "NameError: name 'nope' is not defined" },
    { line: 3, message: "SyntaxError: '(' was never closed" },
  ];

  test("are underlined, said below the line and read aloud; an edit of the line clears them", async ({ editor, page }) => {
    await editor.open({ text: "# 𝒳\nprint(nope)\n  print((\n" });
    await editor.problems(LIST);
    await expect(editor.content.locator(".problem").first()).toHaveText("nope");
    await expect(editor.content.locator(".problem").first()).toHaveCSS("text-decoration-style", "wavy");
    // Brackets are pieces of their own.
    expect((await editor.content.locator(".problem").allInnerTexts()).slice(1).join("")).toBe("print((");
    await expect(editor.content.locator(".problem-message")).toHaveText(LIST.map(({ message }) => message));
    await expect(editor.aloud).toHaveText(/^Line 2: NameError: name 'nope' is not defined\s+Line 3: SyntaxError/);
    await page.keyboard.type("# ");
    await expect(editor.content.locator(".problem-message")).toHaveCount(2);
    await editor.press("ArrowDown", "End");
    await page.keyboard.type(" ");
    await expect(editor.content.locator(".problem-message")).toHaveText([LIST[1].message]);
    await editor.problems([]);
    await expect(editor.content.locator(".problem, .problem-message")).toHaveCount(0);
  });

  test("columns count characters, as CPython does", async ({ editor }) => {
    await editor.open({ text: '"𝒳𝒴" + nope\nx\n' });
    await editor.problems([
      { line: 1, column: 8, message: "a" },
      { line: 2, column: 2, message: "at the end" },
    ]);
    await expect(editor.content.locator(".problem")).toHaveText(["nope", "x"]);
  });

  test("of a line that was edited since the run began are outdated", async ({ editor, page }) => {
    await editor.open({ text: "a\nb\nc\n" });
    await editor.started();
    await page.keyboard.type("1\n2");
    await editor.problems([
      { line: 1, message: "one" },
      { line: 3, message: "three" },
    ]);
    await expect(editor.content.locator(".problem-message")).toHaveText(["three"]);
    await expect(editor.content.locator(".problem")).toHaveText(["c"]);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("type is large enough not to be zoomed, and nothing but the text scrolls sideways", async ({ editor, page }) => {
    await editor.open({ text: `${PROGRAM}# ${"a long line ".repeat(20)}`, ranges: RANGES, original: PROGRAM });
    await editor.problems([{ line: 9, message: "TimeoutError: a message longer than a phone is wide, so that it is broken" }]);
    const size = await editor.content.evaluate((content) => parseFloat(getComputedStyle(content).fontSize));
    expect(size).toBeGreaterThanOrEqual(16);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const message = (await editor.content.locator(".problem-message > span").boundingBox())!;
    expect(message.x + message.width).toBeLessThanOrEqual(390);
    const slider = page.getByRole("slider", { name: "how long" });
    const box = (await slider.boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(24);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    await page.touchscreen.tap(box.x + box.width - 9, box.y + box.height / 2);
    await expect(editor.line(3)).toContainText("delay = 5");
  });

  test("the line that is typed keeps clear of what stays at the window's edges, also when a keyboard comes up", async ({ editor, page }) => {
    await editor.open({ text: PROGRAM.repeat(6) });
    await page.evaluate(() => {
      for (const [edge, height] of [["top", 48], ["bottom", 120]] as const) {
        const bar = document.body.appendChild(document.createElement("div"));
        bar.className = "bar";
        Object.assign(bar.style, { position: "fixed", [edge]: "0", left: "0", right: "0", height: `${height}px`, background: "grey", zIndex: "9" });
      }
    });
    const seen = () =>
      page.evaluate(() => {
        const node = getSelection()?.focusNode;
        const line = (node instanceof Element ? node : node?.parentElement)?.closest(".cm-line");
        if (!line) return false;
        const { left, top, bottom } = line.getBoundingClientRect();
        return [top + 1, bottom - 1].every((y) => document.elementFromPoint(left + 8, y)?.closest(".cm-line") === line);
      });
    await editor.press("ControlOrMeta+Home");
    for (let line = 0; line < 40; line++) {
      await editor.press("ArrowDown");
      await expect.poll(seen, `${line} lines down`).toBe(true);
    }
    const { width } = page.viewportSize() ?? { width: 390 };
    await page.setViewportSize({ width, height: 400 });
    await expect.poll(seen, "under a keyboard").toBe(true);
    for (let line = 0; line < 40; line++) {
      await editor.press("ArrowUp");
      await expect.poll(seen, `${line} lines up`).toBe(true);
    }
  });

  test("a control stays at hand at the end of a long line", async ({ editor, page }) => {
    await editor.open({ text: `n = 2  # @param 0..5\n${"x".repeat(90)} = 1  # @param` });
    const box = (await page.getByRole("slider").nth(1).boundingBox())!;
    expect(box.x + box.width).toBeLessThanOrEqual(390);
  });
});

test("its looks come without a style element, under the site's policy", async ({ editor, page }) => {
  const answer = page.waitForResponse(/en\.html$/);
  await editor.open({ text: PROGRAM });
  expect((await answer).headers()["content-security-policy"]).toBe(policy("page"));
  await expect(page.locator("style")).toHaveCount(0);
  // The rule by which the text keeps its spaces is CodeMirror's own.
  await expect(editor.content).toHaveCSS("white-space", "pre");
});

test.describe("forced colours", () => {
  test.use({ contextOptions: { forcedColors: "active" } });

  test("differences and the line that runs can still be seen", async ({ editor, page }) => {
    await editor.open({ text: "a = 2\nb", original: "a = 1\nb" });
    await editor.show([{ line: 2, kind: "running" }]);
    const ink = await editor.content.evaluate((content) => getComputedStyle(content).color);
    const changed = page.locator(".differs-gutter .changed");
    const bar = await changed.evaluate((one) => getComputedStyle(one, "::before").backgroundImage);
    expect(bar).toContain(ink);
    const border = (line: number) => editor.line(line).evaluate((line) => getComputedStyle(line).borderLeftColor);
    expect(await border(2)).not.toBe(await border(1));
    expect(await border(1)).toBe(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor));
  });
});

for (const [nth, lang] of LANGS.entries()) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(() => {
      const width = (colorScheme === "dark") === (nth === 0) ? 390 : 1000;
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test(`axe finds nothing: ${lang}, ${colorScheme}, ${width} wide`, async ({ editor, page }) => {
        const text = `${PROGRAM.replace("done", "fertig")}slow = False  # @param\nmode = "a"  # @param "a" | "b"\n`;
        await editor.open({ text, original: PROGRAM, lang, ranges: RANGES });
        await editor.show([
          { line: 8, kind: "running" },
          { line: 9, kind: "waiting", hue: 1, mark: "1", words: "sleep(2)" },
          { line: 10, kind: "active", hue: 2, mark: "2" },
          { line: 13, kind: "outer", hue: 0 },
          { line: 7, kind: "pointed" },
        ]);
        await editor.problems([{ line: 13, message: "NameError: name 'main' is not defined" }]);
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        const { violations } = await new AxeBuilder({ page }).include(".editor").withTags(tags).analyze();
        const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}: ${node.failureSummary}`));
        expect(found).toEqual([]);
        await expect(editor.content).toHaveAccessibleName(whole("editor", lang).label);
      });
    });
  }
}
