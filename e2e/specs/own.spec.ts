// The reader's own program: written into the editor, run by Python on the page, scrubbed and played as a lesson's is, kept, shared.

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { HELLO, Own, sourceOf } from "../own.ts";
import { Lab } from "../lab.ts";
import { LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";


test("what is typed is what runs", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  // The lesson's own program is still the one that is shown, and the editor has its text.
  expect(await own.source()).toBe(await sourceOf(page));
  await own.write(HELLO);
  await own.prints("mine", "done");
  await expect(own.clock).toContainText("2.00");

  // Live, at the pace of its clock, from the keyboard.
  await own.speed(2);
  await own.editor.focus();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(own.button("pause")).toBeVisible();
  await expect(own.pane("output").locator("samp")).toHaveText(["mine"]);
  await expect(page.locator(".own-editor .waits")).toContainText("sleep(2)");
  await expect(own.button("run_again")).toBeVisible({ timeout: 10_000 });
  await expect(own.pane("output").locator("samp")).toHaveText(["mine", "done"]);
});

test("a slider of the reader's own program reflows the schedule, also of a live run", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(HELLO);
  await own.prints("mine", "done");
  const slider = page.locator(".own-editor input[type=range]");
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(own.editor).toContainText("delay = 1.5");
  await expect(own.clock).toContainText("1.50");

  await own.speed(0.25);
  await own.run();
  await expect.poll(() => own.now()).toBeGreaterThan(0.1);
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(own.editor).toContainText("delay = 0 ");
  await expect(own.button("run_again")).toBeVisible({ timeout: 10_000 });
  await expect(own.pane("output").locator("samp")).toHaveText(["mine", "done"]);
});

test("lines that a program brings along are read, and then there is nothing", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write("# @input Ann\nprint(input('name? '))\ntry:\n    input()\nexcept EOFError as error:\n    print(error)\ninput()\n");
  await expect(own.pane("output").locator("samp")).toHaveText(["name?", "Ann", "EOF when reading a line", /Traceback/], { timeout: 20_000 });
  await expect(page.locator(".own-editor")).toContainText("EOFError: EOF when reading a line");
});

test("a program asks for its input, line by line, by keyboard alone", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write("name = input('Your name? ')\nprint('Hello', name)\nprint(int(input()) + 1)\n");
  const line = page.getByLabel("Your name?");
  await expect(line).toBeVisible({ timeout: 20_000 });
  await expect(own.pane("output").locator("samp")).toHaveText(["Your name?"]);
  const { violations } = await new AxeBuilder({ page }).include(".own-input").analyze();
  expect(violations).toEqual([]);
  await line.fill("Ann");
  await page.keyboard.press("Enter");
  await expect(own.pane("output").locator("samp")).toHaveText(["Your name?", "Hello Ann"]);
  // Who has answered once goes on typing.
  await expect(page.locator(".own-input input")).toBeFocused();
  await page.keyboard.type("41");
  await page.keyboard.press("Enter");
  await expect(own.pane("output").locator("samp")).toHaveText(["Your name?", "Hello Ann", "42"]);
  await page.getByRole("button", { name: "Ask me again" }).click();
  await expect(own.pane("output").locator("samp")).toHaveText(["Your name?"]);
});

test("Stop is Ctrl-C: the program cleans up, and runs from its beginning the next time", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(
    "import asyncio\n\nasync def main():\n    try:\n        print('begins')\n        await asyncio.sleep(5)\n        print('ends')\n" +
      "    except asyncio.CancelledError:\n        print('cancelled')\n        raise\n\nasyncio.run(main())\n",
  );
  await own.prints("begins", "ends");
  await own.run();
  await expect(own.pane("output").locator("samp")).toHaveText(["begins"]);
  await expect.poll(() => own.now()).toBeGreaterThan(0.2);
  await page.locator(".player .stop").click();
  await expect(own.pane("output").locator("samp")).toHaveText(["begins", "cancelled", /^stderr Traceback[^]*KeyboardInterrupt$/]);
  await expect.poll(() => own.now()).toBeLessThan(5);
  await own.speed(2);
  await own.run();
  await expect(own.pane("output").locator("samp")).toHaveText(["begins", "ends"], { timeout: 15_000 });
});

