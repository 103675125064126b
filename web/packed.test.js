// Links that browsers packed before open for ever: packed.golden.json was written by packed.js as it was then, and never is anew.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { pack, unpack } from "./packed.js";

const golden = JSON.parse(await readFile(new URL("packed.golden.json", import.meta.url), "utf8"));

test("what was packed unpacks to what it was", async () => {
  assert.ok(golden.length > 10);
  for (const { packed, fragment } of golden) assert.equal(await unpack(`#${packed}`), fragment);
});

test("what is packed unpacks, and is shorter or left alone", async () => {
  for (const { fragment } of golden) {
    const packed = await pack(fragment);
    assert.ok(packed.length <= fragment.length, fragment);
    if (packed !== fragment) assert.equal(await unpack(packed), fragment);
  }
  assert.equal(await pack("at=12"), "at=12");
});

test("what nobody packed is refused", async () => {
  for (const wrong of ["z=", "z=!!!", "z=A", "z=AQID", golden[0].packed.slice(0, -9)]) await assert.rejects(unpack(wrong), wrong);
  const long = await pack(`py=${"0".repeat(300_000)}`);
  await assert.rejects(unpack(long), RangeError);
});
