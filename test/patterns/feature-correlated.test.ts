import assert from "node:assert/strict";
import { test } from "node:test";
import { effectiveDimension } from "../../src/patterns/correlation-matrix.ts";
import { feasibleCorrelation } from "../../src/patterns/feasible-correlation.ts";
import { featureCorrelated } from "../../src/patterns/feature-correlated.ts";
import {
  ar1,
  banded,
  block,
  equicorrelated,
  type FeatureCorrelation,
  givenCorrelation,
} from "../../src/patterns/feature-correlation.ts";
import { markovChain } from "../../src/patterns/markov-chain.ts";
import { distanceBetween, type Patterns, values } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";

const P = 120_000;

/** Largest deviation of ⟨(x_i − a)(x_j − a)⟩ from (1 − a²)R_ij in standard errors, a = ⟨x⟩ known. */
function worstDeviation(set: Patterns, R: Float64Array, a: number): number {
  const { N } = set;
  const x = values(set);
  let worst = 0;
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < i; j++) {
      let sum = 0;
      let squares = 0;
      for (let mu = 0; mu < set.P; mu++) {
        const product = (x[mu * N + i] - a) * (x[mu * N + j] - a);
        sum += product;
        squares += product * product;
      }
      const mean = sum / set.P;
      const error = Math.sqrt((squares / set.P - mean * mean) / set.P);
      worst = Math.max(worst, Math.abs(mean - (1 - a * a) * R[i * N + j]) / error);
    }
  }
  return worst;
}

test("featureCorrelated: every structure has its correlations (arcsine law)", () => {
  const given = [1, 0.5, -0.3, 0.5, 1, 0.2, -0.3, 0.2, 1];
  const structures: [FeatureCorrelation, number][] = [
    [ar1(0.6), 6],
    [ar1(-0.4), 5],
    [block(3, 0.5), 6],
    [equicorrelated(0.2), 5],
    [banded(2, 0.6), 6],
    [givenCorrelation(given), 3],
  ];
  for (const [structure, N] of structures) {
    const set = featureCorrelated(P, N, structure, stream(1, structure.name));
    const worst = worstDeviation(set, structure.matrix(N), 0);
    assert.ok(worst < 5, `${structure.name}: ${worst} standard errors`);
  }
});

test("featureCorrelated: thresholded spins keep both their mean and their correlations", () => {
  for (const positive of [0.1, 0.3, 0.8]) {
    const structure = ar1(0.5);
    const set = featureCorrelated(P, 5, structure, stream(2, "thresholded"), { positive });
    const mean = 2 * positive - 1;
    // patterns are independent and the five spins of one at most fully correlated
    const error = Math.sqrt((1 - mean * mean) / P);
    const measured = values(set).reduce((sum, x) => sum + x, 0) / (5 * P);
    assert.ok(Math.abs(measured - mean) < 5 * error, `${positive}: ${measured}`);
    const worst = worstDeviation(set, structure.matrix(5), mean);
    assert.ok(worst < 5, `${positive}: ${worst} standard errors`);
  }
});

test("featureCorrelated: overlaps of pairs have variance Σ R² = N²/N_eff", () => {
  for (const structure of [ar1(0.5), block(8, 0.5), equicorrelated(0.3)]) {
    const N = 32;
    const pairs = 8000;
    const set = featureCorrelated(2 * pairs, N, structure, stream(3, structure.name));
    let sum = 0;
    let squares = 0;
    for (let k = 0; k < pairs; k++) {
      const h2 = (N - 2 * distanceBetween(set, 2 * k, 2 * k + 1)) ** 2;
      sum += h2;
      squares += h2 * h2;
    }
    const mean = sum / pairs;
    const error = Math.sqrt((squares / pairs - mean * mean) / pairs);
    const expected = (N * N) / effectiveDimension(structure.matrix(N));
    assert.ok(Math.abs(mean - expected) < 5 * error, `${structure.name}: ${mean} ${expected}`);
  }
});

test("featureCorrelated: another correlation uses the same white Gaussians", () => {
  // the first spin is the sign of the first Gaussian whatever R is, and at ρ = 1 all spins are
  const first = (rho: number) =>
    values(featureCorrelated(50, 4, ar1(rho), stream(4))).filter((_, k) => k % 4 === 0);
  assert.deepEqual(first(0.9), first(0));
  const equal = values(featureCorrelated(50, 4, ar1(1), stream(4)));
  assert.deepEqual(
    [...equal],
    [...first(0)].flatMap((x) => [x, x, x, x]),
  );
  const changed = (rho: number) => {
    const base = values(featureCorrelated(500, 8, ar1(0.3), stream(4)));
    const other = values(featureCorrelated(500, 8, ar1(rho), stream(4)));
    return base.reduce((count, x, k) => count + (x === other[k] ? 0 : 1), 0);
  };
  assert.ok(changed(0.31) < 40 && changed(0.31) < changed(0.6), `${changed(0.31)}`);
});

