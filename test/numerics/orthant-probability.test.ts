import assert from "node:assert/strict";
import { test } from "node:test";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { bivariateNormalCdf } from "../../src/numerics/bivariate-normal.ts";
import { gaussianAverage } from "../../src/numerics/gaussian-average.ts";
import { orthantProbability } from "../../src/numerics/orthant-probability.ts";

const Phi = (x: number) => normalCdf(x, 0, 1);

function orthant(limits: readonly number[], covariance: readonly (readonly number[])[]): number {
  return orthantProbability(Float64Array.from(limits), Float64Array.from(covariance.flat()));
}

function equicorrelated(d: number, rho: number): number[][] {
  return Array.from({ length: d }, (_, i) =>
    Array.from({ length: d }, (_, j) => (i === j ? 1 : rho)),
  );
}

function near(got: number, expected: number, tolerance = 1e-10, what = ""): void {
  assert.ok(Math.abs(got - expected) < tolerance, `${what} ${got} - ${expected}`);
}

test("orthantProbability: two variables agree with the tanh–sinh quadrature", () => {
  for (const rho of [-1, -0.999999, -0.95, -0.4, 0, 0.2, 0.8, 0.99, 0.9999999, 1]) {
    for (const [h, k] of [
      [0, 0],
      [0.3, -1.2],
      [2, 2.0001],
      [-2.5, 2.5],
      [-3, -2],
      [4, -0.5],
    ]) {
      const got = orthant([h, k], equicorrelated(2, rho));
      near(got, bivariateNormalCdf(h, k, rho), 1e-12, `${h}, ${k}, ${rho}`);
    }
  }
});

test("orthantProbability: independent variables multiply, whatever their scale", () => {
  const limits = [0.5, -1, 2, 0.1, 0.9];
  const variances = [1, 4, 0.25, 9, 1e-6];
  for (let d = 0; d <= 4; d++) {
    const covariance = variances
      .slice(0, d)
      .map((v, i) => variances.slice(0, d).map((_, j) => (i === j ? v : 0)));
    const product = limits.slice(0, d).reduce((p, u, i) => p * Phi(u / Math.sqrt(variances[i])), 1);
    near(orthant(limits.slice(0, d), covariance), product);
  }
});

test("orthantProbability: three variables at the origin obey Sheppard's formula", () => {
  for (const [a, b, c] of [
    [0.1, -0.4, 0.3],
    [0.9, 0.8, 0.95],
    [-0.6, -0.5, 0.2],
    [0.999, 0.3, 0.31],
  ]) {
    const exact = 1 / 8 + (Math.asin(a) + Math.asin(b) + Math.asin(c)) / (4 * Math.PI);
    const got = orthant(
      [0, 0, 0],
      [
        [1, a, b],
        [a, 1, c],
        [b, c, 1],
      ],
    );
    near(got, exact, 1e-9, `${a}, ${b}, ${c}`);
  }
});

test("orthantProbability: d variables of correlation 1/2 are all negative with 1/(d + 1)", () => {
  for (let d = 1; d <= 4; d++) {
    near(orthant(new Array(d).fill(0), equicorrelated(d, 0.5)), 1 / (d + 1));
  }
});

test("orthantProbability: equal correlations agree with their one-factor average", () => {
  const limits = [0.7, -0.2, 1.5, 0.4];
  for (const rho of [0.2, 0.7, 0.97, 0.9999]) {
    const rest = Math.sqrt(1 - rho);
    const steps = limits.map((u) => ({ at: u / Math.sqrt(rho), width: rest / Math.sqrt(rho) }));
    for (let d = 3; d <= 4; d++) {
      const average = gaussianAverage(
        (x) => limits.slice(0, d).reduce((p, u) => p * Phi((u - Math.sqrt(rho) * x) / rest), 1),
        steps,
      );
      near(orthant(limits.slice(0, d), equicorrelated(d, rho)), average, 1e-9, `${d}, ${rho}`);
    }
  }
});

test("orthantProbability: variables that repeat, oppose or add up to others leave fewer", () => {
  const pair = bivariateNormalCdf(0.3, 0.8, 0.4);
  const copy = [
    [1, 0.4, 1],
    [0.4, 1, 0.4],
    [1, 0.4, 1],
  ];
  near(orthant([0.3, 0.8, 0.5], copy), pair);
  near(orthant([0.5, 0.8, 0.3], copy), pair);
  const opposite = [
    [1, 0.4, -1],
    [0.4, 1, -0.4],
    [-1, -0.4, 1],
  ];
  near(orthant([0.3, 0.8, 0.5], opposite), pair - bivariateNormalCdf(-0.5, 0.8, 0.4));
  near(orthant([0.2, 0.1, 0.5, 0.3], equicorrelated(4, 1)), Phi(0.1));
  // x + y < 0 follows from x < 0 and y < 0
  const sum = [
    [1, 0, 1],
    [0, 1, 1],
    [1, 1, 2],
  ];
  near(orthant([0, 0, 0], sum), 1 / 4);
  near(orthant([0, 0, 1], sum), 1 / 4);
});

test("orthantProbability: a variable without spread is 0, and infinite limits do not bind", () => {
  const still = [
    [1, 0.5, 0],
    [0.5, 1, 0],
    [0, 0, 0],
  ];
  const pair = bivariateNormalCdf(0.3, -0.2, 0.5);
  near(orthant([0.3, -0.2, 0.1], still), pair);
  near(orthant([0.3, -0.2, -0.1], still), 0);
  near(orthant([0.3, Infinity, -0.2], equicorrelated(3, 0.5)), pair);
  near(orthant([0.3, -Infinity, -0.2], equicorrelated(3, 0.5)), 0);
});
