// The Python engine as a page sees it: fetched when it is wanted, run in a worker, stopped when a program does not come to an end.
//
//            want                       ready                run
//   absent ───────► fetched, compiled ────────► idle ◄─────────────── running
//      ▲                │ failed                  ▲      its end         │ it had LIMIT_MS, or a trap
//      └────────────────┘                         │                      ▼
//                                                 └───────────────── guarded: the same program once more, in another
//                                                     its end, or        interpreter that watches over it, so that it is
//                                                     it had GUARDED_MS  known what it did, and where it was
//
// A program is the same each time, so that what the second run does is what the first did. Watching costs too much for every run.
//
// The limits are the engine's own (web/python/src/pulse.rs): it counts what the program had, and not what the machine did beside it,
// and ends it from inside. That a worker is ended is the second means, as in WebKit what computes in one goes on for a while.

/** How long a program may compute, in milliseconds of its own. */
export const LIMIT_MS = 2000;
/** How long the second run may before it ends itself; inside one long call it cannot, and is ended after as long again. */
const GUARDED_MS = 1000;
/** After so many milliseconds the engine is not waited for any more. On a busy machine a program's own milliseconds are longer. */
const SILENT_MS = 20_000;
/** How long a program that nobody waits for any more may still take. */
const MOMENT_MS = 300;

/** Why the engine does not come, from what was thrown. */
function reason({ why, name, message }) {
  if (why) return why;
  if (name === "RangeError" || /out of memory|RangeError/i.test(message)) return "memory";
  // What `fetch` throws when nothing answers, and a stream that breaks off.
  return name === "TypeError" || name === "NetworkError" ? "unreached" : "broken";
}

/** Of which run of a comparison an update is. */
const side = ({ second, against }) => (second ? { against } : {});

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
   *   { kind: "failed", why, detail }       it could not be loaded; `want` tries again. `why`: "unreached", no answer came; "refused", the
   *                                         server's answer was the status `detail`; "broken", what came is none, or did not start, for
   *                                         the reason `detail`; "memory", there is too little
   *   { kind: "update", run, bytes, end, stdout, stderr, problems, marks, variables, locals, against }   an update in the protocol's form;
   *                                         `end`: the last of its run, with what else is known of it (worker.js)
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
    if (this.#fetched) return;
    const fetched = this.#fetch().catch((error) => fetched === this.#fetched && this.#lost(error));
    this.#fetched = fetched;
  }

  async #fetch() {
    // It loads its script meanwhile.
    const worker = this.#hire();
    const response = await fetch(new URL("python_bg.wasm", this.#address), { credentials: "same-origin" });
    if (!response.ok) throw Object.assign(new Error(`${response.status}`), { why: "refused" });
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
      // A script that did not come has no words.
      if (worker === this.#worker) this.#lost(event.message ? new Error(event.message) : { why: "unreached" });
    };
    this.#worker = worker;
    return worker;
  }

  #start() {
    this.#hire().postMessage(this.#module);
  }

  /** The download or the worker failed, by no doing of a program's. */
  #lost(error) {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#ready = false;
    this.#current = null;
    this.#fetched = null;
    this.#report({ kind: "failed", why: reason(error), detail: error.message });
  }

  /**
   * Runs a program: { run, file, source, epoch, python, inspect, typed, interrupt, against }. One that is under way is ended when it takes
   * longer than a moment. With `inspect` it runs up to that record of its trace, and its last update has `locals`, its variables then.
   * `typed`: the lines that were typed for it; `interrupt`: the record and the second of loop time at which it is interrupted. With `against`,
   * another Python, it is run as that one afterwards, under the same number; the updates of that run have `against`.
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
    const { run, file, source, epoch, python, inspect, typed, interrupt, limit, second, against } = this.#current;
    this.#current.begun = performance.now();
    const most = limit ? 2 * GUARDED_MS : LIMIT_MS;
    const program = { run, file, source, epoch, python: second ? against : python, inspect, typed, interrupt };
    this.#worker.postMessage({ ...program, most, limit, told: LIMIT_MS });
    this.#timer = setTimeout(() => this.#trapped("time"), SILENT_MS);
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
      this.#report({ kind: "update", run: program.run, bytes: data, end: false, ...side(program) });
    } else if (data.run !== program.run) {
      return;
    } else if (data.trap) {
      this.#trapped(data.trap, true);
    } else {
      clearTimeout(this.#timer);
      this.#current = null;
      const { end: bytes, ...more } = data;
      this.#report({ kind: "update", ...more, bytes, end: true, ...side(program) });
      if (program.against && !program.second) this.#next ??= { ...program, limit: 0, told: null, why: null, second: true };
      this.#go();
    }
  }
}