test("featureCorrelated: a set does not depend on the structures used before it", () => {
  const structure = ar1(0.6);
  const once = featureCorrelated(500, 8, structure, stream(5));
  featureCorrelated(1, 9, structure, stream(5));
  featureCorrelated(1, 8, structure, stream(5), { positive: 0.95 });
  assert.deepEqual(featureCorrelated(500, 8, structure, stream(5)), once);
});

test("markovChain: correlations are r^|i−j|, spins unbiased", () => {
  for (const r of [0.6, -0.4, 0]) {
    const set = markovChain(P, 6, r, stream(6, "markov"));
    const worst = worstDeviation(set, ar1(r).matrix(6), 0);
    assert.ok(worst < 5, `${r}: ${worst} standard errors`);
    const first = values(set).reduce((sum, x, k) => sum + (k % 6 === 0 ? x : 0), 0) / P;
    assert.ok(Math.abs(first) < 5 / Math.sqrt(P), `${first}`);
  }
  const alternating = values(markovChain(10, 5, -1, stream(1)));
  alternating.forEach((x, k) => {
    assert.equal(x, k % 5 === 0 ? alternating[k] : -alternating[k - 1]);
  });
  assert.throws(() => markovChain(2, 3, 1.5, stream(1)), /markovChain: expected -1 <= r <= 1/);
});

test("feasibleCorrelation: a matrix without a Gaussian behind it is replaced by the nearest", () => {
  // three spins cannot all disagree: pairs of ±1 agree at least once, so ρ ≥ −1/3
  const R = [1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1];
  const { used, largestChange } = feasibleCorrelation(givenCorrelation(R), 3);
  for (const k of [1, 2, 5]) assert.ok(Math.abs(used[k] + 1 / 3) < 1e-12, `${used[k]}`);
  assert.ok(Math.abs(largestChange - 1 / 6) < 1e-12);
  const set = featureCorrelated(P, 3, givenCorrelation(R), stream(7));
  assert.ok(worstDeviation(set, used, 0) < 5);
  assert.throws(
    () => feasibleCorrelation(givenCorrelation(R, { exact: true }), 3),
    /^RangeError: feasibleCorrelation: expected .* got given:3x3 at N = 3, probability 0.5 \(the nearest feasible one differs by 0.167\); weaken rho/,
  );
  assert.throws(() => featureCorrelated(5, 16, equicorrelated(-0.5), stream(1)), /got equi:-0.5/);
});

test("feasibleCorrelation: a feasible wish is kept and its factor is triangular with unit rows", () => {
  for (const structure of [ar1(0.9), equicorrelated(1), banded(4, 0.7), block(5, -0.1)]) {
    const N = 12;
    const { used, largestChange, factor } = feasibleCorrelation(structure, N);
    assert.equal(largestChange, 0);
    assert.deepEqual(used, structure.matrix(N));
    for (let i = 0; i < N; i++) {
      for (let j = 0; j < N; j++) {
        let G = 0;
        for (let k = 0; k < N; k++) G += factor[i * N + k] * factor[j * N + k];
        const wished = Math.sin((Math.PI / 2) * used[i * N + j]);
        assert.ok(Math.abs(G - wished) < 1e-12, `${structure.name} ${i} ${j}: ${G} ${wished}`);
        if (j > i) assert.equal(Math.abs(factor[i * N + j]), 0);
      }
    }
  }
});

test("feature correlations: bad structures are refused by name", () => {
  assert.throws(() => ar1(1.01), /ar1: expected -1 <= rho <= 1, got 1.01/);
  assert.throws(() => equicorrelated(Number.NaN), /equicorrelated: .* got NaN/);
  assert.throws(() => block(0, 0.1), /block: expected an integer size >= 1, got 0/);
  assert.throws(() => banded(1.5, 0.1), /banded: expected an integer width >= 1, got 1.5/);
  assert.throws(
    () => givenCorrelation([1, 2, 3]),
    /givenCorrelation: expected N × N entries, got 3/,
  );
  assert.throws(() => givenCorrelation([1, 0.2, 0.1, 1]), /got 0.2 at row 0, column 1, and 0.1/);
  assert.throws(() => givenCorrelation([1, Number.NaN, Number.NaN, 1]), /got NaN at row 0/);
  assert.throws(() => givenCorrelation([2]), /a diagonal of 1, got 2/);
  assert.throws(() => givenCorrelation([1]).matrix(2), /expected N = 1, the size of the given/);
  assert.throws(
    () => featureCorrelated(2, 4, ar1(0.2), stream(1), { positive: 1 }),
    /featureCorrelated: expected 0 < positive < 1, got 1/,
  );
});
