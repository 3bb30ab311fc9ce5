import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { binaryKernels } from "../../src/core/binary-kernels.ts";
import { distancesByKernel } from "../../src/core/distances.ts";
import { residentBytes, residentRows } from "../../src/core/resident-rows.ts";

const kernels = binaryKernels();

test("residentRows: memory stays bounded over 10^5 short-lived sets", { skip: !kernels }, () => {
  const distances = new Int32Array(100);
  const probe = new Uint32Array(2);
  const pages = () => kernels!.memory.buffer.byteLength;
  let afterSome = 0;
  for (let k = 1; k <= 100_000; k++) {
    const words = new Uint32Array(200);
    words[7] = k;
    distancesByKernel(kernels!, distances, words, 100, 2, probe, 0);
    if (k === 50_000) afterSome = pages();
  }
  assert.equal(pages(), afterSome, "nothing is added by the second half");
  assert.ok(residentBytes() <= 64 * 2 ** 20);
});

test("residentRows: a set is copied once, and again after it had to make room", {
  skip: !kernels,
}, () => {
  const words = new Uint32Array(64).fill(3);
  const first = residentRows(kernels!, words, 64, 1);
  assert.equal(residentRows(kernels!, words, 64, 1), first);
  for (let k = 0; k < 5; k++) residentRows(kernels!, new Uint32Array(2 ** 21), 2 ** 21, 1);
  const again = residentRows(kernels!, words, 64, 1);
  assert.notEqual(again, first);
  const rows = new Uint32Array(kernels!.memory.buffer, again.rows, 64);
  assert.deepEqual([...rows], [...words]);
});

test("residentRows: of many small sets only the latest 256 are kept", { skip: !kernels }, () => {
  const bytesAfter = (sets: number): number => {
    for (let k = 0; k < sets; k++) residentRows(kernels!, new Uint32Array(16), 16, 1);
    return residentBytes();
  };
  assert.equal(bytesAfter(1000), bytesAfter(256));
});

test("residentRows: a set larger than the budget is kept while it is in use", {
  skip: !kernels,
}, () => {
  const large = new Uint32Array(2 ** 24);
  const entry = residentRows(kernels!, large, 2 ** 24, 1);
  assert.equal(residentRows(kernels!, large, 2 ** 24, 1), entry);
  residentRows(kernels!, new Uint32Array(1), 1, 1);
  assert.ok(residentBytes() < 2 ** 20, "it makes room for the next");
});

test("residentRows: gives back the memory of sets that were collected", {
  skip: !kernels,
}, async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const before = residentBytes();
  (() => {
    for (let k = 0; k < 10; k++) residentRows(kernels!, new Uint32Array(2 ** 18), 2 ** 18, 1);
  })();
  assert.ok(residentBytes() > before + 2 ** 24);
  for (let turn = 0; turn < 100 && residentBytes() > before; turn++) {
    collect();
    await setImmediate();
  }
  assert.ok(residentBytes() <= before);
});
