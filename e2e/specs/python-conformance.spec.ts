// Every program of tests/conformance prints in the browser what it prints under CPython, byte for byte: under 3.14, or under the first
// version that it is for. Natively it is run as every one (crates/python/tests/conformance.rs).

import { existsSync, readFileSync, readdirSync } from "node:fs";
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
/** What nests deeper, or asks for more, than a browser has room for, and leaves more records than a page shows. */
const TOO_MUCH = new Set([
  "crashes/deep_await",
  "crashes/deep_source",
  "crashes/long_wait_chain",
  "crashes/too_large",
]);

/** What nests about as deep as a browser has stack: how much a call takes of that depends on how well it is compiled by then. */
const SOMETIMES = new Set(["crashes/chains_dropped"]);

/** The version that a program is run as. */
const versionOf = (source: string) => /^# only (3\.\d+)/m.exec(source)?.[1] ?? "3.14";

/** What was recorded of it: in a file of the version's own, if that does otherwise than 3.14. */
function recorded(name: string, version: string, what: string): string {
  const own = join(ROOT, `${name}.${version}.${what}`);
  return existsSync(own) ? own : join(ROOT, `${name}.${what}`);
}

/** Whether the program ends well, as far as that was recorded. */
function endsWell(name: string, version: string): boolean {
  const end = recorded(name, version, "end");
  return !existsSync(end) || readFileSync(end, "utf8").endsWith("exit code 0\n");
}
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
      const source = readFileSync(file, "utf8");
      const version = versionOf(source);
      const expected = readFileSync(recorded(name, version, "out"), "utf8");
      const run = () => python.run(source, basename(file), version);
      let ran = await run();
      for (let tried = 1; tried < TRIES && ran.stopped?.why === "time"; tried++) ran = await run();
      const { stdout, stderr, outcome } = ran;
      if (SOMETIMES.has(name) && outcome?.kind !== "finished") {
        expect.soft(expected.startsWith(stdout ?? ""), `${name} printed ${stdout}`).toBe(true);
      } else if (TOO_MUCH.has(name)) {
        expect.soft(outcome?.kind, `${name} is not too much any more`).toMatch(/failed|limited/);
      } else if (DIFFERS.has(name)) {
        expect.soft(stdout, `${name} differs no more`).not.toBe(expected);
      } else {
        expect.soft(stdout, `${name}\nstderr: ${stderr}\noutcome: ${JSON.stringify(outcome)}`).toBe(expected);
        expect.soft(outcome?.kind, `${name}: ${JSON.stringify(outcome)}`).toBe(endsWell(name, version) ? "finished" : "failed");
      }
    }
  });
}
