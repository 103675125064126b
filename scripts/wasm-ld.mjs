#!/usr/bin/env node
// The linker of release builds: rustc's own, but what `wasm_streams` exports for JavaScript is left out.
//
// Leptos brings that crate along for server functions. Nothing here streams, but rustc keeps whatever a linked crate exports,
// and with those classes everything that futures in promises need: 6 kB to download. Without the exports the linker finds that
// nobody calls what is behind them. wasm-bindgen must then not look for them either: it reads of them in a section of the
// module, to which each use of its macro has added a record: the format's version and what it declares, each with its length in
// four bytes before it.
//
// LOOPSCOPE_WASM_LD is the path of the linker, a `rust-lld`.

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const UNUSED = /into_?underlying/i;
const SECTION = "__wasm_bindgen_unstable";

/** A number in LEB128 at a place, and the place after it. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

/** A number as LEB128. */
const leb = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...leb(Math.floor(value / 128))]);

/** The records of wasm-bindgen's section that are of use. */
function used(records) {
  const kept = [];
  for (let at = 0; at < records.length; ) {
    const program = at + 4 + records.readUInt32LE(at);
    const end = program + 4 + records.readUInt32LE(program);
    const record = records.subarray(at, end);
    if (!UNUSED.test(record.toString("latin1"))) kept.push(record);
    at = end;
  }
  return Buffer.concat(kept);
}

/** A module with only those records. */
function trimmed(module) {
  const parts = [module.subarray(0, 8)];
  for (let at = 8; at < module.length; ) {
    const [size, start] = number(module, at + 1);
    const end = start + size;
    let section = module.subarray(at, end);
    if (module[at] === 0) {
      const [length, name] = number(module, start);
      const content = name + length;
      if (module.toString("latin1", name, content) === SECTION) {
        const body = Buffer.concat([module.subarray(start, content), used(module.subarray(content, end))]);
        section = Buffer.concat([Buffer.from([0, ...leb(body.length)]), body]);
      }
    }
    parts.push(section);
    at = end;
  }
  return Buffer.concat(parts);
}

const args = process.argv.slice(2);
const kept = args.filter((word, i) => {
  const symbol = word === "--export" ? args[i + 1] : args[i - 1] === "--export" ? word : "";
  return !UNUSED.test(symbol);
});
const { status, error } = spawnSync(process.env.LOOPSCOPE_WASM_LD, kept, { stdio: "inherit" });
if (error) throw error;
if (status === 0) {
  const file = args[args.indexOf("-o") + 1];
  writeFileSync(file, trimmed(readFileSync(file)));
}
process.exitCode = status ?? 1;
