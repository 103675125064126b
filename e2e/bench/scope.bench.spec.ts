// How fast the page is, measured in the browser, a figure per row. `./x bench page` runs it; nothing else may run meanwhile.
//
// A time is from the reader's event to the page laid out anew (`getBoundingClientRect` after all effects), as the browser's
// own painting comes with the next frame in any case.

import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { Lab } from "../lab.ts";
import { TWINLESS, TWINS } from "../lessons.ts";
import { withLongRuns } from "../long.ts";
import { p95, printsRows, row } from "./table.ts";

/** How often each thing is measured. */
const TIMES = 60;
/** A frame at 60 frames a second, in milliseconds. */
const FRAME = 16;
/** What a run of the Python engine may take, in milliseconds. */
const PYTHON = 50;

test.setTimeout(120_000);

printsRows();

/** Sets the values of an input one by one, as a hand on a slider does, and tells how long each took. */
async function inputs(page: Page, selector: string, values: number[]): Promise<number[]> {
  return page.evaluate(
    async ([selector, values]) => {
      const input = document.querySelector<HTMLInputElement>(selector);
      if (!input) throw new Error(`there is no ${selector}`);
      const times: number[] = [];
      for (const value of values) {
        await new Promise(requestAnimationFrame);
        const begun = performance.now();
        input.value = String(value);
        input.dispatchEvent(new Event("input", { bubbles: true }));
        // Effects run in microtasks, some of them in those of others.
        for (let turn = 0; turn < 50; turn++) await Promise.resolve();
        document.querySelector("#lab")?.getBoundingClientRect();
        times.push(performance.now() - begun);
      }
      return times;
    },
    [selector, values] as const,
  );
}

test("a parameter changes, and the whole schedule with it", async ({ page }) => {
  for (const { slug } of TWINS) {
    const lab = await Lab.open(page, slug);
    const param = lab.params().find((param) => param.kind === "seconds" || param.kind === "int");
    if (!param || (param.kind !== "seconds" && param.kind !== "int")) continue;
    const { min, max, step } = param;
    const steps = Math.round((max - min) / step);
    const values = Array.from({ length: TIMES }, (_, nth) => min + (((nth * 7) % steps) + 1) * step);
    const time = p95(await inputs(page, "#lab .params input[type=range]", values));
    row(`${slug}: parameter to schedule, p95`, time, FRAME);
    expect.soft(time, slug).toBeLessThanOrEqual(FRAME);
  }
});

test("a parameter of a lesson without a twin changes, and the Python engine's schedule with it", async ({ page }) => {
  for (const { slug } of TWINLESS) {
    const lab = await Lab.open(page, slug);
    const field = lab.params().find((param) => param.kind === "seconds");
    if (field?.kind !== "seconds") continue;
    // The first change brings the engine along.
    const scrub = lab.scrubber;
    const before = await scrub.getAttribute("max");
    await lab.field(field).fill(String(field.max));
    await expect(scrub).not.toHaveAttribute("max", before ?? "", { timeout: 30_000 });
    const slider = page.locator("#lab .params input[type=range]").first();
    const times = await slider.evaluate(async (element, moves) => {
      const input = element as HTMLInputElement;
      const shown = () => new Promise((resolve) => addEventListener("loopscope-state", resolve, { once: true }));
      const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const [min, max, step] = [Number(input.min), Number(input.max), Number(input.step)];
      // Not the default, whose run is there already.
      const steps = Math.round((max - min) / step) + 1;
      const values = Array.from({ length: steps }, (_, nth) => min + nth * step).filter((value) => value !== Number(input.defaultValue));
      const times: number[] = [];
      for (let nth = 0; nth < moves + 5; nth += 1) {
        const begun = performance.now();
        input.value = String(values[nth % values.length]);
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await shown();
        await painted();
        times.push(performance.now() - begun);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      // The first ones find code that is not compiled yet.
      return times.slice(5);
    }, TIMES);
    row(`${slug}: parameter to the frame that shows Python's schedule, p95`, p95(times), PYTHON);
    expect.soft(p95(times), slug).toBeLessThanOrEqual(PYTHON);
  }
});

test("a run of a hundred thousand records", async ({ page }) => {
  // The memories of the page's modules, which are in no heap that the browser counts.
  await page.addInitScript(() => {
    const memories: WebAssembly.Memory[] = [];
    Object.assign(globalThis, { memories });
    const instantiate = WebAssembly.instantiate.bind(WebAssembly) as (...args: unknown[]) => Promise<WebAssembly.Instance>;
    WebAssembly.instantiate = (async (...args: unknown[]) => {
      const instance = await instantiate(...args);
      memories.push(...Object.values(instance.exports).filter((it) => it instanceof WebAssembly.Memory));
      return instance;
    }) as typeof WebAssembly.instantiate;
  });
  await page.addInitScript(() => {
    const heard: number[] = [];
    Object.assign(globalThis, { heard });
    globalThis.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        this.addEventListener("message", ({ data }) => {
          if ((data as Uint8Array).length > 100_000) heard.push(performance.now());
        });
      }
    };
  });
  const records = await withLongRuns(page, 16_666);
  const lab = await Lab.open(page, "event-loop");
  await lab.run();
  const shown = await page.evaluate(async () => {
    const of = globalThis as unknown as { heard: number[] };
    const scrub = document.querySelector<HTMLInputElement>(".scrub");
    while (of.heard.length === 0 || Number(scrub?.max) < 1000) await new Promise(requestAnimationFrame);
    document.querySelector("#lab")?.getBoundingClientRect();
    return performance.now() - of.heard[0];
  });
  row(`${records.toLocaleString("en")} records: told to shown`, shown, 300);
  expect.soft(shown).toBeLessThanOrEqual(300);

  const most = Number(await lab.scrubber.getAttribute("max"));
  const far = Array.from({ length: TIMES }, (_, nth) => Math.floor(((nth * 37) % TIMES) / TIMES * most));
  const near = Array.from({ length: TIMES }, (_, nth) => Math.floor(most / 2) + nth * 3);
  for (const [what, values] of [["scrubbing, p95 of a frame", near], ["a jump to any record, p95", far]] as const) {
    const time = p95(await inputs(page, ".scrub", values));
    row(`${records.toLocaleString("en")} records: ${what}`, time, FRAME);
    expect.soft(time, what).toBeLessThanOrEqual(FRAME);
  }
  const client = await page.context().newCDPSession(page);
  await client.send("HeapProfiler.collectGarbage");
  const heap = (await client.send("Runtime.getHeapUsage")) as { usedSize: number; backingStorageSize?: number };
  const wasm = await page.evaluate(() => {
    const { memories } = globalThis as unknown as { memories: WebAssembly.Memory[] };
    return memories.map((memory) => memory.buffer.byteLength);
  });
  // The page's own, and that of the log beside it.
  expect(wasm).toHaveLength(2);
  const script = heap.usedSize + (heap.backingStorageSize ?? 0);
  const megabytes = (script + wasm.reduce((sum, bytes) => sum + bytes, 0)) / 1e6;
  row(`${records.toLocaleString("en")} records: memory, wasm included`, megabytes, 64, "MB");
  expect.soft(megabytes).toBeLessThanOrEqual(64);
});
