import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCorrelation, parseSeparation } from "../../src/patterns/parse-source.ts";
import { row } from "../../src/patterns/patterns.ts";
import { sourceOf } from "../../src/patterns/sources.ts";
import { stream } from "../../src/random/stream.ts";
import type { PowerModel } from "../../src/theory/capacity-closed-form.ts";
import { capacityOfCorrelated } from "../../src/theory/correlated-capacity.ts";
import { capacityAtHalf } from "../../src/theory/predicted-capacity.ts";

const poly = (n: number, N: number): PowerModel => ({ energy: "poly", n, N });
const rect = (n: number, N: number): PowerModel => ({ energy: "rect", n, N });

function matrix(N: number, R: (i: number, j: number) => number): Float64Array[] {
  return Array.from({ length: N }, (_, i) => Float64Array.from({ length: N }, (_, j) => R(i, j)));
}

function sample(correlation: string, N: number): Int8Array[] {
  const source = sourceOf(parseSeparation("none"), parseCorrelation(correlation));
  const patterns = source.draw(60, N, stream(1, "sample", correlation));
  return Array.from({ length: 60 }, (_, mu) => row(patterns, mu));
}

test("capacityOfCorrelated: without correlation is that of independent patterns", () => {
  for (const model of [poly(3, 40), poly(4, 20), rect(3, 30)]) {
    const sigma = new Int8Array(model.N).fill(1);
    const K = capacityOfCorrelated(
      model,
      matrix(model.N, (i, j) => (i === j ? 1 : 0)),
      [sigma],
    );
    assert.ok(Math.abs(K / capacityAtHalf(model) - 1) < 1e-5, `${K}`);
  }
});

test("capacityOfCorrelated: mean first failures of an independent program, within 10 %", () => {
  const decay = (rho: number) => (i: number, j: number) => rho ** Math.abs(i - j);
  // mean number of patterns stored before the first failure, with its standard error
  const rows: [PowerModel, string, (i: number, j: number) => number, number, number][] = [
    [poly(3, 64), "ar1:0.4", decay(0.4), 50.8, 1],
    [poly(3, 64), "block8:0.2", (i, j) => (i >> 3 === j >> 3 ? 0.2 : 0), 54.3, 1.2],
    [poly(3, 64), "equi:0.05", () => 0.05, 54.6, 2],
    [rect(3, 64), "ar1:0.6", decay(0.6), 42.2, 1.4],
  ];
  for (const [model, correlation, R, measured, error] of rows) {
    const K = capacityOfCorrelated(model, matrix(64, R), sample(correlation, 64));
    assert.ok(Math.abs(K - measured) < 0.1 * measured + 2 * error, `${correlation}: ${K}`);
  }
});

test("capacityOfCorrelated: sizes and orders outside their range are refused", () => {
  const R = matrix(6, () => 0.1);
  const sigma = new Int8Array(6).fill(1);
  assert.throws(() => capacityOfCorrelated(poly(2, 6), R, [sigma]), /n >= 3 for poly, got 2/);
  assert.throws(() => capacityOfCorrelated(poly(3, 6), R, []), /1 pattern or more of N = 6/);
  assert.throws(
    () => capacityOfCorrelated(poly(3, 7), R, [sigma]),
    /N = 7 spins, got 1 patterns of 6/,
  );
});