test("a canned answer comes after its time, and is said to be canned", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(
    "# @answer http://example.com/ in 2 hello\nimport asyncio\nimport aiohttp\n\nasync def main():\n" +
      "    async with aiohttp.ClientSession() as session, session.get('http://example.com/') as response:\n" +
      "        print(response.status, await response.text())\n\nasyncio.run(main())\n",
  );
  await own.prints("200 hello");
  await expect(own.clock).toContainText("2.00");
  await expect(own.pane("log")).toContainText("aiohttp asks no server");
  await expect(own.pane("log")).toContainText("GET http://example.com/");
});

/** To the run's last moment. */
async function end(page: Page) {
  await page.locator("#lab .player .play").focus();
  await page.keyboard.press("End");
}

test("a lesson's text leads to the article's own program, which is run as Python 3.11", async ({ page }) => {
  await page.goto("en/event-loop/");
  await new Lab(page, "en", "event-loop").isReady();
  await page.getByRole("link", { name: "as the article has it" }).click();
  await expect(page.locator("#lab.own")).toBeVisible({ timeout: 20_000 });
  await expect(page.locator(".own-editor .cm-content")).toContainText("asyncio.get_event_loop()");
  await end(page);
  await expect(page.locator("#lab .pane.output samp")).toHaveCount(3);
  await expect(page).toHaveURL(/python=3\.11/);
});

test("the same program says why it fails as 3.14, and another Python is refused", async ({ page }) => {
  const source = encodeURIComponent("import asyncio, sys\nprint(sys.version_info[:2])\nasyncio.get_event_loop()\n");
  const printed = page.locator("#lab .pane.output samp");
  const own = page.locator("#lab.own");
  await page.goto(`en/event-loop/#py=${source}&python=3.11`);
  await expect(own).toBeVisible({ timeout: 20_000 });
  await end(page);
  await expect(printed.first()).toHaveText("(3, 11)", { timeout: 20_000 });
  await page.goto(`en/event-loop/#py=${source}`);
  await page.reload();
  await expect(own).toBeVisible({ timeout: 20_000 });
  await end(page);
  await expect(printed.first()).toHaveText("(3, 14)", { timeout: 20_000 });
  await expect(printed.last()).toContainText("There is no current event loop");
  await page.goto(`en/event-loop/#py=${source}&python=3.12`);
  await page.reload();
  await new Lab(page, "en", "event-loop").isReady();
  await expect(page.locator("#lab.own")).toHaveCount(0);
});

test("a program that does not end is stopped, said so, and the page goes on", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write("import asyncio\n\n\nasync def main():\n    print('before')\n    while True:\n        pass\n\n\nasyncio.run(main())\n");
  await expect(own.status).toContainText("Stopped: it computed for 2 s", { timeout: 10_000 });
  await expect(own.pane("output").locator("samp").first()).toHaveText("before", { timeout: 10_000 });
  await own.write(HELLO);
  await own.prints("mine", "done");
  await expect(own.status).not.toContainText("Stopped");
});

/** Programs that do not end: one that the engine ends wherever it is, and one that is inside of a single long call. */
const ENDLESS = ["while True: pass\n", "sum(iter(int, 1))\n"];

for (const endless of ENDLESS) {
  test(`what is wanted instead does not wait for it: ${endless.trim()}`, async ({ page }) => {
    const own = await Own.edit(page, "event-loop");
    const before = await own.source();
    await own.write(HELLO);
    await own.prints("mine", "done");
    // Another program, while it runs for the first time.
    await own.write(endless);
    await expect(own.status).toHaveText(/Running|Stopped/, { timeout: 10_000 });
    await own.write("print('instead')\n");
    await own.prints("instead");
    await expect(own.status).not.toContainText("Stopped");
    // The lesson's own, while it runs for the second time; then another.
    await own.write(`print("first")\n${endless}`);
    await expect(own.status).toContainText("Stopped", { timeout: 10_000 });
    await own.write(before);
    await expect(page.locator("#lab")).not.toHaveClass(/own/);
    await own.write(HELLO);
    await own.prints("mine", "done");
  });
}

