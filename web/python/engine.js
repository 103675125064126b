// The Python engine as a page sees it: fetched when it is wanted, run in a worker, stopped when a program does not come to an end.
//
//            want                       ready                run
//   absent ───────► fetched, compiled ────────► idle ◄─────────────── running
//      ▲                │ failed                  ▲      its end         │ LIMIT_MS passed, or a trap
//      └────────────────┘                         │                      ▼
//                                                 └───────────────── guarded: the same program once more, in another
//                                                     its end, or        interpreter that watches over it, so that it is
//                                                     GUARDED_MS passed  known what it did, and where it was
//
// A program is the same each time, so that what the second run does is what the first did. Watching costs too much for every run.

/** How long a program may compute, in milliseconds: between two messages a page cannot see what it does. */
export const LIMIT_MS = 2000;
/** How long the second run may before it ends itself; inside one long call it cannot, and is ended after as long again. */
const GUARDED_MS = 1000;
/** How long a program that nobody waits for any more may still take. */
const MOMENT_MS = 300;

export class Engine {
  #address;
  #bytes;
  #report;
  #fetched = null;
  #module = null;
  #worker = null;
  #ready = false;
  /** What runs, and what is to run next; of several that wait, the last. */
  #current = null;
  #next = null;
  #timer = 0;

  /**
   * `address`: the folder of the engine's files. `bytes`: what its module weighs before compression, for the progress.
   * `report` is called with
   *   { kind: "loading", bytes, total }     how far the download is
   *   { kind: "ready" }                     programs run at once from now on
   *   { kind: "failed" }                    it could not be loaded; `want` tries again
   *   { kind: "update", run, bytes, end, stdout, stderr, locals }   an update in the protocol's form; `end`: the last of its run
   *   { kind: "stopped", run, why }         the program was stopped: "time", "stack", "memory" or "engine"; updates follow
   */
  constructor(address, bytes, report) {
    this.#address = address;
    this.#bytes = bytes;
    this.#report = report;
  }

  get ready() {
    return this.#ready;
  }

  /** Loads the engine, if that was not begun. */
  want() {
    this.#fetched ??= this.#fetch().catch(() => this.#lost());
  }

  async #fetch() {
    // It loads its script meanwhile.
    const worker = this.#hire();
    const response = await fetch(new URL("python_bg.wasm", this.#address), { credentials: "same-origin" });
    if (!response.ok) throw new Error(`${response.status}`);
    let bytes = 0;
    const counter = new TransformStream({
      transform: (chunk, controller) => {
        bytes += chunk.byteLength;
        this.#report({ kind: "loading", bytes, total: this.#bytes });
        controller.enqueue(chunk);
      },
    });
    const headers = { "Content-Type": "application/wasm" };
    this.#module = await WebAssembly.compileStreaming(new Response(response.body.pipeThrough(counter), { headers }));
    worker.postMessage(this.#module);
  }

  #hire() {
    this.#ready = false;
    const worker = new Worker(new URL("worker.js", this.#address), { type: "module" });
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#lost();
    };
    this.#worker = worker;
    return worker;
  }

  #start() {
    this.#hire().postMessage(this.#module);
  }

  /** The download or the worker failed, by no doing of a program's. */
  #lost() {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#ready = false;
    this.#current = null;
    this.#fetched = null;
    this.#report({ kind: "failed" });
  }

  /**
   * Runs a program: { run, file, source, epoch, inspect }. One that is under way is ended when it takes longer than a moment.
   * With `inspect` it runs up to that record of its trace, and its last update has `locals`, its variables then.
   */
  run(program) {
    this.want();
    this.#next = { ...program, limit: 0, told: null, why: null };
    this.#go();
  }

  /** Ends what runs. */
  stop() {
    this.#next = null;
    if (this.#current) this.#restart();
  }

  #go() {
    if (!this.#ready || !this.#next) return;
    if (this.#current) {
      // To end a worker costs more than most programs take, so that this one has a moment to come to its end.
      const current = this.#current;
      const left = current.begun + MOMENT_MS - performance.now();
      const late = () => this.#current === current && this.#next && this.#restart();
      if (left > 0) setTimeout(late, left);
      else late();
      return;
    }
    this.#current = this.#next;
    this.#next = null;
    this.#post();
  }

  #post() {
    const { run, file, source, epoch, limit, inspect } = this.#current;
    this.#current.begun = performance.now();
    this.#worker.postMessage({ run, file, source, epoch, limit, told: LIMIT_MS, inspect });
    const most = limit ? 2 * GUARDED_MS : LIMIT_MS;
    this.#timer = setTimeout(() => this.#trapped("time"), most);
  }

  #restart() {
    clearTimeout(this.#timer);
    this.#worker.terminate();
    this.#current = null;
    this.#start();
  }

  /** The program cannot go on. `alive`: the worker can. */
  #trapped(why, alive = false) {
    clearTimeout(this.#timer);
    const program = this.#current;
    const again = { ...program, why: program.why ?? why, limit: GUARDED_MS };
    if (!alive) {
      this.#worker.terminate();
      this.#start();
    }
    if (program.limit === 0) {
      this.#report({ kind: "stopped", run: program.run, why });
      // Something else is wanted by now: nobody asks what this one did.
      this.#current = null;
      this.#next ??= again;
      if (alive) this.#go();
      return;
    }
    // Not even watched did it come back: what it told is all there is to know.
    this.#current = again;
    const halted = { run: program.run, halted: program.told ?? new Uint8Array(), why: again.why, ms: LIMIT_MS };
    if (alive) this.#worker.postMessage(halted);
    else this.#current.halted = halted;
  }

  #hear(data) {
    if (data === "ready") {
      const first = !this.#ready;
      this.#ready = true;
      if (first) this.#report({ kind: "ready" });
      if (this.#current?.halted) this.#worker.postMessage(this.#current.halted);
      else this.#go();
      return;
    }
    const program = this.#current;
    if (!program) return;
    if (data instanceof Uint8Array) {
      program.told = data;
      this.#report({ kind: "update", run: program.run, bytes: data, end: false });
    } else if (data.run !== program.run) {
      return;
    } else if (data.trap) {
      this.#trapped(data.trap, true);
    } else {
      clearTimeout(this.#timer);
      this.#current = null;
      const { end: bytes, stdout, stderr, locals } = data;
      this.#report({ kind: "update", run: program.run, bytes, end: true, stdout, stderr, locals });
      this.#go();
    }
  }
}
