import assert from "node:assert/strict";
import { test } from "node:test";
import { latticeTail } from "../../src/theory/lattice-tail.ts";

test("latticeTail: a long lattice whose every phase counts, against a count of all sums", () => {
  // few values far apart: the characteristic function does not decay over 400 000 frequencies
  const [A, count] = [400001, 3];
  const values = [1, 3, A].flatMap((value) => [value, -value]);
  const threshold = A + 2;
  let [above, at] = [0, 0];
  for (const a of values) {
    for (const b of values) {
      for (const c of values) {
        if (a + b + c > threshold) above++;
        if (a + b + c === threshold) at++;
      }
    }
  }
  const atoms = values.map((value) => ({ value: BigInt(value), probability: 1 / 6 }));
  const law = {
    size: Float64Array.of(1, 3, A).map((value) => value / threshold),
    logMass: new Float64Array(3).fill(-Math.log(3)),
    bias: null,
  };
  const ours = latticeTail(atoms, law, count, BigInt(threshold));
  // rounding of 64 rotations and of 400 000 terms of random sign
  assert.ok(Math.abs((ours.above * 216) / above - 1) < 1e-12, `${ours.above * 216} for ${above}`);
  assert.ok(Math.abs((ours.at * 216) / at - 1) < 1e-12, `${ours.at * 216} for ${at}`);
});
