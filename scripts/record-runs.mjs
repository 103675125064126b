// node scripts/record-runs.mjs ENGINE RUNS [--watch]: runs the programs that RUNS/wanted asks for (crates/site/src/kept.rs) in the Python engine of
// the folder ENGINE, in virtual time, as a page does; what the engine tells of each is put into RUNS.
// With --watch also what is asked for later.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The most milliseconds that one may compute. */
const MOST = 10_000;

const [folder, runs] = process.argv.slice(2);
const wanted = join(runs, "wanted");
const bytes = readFileSync(join(folder, "python_bg.wasm"));
const module = new WebAssembly.Module(bytes);
const glue = await import(`data:text/javascript;base64,${readFileSync(join(folder, "python_bg.js")).toString("base64")}`);
let memory;

/** Every program gets an interpreter of its own. */
function engine() {
  // The glue keeps views of a memory until that is detached, which growing by nothing does.
  memory?.grow(0);
  const [{ module: name }] = WebAssembly.Module.imports(module);
  const { exports } = new WebAssembly.Instance(module, { [name]: glue });
  memory = exports.memory;
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start?.();
  exports.warm?.();
  glue.provide(library, () => undefined);
}

/** The modules of a package that are fetched when a program imports it, as one text. */
function library(name) {
  const file = join(folder, `library-${name}.bin`);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Runs what is wanted and not there. Pages are made anew when there is something new, so all of it comes at once. */
function record() {
  const done = [];
  for (const file of readdirSync(wanted).filter((file) => file.endsWith(".json"))) {
    const made = join(runs, file.replace(/\.json$/, ".update"));
    if (existsSync(made)) continue;
    let asked;
    try {
      asked = JSON.parse(readFileSync(join(wanted, file), "utf8"));
    } catch {
      continue; // It is being written, which is told when it is done.
    }
    const { of, file: name, source, python, epoch } = asked;
    try {
      engine();
      writeFileSync(`${made}.part`, glue.run(0, name, source, epoch, MOST, 0, 0, () => {}, undefined, python, [], []));
      done.push(made);
    } catch (error) {
      console.error(`${of} brought the Python engine down, so its page has no picture of its run: ${error}`);
    }
  }
  for (const made of done) renameSync(`${made}.part`, made);
}

mkdirSync(wanted, { recursive: true });
record();
if (process.argv[4] === "--watch") {
  let soon;
  watch(wanted, () => {
    clearTimeout(soon);
    soon = setTimeout(record, 50);
  });
}
