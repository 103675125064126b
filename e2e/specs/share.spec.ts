// What a reader takes along: a link to exactly this moment of exactly this run, the run as a file, and what goes into a blog.

import { Lab } from "../lab.ts";
import { LANGS } from "../words.ts";
import { expect, test } from "../fixtures.ts";

test("a run is saved as a picture, for Perfetto, as JSON and as text", async ({ page }) => {
  const lab = await Lab.open(page, "gather");
  await lab.unfold("share");
  const saved = async (kind: string) => {
    const download = page.waitForEvent("download");
    await lab.pane("share").locator(`[data-save=${kind}]`).click();
    const file = await download;
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString("utf8") };
  };
  const svg = await saved("svg");
  expect(svg.name).toBe("gather.svg");
  // In a page without a policy: the picture brings its own colours.
  const plain = await page.context().newPage();
  expect(await plain.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror")?.textContent, svg.text)).toBeUndefined();
  const perfetto = JSON.parse((await saved("perfetto")).text) as { traceEvents: unknown[] };
  expect(perfetto.traceEvents.length).toBeGreaterThan(20);
  const json = JSON.parse((await saved("json")).text) as { lesson: string; params: object; records: unknown[] };
  expect(json.lesson).toBe("gather");
  expect(json.params).toEqual({ a: 1.5, b: 0.5, c: 1 });
  expect(json.records.length).toBeGreaterThan(100);
  expect((await saved("text")).text).toContain("one by one");
});

test("a link leads to the moment, with parameters, panes, and what the reader did in the loop's place", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const lab = await Lab.open(page, "waiting");
  const share = await lab.unfold("share");
  const inside = await lab.unfold("inside");
  await lab.field(lab.params()[0]).fill("1.5");
  for (let step = 0; step < 9; step++) await lab.button("step").click();
  await inside.locator("[data-act=block]").click();
  await share.locator(".with-panes").check();
  const link = share.locator(".address");
  await expect(link).toHaveValue(/\/en\/waiting\/#at=\d+&p\.kettle=1\.5&d=[0-9A-F]+&panes=/);
  await share.locator(".copy-link").click();
  await expect(share.locator(".copy-link")).toHaveText(lab.words("copied"));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await link.inputValue());

  const other = await context.newPage();
  await other.goto(copied);
  const there = new Lab(other, "en", "waiting");
  await there.isReady();
  await expect(there.scrubber).toHaveAttribute("aria-valuetext", (await lab.scrubber.getAttribute("aria-valuetext")) ?? "");
  await expect(there.pane("inside").locator(".pane-body")).toBeVisible();
  await expect(there.pane("log").locator(".pane-body")).toBeHidden();
  await there.unfold("log");
  await expect(there.currentStep).toContainText(/You block/);
  // The other reader may go on from there, and undo it.
  await there.pane("inside").locator("[data-act=undo]").click();
  await expect(there.pane("log").getByRole("listitem").filter({ hasText: /You block/ })).toHaveCount(0);
});

