import assert from "node:assert/strict";
import { test } from "node:test";
import chiSquareCDF from "@stdlib/stats-base-dists-chisquare-cdf";
import { vonMisesFisher } from "../../src/dynamics/von-mises-fisher.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { sphereMean } from "../../src/numerics/sphere-normaliser.ts";
import { stream } from "../../src/random/stream.ts";
import { randomVectors } from "../support/small-potts.ts";

const dot = (u: Float64Array, v: Float64Array): number =>
  u.reduce((sum, x, i) => sum + x * v[i], 0);

/** Probability of a deviation of 5 standard errors. */
const rare = 5.7e-7;

const isMean = (samples: number[], expected: number, what: string): void => {
  const { mean, standardError } = meanEstimate(samples);
  assert.ok(
    Math.abs(mean - expected) < 5 * standardError,
    `${what}: ${mean} ± ${standardError} for ${expected}`,
  );
};

const isNear = (mean: number, expected: number, deviation: number, what: string): void => {
  assert.ok(Math.abs(mean - expected) < 5 * deviation, `${what}: ${mean} for ${expected}`);
};

test("vonMisesFisher: moments of the overlap, sideways none, N = 2 … 784, κ = 0 … 10⁶", () => {
  for (const [N, kappa, count] of [
    [2, 0.7, 20_000],
    [3, 5, 20_000],
    [3, 1e6, 20_000],
    [10, 0, 20_000],
    [10, 30, 20_000],
    [64, 40, 6000],
    [64, 1e6, 6000],
    [784, 500, 1000],
  ]) {
    const [mean, other] = [randomVectors(1, N, 7).values, randomVectors(1, N, 8).values];
    const cross = dot(other, mean);
    const rng = stream(1, "overlaps", N, kappa);
    const lacks: number[] = [];
    const squares: number[] = [];
    const sideways: number[] = [];
    for (let k = 0; k < count; k++) {
      const x = vonMisesFisher(mean, kappa, rng);
      assert.ok(Math.abs(dot(x, x) - 1) < 1e-14);
      // d = 1 − x·w keeps its digits at large κ
      const d = x.reduce((sum, value, i) => sum + (value - mean[i]) ** 2, 0) / 2;
      lacks.push(d);
      squares.push(d * d);
      sideways.push(dot(x, other) - cross * (1 - d));
    }
    const A = sphereMean(N, kappa, "exact");
    // ⟨(x·w)²⟩ = 1 − (N − 1) A/κ
    const ofSquares = kappa === 0 ? 1 + 1 / N : 2 * (1 - A) - ((N - 1) * A) / kappa;
    const at = `N = ${N}, kappa = ${kappa}`;
    isMean(lacks, 1 - A, `mean, ${at}`);
    isMean(squares, ofSquares, `second moment, ${at}`);
    isMean(sideways, 0, `sideways, ${at}`);
  }
});

test("vonMisesFisher: in three dimensions the overlap has its closed distribution", () => {
  for (const kappa of [0, 0.5, 8, 300, 1e6]) {
    const [mean] = [randomVectors(1, 3, 2).values];
    const rng = stream(2, "closed", kappa);
    const [bins, count] = [25, 10_000];
    const counts = new Float64Array(bins);
    for (let k = 0; k < count; k++) {
      const x = vonMisesFisher(mean, kappa, rng);
      const d = x.reduce((sum, value, i) => sum + (value - mean[i]) ** 2, 0) / 2;
      const above = kappa === 0 ? d / 2 : Math.expm1(-kappa * d) / Math.expm1(-2 * kappa);
      counts[Math.min(bins - 1, Math.floor(bins * above))]++;
    }
    const expected = count / bins;
    const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    const p = 1 - chiSquareCDF(chiSquare, bins - 1);
    assert.ok(p > rare, `kappa = ${kappa}: chi-square ${chiSquare} over ${bins} bins`);
  }
});

test("vonMisesFisher: at κ = 0 uniform, second moments δ_ij / N", () => {
  const [N, count] = [5, 20_000];
  const mean = randomVectors(1, N, 3).values;
  const rng = stream(3, "uniform");
  const moments = new Float64Array(N * N);
  for (let k = 0; k < count; k++) {
    const x = vonMisesFisher(mean, 0, rng);
    for (let i = 0; i < N * N; i++) moments[i] += x[Math.floor(i / N)] * x[i % N];
  }
  const fourth = 3 / (N * (N + 2));
  for (let i = 0; i < N * N; i++) {
    const isDiagonal = Math.floor(i / N) === i % N;
    const variance = isDiagonal ? fourth - 1 / N ** 2 : fourth / 3;
    const expected = isDiagonal ? 1 / N : 0;
    isNear(moments[i] / count, expected, Math.sqrt(variance / count), `moment ${i}`);
  }
});

test("vonMisesFisher: extreme κ ends, at the mean or anywhere", () => {
  const mean = Float64Array.of(0.6, 0.8);
  const close = vonMisesFisher(mean, 1e300, stream(1, "close"));
  assert.ok(Math.abs(close[0] - 0.6) < 1e-15 && Math.abs(close[1] - 0.8) < 1e-15);
  assert.ok(vonMisesFisher(mean, 1e-320, stream(1, "far")).every(Number.isFinite));
});

test("vonMisesFisher: directions off the sphere and negative κ are refused", () => {
  const rng = stream(1, "none");
  assert.throws(() => vonMisesFisher(Float64Array.of(1, 1), 1, rng), {
    name: "RangeError",
    message: /^vonMisesFisher: expected a mean direction of norm 1, got 1\.41421\d+; divide by it/,
  });
  assert.throws(() => vonMisesFisher(Float64Array.of(1), 1, rng), {
    message: "vonMisesFisher: expected N >= 2 dimensions, got 1",
  });
  assert.throws(() => vonMisesFisher(Float64Array.of(1, 0), -1, rng), {
    message: "vonMisesFisher: expected finite kappa >= 0, got -1; turn the mean round instead",
  });
  // @ts-expect-error a plain array, from plain JavaScript
  assert.throws(() => vonMisesFisher([1, 0], 1, rng), { name: "TypeError" });
});
