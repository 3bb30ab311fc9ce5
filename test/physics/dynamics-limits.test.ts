import assert from "node:assert/strict";
import { test } from "node:test";
import { stream } from "../../src/random/stream.ts";
import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";
import { exactDynamics } from "../../src/theory/exact-dynamics.ts";
import { monteCarloDynamics } from "../../src/theory/monte-carlo-dynamics.ts";
import { assertRowsAgree } from "../support/chi-square.ts";
import {
  limitOf,
  meanCorrelation,
  meanOverlaps,
  simulatedCourses,
} from "../support/simulated-courses.ts";

// Starts have an overlap that both sizes have, away from the separatrix for so few steps: there runs
// part, and means over them are no longer a/N + O(N⁻²) off.

interface Case {
  readonly model: DynamicsModel;
  readonly overlap0: number;
  readonly N: number;
  readonly sets: readonly [number, number];
  readonly steps?: number;
}

/** Overlaps of theory and of simulation in the limit of many spins, by time. */
function compared({ model, overlap0, N, sets, steps = 3 }: Case) {
  const [small, large] = [N, 2 * N].map((N, k) =>
    meanOverlaps(simulatedCourses(model, { N, overlap0, steps, sets: sets[k], targets: 8 })),
  );
  const isHot = (model.temperature ?? 0) > 0;
  const { m, errors } = isHot
    ? monteCarloDynamics(model, { overlap0, steps, rng: stream(1, "limits"), paths: 100_000 }).value
    : exactDynamics(model, { overlap0, steps }).value;
  return large.map((mean, t) => ({
    ...{ name: `${JSON.stringify(model)}, m(${t})`, ...limitOf([small[t], mean]) },
    ...{ reference: m[t], referenceError: errors?.m[t] ?? 0 },
  }));
}

/** Rows of one time are independent. */
function assertCasesAgree(cases: readonly Case[], steps: number): void {
  const rows = cases.map((one) => compared({ ...one, steps }));
  for (let t = 1; t <= steps; t++) assertRowsAgree(rows.map((row) => row[t]));
}

test("retrievalTrajectories: many spins follow the theory at order 3 in every form", () => {
  const at = { overlap0: 0.703125, N: 256, sets: [100, 30] as const };
  const cases = [
    { ...at, model: { n: 3, load: 0.2 } },
    { ...at, model: { n: 3, load: 0.2, form: "derivative" } },
    { ...at, model: { n: 3, load: 0.2, selfCoupling: true } },
    { ...at, model: { n: 3, load: 0.2, form: "distinct", convention: "abbott-arian" } },
    { ...at, model: { n: 3, load: 0.1, temperature: 0.25 } },
  ] as const;
  assertCasesAgree(cases, 3);
});

test("retrievalTrajectories: many spins follow the theory at orders 2 and 4, also rectified", () => {
  const cases = [
    { model: { n: 2, load: 0.12 }, overlap0: 0.4, N: 1000, sets: [50, 25] },
    { model: { n: 2, load: 0.08 }, overlap0: 0.8, N: 1000, sets: [50, 25] },
    { model: { n: 4, load: 0.15 }, overlap0: 0.8125, N: 96, sets: [100, 16] },
    { model: { n: 4, load: 0.3, interaction: "rect" }, overlap0: 0.8125, N: 96, sets: [100, 16] },
  ] as const;
  assertCasesAgree(cases, 3);
});

test("retrievalTrajectories: correlations of many spins in time follow the theory", () => {
  const model = { n: 3, load: 0.2 };
  const [overlap0, steps] = [0.703125, 3];
  // C(3, 1) has as much of 1/N² as of 1/N at 128 spins: three sizes.
  const sizes = [
    [128, 300],
    [256, 200],
    [512, 80],
  ].map(([N, sets]) =>
    simulatedCourses(model, { N, overlap0, steps, sets, targets: 4, correlations: true }),
  );
  const { C } = exactDynamics(model, { overlap0, steps }).value;
  for (let t = 1; t <= steps; t++) {
    for (let s = 0; s < t; s++) {
      const { value, error } = limitOf(sizes.map((courses) => meanCorrelation(courses, t, s)));
      const expected = C[t * (steps + 1) + s];
      const message = `C(${t}, ${s}): ${value} ± ${error}, theory ${expected}`;
      assert.ok(Math.abs(value - expected) < 5 * error, message);
    }
  }
});
