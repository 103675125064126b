// Shrinks the script that wasm-bindgen has written and the module that goes with it, both in place:
//
//   node shrink-glue.mjs SCRIPT MODULE SCRATCH-FOLDER
//
// The script can do more than pages want of it, and everything that passes between script and module has a long name with a
// digest in it. So, until nothing more goes:
//
//   SCRIPT ──esbuild: what does `default` reach?──> exports it calls ──wasm-metadce──> imports that are left ──> SCRIPT
//
// and then both get short names. It reads what wasm-bindgen writes by patterns. Where one does not fit any more the build
// fails and says which; no pattern is a guess.
//
// `esbuild`, `wasm-metadce` and `wasm-opt` are on PATH.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [, , SCRIPT, MODULE, SCRATCH] = process.argv;
// Flat code without structure packs better once it has been given one anew. `low-memory-unused`: the first kilobyte is the end of
// the stack, so a pointer and a small offset never add up past the end of the address space.
const PASSES = ["--low-memory-unused", "--gufa", "--flatten", "--rereloop", "-Os", "-Oz", "--converge", "--merge-similar-functions", "--gufa", "-Oz", "--gufa", "-Oz"];
const NAMES = ["--minify-imports-and-exports-and-modules", "--strip-producers", "--strip-target-features"];

const run = (program, ...args) => execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
const scratch = (name) => join(SCRATCH, name);

/** Replaces what `pattern` matches; it must match, and if `count` is given, that often. */
function replace(text, pattern, replacement, count) {
  const found = text.match(pattern)?.length ?? 0;
  if (found === 0 || (count && found !== count)) {
    throw new Error(`${pattern} is ${found} times in ${SCRIPT}: this wasm-bindgen writes otherwise; mend ${import.meta.filename}.`);
  }
  return text.replaceAll(pattern, replacement);
}

/** The script without what no page needs of it, in three parts: before, in and after the object of functions for the module. */
function parsed(script) {
  // An assignment to a prototype would keep a class alive.
  script = script.replaceAll(/^if \(Symbol\.dispose\) .*$/gm, "");
  // Nor does making one of these do anything.
  script = replace(script, /\bnew FinalizationRegistry\(/g, "/* @__PURE__ */ $&");
  // A page hands over a compiled module, once: no other way to load one is needed.
  script = replace(
    script,
    /^export \{ initSync, __wbg_init as default \};$/gm,
    `export default async ({ module_or_path: module }) =>
       __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);`,
    1,
  );
  // Functions that may throw are wrapped once, not at each call.
  script = replace(
    script,
    /^function handleError\(f, args\) \{\n {4}try \{\n {8}return f\.apply\(this, args\);\n((?: {4}.*\n)*)\}$/gm,
    `function handleError(f) {\n    return (...args) => {\n    try {\n        return f(...args);\n$1};\n}`,
    1,
  );
  script = replace(script, /^( {8}\w+): function\(\) \{ return handleError\(function (\(.*\)) \{$/gm, "$1: handleError($2 => {");
  script = replace(script, /^ {8}\}, arguments\); \},$/gm, "        }),");
  script = replace(script, /^( {8}\w+): function(\(.*\)) \{$/gm, "$1: $2 => {");

  const functions = new Map();
  const FUNCTION = /^ {8}(\w+): (?:handleError\()?\(.*\) => \{\n(?: {9,}.*\n)* {8}\}\)?,\n/gm;
  const first = script.search(FUNCTION);
  let end = first;
  for (const match of script.matchAll(FUNCTION)) {
    if (match.index !== end) break;
    functions.set(match[1], match[0]);
    end += match[0].length;
  }
  return { before: script.slice(0, first), functions, after: script.slice(end) };
}

/** Where the script uses an export of the module. */
const EXPORT = /\bwasm\.(\w+)/g;

/** What a script's default export reaches, as one module. */
function shaken(text) {
  writeFileSync(scratch("glue.js"), text);
  writeFileSync(scratch("entry.js"), `export { default } from "./glue.js";`);
  return run("esbuild", scratch("entry.js"), "--bundle", "--format=esm", "--log-level=warning");
}

/** A module without all but some of its exports, and without what only the others need. */
function collected(module, exports) {
  const graph = [{ name: "script", root: true, reaches: exports }, ...exports.map((name) => ({ name, export: name }))];
  writeFileSync(scratch("graph.json"), JSON.stringify(graph));
  run("wasm-metadce", module, "--graph-file", scratch("graph.json"), "-o", scratch("collected.wasm"));
  return scratch("collected.wasm");
}

const importsOf = (file) => WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(file)));

const script = parsed(readFileSync(SCRIPT, "utf8"));
const joined = (functions) => script.before + [...functions.values()].join("") + script.after;

let functions = script.functions;
let module = MODULE;
for (let before = Infinity; functions.size < before; ) {
  before = functions.size;
  const exports = Array.from(shaken(joined(functions)).matchAll(EXPORT), ([, name]) => name);
  module = collected(module, [...new Set(exports)]);
  const wanted = new Set(importsOf(module).map(({ name }) => name));
  functions = new Map([...script.functions].filter(([name]) => wanted.has(name)));
  if (functions.size < wanted.size) {
    throw new Error(`${SCRIPT} lacks functions that the module wants, or ${import.meta.filename} cannot read them.`);
  }
}

const optimized = scratch("optimized.wasm");
run("wasm-opt", ...PASSES, module, "-o", optimized);
// What stands for each name, as JSON: lists of [module, name, short name].
const names = JSON.parse(run("wasm-opt", ...NAMES, optimized, "-o", MODULE));
const short = (list) => new Map(list.map((entry) => entry.slice(-2)));
const imports = short(names.imports);
const exports = short(names.exports);
functions = new Map([...functions].map(([name, text]) => [name, text.replace(name, imports.get(name))]));
script.after = replace(script.after, /"\.\/[\w-]+_bg\.js"/g, importsOf(MODULE)[0].module, 1);
writeFileSync(
  SCRIPT,
  shaken(joined(functions)).replaceAll(EXPORT, (_, name) => `wasm.${exports.get(name)}`),
);
