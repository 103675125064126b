// What a program of the reader's own says of itself in comments: goals, moments; and what can be guessed of it.

import { Own } from "../own.ts";
import { LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";

const PROGRAM = `import asyncio

# @goal ends within 2
# @goal prints both
# @goal be quick

async def wait(seconds):
    await asyncio.sleep(seconds)
    print("waited", seconds)

async def main():
    await asyncio.gather(wait(1), wait(1.5))  # @moment together
    print("both")

asyncio.run(main())
`;

for (const lang of LANGS) {
  test(`${lang}: goals are told, and marked once the run has reached them`, async ({ page }) => {
    const own = await Own.edit(page, "playground", lang);
    await own.write(PROGRAM);
    await own.prints("waited 1", "waited 1.5", "both");
    const goals = own.pane("code").locator(".goals");
    await expect(goals.getByRole("listitem")).toHaveCount(2);
    await expect(goals.locator("li.reached")).toHaveCount(2);
    await expect(goals.locator(".hint")).toContainText("5");
    await own.write(PROGRAM.replace("1.5", "2.5"));
    await own.prints("waited 1", "waited 2.5", "both");
    await expect(goals.locator("li.reached")).toHaveCount(1);
  });
}

test("a moment in a comment is marked on the scrubber", async ({ page }) => {
  const own = await Own.edit(page, "playground");
  await own.write(PROGRAM);
  await own.prints("waited 1", "waited 1.5", "both");
  await expect(own.player.locator(".ticks i")).toHaveCount(1);
  await own.button("first").click();
  await own.button("marker_next").click();
  await expect(own.player.locator(".status .words")).toContainText(/Step [1-9]\d* of/);
});

test("a link leads to a moment that a comment names, and says so where there is none", async ({ page }) => {
  const own = await Own.edit(page, "playground");
  await own.write(PROGRAM);
  await own.prints("waited 1", "waited 1.5", "both");
  const share = await own.unfold("share");
  await share.locator("select.moment").selectOption("together");
  await expect(share.locator("input.address")).toHaveValue(/#(moment=together&py=|z=)/);
  const link = await share.locator("input.address").inputValue();
  await expect(share.locator("select.start option")).toHaveText([own.words("share_start_first"), "together"]);
  await share.locator("select.start").selectOption("together");
  await expect(share.locator("textarea.source")).toHaveValue(/ start="together"/);

  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.locator("#lab.own")).toBeVisible({ timeout: 20_000 });
  await expect(own.status).toBeVisible();
  await expect(own.player.locator(".status .words")).toContainText(/Step [1-9]\d* of/);
  await expect(own.clock).toContainText("0.00");
  await expect(own.notice).toBeHidden();

  await page.goto("about:blank");
  await page.goto(`en/playground/#moment=nowhere&py=${encodeURIComponent(PROGRAM)}`);
  await expect(page.locator("#lab.own")).toBeVisible({ timeout: 20_000 });
  await expect(own.notice).toContainText("nowhere");
});

test("a lesson's moment is one of its recorded run, too", async ({ page }) => {
  await page.goto("en/cancellation/");
  const own = new Own(page, "en", "cancellation");
  await own.isReady();
  const moment = await page.locator("article a.to-moment").first().getAttribute("data-moment");
  await page.goto("about:blank");
  await page.goto(`en/cancellation/#moment=${moment}`);
  await own.isReady();
  await expect(own.player.locator(".status .words")).toContainText(/Step [1-9]\d* of/);
  await expect(own.notice).toBeHidden();
});

test("a program of the reader's own can be guessed before it is run", async ({ page }) => {
  const own = await Own.edit(page, "playground");
  await own.write(PROGRAM);
  await own.prints("waited 1", "waited 1.5", "both");
  const predict = await own.unfold("predict");
  await expect(predict.locator("fieldset")).toHaveCount(2);
  await predict.locator("fieldset").first().locator("[data-do=check]").click();
  await expect(predict.locator(".verdict").first()).not.toBeEmpty();
});
