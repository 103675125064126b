// node scripts/snapshot.mjs FOLDER: the Python engine's module, as wasm-bindgen left it in FOLDER, with a started interpreter in it.
//
// To start an interpreter takes a third of a second, and what memory holds then is the same each time: it depends on nothing from
// outside. So it is started here, once, and its memory becomes the module's data; who loads the module has an interpreter at once.
//
//   data of the module ──► warm() ──► memory ──► what is free, and what is spent, emptied ──► data of the new module
//
// Memory is all there is: the stack is empty again, the table of functions is as it was, and that of JavaScript's values as well, which
// is looked after. Binaryen's wasm-ctor-eval does the same for programs that do not ask for memory, and this one does.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SECTION, number, section, sections, signed, unsigned } from "./wasm-sections.mjs";

/** What the module may call while the interpreter is started: this prepares JavaScript's side of its table of references. */
const HARMLESS = "__wbindgen_init_externref_table";
/** So many zeros in a row cost more in the module than another segment of data does. */
const GAP = 4096;
const PAGE = 65536;

const folder = process.argv[2];
const path = join(folder, "python_bg.wasm");
const bytes = readFileSync(path);
const glue = await import(`data:text/javascript;base64,${readFileSync(join(folder, "python_bg.js")).toString("base64")}`);

const exports = start();
const references = exports.__wbindgen_externrefs.length;
glue.warm();
if (exports.__wbindgen_externrefs.length !== references) throw new Error("the interpreter's start keeps values of JavaScript's");
const spent = glue.spent();
emptyFree();
for (let at = 0; at < spent.length; at += 2) memory().fill(0, spent[at], spent[at] + spent[at + 1]);
writeFileSync(path, rewrite());

function memory() {
  return new Uint8Array(exports.memory.buffer);
}

/** The module, started, with nothing of the outside world in reach. */
function start() {
  const module = new WebAssembly.Module(bytes);
  const [{ module: name }] = WebAssembly.Module.imports(module);
  const imports = { ...glue };
  for (const { name } of WebAssembly.Module.imports(module)) {
    if (name === HARMLESS) continue;
    imports[name] = () => {
      throw new Error(`the interpreter's start calls ${name}: what that says here is not what it would say in a browser`);
    };
  }
  const { exports } = new WebAssembly.Instance(module, { [name]: imports });
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start?.();
  return exports;
}

/**
 * Fills with zeros what the allocator has free: remains of the start, which nobody needs to download. All of it is asked for, the
 * largest pieces first, and given back.
 */
function emptyFree() {
  const taken = [];
  const end = memory().length;
  const align = 8;
  for (let size = 1 << 20; size >= align; size = size > 1024 ? size >> 1 : size - align) {
    for (;;) {
      const address = exports.__wbindgen_malloc(size, align);
      taken.push([address, size]);
      memory().fill(0, address, address + size);
      // Memory has grown for it, now or before: there are no more pieces of this size.
      if (address + size > end) break;
    }
  }
  for (const [address, size] of taken) exports.__wbindgen_free(address, size, align);
}

/** The module with memory as its data, and without what has done its work. */
function rewrite() {
  const parts = [bytes.subarray(0, 8)];
  for (const { id, start, body, end } of sections(bytes)) {
    if (id === SECTION.DATA_COUNT) throw new Error("the module counts its data: not provided for");
    if (id === SECTION.MEMORY) parts.push(section(SECTION.MEMORY, memories(body)));
    else if (id === SECTION.EXPORT) parts.push(section(SECTION.EXPORT, kept(body)));
    else if (id === SECTION.DATA) parts.push(section(SECTION.DATA, segments(memory())));
    else parts.push(bytes.subarray(start, end));
  }
  return Buffer.concat(parts);
}

/** The memory section: one memory with a maximum, which is as large at the start as it is now. */
function memories(at) {
  const [count, flags] = [bytes[at], bytes[at + 1]];
  if (count !== 1 || flags !== 1) throw new Error("the module's memory is not one with a maximum");
  const [most] = number(bytes, number(bytes, at + 2)[1]);
  return [[1, 1], unsigned(memory().length / PAGE), unsigned(most)];
}

/** The export section without the functions that start an interpreter and say what is spent then. */
function kept(at) {
  const list = [];
  let [count, next] = number(bytes, at);
  for (; count > 0; count--) {
    const start = next;
    const [length, name] = number(bytes, start);
    [, next] = number(bytes, name + length + 1);
    if (!["warm", "spent"].includes(bytes.toString("latin1", name, name + length))) list.push(bytes.subarray(start, next));
  }
  return [unsigned(list.length), ...list];
}

function segments(memory) {
  const list = [];
  for (let at = 0; ; ) {
    while (at < memory.length && memory[at] === 0) at++;
    if (at === memory.length) break;
    const start = at;
    let end = at;
    for (; at < memory.length && at - end < GAP; at++) if (memory[at] !== 0) end = at + 1;
    // Into memory 0, at the place that an instruction says (i32.const), to the end of the expression.
    list.push([0, 0x41], signed(start), [0x0b], unsigned(end - start), memory.subarray(start, end));
    at = Math.max(at, end);
  }
  return [unsigned(list.length / 5), ...list];
}
