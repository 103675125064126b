// A tab that is used for hours: runs, edits, engines that are ended, widgets that come and go. What is held at the end is what was held
// after warming. `./x soak` has the long form, `./x test soak` a fiftieth of it.

import type { Page } from "@playwright/test";
import { test as blog } from "../blog.ts";
import { expect, test } from "../fixtures.ts";
import { Lab } from "../lab.ts";
import { HELLO, Own } from "../own.ts";
import { printsRows } from "../bench/table.ts";
import { countUrls, endures } from "./held.ts";

printsRows();
// As long as it takes; each round has a limit of its own.
test.setTimeout(0);
blog.setTimeout(0);

/** Presses the button that runs a program, and waits for its end, so often. */
async function runs(page: Page, again: string, times: number): Promise<void> {
  await page.evaluate(
    async ([again, times]) => {
      const button = () => document.querySelector<HTMLButtonElement>(".player .play")!;
      const isOver = () => (button().ariaLabel ?? button().textContent ?? "").includes(again);
      for (let nth = 0; nth < times; nth++) {
        await new Promise<void>((resolve, reject) => {
          const late = setTimeout(() => reject(new Error(`run ${nth} has not ended`)), 20_000);
          let begun = false;
          const observer = new MutationObserver(() => {
            begun ||= !isOver();
            if (!begun || !isOver()) return;
            observer.disconnect();
            clearTimeout(late);
            resolve();
          });
          observer.observe(document.querySelector(".player")!, { subtree: true, childList: true, characterData: true, attributes: true });
          button().click();
        });
      }
    },
    [again, times] as const,
  );
}

test("runs of a lesson", async ({ page }) => {
  await countUrls(page);
  await page.goto("en/event-loop/#p.delay=0.5");
  const lab = new Lab(page, "en", "event-loop");
  await lab.isReady();
  await lab.speed(10);
  await lab.run();
  await lab.ends();
  await endures(page, "runs", 10_000, (from, to) => runs(page, lab.words("run_again"), to - from));
  await expect(lab.notice).toBeHidden();
});

test("edits of the reader's own program", async ({ page }) => {
  await countUrls(page);
  const own = await Own.edit(page, "event-loop");
  await endures(page, "edits", 1_000, async (from, to) => {
    for (let nth = from; nth < to; nth++) {
      await own.write(HELLO.replace("mine", `edit ${nth}`));
      await own.prints(`edit ${nth}`, "done");
    }
  });
});

test("engines that are ended for another program", async ({ page }) => {
  await countUrls(page);
  const own = await Own.edit(page, "event-loop");
  await own.write(HELLO);
  await own.prints("mine", "done");
  await endures(page, "engines", 1_000, async (from, to) => {
    for (let nth = from; nth < to; nth++) {
      await own.write("sum(iter(int, 1))\n");
      await expect(own.status).toBeVisible();
      await own.write(HELLO.replace("mine", `after ${nth}`));
      await own.prints(`after ${nth}`, "done");
    }
  });
});

blog("widgets of a blog that come and go", async ({ page, places }) => {
  await countUrls(page);
  await page.goto(places.page("<div id='place'></div>"));
  await endures(page, "widgets", 500, (from, to) =>
    page.evaluate(
      async ([from, to]) => {
        const place = document.getElementById("place")!;
        for (let nth = from; nth < to; nth++) {
          const widget = document.createElement("loop-scope");
          widget.id = `w${nth}`;
          widget.setAttribute("lesson", "event-loop");
          widget.setAttribute("loading", "eager");
          await new Promise<void>((resolve, reject) => {
            const late = setTimeout(() => reject(new Error(`widget ${nth} is not ready`)), 20_000);
            widget.addEventListener("ready", () => (clearTimeout(late), resolve()), { once: true });
            place.replaceChildren(widget);
          });
          widget.remove();
        }
        (globalThis as unknown as { heard: unknown[] }).heard.length = 0;
      },
      [from, to] as const,
    ),
  );
});
