// Parameters in a text: where they are found, what their controls may do, and how a value is written.

import assert from "node:assert/strict";
import { test } from "node:test";
import { params, write } from "./params.js";

const one = (line, known = []) => params([line], known)[0];

test("a lesson's parameters have the ranges that the page knows", () => {
  const [pause, delay] = params(["pause = 1.5  # @param", "delay = 1  # @param", "other = 2"], [
    { name: "delay", label: "how long", min: 0, max: 4, step: 0.5 },
  ]);
  assert.deepEqual([pause.line, pause.name, pause.literal, pause.from, pause.to], [1, "pause", "1.5", 8, 11]);
  assert.deepEqual(delay, {
    line: 2, name: "delay", label: "how long", from: 8, to: 9, literal: "1", spec: "", kind: "number",
    range: { min: 0, max: 4, step: 0.5 },
  });
});

test("a line gives its own range, which outdoes the page's", () => {
  assert.deepEqual(one("n = 3  # @param 1..8").range, { min: 1, max: 8, step: 1, pointed: false });
  assert.deepEqual(one("n: int = -3 #@param -5..5 step 0.5", [{ name: "n", min: 0, max: 1 }]).range, {
    min: -5, max: 5, step: 0.5, pointed: false,
  });
  assert.equal(one("t = 1.0  # @param 0.0..2").range.pointed, true);
});

test("what is no range is as if nothing was said", () => {
  for (const spec of ["5..1", "1..1", "0..4 step 0", "0..4 step -1", "a..b", "how long"]) {
    assert.deepEqual(one(`n = 3  # @param ${spec}`).range, { min: 0, max: 10, step: 1, pointed: false }, spec);
  }
});

test("a derived range holds the value, and goes by tenths where the value has a point", () => {
  assert.deepEqual(one("n = 10  # @param").range, { min: 0, max: 10, step: 1, pointed: false });
  assert.deepEqual(one("n = 11  # @param").range, { min: 0, max: 20, step: 1, pointed: false });
  assert.deepEqual(one("n = 21  # @param").range, { min: 0, max: 50, step: 1, pointed: false });
  assert.deepEqual(one("n = 20_000  # @param").range, { min: 0, max: 20_000, step: 20, pointed: false });
  assert.deepEqual(one("t = -0.5  # @param").range, { min: -10, max: 10, step: 0.1, pointed: true });
  assert.equal(one("t = 1e400  # @param"), undefined);
  assert.equal(one("t = 99999999999  # @param"), undefined);
});

test("True and False have a switch, and one of several strings a list", () => {
  assert.equal(one("slow = True  # @param").kind, "switch");
  const ring = one(`mode = 'ring'  # @param "ring" | "line"`);
  assert.deepEqual(ring.choices, [{ value: "'ring'", label: "ring" }, { value: '"line"', label: "line" }]);
  const known = [{ name: "which", choices: [{ value: '"a"', label: "first" }] }];
  assert.deepEqual(one('which = "b"  # @param', known).choices, [{ value: '"b"', label: "b" }, { value: '"a"', label: "first" }]);
  assert.equal(one('name = "Ada"  # @param'), undefined);
});

test("only an assignment of a literal at the top level is a parameter", () => {
  for (const line of [
    "    n = 3  # @param", "n = 3", "n = 3  # @parameter", "n == 3  # @param", "print(3)  # @param", "n = m  # @param",
    "n = 3 + 4  # @param", "a.n = 3  # @param", "3 = 3  # @param", "# n = 3  # @param", "n = 0x10  # @param", "",
  ]) {
    assert.equal(one(line), undefined, line);
  }
  assert.equal(one("毫秒 = 3  # @param").name, "毫秒");
});

test("numbers are written on a step, without what is not needed", () => {
  const tenths = { min: 0, max: 5, step: 0.1 };
  assert.equal(write(0.30000000000000004, tenths), "0.3");
  assert.equal(write(2.04, tenths), "2");
  assert.equal(write(9, tenths), "5");
  assert.equal(write(-1, tenths), "0");
  assert.equal(write(2, { ...tenths, pointed: true }), "2.0");
  assert.equal(write(2.5, { ...tenths, pointed: true }), "2.5");
  assert.equal(write(-0.01, { min: -5, max: 5, step: 0.5 }), "0");
  assert.equal(write(0.7, { min: 0.1, max: 3, step: 0.25 }), "0.6");
});

test("what is written is read again as the same parameter", () => {
  const whole = { min: -10, max: 10, step: 1 };
  for (const range of [{ min: 0, max: 4, step: 0.25 }, whole, { min: 0, max: 1, step: 0.001, pointed: true }]) {
    for (let nth = 0; nth <= 50; nth += 1) {
      const value = range.min + ((range.max - range.min) * nth) / 50;
      const literal = write(value, range);
      assert.equal(one(`n = ${literal}  # @param`).literal, literal);
      assert.ok(Math.abs(Number(literal) - value) <= range.step / 2 + 1e-9, `${value} is written as ${literal}`);
    }
  }
});