test("a long address is packed, and opens as the plain one does", async ({ page, context }) => {
  const lab = await Lab.open(page, "gather");
  const share = await lab.unfold("share");
  const inside = await lab.unfold("inside");
  const link = share.locator(".address");
  for (let time = 0; time < 24; time++) await inside.locator("[data-act=block]").click();
  await expect(link).toHaveValue(/#z=[\w-]+$/);
  const other = await context.newPage();
  await other.goto(await link.inputValue());
  const there = new Lab(other, "en", "gather");
  await there.isReady();
  await expect(there.scrubber).toHaveAttribute("aria-valuetext", (await lab.scrubber.getAttribute("aria-valuetext")) ?? "");
  await expect.poll(() => other.evaluate(() => location.hash)).toMatch(/^#(at=\d+&)?d=/);
  // Another one in the same page.
  await other.evaluate((hash) => location.assign(hash), new URL(await link.inputValue()).hash);
  await expect.poll(() => other.evaluate(() => location.hash)).toMatch(/^#(at=\d+&)?d=/);
  await expect(there.note).toBeHidden();
});

for (const hash of ["z=", "z=!!!", "z=AAAA", "z=q1YqSS0uAQA", `z=${"A".repeat(5000)}`, "z", "v=9&at=1", "d=FF", "panes=attic"]) {
  test(`#${hash.slice(0, 20)} opens the lesson at its start, with one quiet sentence`, async ({ page }) => {
    await page.goto(`en/event-loop/#${hash}`);
    const lab = new Lab(page, "en", "event-loop");
    await lab.isReady();
    await expect(lab.note).toHaveText(lab.words("notice_address"));
    await expect(lab.scrubber).toHaveValue("0");
  });
}

test("what packs is what unpacks, and anything else is refused without a hang", async ({ page }) => {
  await page.goto("en/event-loop/");
  const wrong = await page.evaluate(async () => {
    const { pack, unpack } = (await import(new URL("../../packed.js", location.href).href)) as {
      pack: (fragment: string) => Promise<string>;
      unpack: (packed: string) => Promise<string>;
    };
    const wrong: string[] = [];
    let seed = 7;
    const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    for (let time = 0; time < 300; time++) {
      const fragment = Array.from({ length: next(400) }, () => String.fromCodePoint([next(128), next(0x4000) + 0x100, 0x1f600 + next(50)][next(3)])).join("") + "a=1&".repeat(next(60));
      const packed = await pack(fragment);
      if (packed.length > fragment.length) wrong.push(`longer: ${fragment}`);
      if (packed !== fragment && (await unpack(`#${packed}`)) !== fragment) wrong.push(fragment);
      if (/[^\w=-]/.test(packed) && packed !== fragment) wrong.push(`signs: ${packed}`);
      // One sign wrong somewhere, or cut: an error, or a text; never a hang, never without bounds.
      const spoilt = packed.slice(0, next(packed.length + 1)) + "-_Az9%"[next(6)] + packed.slice(next(packed.length + 1));
      await unpack(spoilt).then((text) => text.length > 300_000 && wrong.push("without bounds"), () => {});
    }
    const bomb = await pack("0".repeat(10_000_000));
    await unpack(bomb).then(() => wrong.push("a bomb went off"), () => {});
    return wrong;
  });
  expect(wrong).toEqual([]);
});

for (const lang of LANGS) {
  test(`${lang}: what goes into a blog is written as the reader wants it`, async ({ page }) => {
    const lab = await Lab.open(page, "event-loop", lang);
    const share = await lab.unfold("share");
    await lab.field(lab.params()[0]).fill("0.5");
    const source = share.locator(".source");
    const root = new URL("../../", page.url()).href;
    await expect(source).toHaveValue(
      `<script type="module" src="${root}embed.js"></script>\n<loop-scope lesson="event-loop" lang="${lang}" params="delay:0.5"></loop-scope>`,
    );
    await share.locator("select.theme").selectOption("dark");
    await share.locator("select.start").selectOption("woken");
    await share.locator(".panes input[value=log]").uncheck();
    await expect(source).toHaveValue(/theme="dark" view="code,timeline,output" start="woken"><\/loop-scope>$/);
    await share.locator("select.form").selectOption("iframe");
    const frame = `${root}${lang}/event-loop/embed/?view=code,timeline,output&theme=dark&p.delay=0.5&start=woken`;
    await expect(source).toHaveValue(new RegExp(`^<iframe src="${frame.replaceAll("&", "&amp;").replace(/[.?/]/g, "\\$&")}" title="[^"]+"`));
    await expect(share.locator(".preview")).toHaveAttribute("href", frame);
    for (const [form, pattern] of [
      ["markdown", /^\[!\[.+\]\(.+\/event-loop\/poster-dark\.svg\)\]\(.+#.*p\.delay=0\.5\)$/],
      ["mdx", /embed\.js" \/>\n\n<loop-scope .+ \/>$/],
      ["hugo", /\{\{< loop-scope lesson="event-loop" .+ >\}\}$/],
      ["mdbook", /<\/script>\n\n<loop-scope .+><\/loop-scope>\n$/],
    ] as const) {
      await share.locator("select.form").selectOption(form);
      await expect(source).toHaveValue(pattern);
    }
    await expect(share.locator(".sizes")).toHaveText(/\d kB.*\d kB.*\d kB/);
  });
}
