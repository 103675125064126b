// What few programs import is fetched when the first does, in the middle of its run (web/python/library.js).

import { expect, test } from "../fixtures.ts";
import { Python } from "../python.ts";

const RARE = /library-[\w.]+\.bin|hashes_bg\.wasm/;

test("a module is fetched when a program imports it, and once", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    const file = RARE.exec(request.url())?.[0];
    // What programs often want is fetched when nothing is to be done.
    if (file && file !== "library-random.bin") asked.push(file);
  });
  const python = await Python.open(page);
  expect(await python.want()).toBe("ready");
  expect((await python.run("import functools\nprint(functools.reduce(max, [1]))\n")).stdout).toBe("1\n");
  expect(asked).toEqual([]);
  const source = 'import hashlib, colorsys\nprint(hashlib.sha256(b"a").hexdigest()[:8], colorsys.rgb_to_hsv(0, 0, 1)[2])\n';
  for (let times = 0; times < 2; times++) expect((await python.run(source)).stdout).toBe("ca978112 1\n");
  expect(asked.sort()).toEqual(["hashes_bg.wasm", "library-colorsys.bin", "library-hashlib.bin"]);
});

test("a program is run as one Python and then as another", async ({ page }) => {
  const python = await Python.open(page);
  expect(await python.want()).toBe("ready");
  const source = "import sys\nprint(sys.version_info[:2])\n";
  for (const [version, printed] of [["3.11", "(3, 11)\n"], ["3.14", "(3, 14)\n"]]) {
    expect((await python.run(source, undefined, version)).stdout).toBe(printed);
  }
});

test.describe("without an answer", () => {
  test.use({ expected: new Set([/library-shlex\.bin/]) });

  test("an import says what happened, and works when there is one", async ({ page }) => {
    await page.route(/library-shlex\.bin/, (route) => route.abort());
    const python = await Python.open(page);
    expect(await python.want()).toBe("ready");
    const source = "import shlex\nprint(shlex.split('a b'))\n";
    expect((await python.run(source)).stderr).toMatch(/ImportError: the module shlex could not be fetched: connect to the network/);
    await page.unroute(/library-shlex\.bin/);
    expect((await python.run(source)).stdout).toBe("['a', 'b']\n");
  });
});
