// The Python engine by itself, for the specs: a page of the site, under the site's policy, that runs programs in the engine's worker
// (worker-client.js), and tells what it reported and what the page did meanwhile.
// What the updates say is read here, from postcard's form (crates/protocol/src/message.rs, crates/executor/src/packed.rs).

import type { Page } from "@playwright/test";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Programs start at this moment, in seconds since 1970, as the lessons' do. */
export const EPOCH = 1_682_891_895;
/** What they are called in tracebacks. */
export const FILE = "program.py";
/** Which Python programs are run as, if they do not say it. */
const PYTHON = "3.14";

/** What worker-client.js reports. */
interface Report {
  kind: "ready" | "failed" | "update" | "stopped";
  run?: number;
  bytes?: Uint8Array;
  end?: boolean;
  stdout?: string;
  stderr?: string;
  why?: Why;
}

type Why = "time" | "stack" | "memory" | "engine";

interface Program {
  run: number;
  file: string;
  source: string;
  epoch: number;
  /** Which Python it is run as. */
  python: string;
}

interface Engine {
  load(): Promise<void>;
  run(program: Program): void;
}

/** What the page keeps: each report with the moment at which it came. */
interface Kept {
  engine: Engine;
  /** The engine's limit, in milliseconds. */
  limit: number;
  heard: { at: number; report: Report }[];
  /** When each run was asked for. */
  asked: Map<number, number>;
  /** Called after each report. */
  tell: () => void;
  /** How often the page did something of its own, and the longest time between two of these, in milliseconds; since last set to 0. */
  ticks: number;
  gap: number;
}

declare global {
  var python: Kept;
}

/** A record as the specs look at it. */
export interface Told {
  kind: number;
  line: number;
  task: number;
  /** Numbers of the kind's own. */
  rest: number[];
}

export type Outcome =
  | { kind: "finished" | "stopped" }
  | { kind: "failed" | "limited"; words: string }
  | { kind: "deadlocked"; waiters: string[] };

/** How many numbers a record is told in (crates/executor/src/packed.rs). */
const WIDTH = 10;

/** Codes of records' kinds, and of limits. */
export const CODE = { OUTPUT: 33, LIMIT: 35 } as const;
export const LIMIT = { STEPS: 0, RECORDS: 1, TIME: 2, COMPUTING: 3 } as const;

/** How a run went. Times are in milliseconds, from when it was asked for. */
export interface Ran {
  /** Undefined when a page hears no output: the run was ended from outside. */
  stdout?: string;
  stderr?: string;
  outcome: Outcome;
  /** All that its updates told. */
  records: Told[];
  printed: string[];
  /** It was stopped, why and when. */
  stopped?: { why: Why; ms: number };
  /** When its end was told. */
  ms: number;
  /** How often the page did something else meanwhile, and the longest time for which it did not. */
  ticks: number;
  gap: number;
}

const DIST = fileURLToPath(new URL("../dist", import.meta.url));

/** The folder of the engine's files, from the site's root. */
export function pythonFolder(): string {
  const folder = readdirSync(DIST).find((name) => name.startsWith("python-"));
  if (!folder) throw new Error("dist/ has no Python engine: ./x build makes one");
  return `${folder}/`;
}

/** Reads an update, `Update::Progress`. */
export function update(bytes: Buffer): { replace: boolean; records: Told[]; texts: string[]; outcome?: Outcome } {
  let at = 0;
  const byte = () => {
    if (at >= bytes.length) throw new Error(`an update ends at ${at}, in the middle`);
    return bytes[at++];
  };
  const varint = () => {
    for (let number = 0, factor = 1; ; factor *= 128) {
      const part = byte();
      number += (part % 128) * factor;
      if (part < 128) return number;
    }
  };
  const list = <T>(one: () => T) => Array.from({ length: varint() }, one);
  const text = () => {
    const length = varint();
    return bytes.toString("utf8", at, (at += length));
  };
  const [kind, , replace] = [varint(), varint(), byte() === 1];
  if (kind !== 1) throw new Error(`update ${kind} is not of a run`);
  const numbers = list(varint);
  const texts = list(text);
  varint();
  const ended = varint() === 2;
  const outcome = ended ? ([{ kind: "finished" }, "failed", "deadlocked", "limited", { kind: "stopped" }] as const)[varint()] : undefined;
  const records = Array.from({ length: numbers.length / WIDTH }, (_, nth) => {
    const [, , , task, line, kind, ...rest] = numbers.slice(nth * WIDTH, (nth + 1) * WIDTH);
    return { kind, line, task, rest };
  });
  const whole = (): Outcome | undefined => {
    if (outcome === "deadlocked") return { kind: outcome, waiters: list(text) };
    if (outcome === "failed" || outcome === "limited") return { kind: outcome, words: text() };
    return outcome;
  };
  const read = { replace, records, texts, outcome: whole() };
  if (at !== bytes.length) throw new Error(`an update has ${bytes.length} bytes, and ends after ${at}`);
  return read;
}

/** The page with the engine. */
export class Python {
  #run = 0;

  private constructor(readonly page: Page) {}

