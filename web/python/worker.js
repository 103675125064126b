// The Python engine's worker: runs one program at a time. Its first message brings the compiled module; then
//
//   { run, file, source, epoch, python, most, limit, told, inspect, typed, interrupt }
//                                         ──►  Uint8Array…  (updates of a run that is watched over, limit > 0)
//                                              { run, end: Uint8Array, stdout, stderr, problems: Uint8Array, variables: Uint8Array? }
//                                              { run, trap: "time" | "stack" | "memory" | "engine" }
//   { run, halted: Uint8Array, why, ms }  ──►  { run, end: Uint8Array }
//
// After `most` milliseconds of its own a program is ended from inside (src/pulse.rs), which is the trap "time".
// `problems` says what is wrong with the program, and with `inspect`, the record of the trace after which the run ends, `variables` what its
// variables are, as updates of the protocol. `typed`: the lines that the reader has typed for it so far. `interrupt`, if it is there, is
// the record and the second of its loop time at which it gets a KeyboardInterrupt.
//
// Every program gets an interpreter that no other has used, with all in it that programs need first. The module brings one along
// (scripts/snapshot.mjs), as to make one takes a third of a second; what its memory holds is put back before each run. What programs
// often want beside that is brought in when nothing is to be done.
import * as library from "./library.js";
import * as glue from "./python_bg.js";

/**
 * What fails when the engine has taken so much memory fails for lack of it. That is long before it is full: a list that doubles asks
 * for more than there is left when a third is taken.
 */
const FULL = 128 * 2 ** 20;

/** How long it is quiet, in milliseconds, before more is brought in. */
const QUIET_MS = 300;

let module;
let instance;
/** The memory as it is with a new interpreter in it. */
let fresh;
/** Whether the memory is as it was. */
let clean = false;
/** Whether it has what programs often want. */
let stocked = false;
let quiet = 0;

const memory = () => instance.exports.memory;

function instantiate() {
  const [{ module: name }] = WebAssembly.Module.imports(module);
  const old = instance?.exports.memory;
  instance = new WebAssembly.Instance(module, { [name]: glue });
  // The glue keeps views of a memory until that is detached, which growing by nothing does.
  old?.grow(0);
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
}

/** Another interpreter. An instance whose memory has grown, or that a trap has left in the middle, makes place for a new one. */
function restore(broken) {
  if (clean) return;
  if (!fresh) {
    // The first program did not have to wait until it was kept: it comes out of the module once more.
    instantiate();
    instance.exports.warm?.();
    keep();
    return;
  }
  if (broken || memory().buffer.byteLength !== fresh.length) {
    instantiate();
    memory().grow((fresh.length - memory().buffer.byteLength) / 65536);
  }
  new Uint8Array(memory().buffer).set(fresh);
  clean = true;
}

function keep() {
  fresh = new Uint8Array(memory().buffer).slice();
  clean = true;
}

/** Nothing is to be done now. */
function rest() {
  // After programs that followed each other fast there may be an earlier one's.
  clearTimeout(quiet);
  restore();
  if (stocked) return;
  quiet = setTimeout(() => {
    stocked = true;
    glue.stock();
    keep();
  }, QUIET_MS);
}

/** What src/pulse.rs throws. */
const OVER = "the program has computed for too long";

function trapOf(error) {
  if (error.message === OVER) return "time";
  if (memory().buffer.byteLength >= FULL) return "memory";
  return error instanceof RangeError ? "stack" : "engine";
}

function run({ run, file, source, epoch, python, most, limit, told, inspect, typed = [], interrupt = [] }) {
  clearTimeout(quiet);
  restore();
  clean = false;
  try {
    const tell = (bytes) => postMessage(bytes);
    glue.provide(library.text, library.sum);
    const end = glue.run(run, file, source, epoch, most, limit, told, tell, inspect, python, typed, interrupt);
    const [stdout, stderr] = [glue.stdout(), glue.stderr()];
    const [problems, variables] = [glue.problems(), glue.variables()];
    postMessage({ run, end, stdout, stderr, problems, variables }, [end.buffer]);
    // The next program finds everything ready.
    setTimeout(rest);
  } catch (error) {
    postMessage({ run, trap: trapOf(error) });
    restore(true);
  }
}

onmessage = ({ data }) => {
  if (data instanceof WebAssembly.Module) {
    module = data;
    instantiate();
    // A module that was built without node has no interpreter in it yet.
    instance.exports.warm?.();
    clean = true;
    postMessage("ready");
    rest();
  } else if (data.halted) {
    const end = glue.halted(data.run, data.halted, data.why, data.ms);
    postMessage({ run: data.run, end });
  } else {
    run(data);
  }
};
