// Differences between two texts, line by line.

import assert from "node:assert/strict";
import { test } from "node:test";
import { differences } from "./diff.js";

const of = (old, now) => differences(old.split(""), now.split(""));

test("the same text has none", () => {
  assert.deepEqual(of("abc", "abc"), { changed: [], added: [], removed: [] });
});

test("lines are changed, added and removed", () => {
  assert.deepEqual(of("abc", "aXc"), { changed: [2], added: [], removed: [] });
  assert.deepEqual(of("abc", "abXc"), { changed: [], added: [3], removed: [] });
  assert.deepEqual(of("abc", "ac"), { changed: [], added: [], removed: [{ before: 2, count: 1 }] });
  assert.deepEqual(of("abc", "ab"), { changed: [], added: [], removed: [{ before: 3, count: 1 }] });
  assert.deepEqual(of("abcd", "aXYcd"), { changed: [2], added: [3], removed: [] });
  assert.deepEqual(of("abcd", "aXd"), { changed: [2], added: [], removed: [{ before: 3, count: 1 }] });
  assert.deepEqual(of("abcde", "bcXe"), { changed: [3], added: [], removed: [{ before: 1, count: 1 }] });
});

test("what is alike is changed, not what happens to stand first", () => {
  assert.deepEqual(differences(["", "delay = 2  # @param", ""], ["", "import time", "", "delay = 3  # @param", ""]), {
    changed: [4], added: [2, 3], removed: [],
  });
  assert.deepEqual(differences(["a", "first()", "second()", "b"], ["a", "second(1)", "b"]), {
    changed: [2], added: [], removed: [{ before: 2, count: 1 }],
  });
});

test("a text of lines that are all others is changed altogether, however long", () => {
  const old = Array.from({ length: 3000 }, (_, nth) => `a${nth}`);
  const now = Array.from({ length: 3001 }, (_, nth) => `b${nth}`);
  const { changed, added, removed } = differences(old, now);
  assert.deepEqual([changed.length, added, removed], [3000, [3001], []]);
});

/** Whether the differences account for every line of both texts, and the rest is the same. */
function sound(old, now) {
  const { changed, added, removed } = differences(old, now);
  const gone = removed.reduce((sum, { count }) => sum + count, 0);
  assert.equal(now.length - added.length + gone, old.length);
  let at = 0;
  for (let line = 1; line <= now.length + 1; line += 1) {
    at += removed.find(({ before }) => before === line)?.count ?? 0;
    if (line > now.length || added.includes(line)) continue;
    if (!changed.includes(line)) assert.equal(old[at], now[line - 1], `${old} / ${now}: line ${line}`);
    at += 1;
  }
  assert.equal(at, old.length);
}

test("every pair of short texts adds up", () => {
  const texts = [""];
  for (let nth = 0; texts[nth].length < 5; nth += 1) for (const c of "abc") texts.push(texts[nth] + c);
  for (const old of texts.filter(({ length }) => length < 5)) for (const now of texts) sound(old.split(""), now.split(""));
});
