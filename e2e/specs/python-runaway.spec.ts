// Programs that never come to an end by themselves are ended by the engine itself, in the worker that it has; the page can do other
// things meanwhile, is told what they did and where they were, and the next program runs. When another program is wanted meanwhile, the
// page sees to that (web/src/model/python.rs, and own.spec.ts). How long it takes depends on the machine, too, and is in the bench.

import { expect, test } from "../fixtures.ts";
import { CODE, LIMIT, Python, type Ran } from "../python.ts";

/** So often the page does something else while a program runs until its limit; on a machine that does nothing else, 400 times. */
const TICKS = 20;

test.describe.configure({ mode: "default" });
test.setTimeout(90_000);

const HELLO = `import asyncio

async def main():
    await asyncio.sleep(1)
    print("hello")

asyncio.run(main())
`;

/** A program that does this in a task, after a second; the text's first line is the fifth. */
const inTask = (body: string) => `import asyncio
print("first")
async def work():
    await asyncio.sleep(1)
${body.replace(/^/gm, "    ")}

async def main():
    await asyncio.create_task(work())

asyncio.run(main())
`;

interface Runaway {
  what: string;
  source: string;
  /**
   * How it ends. "watched": the second run ends itself, and says where. "call": inside of one long call, which only the worker's end
   * ends. "full": it takes all the memory there is, or all the time before that. "deep": by an exception of Python's own.
   */
  ends: "watched" | "call" | "full" | "deep";
  /** The first and the last line where it may have been, when it is known. */
  lines?: [number, number];
  /** What it printed before, and the page is told of. */
  printed?: string;
}

const RUNAWAYS: Runaway[] = [
  { what: "while True: pass", source: `print("first")\nwhile True: pass\n`, ends: "watched", lines: [2, 2], printed: "first\n" },
  { what: "the same in a task", source: inTask("while True: pass"), ends: "watched", lines: [5, 5], printed: "first\n" },
  {
    what: "except BaseException in a loop in a task",
    source: inTask("while True:\n    try:\n        x = 1\n    except BaseException:\n        pass"),
    ends: "watched",
    lines: [5, 9],
    printed: "first\n",
  },
  { what: "sum(iter(int, 1))", source: "sum(iter(int, 1))\n", ends: "call" },
  { what: "sum(iter(int, 1)) in a task", source: inTask("sum(iter(int, 1))"), ends: "call", printed: "first\n" },
  {
    what: "an endless iterator",
    source: "from itertools import count\nfrom collections import deque\ndeque(count(), maxlen=0)\n",
    ends: "call",
  },
  { what: "a regular expression", source: `import re\nprint("first")\nre.match("(a+)+$", "a" * 60 + "b")\n`, ends: "call", printed: "first\n" },
  { what: "10**10**8", source: `print("first")\nprint(10**10**8)\n`, ends: "call", printed: "first\n" },
  {
    what: "10**10**8 in a task that has printed",
    source: inTask('print("second")\n10**10**8'),
    ends: "call",
    printed: "first\nsecond\n",
  },
  {
    what: "a million tasks",
    source: `import asyncio

async def nap():
    await asyncio.sleep(1)

async def main():
    tasks = []
    for _ in range(1_000_000):
        tasks.append(asyncio.create_task(nap()))
    await asyncio.wait(tasks)

asyncio.run(main())
`,
    ends: "watched",
    // What it leaves behind may take longer to clear away than there is time, and then nobody is told of the line: 0.
    lines: [0, 10],
  },
  {
    what: "an endless sleep(0)",
    source: "import asyncio\n\nasync def main():\n    while True:\n        await asyncio.sleep(0)\n\nasyncio.run(main())\n",
    ends: "watched",
    lines: [4, 5],
  },
  { what: "endless recursion", source: `print("first")\ndef f(n):\n    return f(n + 1)\n\nf(0)\n`, ends: "deep", printed: "first\n" },
  {
    what: "endless recursion of coroutines",
    source: `import asyncio\n\nasync def f(n):\n    return await f(n + 1)\n\nprint("first")\nasyncio.run(f(0))\n`,
    ends: "deep",
    printed: "first\n",
  },
  {
    what: "endless recursion of __getattr__",
    source: `class Deep:\n    def __getattr__(self, name):\n        return getattr(self, name + "x")\n\nprint("first")\nDeep().a\n`,
    ends: "deep",
    printed: "first\n",
  },
  { what: "a list that doubles", source: "l = [0]\nwhile True:\n    l += l\n", ends: "full" },
  { what: "a list of long texts", source: `l = []\nwhile True:\n    l.append("x" * 1_000_000 + str(len(l)))\n`, ends: "full" },
];

