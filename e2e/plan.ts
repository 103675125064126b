// A lesson's plan on the page beside the native program's run.

import { expect } from "@playwright/test";
import type { Lab } from "./lab.ts";
import { differences, printedByRun, tells, type Native } from "./native.ts";

/** What is planned is what the native program does: what it prints, to the millisecond, and record by record. */
export async function plansAs(lab: Lab, expected: Native): Promise<void> {
  await lab.button("last").click();
  expect(differences(await lab.printed(), expected.printed, 0.001)).toEqual([]);
  const stdout = (await lab.printed()).filter(({ error }) => !error).map(({ text }) => text);
  expect(stdout).toEqual(await printedByRun(lab.slug));
  const plan = await lab.log("all");
  expect(plan.map(({ time }) => time)).toEqual(expected.records.map(({ time_ns }) => time_ns / 1e9));
  for (const [nth, { words }] of plan.entries()) {
    expect(tells(lab.lang, words, expected.records[nth]), `'${words}' tells of ${JSON.stringify(expected.records[nth])}`).toBe(true);
  }
}
