import assert from "node:assert/strict";
import { test } from "node:test";
import {
  correlationMatrix,
  effectiveDimension,
  meanSpins,
} from "../../src/patterns/correlation-matrix.ts";
import { diagnostics, distanceHistogram } from "../../src/patterns/diagnostics.ts";
import { independent } from "../../src/patterns/independent.ts";
import { patternsFromRows, values } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";

const hand = patternsFromRows([
  [1, 1, 1, 1],
  [1, 1, -1, -1],
  [1, 1, 1, 1],
  [-1, -1, -1, -1],
  [1, 1, 1, 1],
]);

test("diagnostics: duplicates, antipodes and distances of a set made by hand", () => {
  const d = diagnostics(hand);
  assert.equal(d.duplicates, 2);
  // row 3 negates row 0, row 4 negates row 3
  assert.equal(d.antipodes, 2);
  assert.deepEqual([...d.histogram], [3, 0, 4, 0, 3]);
  assert.deepEqual([d.distanceMin, d.distanceMean, d.distanceMax], [0, 2, 4]);
  assert.equal(d.distanceSd, Math.sqrt(24 / 10));
  assert.equal(d.effectiveDimension, 16 / ((6 * 16) / 10));
  assert.ok(Math.abs(d.meanSpin - 0.4) < 1e-15);
  assert.deepEqual([...distanceHistogram(hand)], [...d.histogram]);
});

test("diagnostics: constant spins are counted and left out of the correlations", () => {
  const d = diagnostics(
    patternsFromRows([
      [1, 1, 1],
      [1, -1, -1],
      [1, 1, 1],
      [1, -1, -1],
    ]),
  );
  assert.equal(d.constantSpins, 1);
  assert.equal(d.meanCorrelation, 1);
  assert.equal(d.meanAbsoluteCorrelation, 1);
  assert.ok(Math.abs(d.meanSquareCorrelation - 2 / 3) < 1e-15);
  assert.equal(d.activity, 1 / 3);
});

test("diagnostics: one pattern and none have no distances", () => {
  for (const P of [0, 1]) {
    const d = diagnostics(independent(P, 8, stream(1)));
    assert.equal(d.duplicates, 0);
    assert.ok(Number.isNaN(d.distanceMean) && Number.isNaN(d.distanceMin));
    assert.ok(Number.isNaN(d.meanCorrelation) && Number.isNaN(d.effectiveDimension));
  }
});

test("diagnostics: independent spins sit at the floor, and the debiased square at zero", () => {
  const sets = 40;
  const N = 40;
  for (const P of [20, 200]) {
    const absolute: number[] = [];
    const square: number[] = [];
    for (let seed = 0; seed < sets; seed++) {
      const d = diagnostics(independent(P, N, stream(seed, "floor")));
      absolute.push(d.meanAbsoluteCorrelation / d.correlationFloor);
      square.push(d.meanSquareCorrelation);
    }
    const check = (samples: number[], expected: number, bias: number) => {
      const mean = samples.reduce((a, b) => a + b) / sets;
      const error = Math.sqrt(samples.reduce((a, x) => a + (x - mean) ** 2, 0) / sets / (sets - 1));
      assert.ok(Math.abs(mean - expected) < 5 * error + bias, `P=${P}: ${mean} ± ${error}`);
    };
    // the floor is the Gaussian limit of the mean of |r|, off by O(1/P)
    check(absolute, 1, 1 / P);
    check(square, 0, 0);
  }
});

test("correlationMatrix: equals the definition over plain spins", () => {
  const set = independent(70, 9, stream(4, "matrix"));
  const x = values(set);
  const R = correlationMatrix(set);
  const column = (i: number) => Array.from({ length: 70 }, (_, mu) => x[mu * 9 + i]);
  const centred = (i: number) => {
    const mean = column(i).reduce((a, b) => a + b) / 70;
    assert.ok(Math.abs(meanSpins(set)[i] - mean) < 1e-15);
    return column(i).map((value) => value - mean);
  };
  for (let i = 0; i < 9; i++) {
    for (let j = 0; j < 9; j++) {
      const [a, b] = [centred(i), centred(j)];
      const dot = (u: number[], v: number[]) => u.reduce((sum, y, k) => sum + y * v[k], 0);
      const r = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
      assert.ok(Math.abs(R[i * 9 + j] - r) < 1e-13, `${i} ${j}`);
    }
  }
  assert.throws(() => correlationMatrix(independent(1, 4, stream(1))), /expected P >= 2 patterns/);
});

test("correlationMatrix: constant spins have no correlation", () => {
  assert.ok(
    Number.isNaN(
      correlationMatrix(
        patternsFromRows([
          [1, 1],
          [1, -1],
        ]),
      )[0],
    ),
  );
});

test("effectiveDimension: is N for independent and 1 for identical spins, blocks in between", () => {
  assert.equal(effectiveDimension([1, 0, 0, 1]), 2);
  assert.equal(effectiveDimension([1, 1, 1, 1]), 1);
  assert.equal(effectiveDimension([1, 1, 0, 1, 1, 0, 0, 0, 1]), 9 / 5);
  assert.throws(() => effectiveDimension([1, 0, 0]), /effectiveDimension: expected N × N entries/);
  assert.throws(() => effectiveDimension([Number.NaN]), /leave out constant spins/);
});