  /** Opens the page; the engine is not asked for yet. */
  static async open(page: Page): Promise<Python> {
    // A script of the site's own origin, as its policy wants.
    const client = fileURLToPath(new URL("worker-client.js", import.meta.url));
    await page.route(/\/worker-client\.js$/, (route) => route.fulfill({ path: client, contentType: "text/javascript" }));
    await page.goto("en/");
    await page.evaluate(async (python) => {
      const root = new URL("..", document.baseURI);
      const { WorkerClient, LIMIT_MS } = await import(new URL("worker-client.js", root).href);
      const kept: Kept = { engine: null as unknown as Engine, limit: LIMIT_MS, heard: [], asked: new Map(), tell: () => {}, ticks: 0, gap: 0 };
      globalThis.python = kept;
      kept.engine = new WorkerClient(new URL(python, root), (report: Report) => {
        kept.heard.push({ at: performance.now(), report });
        kept.tell();
      }) as Engine;
      const { port1, port2 } = new MessageChannel();
      let last = performance.now();
      port1.onmessage = () => {
        const now = performance.now();
        kept.ticks += 1;
        kept.gap = Math.max(kept.gap, now - last);
        last = now;
        // Often enough, and not so often that it were what keeps the page busy.
        setTimeout(() => port2.postMessage(0), 5);
      };
      port2.postMessage(0);
    }, pythonFolder());
    return new Python(page);
  }

  /** The engine's limit, in milliseconds. */
  limit(): Promise<number> {
    return this.page.evaluate(() => globalThis.python.limit);
  }

  /** Loads the engine and waits for what comes of it. */
  want(): Promise<"ready" | "failed"> {
    return this.page.evaluate(
      () =>
        new Promise<"ready" | "failed">((resolve) => {
          const kept = globalThis.python;
          kept.tell = () => {
            const settled = kept.heard.map(({ report }) => report.kind).find((kind) => kind === "ready" || kind === "failed");
            if (settled === "ready" || settled === "failed") resolve(settled);
          };
          void kept.engine.load();
        }),
    );
  }

  /** Asks for a run, and does not wait for it; its number. */
  async begin(source: string, file = FILE, python = PYTHON): Promise<number> {
    const program = { run: ++this.#run, file, source, epoch: EPOCH, python };
    await this.page.evaluate((program) => {
      const kept = globalThis.python;
      kept.ticks = kept.gap = 0;
      kept.asked.set(program.run, performance.now());
      kept.engine.run(program);
    }, program);
    return program.run;
  }

  /** Waits for a run's end. */
  async ended(run: number): Promise<Ran> {
    const { updates, stopped, ms, ticks, gap, stdout, stderr } = await this.page.evaluate(async (run) => {
      const kept = globalThis.python;
      await new Promise<void>((resolve) => {
        (kept.tell = () => {
          if (kept.heard.some(({ report }) => report.run === run && report.end)) resolve();
        })();
      });
      const { ticks, gap } = kept;
      const begun = kept.asked.get(run) ?? NaN;
      const mine = kept.heard.filter(({ report }) => report.run === run);
      kept.heard = kept.heard.filter(({ report }) => report.run !== run);
      const told = mine.filter(({ report }) => report.kind === "update");
      const stop = mine.find(({ report }) => report.kind === "stopped");
      const last = told.at(-1);
      const base64 = (bytes: Uint8Array) => {
        let text = "";
        for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
        return btoa(text);
      };
      return {
        updates: told.map(({ report }) => base64(report.bytes as Uint8Array)),
        stopped: stop && { why: stop.report.why as Why, ms: stop.at - begun },
        ms: (last?.at ?? NaN) - begun,
        ticks,
        gap,
        stdout: last?.report.stdout,
        stderr: last?.report.stderr,
      };
    }, run);
    let records: Told[] = [];
    let texts = [""];
    let outcome: Outcome | undefined;
    for (const text of updates) {
      const one = update(Buffer.from(text, "base64"));
      records = one.replace ? one.records : records.concat(one.records);
      texts = one.replace ? ["", ...one.texts] : texts.concat(one.texts);
      outcome = one.outcome;
    }
    if (!outcome) throw new Error("the last update of a run does not tell its end");
    const printed = records.filter(({ kind }) => kind === CODE.OUTPUT).map(({ rest }) => texts[rest[1]]);
    return { stdout, stderr, outcome, records, printed, stopped, ms, ticks, gap };
  }

  /** Runs programs, each at once when the one before has ended; what each printed. */
  async chain(sources: string[]): Promise<(string | undefined)[]> {
    const programs = sources.map((source) => ({ run: ++this.#run, file: FILE, source, epoch: EPOCH, python: PYTHON }));
    return this.page.evaluate(
      (programs) =>
        new Promise((resolve) => {
          const kept = globalThis.python;
          const ends = () => programs.map(({ run }) => kept.heard.find(({ report }) => report.run === run && report.end)?.report);
          let asked = 0;
          (kept.tell = () => {
            const done = ends().filter((end) => end !== undefined);
            if (done.length === programs.length) resolve(done.map(({ stdout }) => stdout));
            else if (done.length === asked) kept.engine.run(programs[asked++]);
          })();
        }),
      programs,
    );
  }

  /** Runs a program to its end. */
  async run(source: string, file = FILE, python = PYTHON): Promise<Ran> {
    return this.ended(await this.begin(source, file, python));
  }
}