test("edits leave nothing behind on the page", async ({ page }) => {
  test.setTimeout(120_000);
  const own = await Own.edit(page, "event-loop");
  const session = await page.context().newCDPSession(page);
  /** How many nodes there are once what is of no use is gone. */
  const nodes = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Memory.getDOMCounters")).nodes;
  };
  let edits = 0;
  const edit = async (until: number) => {
    for (; edits < until; edits += 1) {
      await own.write(`${HELLO}print(${edits})\n`);
      await own.prints("mine", "done", `${edits}`);
    }
    return nodes();
  };
  const some = await edit(40);
  const many = await edit(120);
  // Of 80 edits hardly anything; each replaced dozens of nodes.
  expect(many - some).toBeLessThan(400);
});

test.describe("without the engine", () => {
  test.use({ expected: new Set([/python_bg\.wasm/]) });

  test("it says so, and tries again", async ({ page }) => {
    let there = false;
    await page.route(/python_bg\.wasm/, (route) => (there ? route.continue() : route.abort()));
    const own = await Own.edit(page, "event-loop");
    await own.write(HELLO);
    await expect(own.status).toContainText("could not be loaded");
    // What was shown is still there, and can be played.
    await expect(own.button("run")).toBeEnabled();
    there = true;
    await page.getByRole("button", { name: "Try again" }).click();
    await own.prints("mine", "done");
  });
});

test.describe("what does not come", () => {
  // Each says what happened, and what helps.
  const ENGINE = [
    { what: "the site answers otherwise", answer: { status: 503, body: "" }, says: /answered with the error 503/, complaint: /python_bg\.wasm: 503|status of 503/ },
    { what: "its worker does not come", file: /python-[^/]*\/worker\.js$/, answer: { status: 404, body: "" }, says: /could not be loaded, as nothing answers/, complaint: /worker\.js: (404|net::ERR_FAILED)/ },
    { what: "it is no module", answer: { contentType: "application/wasm", body: "no module" }, says: /could not be started \(.*\)\. Reload/, complaint: undefined },
  ];
  for (const { what, file = /python_bg\.wasm/, answer, says, complaint } of ENGINE) {
    test.describe(() => {
      if (complaint) test.use({ expected: new Set([complaint]) });
      test(`the engine: ${what}`, async ({ page }) => {
        await page.route(file, (route) => route.fulfill(answer));
        const own = await Own.edit(page, "event-loop");
        await own.write(HELLO);
        await expect(own.status).toContainText(says);
        await page.unroute(file);
        await page.getByRole("button", { name: "Try again" }).click();
        await own.prints("mine", "done");
      });
    });
  }

  for (const file of [/\/editor\.js/]) {
    test.describe(() => {
      test.use({ expected: new Set([/net::ERR_FAILED/]) });
      test(`${file.source}: no answer, and then there is one`, async ({ page, complaints }) => {
        await page.route(file, (route) => route.abort());
        await page.goto("en/event-loop/");
        const own = new Own(page, "en", "event-loop");
        await own.isReady();
        await own.editButton.click();
        await expect(own.notice).toContainText("could not be loaded");
        await expect(own.notice).toContainText("check the connection");
        await page.unroute(file);
        await own.editButton.click();
        await expect(own.editor).toBeFocused();
        complaints.splice(0, Infinity, ...complaints.filter(({ text }) => !/Failed to fetch dynamically imported module/.test(text)));
      });
    });
    test.describe(() => {
      test.use({ expected: new Set<RegExp>() });
      test(`${file.source}: what comes does not run`, async ({ page, complaints }) => {
        await page.route(file, (route) => route.fulfill({ contentType: "text/javascript", body: "throw new Error('not made for this browser')" }));
        await page.goto("en/event-loop/");
        const own = new Own(page, "en", "event-loop");
        await own.isReady();
        await own.editButton.click();
        await expect(own.notice).toContainText("not made for this browser");
        await expect(own.notice).toContainText("Reload the page");
        await expect(own.notice).not.toContainText("connection");
        complaints.splice(0, Infinity, ...complaints.filter(({ text }) => !/not made for this browser/.test(text)));
      });
    });
  }

  test.describe(() => {
    test.use({ expected: new Set([/run-.*\.bin/]) });
    test("the recorded run of an example: the engine makes it once more", async ({ page }) => {
      await page.route(/run-[^/]*\.bin$/, (route) => route.abort());
      await page.goto("en/playground/race/");
      await expect(page.locator("#lab.python")).toBeVisible();
      const own = new Own(page, "en", "playground/race");
      await own.isReady();
      await own.button("last").click();
      await expect(own.pane("output").locator("samp")).not.toHaveCount(0);
    });
  });
});

