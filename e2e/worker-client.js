// The Python engine's worker by itself, in a page: programs go in one after the other, what they do comes out. A program that is ended
// from inside runs once more, watched over, as on the site's pages; what else those do (web/src/model/python.rs) is tested there.

/** How long a program may compute, in milliseconds of its own, and how long when it is watched over. */
export const LIMIT_MS = 2000;
const GUARDED_MS = 1000;

export class WorkerClient {
  #folder;
  #report;
  #worker;
  #ready = false;
  #program;

  /**
   * `folder`: the address of the engine's files. `report` is called with
   *   { kind: "ready" }, { kind: "failed" }
   *   { kind: "update", run, bytes, end, stdout, stderr }   an update in the protocol's form; `end`: the last of its run
   *   { kind: "stopped", run, why }                         the program was stopped; updates follow
   */
  constructor(folder, report) {
    this.#folder = folder;
    this.#report = report;
  }

  async load() {
    try {
      const worker = new Worker(new URL("worker.js", this.#folder), { type: "module" });
      this.#worker = worker;
      worker.onmessage = ({ data }) => this.#hear(data);
      worker.onerror = () => this.#report({ kind: "failed" });
      worker.postMessage(await WebAssembly.compileStreaming(fetch(new URL("python_bg.wasm", this.#folder))));
    } catch {
      this.#report({ kind: "failed" });
    }
  }

  /** Runs { run, file, source, epoch, python } as soon as that can be; there is one at a time. */
  run(program) {
    this.#program = program;
    if (this.#ready) this.#post(LIMIT_MS, 0);
  }

  #post(most, limit) {
    const { run, file, source, epoch, python } = this.#program;
    this.#worker.postMessage({ run, file, source, epoch, python, most, limit, told: LIMIT_MS });
  }

  #hear(data) {
    const program = this.#program;
    if (data === "ready") {
      this.#ready = true;
      this.#report({ kind: "ready" });
      if (program) this.#post(LIMIT_MS, 0);
    } else if (data instanceof Uint8Array) {
      program.told = data;
      this.#report({ kind: "update", run: program.run, bytes: data, end: false });
    } else if (data.trap && !program.why) {
      program.why = data.trap;
      this.#report({ kind: "stopped", run: program.run, why: data.trap });
      this.#post(2 * GUARDED_MS, GUARDED_MS);
    } else if (data.trap) {
      // Not even watched did it come back: what it told is all there is to know.
      this.#worker.postMessage({ run: program.run, halted: program.told ?? new Uint8Array(), why: program.why, ms: LIMIT_MS });
    } else {
      const { end: bytes, stdout, stderr } = data;
      this.#program = undefined;
      this.#report({ kind: "update", run: program.run, bytes, end: true, stdout, stderr });
    }
  }
}
