// node scripts/pulse.mjs FOLDER: the Python engine's module, as wasm-bindgen left it in FOLDER, with a pulse: whatever it computes, it
// calls its own function `pulse` (web/python/src/pulse.rs) again and again, which looks at a clock and ends what takes too long.
//
// Nothing that runs for long runs without a loop, so that loops count down as they begin and as they go round:
//
//   loop … end    ──►    loop  left -= 1; if left == 0 { left = STRIDE; pulse() }  … end
//
// But for the innermost ones that call nothing: they go over some piece of memory, the digits of a number for instance, and come to its
// end. (docs/PERFORMANCE.md says what it costs.)
//
// So a program is ended from inside, wherever it is: in Python's own loop, in `sum(iter(int, 1))`, in `10**10**8`. From outside it
// could only be by the end of its worker, and in WebKit that does not end what computes in one. How much of its way a program has gone
// is known, too, whatever else the machine does meanwhile.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SECTION, number, section, sections, signed, unsigned } from "./wasm-sections.mjs";

/** So many turns of loops come between two calls of `pulse`; web/python/src/pulse.rs knows how long that takes. */
const STRIDE = 40_000;

const EMPTY = 0x40;
const I32 = 0x7f;
const END = 0x0b;
const LOOP = 0x03;
const [CALL, CALL_INDIRECT, BLOCK, IF, GLOBAL_GET, GLOBAL_SET, I32_CONST, I32_EQZ, I32_SUB] = [0x10, 0x11, 0x02, 0x04, 0x23, 0x24, 0x41, 0x45, 0x6b];

const path = join(process.argv[2], "python_bg.wasm");
const bytes = readFileSync(path);
const parts = new Map([...sections(bytes)].map((part) => [part.id, part]));

const { functions: imported, globals: importedGlobals } = imports();
const globals = count(SECTION.GLOBAL);
const functions = count(SECTION.FUNCTION);
const pulse = exported("pulse");
const left = importedGlobals + globals;
const beat = imported + functions;
const type = plain();
/** What each loop begins with. */
const COUNTED = [
  ...[GLOBAL_GET, ...unsigned(left), I32_CONST, 1, I32_SUB, GLOBAL_SET, ...unsigned(left)],
  ...[GLOBAL_GET, ...unsigned(left), I32_EQZ, IF, EMPTY, CALL, ...unsigned(beat), END],
];
/** What it calls when it has counted down. */
const BEAT = [0, I32_CONST, ...signed(STRIDE), GLOBAL_SET, ...unsigned(left), CALL, ...unsigned(pulse), END];

let loops = 0;
const changed = [bytes.subarray(0, 8)];
for (const { id, start, end } of sections(bytes)) {
  if (id === SECTION.FUNCTION) changed.push(appended(id, unsigned(type)));
  else if (id === SECTION.GLOBAL) changed.push(appended(id, [I32, 1, I32_CONST, ...signed(STRIDE), END]));
  else if (id === SECTION.CODE) changed.push(section(id, [unsigned(functions + 1), ...bodies(), unsigned(BEAT.length), BEAT]));
  else changed.push(bytes.subarray(start, end));
}
writeFileSync(path, Buffer.concat(changed));
console.log(`${loops} loops have a pulse.`);

/** How many things a section has. */
function count(id) {
  return number(bytes, parts.get(id).body)[0];
}

/** A section with one thing more. */
function appended(id, thing) {
  const { body, end } = parts.get(id);
  const [count, from] = number(bytes, body);
  return section(id, [unsigned(count + 1), bytes.subarray(from, end), thing]);
}

/** How many functions and globals are imported. */
function imports() {
  const found = { functions: 0, globals: 0 };
  const { body } = parts.get(SECTION.IMPORT);
  let [left, at] = number(bytes, body);
  for (; left > 0; left--) {
    for (const _ of ["module", "name"]) {
      const [length, from] = number(bytes, at);
      at = from + length;
    }
    const kind = bytes[at++];
    if (kind !== 0) throw new Error("the module imports what is no function: not provided for");
    found.functions++;
    [, at] = number(bytes, at);
  }
  return found;
}

/** The number of an exported function. */
function exported(wanted) {
  const { body } = parts.get(SECTION.EXPORT);
  let [left, at] = number(bytes, body);
  for (; left > 0; left--) {
    const [length, name] = number(bytes, at);
    const [index, next] = number(bytes, name + length + 1);
    if (bytes[name + length] === 0 && bytes.toString("latin1", name, name + length) === wanted) return index;
    at = next;
  }
  throw new Error(`the module exports no function ${wanted}`);
}

