import assert from "node:assert/strict";
import { test } from "node:test";
import { lineFit } from "../../src/numerics/line-fit.ts";
import { powerLawFit } from "../../src/numerics/power-law-fit.ts";
import { stream } from "../../src/random/stream.ts";

const close = (a: number, b: number, tolerance: number) =>
  assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b} within ${tolerance}`);

test("lineFit: points on a line give the line and no error", () => {
  const x = [1, 2, 4, 7];
  const fit = lineFit(
    x,
    x.map((at) => 3 - 0.5 * at),
    [1, 4, 2, 0.5],
  );
  // a dozen sums of terms below 10
  close(fit.slope, -0.5, 1e-13);
  close(fit.intercept, 3, 1e-13);
  close(fit.slopeError, 0, 1e-13);
  assert.equal(fit.degreesOfFreedom, 2);
});

test("lineFit: equals the closed form of the determinants for weighted points", () => {
  const x = [0.5, 1.5, 2, 3.5, 5];
  const y = [1.2, 2.1, 2.9, 3.7, 6.1];
  const sigma = [0.1, 0.3, 0.2, 0.4, 0.2];
  const w = sigma.map((s) => 1 / s ** 2);
  const sum = (term: (k: number) => number) => w.reduce((total, wk, k) => total + wk * term(k), 0);
  // Bevington and Robinson 2003, eqs. 6.12, 6.21 and 6.22
  const [S, Sx, Sy] = [sum(() => 1), sum((k) => x[k]!), sum((k) => y[k]!)];
  const [Sxx, Sxy] = [sum((k) => x[k]! ** 2), sum((k) => x[k]! * y[k]!)];
  const delta = S * Sxx - Sx * Sx;
  const fit = lineFit(x, y, w);
  close(fit.slope, (S * Sxy - Sx * Sy) / delta, 1e-12);
  close(fit.intercept, (Sxx * Sy - Sx * Sxy) / delta, 1e-12);
  const chi2 = sum((k) => (y[k]! - fit.intercept - fit.slope * x[k]!) ** 2);
  close(fit.chi2, chi2, 1e-12 * chi2);
  close(fit.slopeError, Math.sqrt(((chi2 / 3) * S) / delta), 1e-12);
  close(fit.interceptError, Math.sqrt(((chi2 / 3) * Sxx) / delta), 1e-12);
  // Student's t of 3 degrees of freedom, 97.5 %: 3.182 in printed tables
  close((fit.slopeInterval!.hi - fit.slope) / fit.slopeError, 3.182, 5e-4);
});

test("lineFit: a whole weight equals that many copies of the point, whatever the unit of weights", () => {
  const copies = lineFit([1, 1, 1, 2, 3, 3], [2, 2, 2, 5, 4, 4]);
  const weighted = lineFit([1, 2, 3], [2, 5, 4], [3, 1, 2]);
  close(weighted.slope, copies.slope, 1e-13);
  close(weighted.chi2, copies.chi2, 1e-12);
  const other = lineFit([1, 2, 3], [2, 5, 4], [300, 100, 200]);
  close(other.slope, weighted.slope, 1e-13);
  close(other.slopeError, weighted.slopeError, 1e-12);
});

test("lineFit: two points give a line without an error", () => {
  const fit = lineFit([1, 3], [1, 5]);
  assert.equal(fit.slope, 2);
  assert.equal(fit.slopeInterval, null);
  assert.ok(Number.isNaN(fit.slopeError));
});

test("lineFit: other lengths, values and a single x are refused by number", () => {
  assert.throws(() => lineFit([1, 2], [1]), {
    message: "lineFit: expected x, y and weights of equal length, got 2, 1",
  });
  assert.throws(() => lineFit([1, 2], [1, Number.NaN]), { message: /y = NaN, weight = 1 at 1/ });
  assert.throws(() => lineFit([1, 2], [1, 2], [1, 0]), { message: /weight = 0 at 1/ });
  assert.throws(() => lineFit([2, 2], [1, 2]), {
    message: "lineFit: expected points at two different x at least, got 2 points",
  });
});

test("powerLawFit: an exact power law gives its exponent and amplitude", () => {
  const x = [2, 3, 5, 9, 100];
  const fit = powerLawFit(
    x,
    x.map((at) => 0.3 * at ** 2.5),
    [1, 2, 1, 3, 50],
  );
  close(fit.exponent, 2.5, 1e-13);
  close(fit.amplitude, 0.3, 1e-12);
  close(fit.chi2, 0, 1e-20);
});

test("powerLawFit: the 95 % interval covers the exponent in 95 % of seeded samples", () => {
  const rng = stream(5, "coverage");
  const x = [8, 16, 32, 64, 128];
  // relative errors that are stated too small by a factor 3
  const stated = [0.02, 0.05, 0.03, 0.1, 0.04];
  const repeats = 4000;
  let covered = 0;
  for (let k = 0; k < repeats; k++) {
    const y = x.map((at, i) => at ** 1.5 * Math.exp(3 * stated[i]! * rng.gaussian()));
    const { interval } = powerLawFit(
      x,
      y,
      y.map((value, i) => value * stated[i]!),
    );
    if (interval!.lo <= 1.5 && 1.5 <= interval!.hi) covered++;
  }
  // five standard deviations of the binomial count
  close(covered / repeats, 0.95, 5 * Math.sqrt((0.95 * 0.05) / repeats));
});

test("powerLawFit: numbers that have no logarithm and other lengths are refused", () => {
  assert.throws(() => powerLawFit([1, 2], [1, 0]), {
    message:
      "powerLawFit: expected finite numbers > 0, got x = 2, y = 0 at 1; leave such points out",
  });
  assert.throws(() => powerLawFit([1, 2], [1, 2], [0, 1]), { message: /error = 0 at 0/ });
  assert.throws(() => powerLawFit([1, 2, 3], [1, 2]), { message: /equal length, got 3, 2/ });
  assert.throws(() => powerLawFit([4, 4], [1, 2]), { message: /two different x at least, got 2/ });
});
