import assert from "node:assert/strict";
import test from "node:test";
import { sayings } from "./words.js";

const words = {
  hint: "{keys} runs it",
  problem: "Line {line}: {message}",
  differs: "Lines that differ: {counts}",
  changed: "{count} changed",
  added: "{count} added",
  removed: "{count} removed",
  list_comma: ", ",
  selection_deleted: "gone",
  control_character: "odd",
};

test("counts that are 0 are not told", () => {
  const say = sayings(words);
  assert.equal(say.differs({ changed: 2, added: 0, removed: 1 }), "Lines that differ: 2 changed, 1 removed");
  assert.equal(say.differs({ changed: 0, added: 3, removed: 0 }), "Lines that differ: 3 added");
});

test("what a problem says is not looked into", () => {
  assert.equal(sayings(words).problem(3, "NameError: {line}"), "Line 3: NameError: {line}");
  assert.match(sayings(words).hint, /^(Ctrl\+|⌘)Enter runs it$/);
});
