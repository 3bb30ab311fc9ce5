import assert from "node:assert/strict";
import { test } from "node:test";
import {
  labelledVectors,
  normalised,
  rowsBetween,
  unitVectors,
} from "../../src/patterns/unit-vectors.ts";
import { stream } from "../../src/random/stream.ts";

const gaussians = (count: number): Float64Array => {
  const values = new Float64Array(count);
  stream(1, "rows").fillGaussian(values);
  return values;
};

test("normalised: rows have mean 0 and norm 1, and keep their angles to centred vectors", () => {
  const raw = gaussians(4 * 9).map((x) => 100 + 7 * x);
  const { values } = normalised(raw, 4, 9);
  for (let a = 0; a < 4; a++) {
    const own = values.subarray(9 * a, 9 * a + 9);
    assert.ok(Math.abs(own.reduce((sum, x) => sum + x, 0)) < 1e-14);
    assert.ok(Math.abs(own.reduce((sum, x) => sum + x * x, 0) - 1) < 1e-14);
    const [first, second, third] = raw.subarray(9 * a, 9 * a + 3);
    const ratio = (own[0] - own[1]) / (own[1] - own[2]);
    assert.ok(Math.abs(ratio / ((first - second) / (second - third)) - 1) < 1e-12);
  }
});

test("normalised: without centring rows keep their direction", () => {
  const { values } = normalised([3, 4, 0, -5], 2, 2, { centre: false });
  assert.deepEqual(values, Float64Array.of(0.6, 0.8, 0, -1));
});

test("normalised: constant, zero and infinite rows are named", () => {
  // the mean of three times 0.1 rounds to another number
  assert.throws(() => normalised([1, 2, 4, 0.1, 0.1, 0.1], 2, 3), {
    name: "RangeError",
    message:
      "normalised: expected rows that are not constant and finite, got row 1; leave that row out",
  });
  assert.throws(() => normalised([0, 0, 1, 2], 2, 2, { centre: false }), {
    message: /that are not zero and finite, got row 0/,
  });
  assert.throws(() => normalised([1, 2, Infinity, 0], 2, 2), { message: /got row 1/ });
});

test("unitVectors: rows of norm 1 are taken as they are, long ones too", () => {
  const { values } = normalised(gaussians(200_000), 1, 200_000);
  assert.deepEqual(unitVectors(values, 1, 200_000).values, values);
  assert.throws(() => unitVectors([0, 1, 0.6, 0.9], 2, 2), {
    name: "RangeError",
    message: /^unitVectors: expected rows of norm 1, got 1\.08\d+ at row 1; normalised\(\)/,
  });
  assert.throws(() => unitVectors([0, 1, 1], 2, 2), {
    name: "RangeError",
    message: "unitVectors: expected M x N numbers, got 3 for M = 2, N = 2; count rows and columns",
  });
  // @ts-expect-error nothing at all, from plain JavaScript
  assert.throws(() => unitVectors(), { name: "TypeError" });
});

test("rowsBetween: a view of the same numbers", () => {
  const data = normalised(gaussians(5 * 3), 5, 3);
  const part = rowsBetween(data, 1, 3);
  assert.deepEqual([part.M, part.N], [2, 3]);
  assert.equal(part.values.buffer, data.values.buffer);
  assert.deepEqual(part.values, data.values.slice(3, 9));
});

test("labelledVectors: labels that do not fit are refused by number", () => {
  const data = normalised(gaussians(3 * 4), 3, 4);
  assert.equal(labelledVectors(data, [0, 2, 1]).C, 3);
  assert.equal(labelledVectors(data, [0, 2, 1], 10).C, 10);
  assert.throws(() => labelledVectors(data, [0, 2]), {
    message:
      "labelledVectors: expected a label for each of M = 3 vectors, got 2; labels and vectors belong to each other in their order",
  });
  assert.throws(() => labelledVectors(data, [0, 3, 1], 3), {
    message: "labelledVectors: expected labels 0 … 2, got 3 for vector 1; they count from 0",
  });
  assert.throws(() => labelledVectors(data, [0, 1, -1]), { message: /got -1 for vector 2/ });
});
