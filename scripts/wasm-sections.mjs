// A WebAssembly module as bytes, section by section, for the scripts that change the site's: its numbers (LEB128) and its
// sections, read and written. https://webassembly.github.io/spec/core/binary/modules.html

/** The sections' numbers. */
export const SECTION = { CUSTOM: 0, TYPE: 1, IMPORT: 2, FUNCTION: 3, MEMORY: 5, GLOBAL: 6, EXPORT: 7, CODE: 10, DATA: 11, DATA_COUNT: 12 };

/** The module's sections: `body` and `end` are where a section's content stands, `start` is where its number does. */
export function* sections(bytes) {
  for (let at = 8; at < bytes.length; ) {
    const start = at;
    const id = bytes[at++];
    const [length, body] = number(bytes, at);
    at = body + length;
    yield { id, start, body, end: at };
  }
}

/** A section, from its number and the parts of its content. */
export function section(id, parts) {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([id]), Buffer.from(unsigned(body.length)), body]);
}

/** A number of the module, and where the next thing is. */
export function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

export function unsigned(value) {
  const list = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) list.push((value & 0x7f) | 0x80);
  return [...list, value];
}

export function signed(value) {
  const list = [];
  for (; value > 0x3f; value = Math.floor(value / 128)) list.push((value & 0x7f) | 0x80);
  return [...list, value];
}
