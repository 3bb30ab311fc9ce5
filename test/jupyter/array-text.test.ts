import assert from "node:assert/strict";
import { test } from "node:test";
import { arrayEntries, arrayStatistics, isTypedArray } from "../../src/jupyter/array-text.ts";
import { valueText } from "../../src/jupyter/value-text.ts";

test("valueText: typed arrays show kind, length, range, mean, head and tail", () => {
  // min -1, max 3, mean (3 - 1 + 1) / 3 = 1.
  const short = new Float64Array([3, -1, 1]);
  assert.equal(valueText(short), "Float64Array(3) min -1, mean 1, max 3\n[3, -1, 1]");
  assert.equal(
    valueText(Uint16Array.from({ length: 1001 }, (_, i) => i)),
    "Uint16Array(1001) min 0, mean 500, max 1000\n[0, 1, 2, 3, 4, 5, 6, 7, ..., 998, 999, 1000]",
  );
  assert.equal(valueText(new Int8Array(0)), "Int8Array(0)");
});

test("arrayStatistics: NaN is counted and does not spoil the other numbers", () => {
  const { NaN: none } = Number;
  assert.equal(
    arrayStatistics(new Float32Array([none, 1, none, 4])),
    "min 1, mean 2.5, max 4, 2 NaN",
  );
  assert.equal(arrayStatistics(new Float64Array([none])), "1 NaN");
  const infinite = new Float64Array([Number.NEGATIVE_INFINITY, 0]);
  assert.equal(arrayStatistics(infinite), "min -Infinity, mean -Infinity, max 0");
});

test("arrayStatistics: large whole numbers are exact in their range", () => {
  const values = new BigUint64Array([2n ** 64n - 1n, 1n]);
  assert.equal(arrayStatistics(values), `min 1, mean ${2 ** 63}, max ${2n ** 64n - 1n}`);
  assert.equal(
    arrayStatistics(new Uint32Array([4294967295])),
    "min 4294967295, mean 4294967295, max 4294967295",
  );
});

test("arrayEntries: all entries up to head and tail together, then the gap", () => {
  const values = Float64Array.from([1, 2.5, 1 / 3, 4]);
  assert.equal(arrayEntries(values, 2, 2), "1, 2.5, 0.333333, 4");
  assert.equal(arrayEntries(values, 1, 1), "1, ..., 4");
});

test("isTypedArray: arrays of numbers, not their memory and not Node's buffers", () => {
  assert.ok(isTypedArray(new Uint8ClampedArray(1)) && isTypedArray(new BigInt64Array(1)));
  const others = [[1], new ArrayBuffer(1), new DataView(new ArrayBuffer(1)), Buffer.alloc(1)];
  for (const value of others) assert.ok(!isTypedArray(value));
});