test("what goes into a blog is the reader's own program", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(`${HELLO}print(1 < 2)\n`);
  await own.prints("mine", "done", "True");
  const share = await own.unfold("share");
  const source = share.locator("textarea.source");
  await expect(source).toHaveValue(/<loop-scope lang="en" view="[a-z,]+">\n<pre><code class="language-python">import asyncio\n/);
  await expect(source).toHaveValue(/print\(1 &lt; 2\)<\/code><\/pre>\n<\/loop-scope>$/);
  await expect(source).not.toHaveValue(/lesson=/);
  await expect(share.locator(".preview")).toHaveAttribute("href", /\/embed\/.*#py=import%20asyncio/);
  await share.locator("select.form").selectOption("mdx");
  await expect(source).toHaveValue(/<pre><code className="language-python">\{`import asyncio/);
  await share.locator("select.form").selectOption("markdown");
  await expect(source).toHaveValue(/^```python\nimport asyncio[^]*\n```\n\n\[[^\]]+\]\(http[^)]*py=/);
});

test("the variables are those of the moment that is looked at", async ({ page }) => {
  const own = await Own.edit(page, "event-loop");
  await own.write(`import asyncio

async def main(count):
    for round in range(count):
        await asyncio.sleep(1)
    print("done")

asyncio.run(main(3))
`);
  await own.prints("done");
  const variables = page.locator(".own-variables");
  await variables.locator("summary").click();
  // At the end the program's coroutine is no more.
  await expect(variables).toContainText("None at this moment.");
  await own.button("first").click();
  await own.button("next_timer").click();
  await expect(variables.locator("dl > div", { hasText: "round" })).toContainText("0");
  await own.button("next_timer").click();
  await expect(variables.locator("dl > div", { hasText: "round" })).toContainText("1");
  await expect(variables.locator("dl > div", { hasText: "count" })).toContainText("3");
});

test("by the keyboard alone", async ({ page }) => {
  await page.goto("en/event-loop/");
  const own = new Own(page, "en", "event-loop");
  await own.isReady();
  await own.editButton.focus();
  await page.keyboard.press("Enter");
  await expect(own.editor).toBeFocused();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("print('typed')");
  await expect(own.pane("output")).toContainText("typed", { timeout: 20_000 });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(own.editor).not.toBeFocused();
});

for (const lang of LANGS) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1440, 390]) {
      test.describe(() => {
        test.use({ colorScheme, viewport: { width, height: 900 } });

        test(`axe finds nothing with the editor open: ${lang}, ${colorScheme}, ${width}`, async ({ page }) => {
          const own = await Own.edit(page, "event-loop", lang);
          await own.write(`${HELLO}print(1 / 0)\n`);
          await expect(page.locator(".own-editor")).toContainText("ZeroDivisionError", { timeout: 20_000 });
          expect(await findings(page)).toEqual([]);
          // A phone's page does not move sideways.
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        });
      });
    }
  }
}

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}
