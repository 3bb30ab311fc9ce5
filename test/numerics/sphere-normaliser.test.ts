import assert from "node:assert/strict";
import { test } from "node:test";
import {
  concentrationOfOverlap,
  logSphereRatio,
  overlapOfConcentration,
  type SphereNormaliser,
  sphereConcentration,
  sphereMean,
} from "../../src/numerics/sphere-normaliser.ts";
import { pottsFixture } from "../support/potts-fixture.ts";

const isClose = (got: number, expected: number, tolerance: number, what: string): void => {
  const scale = Math.max(1, Math.abs(expected));
  assert.ok(Math.abs(got - expected) <= tolerance * scale, `${what}: ${got} against ${expected}`);
};

test("logSphereRatio, sphereMean: the reference rows, N = 3 … 784", () => {
  assert.equal(pottsFixture.special.length, 20);
  for (const row of pottsFixture.special) {
    const { N, beta } = row;
    const at = `N = ${N}, beta = ${beta}`;
    isClose(logSphereRatio(N, beta, "asymptotic"), row.logRatioApprox, 1e-13, at);
    isClose(logSphereRatio(N, beta, "exact"), row.logRatioExact, 1e-13, at);
    isClose(sphereMean(N, beta, "asymptotic"), row.dApprox, 1e-13, at);
    isClose(sphereMean(N, beta, "exact"), row.Aexact, 1e-13, at);
  }
});

test("logSphereRatio, sphereMean: closed forms log I_0 at N = 2, log(sinh β / β) at N = 3", () => {
  // I_0 and I_1, arbitrary precision
  const planar: [number, number, number][] = [
    [1, 1.2660658777520084, 0.565159103992485],
    [10, 2815.716628466254, 2670.988303701255],
  ];
  for (const [beta, i0, i1] of planar) {
    isClose(logSphereRatio(2, beta, "exact"), Math.log(i0), 1e-14, `log I_0(${beta})`);
    isClose(sphereMean(2, beta, "exact"), i1 / i0, 1e-14, `I_1 / I_0 at ${beta}`);
  }
  for (const beta of [1e-3, 0.5, 2, 30, 1e4, 1e5]) {
    const tau = beta - Math.log(2 * beta) + Math.log1p(-Math.exp(-2 * beta));
    const mean = 1 / Math.tanh(beta) - 1 / beta;
    // both closed forms lose digits where beta is small
    const lost = 1e-16 / Math.min(1, beta);
    isClose(logSphereRatio(3, beta, "exact"), tau, 1e-14 + 4 * lost, `tau, beta = ${beta}`);
    isClose(sphereMean(3, beta, "exact"), mean, 1e-14 + 4 * lost, `mean, beta = ${beta}`);
  }
});

test("logSphereRatio, sphereMean: exact at large N and β, arbitrary precision", () => {
  const rows: [number, number, number, number][] = [
    [784, 10000, 8603.278068793865, 0.9616141881516842],
    [784, 100000, 97708.69504432788, 0.9960926440847249],
    [10000, 10000, 3774.359613946444, 0.6180492677680385],
    [10000, 100000, 83362.95464427871, 0.9512537328502381],
    [16, 100000, 99926.11106835329, 0.9999250024375244],
    [10000, 0.01, 4.9999999999975e-9, 9.999999999990002e-7],
    [784, 0.01, 6.377551019890693e-8, 1.2755102038746446e-5],
  ];
  for (const [N, beta, tau, mean] of rows) {
    const at = `N = ${N}, beta = ${beta}`;
    isClose(logSphereRatio(N, beta, "exact") / tau, 1, 1e-13, at);
    isClose(sphereMean(N, beta, "exact") / mean, 1, 1e-14, at);
  }
});

