// Every program of tests/conformance prints in the browser what it prints under CPython 3.11, byte for byte; so it does natively
// (crates/python/tests/conformance.rs).

import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "../fixtures.ts";
import { Python } from "../python.ts";

const ROOT = fileURLToPath(new URL("../../tests/conformance/programs", import.meta.url));
/** What prints something else here, and why stands in docs/PYTHON.md. */
const DIFFERS = new Set([
  // sys.maxsize
  "stdlib/io_sys",
]);
/** The engine is loaded once for so many folders. */
const FOLDERS = 5;
/** How often a program is tried: the engine stops what takes long, and on a busy machine anything may. */
const TRIES = 3;

test.setTimeout(120_000);

const all = readdirSync(ROOT).sort();
const programs = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".py"))
    .sort()
    .map((name) => `${folder}/${name.slice(0, -".py".length)}`);

test("there are programs", () => {
  expect(all.flatMap(programs).length).toBeGreaterThanOrEqual(150);
});

for (let at = 0; at < all.length; at += FOLDERS) {
  const folders = all.slice(at, at + FOLDERS);
  test(folders.join(", "), async ({ page }) => {
    const python = await Python.open(page);
    expect(await python.want()).toBe("ready");
    for (const name of folders.flatMap(programs)) {
      const file = join(ROOT, `${name}.py`);
      const expected = readFileSync(join(ROOT, `${name}.out`), "utf8");
      const source = readFileSync(file, "utf8");
      let ran = await python.run(source, basename(file));
      for (let tried = 1; tried < TRIES && ran.stopped?.why === "time"; tried++) ran = await python.run(source, basename(file));
      const { stdout, stderr, outcome } = ran;
      if (DIFFERS.has(name)) {
        expect.soft(stdout, `${name} differs no more`).not.toBe(expected);
      } else {
        expect.soft(stdout, `${name}\nstderr: ${stderr}\noutcome: ${JSON.stringify(outcome)}`).toBe(expected);
        expect.soft(outcome, name).toEqual({ kind: "finished" });
      }
    }
  });
}
