// What a program's own `# @param` lines say: a name, a literal that a control of the page can write anew, and what it may be.
// Pure text in, pure text out; sliders.js makes controls of it.
//
//   delay = 2  # @param                    as lesson.toml has it, for a lesson's own parameter; else derived from the literal
//   delay = 2  # @param 0..10              from 0 to 10, by 1
//   delay = 2  # @param 0..10 step 0.5     by 0.5
//   slow = True  # @param                  a switch
//   mode = "ring"  # @param "ring" | "line"     one of these
//
// As in a lesson's snippet.py, a parameter is set at the top level: the name begins its line.

/**
 * What a number may be. `pointed`: written with a point even where it is whole, as `2.0`.
 *
 * @typedef {{min: number, max: number, step: number, pointed?: boolean}} Range
 */

/**
 * What the page knows of a parameter: its range, or its choices (Python literals), and what to call it.
 *
 * @typedef {{name: string, label?: string, min?: number, max?: number, step?: number,
 *   choices?: {value: string, label?: string}[]}} Known
 */

/**
 * A parameter as it stands in a text. `from` and `to` are where its literal is, in UTF-16 units from the line's begin; `spec` is
 * what its line says beside the value: where that stays the same, so does the control.
 *
 * @typedef {{line: number, name: string, label: string, from: number, to: number, literal: string, spec: string,
 *   kind: "number" | "switch" | "choice", range?: Range, choices?: {value: string, label: string}[]}} Param
 */

const LINE = /^(([\p{L}_][\p{L}\p{N}_]*)\s*(?::[^=#]*)?=(?!=)\s*)(\S.*?)\s*#\s*@param(?=\s|$)(.*)$/u;
const NUMBER = /^[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?$/;
const STRING = /^(?:"[^"\\]*"|'[^'\\]*')$/;
/** A slider over more than this would skip most numbers, and digits get lost. */
const MOST = 1e9;

const RANGE = /^([^\s]+?)\.\.([^\s]+?)(?:\s+step\s+(\S+))?$/;

/** The value of a Python number without a suffix; `undefined` for what is none. */
export function number(text) {
  return NUMBER.test(text) ? Number(text.replaceAll("_", "")) : undefined;
}

/**
 * The parameters of a text, in the order of its lines (counted from 1).
 *
 * @param {Iterable<string>} lines the lines of the text
 * @param {Known[]} known what the page knows
 * @returns {Param[]}
 */
export function params(lines, known) {
  const all = [];
  let line = 0;
  for (const text of lines) {
    line += 1;
    const [, before, name, literal, rest] = (text.includes("@param") && LINE.exec(text)) || [];
    if (name === undefined) continue;
    const spec = rest.trim();
    const about = known.find((one) => one.name === name) ?? { name };
    const control = choice(literal, spec, about) ?? toggle(literal) ?? slider(literal, spec, about);
    if (!control) continue;
    const from = before.length;
    all.push({ line, name, label: about.label ?? name, from, to: from + literal.length, literal, spec, ...control });
  }
  return all;
}

function toggle(literal) {
  return literal === "True" || literal === "False" ? { kind: "switch" } : undefined;
}

function choice(literal, spec, { choices: known }) {
  if (!STRING.test(literal)) return undefined;
  const own = spec.split("|").map((word) => word.trim());
  const choices = own.length > 1 && own.every((word) => STRING.test(word)) ? own.map((value) => ({ value })) : known;
  if (!choices) return undefined;
  // The same string may be written with other quotes, and what is none of the choices stays what it is.
  const same = ({ value }) => value.slice(1, -1) === literal.slice(1, -1);
  const all = choices.map((one) => (same(one) ? { ...one, value: literal } : one));
  if (!choices.some(same)) all.unshift({ value: literal });
  return { kind: "choice", choices: all.map(({ value, label }) => ({ value, label: label ?? value.slice(1, -1) })) };
}

function slider(literal, spec, { min, max, step }) {
  const value = number(literal);
  if (value === undefined || Math.abs(value) > MOST) return undefined;
  const known = min !== undefined && max !== undefined ? { min, max, step: step ?? 1 } : undefined;
  return { kind: "number", range: written(spec) ?? known ?? derived(literal, value) };
}

/** The range that a line gives: `0..10 step 0.5`. */
function written(spec) {
  const [, low, high, by = "1"] = RANGE.exec(spec) ?? [];
  const [min, max, step] = [low, high, by].map((text) => (text === undefined ? undefined : number(text)));
  if (min === undefined || max === undefined || step === undefined || !(min < max) || !(step > 0)) return undefined;
  return { min, max, step, pointed: /[.e]/i.test(low) };
}

/** Where nothing is said: up to a round number that holds the value; by tenths if it is written with a point. */
function derived(literal, value) {
  const pointed = /[.e]/i.test(literal);
  let max = 10;
  for (let nth = 0; max < Math.abs(value); nth += 1) max *= nth % 3 === 1 ? 2.5 : 2;
  return { min: value < 0 ? -max : 0, max, step: pointed ? max / 100 : Math.max(1, max / 1000), pointed };
}

/**
 * The literal of a number on a range's step, with at most three digits after the point, as lessons write them: `2`, `0.5`.
 *
 * @param {number} value
 * @param {Range} range
 */
export function write(value, { min, max, step, pointed = false }) {
  const snapped = Math.min(max, Math.max(min, min + Math.round((value - min) / step) * step));
  const text = String(Number(snapped.toFixed(3)));
  return pointed && !/[.e]/.test(text) ? `${text}.0` : text.replace(/^-0$/, "0");
}
