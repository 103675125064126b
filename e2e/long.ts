// A run of as many records as a spec asks for: an engine that makes it up, in the place of the lesson's own, in postcard's
// form (crates/engine/src/protocol.rs, crates/executor/src/packed.rs).

import type { Page } from "@playwright/test";

/** The task of every turn, the one of every thousandth turn, and what that one prints. */
export const LONG = { often: "Task-1", rare: "rare", needle: "needle" } as const;

/** Records of one turn of the loop. */
export const TURN = 6;
/** Records before the first turn. */
export const HEAD = 6;

/** The engine's source. `turns`: how many turns of the loop the run has. */
function engine(turns: number): string {
  return `
    const turns = ${turns};
    const bytes = [];
    const varint = (n) => { for (; n >= 128; n = Math.floor(n / 128)) bytes.push(n % 128 | 128); bytes.push(n); };
    const text = (s) => { const b = new TextEncoder().encode(s); varint(b.length); bytes.push(...b); };
    let seq = 0;
    const record = (turn, task, line, ...kind) => {
      varint(Math.max(turn - 1, 0) * 1e6); varint(seq++); varint(turn); varint(task); varint(line);
      for (let part = 0; part < 4; part++) varint(kind[part] ?? 0);
    };
    function progress(run) {
      bytes.length = seq = 0;
      varint(1); varint(run); bytes.push(1);
      varint((${HEAD} + turns * ${TURN}) * 9);
      record(0, 0, 0, 0);                          // the program begins
      record(0, 1, 4, 7, 0, 1, 2);                 // tasks are created, and join the ready queue
      record(0, 1, 0, 9, 0, 0);
      record(0, 2, 5, 7, 0, 3, 2);
      record(0, 2, 0, 9, 0, 0);
      record(0, 0, 6, 1);                          // the loop is entered
      for (let turn = 1; turn <= turns; turn++) {
        const task = turn % 1000 === 0 ? 2 : 1;
        record(turn, 0, 0, 5, 1, 0);               // the turn begins
        record(turn, task, 7, 10);                 // a task's step
        record(turn, task, 8, 33, 0, task === 2 ? 5 : 4);
        record(turn, task, 7, 11, 0, 1);           // it gives way
        record(turn, task, 0, 9, 4, 0);
        record(turn, 0, 0, 6);                     // the turn ends
      }
      const texts = ["Task-1", "work", ${JSON.stringify(LONG.rare)}, "again", ${JSON.stringify(LONG.needle)}];
      varint(texts.length); texts.forEach(text);
      varint(turns * 1e6);
      varint(2); varint(0);                        // it has ended, by itself
      return Uint8Array.from(bytes);
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

/** Puts the engine in its place; before the page is opened. Tells how many records a run has. */
export async function withLongRuns(page: Page, turns: number): Promise<number> {
  await page.route(/\/engine\.js(\?|$)/, (route) => route.fulfill({ contentType: "text/javascript", body: engine(turns) }));
  return HEAD + turns * TURN;
}
