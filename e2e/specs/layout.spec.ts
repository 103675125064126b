// Nothing lies over anything else: whatever is on the page at one spot belongs to one pane.

import { Lab } from "../lab.ts";
import { LESSONS } from "../lessons.ts";
import { expect, test } from "../fixtures.ts";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/** Pairs of panes that are drawn over each other, at spots a few pixels apart. */
function overlaps(): string[] {
  const owner = (element: Element) => element.closest("#lab .pane, #lab .player, article, header");
  const name = (element: Element) => element.getAttribute("aria-label") ?? element.tagName.toLowerCase();
  const over = (x: number, y: number) => {
    const [top, below] = new Set(document.elementsFromPoint(x, y).map(owner).filter((owner) => owner !== null));
    // What scrolls under a bar that has a ground of its own is hidden by it.
    return top && below && getComputedStyle(top).backgroundColor === "rgba(0, 0, 0, 0)" ? `${name(top)} over ${name(below)}` : undefined;
  };
  const found = new Set<string>();
  for (let y = 4; y < innerHeight - 4; y += 8) {
    for (let x = 4; x < innerWidth; x += 16) {
      const pair = over(x, y);
      // Neighbours share the pixel of their border.
      if (pair && pair === over(x, y + 3)) found.add(pair);
    }
  }
  return [...found];
}

for (const { slug, twin } of LESSONS) {
  test(`${slug}: nothing lies over anything`, async ({ page }) => {
    const lab = await Lab.open(page, slug);
    await lab.button("last").click();
    // The longer of the two programs.
    if (twin) await lab.pane("code").getByRole("button", { name: "Rust" }).click();
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await lab.parameters.scrollIntoViewIfNeeded();
      expect.soft(await page.evaluate(overlaps), `${size.width} x ${size.height}`).toEqual([]);
    }
  });
}

test("what was printed last is in sight", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  await lab.button("last").click();
  const rows = lab.pane("output").getByRole("listitem");
  await expect(rows.last()).toBeInViewport({ ratio: 0.9 });
  const log = await lab.unfold("log");
  await log.locator(".rows").evaluate((rows) => rows.scrollIntoView({ block: "end" }));
  await expect(lab.currentStep).toBeInViewport({ ratio: 0.9 });
});

test("the player's buttons stay where they are through a run", async ({ page }) => {
  const lab = await Lab.open(page, "event-loop");
  const place = async () => (await lab.button("step").boundingBox())?.x;
  const before = await place();
  await lab.run();
  await expect(lab.button("pause")).toBeVisible();
  expect.soft(await place(), "while it runs").toBe(before);
  await lab.speed(10);
  await lab.ends();
  expect.soft(await place(), "after it").toBe(before);
});