/** What is not as it should be with how this went. */
function troubles({ ends, lines, printed }: Runaway, ran: Ran, limit: number): string[] {
  const { outcome, stopped, records } = ran;
  const words = "words" in outcome ? outcome.words : "";
  const limits = records.filter(({ kind }) => kind === CODE.LIMIT);
  const found: string[] = [];
  const is = (holds: boolean, trouble: string) => holds || found.push(trouble);

  is(stopped?.why !== "time" || stopped.ms >= limit, `stopped after ${stopped?.ms} ms`);
  is(stopped?.why !== "time" || ran.ticks >= TICKS, `the page did something else ${ran.ticks} times`);
  is(printed === undefined || ran.printed.join("").startsWith(printed), `it printed ${JSON.stringify(ran.printed)}`);
  is(limits.length <= 1, `${limits.length} limits were reached`);
  switch (ends) {
    case "watched": {
      const [at] = limits;
      is(outcome.kind === "limited" && /^\d+ (ms of computing|steps|records)$/.test(words), `it ended: ${JSON.stringify(outcome)}`);
      is(stopped === undefined || stopped.why === "time", `it was stopped for ${stopped?.why}`);
      // The loop's own limits come between two steps, where there is no line.
      const between = at !== undefined && at.rest[0] !== LIMIT.COMPUTING && at.line === 0;
      const [from, to] = lines ?? [1, 0];
      is(between || (at?.line >= from && at?.line <= to), `it was in line ${at?.line}`);
      break;
    }
    case "call":
      is(outcome.kind === "limited" && words === `${limit} ms of computing`, `it ended: ${JSON.stringify(outcome)}`);
      is(stopped?.why === "time", `it was stopped for ${stopped?.why}`);
      is(limits.length === 1 && limits[0].rest[0] === LIMIT.COMPUTING && limits[0].rest[1] === limit, "the trace has no limit");
      break;
    case "full": {
      const raised = outcome.kind === "failed" && words.startsWith("MemoryError");
      const ended = outcome.kind === "limited" && /^\d+ (ms of computing|MB of memory)$/.test(words);
      is(raised || (ended && ["time", "memory"].includes(stopped?.why ?? "")), `it ended: ${JSON.stringify({ outcome, stopped })}`);
      break;
    }
    case "deep":
      is(outcome.kind === "failed" && words.startsWith("RecursionError"), `it ended: ${JSON.stringify(outcome)}`);
      is(/^Traceback .*\n[^]*RecursionError/.test(ran.stderr ?? ""), `its standard error is ${ran.stderr}`);
      break;
  }
  return found;
}

/** The next program runs as if there had been none before. */
async function works(python: Python): Promise<void> {
  const { stdout, stderr, outcome, stopped } = await python.run(HELLO);
  expect({ stdout, stderr, outcome, stopped }).toEqual({ stdout: "hello\n", stderr: "", outcome: { kind: "finished" }, stopped: undefined });
}

for (const runaway of RUNAWAYS) {
  test(runaway.what, async ({ page }) => {
    const python = await Python.open(page);
    expect(await python.want()).toBe("ready");
    const workers: string[] = [];
    page.on("worker", (worker) => workers.push(worker.url()));
    expect(troubles(runaway, await python.run(runaway.source), await python.limit())).toEqual([]);
    await works(python);
    expect(workers, "no other worker was needed").toEqual([]);
  });
}

test("a program finds nothing of those before it", async ({ page }) => {
  const python = await Python.open(page);
  expect(await python.want()).toBe("ready");
  const leaves = (loop: number) =>
    `import builtins\nfor n in range(${loop}): pass\nprint(hasattr(builtins, "left"))\nbuiltins.left = 1\n`;
  // Short ones and long ones; each comes at once when the one before has ended, as it does when a slider is moved.
  const all = [0, 0, 0, 2_000_000, 0, 0, 300_000, 0];
  const outputs = await python.chain(all.map(leaves));
  expect(outputs).toEqual(all.map(() => "False\n"));
});