test("sphereMean: derivative of logSphereRatio, and the derivative A' = 1 − A² − (N − 1)A/β", () => {
  const kinds: SphereNormaliser[] = ["asymptotic", "exact"];
  for (const N of [3, 5, 64.0, 784.0]) {
    for (const beta of [0.3, 4, 60, 900]) {
      const step = 1e-3 * beta;
      const at = `N = ${N}, beta = ${beta}`;
      for (const kind of kinds) {
        const tau = (k: number): number => logSphereRatio(N, beta + k * step, kind);
        const slope = (8 * (tau(1) - tau(-1)) - (tau(2) - tau(-2))) / (12 * step);
        // five points: the error falls with the fourth power of the step, rounding is tau × 1e-16 / step
        isClose(slope, sphereMean(N, beta, kind), 1e-10, `${kind}, ${at}`);
      }
      const mean = (k: number): number => sphereMean(N, beta + k * step, "exact");
      const slope = (8 * (mean(1) - mean(-1)) - (mean(2) - mean(-2))) / (12 * step);
      const riccati = 1 - mean(0) ** 2 - ((N - 1) * mean(0)) / beta;
      isClose(slope, riccati, 1e-10, `Riccati, ${at}`);
    }
  }
});

test("logSphereRatio: what the asymptotic form leaves out begins with (2 + 3p − 5p³)/(24ν)", () => {
  for (const upsilon of [0.2, 0.5, 3]) {
    const left = [64, 128, 256].map((N) => {
      const beta = N * upsilon;
      const nu = N / 2 - 1;
      const p = nu / Math.hypot(nu, beta);
      const error = logSphereRatio(N, beta, "exact") - logSphereRatio(N, beta, "asymptotic");
      return error - (2 + 3 * p - 5 * p ** 3) / (24 * nu);
    });
    // Stirling's series and the uniform expansion of I_ν: the next term falls as 1/ν²
    for (let k = 1; k < left.length; k++) assert.ok(left[k - 1] / left[k] > 3.6, `${left}`);
  }
});

test("sphereConcentration: inverse of sphereMean", () => {
  assert.equal(sphereConcentration(64, 0), 0);
  for (const N of [2, 3, 64, 784, 10_000]) {
    for (const mean of [1e-6, 0.1, 0.5, 0.9, 0.999, 0.999999]) {
      const at = `N = ${N}, mean = ${mean}`;
      isClose(sphereMean(N, sphereConcentration(N, mean), "exact"), mean, 1e-14, at);
      if (N === 2) continue;
      const beta = sphereConcentration(N, mean, "asymptotic");
      isClose(sphereMean(N, beta, "asymptotic"), mean, 1e-14, at);
    }
  }
});

test("overlapOfConcentration, concentrationOfOverlap: what no mean has is refused", () => {
  for (const upsilon of [-1, Number.NaN, Infinity]) {
    assert.throws(() => overlapOfConcentration(upsilon), {
      message: `overlapOfConcentration: expected finite upsilon >= 0, got ${upsilon}; turn the direction round instead`,
    });
  }
  for (const r of [-0.1, 1, 2, Number.NaN]) {
    assert.throws(() => concentrationOfOverlap(r), {
      message: `concentrationOfOverlap: expected 0 <= r < 1, got ${r}; no concentration has that overlap`,
    });
  }
});

test("overlapOfConcentration: inverse of concentrationOfOverlap, and the limit of sphereMean", () => {
  for (const r of [0, 1e-9, 0.25, 0.5, 0.9, 0.999999]) {
    isClose(overlapOfConcentration(concentrationOfOverlap(r)), r, 1e-14, `r = ${r}`);
  }
  for (const upsilon of [0.1, 1, 10]) {
    const limit = overlapOfConcentration(upsilon);
    const errors = [1000, 10_000].map((N) => limit - sphereMean(N, upsilon * N, "exact"));
    // the correction is of order 1/N
    assert.ok(Math.abs(errors[0] / errors[1] - 10) < 0.1, `${errors}`);
  }
});

test("logSphereRatio, sphereConcentration: arguments outside their domain are refused", () => {
  assert.throws(() => logSphereRatio(2, 1, "asymptotic"), {
    name: "RangeError",
    message:
      "logSphereRatio: expected an integer N >= 3 (asymptotic), got N = 2; use more dimensions",
  });
  assert.throws(() => sphereMean(10, -1, "exact"), {
    name: "RangeError",
    message: "sphereMean: expected finite beta >= 0, got -1; turn the direction round instead",
  });
  assert.throws(() => sphereConcentration(10, 1), {
    name: "RangeError",
    message: "sphereConcentration: expected 0 <= mean < 1, got 1; no concentration has that mean",
  });
  // @ts-expect-error a word that plain JavaScript would take
  assert.throws(() => logSphereRatio(10, 1, "precise"), { name: "TypeError" });
});
