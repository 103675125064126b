// What a program makes the interpreter fetch while it runs: modules of Python's library that few programs import (`library-NAME.bin`,
// texts as crates/python/build.rs writes them), and what makes hashlib's sums (hashes_bg.wasm). An import has to go on when it
// returns, so that these requests are synchronous, which a worker may. They lie beside the engine, in a folder that is kept
// offline once it was used; each is fetched once in a worker's life.
import * as glue from "./hashes_bg.js";

/** How long one may wait for an answer, in milliseconds: less than the page waits for a worker that says nothing. */
const WAIT_MS = 10_000;

const texts = new Map();
let started = false;

/** What the file holds, or `null` if it did not come. */
function get(file, type) {
  const request = new XMLHttpRequest();
  request.open("GET", new URL(file, import.meta.url), false);
  request.responseType = type;
  request.timeout = WAIT_MS;
  try {
    request.send();
  } catch {
    return null;
  }
  return request.status === 200 ? request.response : null;
}

/** The modules of a package, as one text; `undefined` if they did not come. */
export function text(name) {
  if (!texts.has(name)) {
    const bytes = get(`library-${name}.bin`, "arraybuffer");
    if (!bytes) return undefined;
    texts.set(name, new TextDecoder().decode(bytes));
  }
  return texts.get(name);
}

/** A sum, as web/hashes makes it; `undefined` if there is no such algorithm, or what makes sums did not come. */
export function sum(algorithm, data, size, salt, rounds) {
  if (!started) {
    const bytes = get("hashes_bg.wasm", "arraybuffer");
    if (!bytes) return undefined;
    const module = new WebAssembly.Module(bytes);
    const imports = Object.fromEntries(WebAssembly.Module.imports(module).map((wanted) => [wanted.module, glue]));
    const { exports } = new WebAssembly.Instance(module, imports);
    glue.__wbg_set_wasm(exports);
    exports.__wbindgen_start?.();
    started = true;
  }
  return glue.sum(algorithm, data, size, salt, rounds);
}
