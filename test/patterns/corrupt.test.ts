import assert from "node:assert/strict";
import { test } from "node:test";
import { corrupt } from "../../src/patterns/corrupt.ts";
import { stream } from "../../src/random/stream.ts";

const sigma = Int8Array.from({ length: 45 }, (_, i) => (i % 3 === 0 ? -1 : 1));
const flipped = (state: Int8Array) =>
  [...state.keys()].filter((i) => state[i] === -sigma[i]).map(String);

test("corrupt: a fraction or a count flips exactly that many spins and leaves σ alone", () => {
  const before = [...sigma];
  for (let seed = 0; seed < 50; seed++) {
    for (const [amount, count] of [
      [0, 0],
      [0.2, 9],
      [0.35, 16],
      [1, 45],
    ]) {
      assert.equal(flipped(corrupt(sigma, amount, stream(seed))).length, count);
      assert.equal(flipped(corrupt(sigma, { flips: count }, stream(seed))).length, count);
    }
  }
  assert.deepEqual([...sigma], before);
});

test("corrupt: every spin is flipped equally often", () => {
  const sets = 4000;
  const counts = new Float64Array(45);
  for (let seed = 0; seed < sets; seed++) {
    for (const i of flipped(corrupt(sigma, { flips: 9 }, stream(seed, "uniform")))) counts[+i] += 1;
  }
  // each count is binomial(sets, 1/5)
  for (const count of counts) {
    assert.ok(Math.abs(count - sets / 5) < 5 * Math.sqrt(sets * 0.16), `${count}`);
  }
});

test("corrupt: a probability flips spins independently", () => {
  const sets = 2000;
  let sum = 0;
  let squares = 0;
  for (let seed = 0; seed < sets; seed++) {
    const count = flipped(corrupt(sigma, { probability: 0.3 }, stream(seed, "p"))).length;
    sum += count;
    squares += count * count;
  }
  const mean = sum / sets;
  const variance = squares / sets - mean * mean;
  assert.ok(Math.abs(mean - 13.5) < 5 * Math.sqrt((45 * 0.21) / sets), `${mean}`);
  assert.ok(Math.abs(variance / (45 * 0.21) - 1) < 5 * Math.sqrt(2 / sets), `${variance}`);
});

test("corrupt: with one stream smaller amounts flip part of what larger ones flip", () => {
  for (const [small, large] of [
    [0.1, 0.4],
    [{ flips: 3 }, { flips: 20 }],
    [{ probability: 0.1 }, { probability: 0.5 }],
  ]) {
    const many = new Set(flipped(corrupt(sigma, large, stream(3))));
    assert.ok(flipped(corrupt(sigma, small, stream(3))).every((i) => many.has(i)));
  }
});

test("corrupt: amounts and states outside their range are refused", () => {
  const rng = stream(1);
  assert.throws(
    () => corrupt(sigma, 9, rng),
    /expected a fraction 0 … 1, got 9; .* \{ flips: 9 \}/,
  );
  assert.throws(() => corrupt(sigma, Number.NaN, rng), /got NaN/);
  assert.throws(() => corrupt(sigma, { flips: 46 }, rng), /expected 0 <= flips <= N = 45, got 46/);
  assert.throws(() => corrupt(sigma, { flips: 1.5 }, rng), /got 1.5/);
  assert.throws(() => corrupt(sigma, { probability: -0.1 }, rng), /probability 0 … 1, got -0.1/);
  assert.throws(() => corrupt([], 0.5, rng), /corrupt: expected a state of length N >= 1, got 0/);
  assert.throws(() => corrupt([1, 0, 1], 0.5, rng), /expected spins \+1 or -1, got 0 at spin 1/);
});
