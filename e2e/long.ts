// Runs as a spec asks for them, long ones, crowded ones and halted ones: an engine that makes them up, in the place of the
// lesson's own, in postcard's form (crates/protocol/src/message.rs, crates/executor/src/packed.rs).

import type { Page } from "@playwright/test";

/** The task of every turn, the one of every thousandth turn, and what that one prints. */
export const LONG = { often: "Task-1", rare: "rare", needle: "needle" } as const;

/** Records of one turn of the loop in a long run, and before the first turn. */
export const TURN = 6;
export const HEAD = 6;

/** An engine whose run is what `body` writes: JavaScript that calls `record` and ends with `end`. */
function engine(records: number, body: string): string {
  return `
    const bytes = [];
    const varint = (n) => { for (; n >= 128; n = Math.floor(n / 128)) bytes.push(n % 128 | 128); bytes.push(n); };
    const text = (s) => { const b = new TextEncoder().encode(s); varint(b.length); bytes.push(...b); };
    let seq = 0;
    const record = (ms, turn, task, line, ...kind) => {
      varint(ms * 1e6); varint(seq++); varint(turn); varint(task); varint(line);
      for (let part = 0; part < 5; part++) varint(kind[part] ?? 0);
    };
    const task = (no) => 1 | no << 3;
    const on = (no) => 4 | no << 3;
    const FINISHED = 0, DEADLOCKED = 2, LIMITED = 3;
    const end = (texts, ms, outcome, words) => {
      varint(texts.length); texts.forEach(text);
      varint(ms * 1e6);
      varint(2); varint(outcome);                  // it has ended
      if (outcome === DEADLOCKED) { varint(words.length); words.forEach(text); }
      if (outcome === LIMITED) text(words);
      return Uint8Array.from(bytes);
    };
    function progress(run) {
      bytes.length = seq = 0;
      varint(1); varint(run); bytes.push(1);
      varint(${records} * 10);
      ${body}
    }
    onmessage = () => {
      onmessage = ({ data }) => {
        if (data[0] !== 0) return postMessage(Uint8Array.of(3));
        let run = 0;
        for (let at = 1, factor = 1; ; at++, factor *= 128) { run += data[at] % 128 * factor; if (data[at] < 128) break; }
        postMessage(progress(run));
      };
      postMessage(Uint8Array.of(0));
    };`;
}

async function withEngine(page: Page, source: string): Promise<void> {
  await page.route(/\/engine\.js(\?|$)/, (route) => route.fulfill({ contentType: "text/javascript", body: source }));
}

/** A run of so many turns, put in the engine's place before the page is opened. Tells how many records it has. */
export async function withLongRuns(page: Page, turns: number): Promise<number> {
  const records = HEAD + turns * TURN;
  const body = `
      const turns = ${turns};
      record(0, 0, 0, 0, 0);                          // the program begins
      record(0, 0, 1, 4, 7, 0, 1, 2);                 // tasks are created, and join the ready queue
      record(0, 0, 1, 0, 9, 0, 0);
      record(0, 0, 2, 5, 7, 0, 3, 2);
      record(0, 0, 2, 0, 9, 0, 0);
      record(0, 0, 0, 6, 1);                          // the loop is entered
      for (let turn = 1; turn <= turns; turn++) {
        const ms = turn - 1;
        const who = turn % 1000 === 0 ? 2 : 1;
        record(ms, turn, 0, 0, 5, 1, 0);              // the turn begins
        record(ms, turn, who, 7, 10);                 // a task's step
        record(ms, turn, who, 8, 33, 0, who === 2 ? 5 : 4);
        record(ms, turn, who, 7, 11, 0, 1);           // it gives way
        record(ms, turn, who, 0, 9, 4, 0);
        record(ms, turn, 0, 0, 6);                    // the turn ends
      }
      return end(["Task-1", "work", ${JSON.stringify(LONG.rare)}, "again", ${JSON.stringify(LONG.needle)}], turns, FINISHED);`;
  await withEngine(page, engine(records, body));
  return records;
}

/** How a crowd's run ends: each waits for the next, in a ring, for ever; or a limit is reached; or nothing happened at all. */
export type Ending = "ring" | "limit" | "empty";

/** A run of so many tasks, made by each other in groups of ten. Tells how many records it has. */
export async function withCrowd(page: Page, tasks: number, ending: Ending): Promise<number> {
  const records = ending === "empty" ? 0 : 2 + tasks * 5 + 2;
  const body = `
      const tasks = ${tasks}, ending = ${JSON.stringify(ending)};
      const names = Array.from({ length: tasks }, (_, nth) => "T" + (nth + 1));
      if (ending === "empty") return end([], 0, FINISHED);
      record(0, 0, 0, 0, 0);
      record(0, 0, 0, 6, 1);
      for (let no = 1; no <= tasks; no++) {
        const parent = no % 10 === 1 ? 0 : task(no - (no - 1) % 10);
        record(0, 0, no, 4, 7, parent, no, tasks + 1);
        record(0, 0, no, 0, 9, parent, 0);
      }
      for (let no = 1; no <= tasks; no++) {
        const ms = no * 10;
        record(ms, no, no, 7, 10);
        record(ms + 5, no, no, 8, 33, 0, no);
        record(ms + 5, no, no, 7, 11, 0, on(no % tasks + 1));
      }
      record(tasks * 10 + 9, tasks, 0, 0, ...(ending === "ring" ? [34, tasks] : [35, 0, 20000]));
      record(tasks * 10 + 9, tasks, 0, 0, 4, 0);
      return ending === "ring"
        ? end([...names, "work"], tasks * 10 + 9, DEADLOCKED, names.slice(0, 3).map((name) => name + " waits."))
        : end([...names, "work"], tasks * 10 + 9, LIMITED, "20000 steps");`;
  await withEngine(page, engine(records, body));
  return records;
}