/** The type of a function that takes nothing and gives nothing. */
function plain() {
  const { body } = parts.get(SECTION.TYPE);
  let [left, at] = number(bytes, body);
  for (let nth = 0; left > 0; nth++, left--) {
    if (bytes[at++] !== 0x60) throw new Error("the module has types that are none of functions: not provided for");
    const [takes, first] = number(bytes, at);
    const [gives, second] = number(bytes, first + takes);
    if (takes === 0 && gives === 0) return nth;
    at = second + gives;
  }
  throw new Error("the module has no function that takes nothing and gives nothing");
}

/** The functions' code, each with its length before it. */
function* bodies() {
  let [left, at] = number(bytes, parts.get(SECTION.CODE).body);
  for (let nth = imported; left > 0; nth++, left--) {
    const [length, from] = number(bytes, at);
    at = from + length;
    // A pulse within a pulse would have no end.
    const code = nth === pulse ? bytes.subarray(from, at) : counted(from, at);
    yield unsigned(code.length);
    yield code;
  }
}

/** A function's code, with what counts in its loops. */
function counted(from, end) {
  const pieces = [];
  let copied = from;
  for (const place of begins(from, end)) {
    loops++;
    pieces.push(bytes.subarray(copied, place), Uint8Array.from(COUNTED));
    copied = place;
  }
  return Buffer.concat([...pieces, bytes.subarray(copied, end)]);
}

/** Where the loops begin that call something or have another loop in them. */
function begins(from, end) {
  const places = [];
  /** The function's own block and those that are open; of a loop, where it begins, and whether it is one of those. */
  const open = [{}];
  let [groups, at] = number(bytes, from);
  for (; groups > 0; groups--) at = number(bytes, at)[1] + 1;
  while (open.length > 0) {
    const operation = bytes[at++];
    at = after(operation, at);
    if (operation === LOOP) {
      for (const block of open) block.more = true;
      open.push({ begins: at });
    } else if (operation === BLOCK || operation === IF) {
      open.push({});
    } else if (operation === CALL || operation === CALL_INDIRECT) {
      for (const block of open) block.more = true;
    } else if (operation === END) {
      const { begins, more } = open.pop();
      if (begins !== undefined && more) places.push(begins);
    }
  }
  if (at !== end) throw new Error(`a function's code ends at ${end}, and was read up to ${at}`);
  return places.sort((a, b) => a - b);
}

/**
 * Where an operation's immediates end. What is not known here is refused, as what follows it could not be read:
 * https://webassembly.github.io/spec/core/binary/instructions.html
 */
function after(operation, at) {
  const skip = (numbers) => {
    for (; numbers > 0; numbers--) while (bytes[at++] >= 0x80);
    return at;
  };
  // Loads and stores have an alignment and an offset, comparisons and arithmetic nothing.
  if (operation >= 0x28 && operation <= 0x3e) return skip(2);
  if (operation >= 0x45 && operation <= 0xc4) return at;
  switch (operation) {
    case 0x00: // unreachable
    case 0x01: // nop
    case 0x05: // else
    case END:
    case 0x0f: // return
    case 0x1a: // drop
    case 0x1b: // select
    case 0xd1: // ref.is_null
      return at;
    case BLOCK:
    case LOOP:
    case IF:
    case 0x0c: // br
    case 0x0d: // br_if
    case CALL:
    case 0x20: // local.get, local.set, local.tee
    case 0x21:
    case 0x22:
    case GLOBAL_GET:
    case GLOBAL_SET:
    case 0x25: // table.get, table.set
    case 0x26:
    case 0x3f: // memory.size, memory.grow
    case 0x40:
    case I32_CONST:
    case 0x42: // i64.const
    case 0xd0: // ref.null
    case 0xd2: // ref.func
      return skip(1);
    case CALL_INDIRECT:
      return skip(2);
    case 0x0e: {
      // br_table
      const [labels, first] = number(bytes, at);
      at = first;
      return skip(labels + 1);
    }
    case 0x1c: // select of a type
      return at + 1 + bytes[at];
    case 0x43: // f32.const
      return at + 4;
    case 0x44: // f64.const
      return at + 8;
    case 0xfc: {
      const [which, first] = number(bytes, at);
      at = first;
      // Conversions; then memory.init, data.drop, memory.copy, memory.fill, table.init, elem.drop, table.copy, .grow, .size, .fill.
      const takes = which < 8 ? 0 : [2, 1, 2, 1, 2, 1, 2, 1, 1, 1][which - 8];
      if (takes === undefined) break;
      return skip(takes);
    }
  }
  throw new Error(`operation 0x${operation.toString(16)} is not known`);
}
