import assert from "node:assert/strict";
import { test } from "node:test";
import chiSquareCDF from "@stdlib/stats-base-dists-chisquare-cdf";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { stream } from "../../src/random/stream.ts";
import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";
import { exactDynamics } from "../../src/theory/exact-dynamics.ts";
import { monteCarloDynamics } from "../../src/theory/monte-carlo-dynamics.ts";
import { assertRowsAgree, type ComparedRow } from "../support/chi-square.ts";
import { firstStepsAtOrder3, largestShiftAtOrder3 } from "../support/first-step.ts";
import { overlapCourses as printed } from "../support/overlap-courses.ts";
import { meanOverlaps, simulatedCourses } from "../support/simulated-courses.ts";

const loads = [0.1, 0.2, 0.3, 0.4];
const overlaps0 = Array.from({ length: 10 }, (_, k) => (k + 1) / 10);
/** Of values printed with three digits, and its root mean square. */
const rounding = 0.0005;
const roundingError = rounding / Math.sqrt(3);
const fixed = (value: number) => value.toFixed(4);

/** 100 sets × 4 targets of 512 spins at order 3, 30 steps, by load and start overlap. */
const courses = new Map(
  loads.flatMap((load) =>
    overlaps0.map((overlap0) => {
      const size = { N: 512, overlap0, steps: 30, sets: 100 };
      const sets = simulatedCourses({ n: 3, load }, size);
      const last = sets.map(({ overlaps }) => [0, 1, 2, 3].map((k) => overlaps[31 * k + 30]));
      return [`${load} ${overlap0}`, { m: meanOverlaps(sets), last }] as const;
    }),
  ),
);

/** χ² of independent rows, printed; p > 1e-4. */
function assertNoCommonBias(name: string, rows: readonly ComparedRow[]): void {
  const z = rows.map(
    ({ value, error, reference, referenceError }) =>
      (value - reference) / Math.hypot(error, referenceError),
  );
  const chiSquare = z.reduce((sum, x) => sum + x * x, 0);
  const p = 1 - chiSquareCDF(chiSquare, rows.length);
  const most = rows[z.findIndex((x) => Math.abs(x) === Math.max(...z.map(Math.abs)))];
  console.log(
    `${name}: chi-square ${chiSquare.toFixed(1)} over ${rows.length}, p = ${p.toPrecision(2)}, ` +
      `largest ${Math.max(...z.map(Math.abs)).toFixed(2)} at ${most.name}`,
  );
  assertRowsAgree(rows);
}

test("retrievalTrajectories: courses of 512 spins are those of the printed simulation", () => {
  const rows = printed.simulation.flatMap(({ load, overlap0, simulation, error }) => {
    const { m } = courses.get(`${load} ${overlap0}`)!;
    console.log(`load ${load}, m0 ${overlap0}: ours, error, printed`);
    console.log(printed.times.map((t) => m[t].mean.toFixed(3)).join(" "));
    console.log(printed.times.map((t) => m[t].standardError.toFixed(3)).join(" "));
    console.log(simulation.map((value) => value.toFixed(3)).join(" "));
    return printed.times.map((t, k) => ({
      name: `load ${load}, m0 ${overlap0}`,
      t,
      value: m[t].mean,
      error: m[t].standardError,
      reference: simulation[k],
      // Of as many runs as ours, printed with as few digits as the value.
      printedError: Math.max(error[k], m[t].standardError),
    }));
  });
  for (const { name, t, value, error, reference, printedError } of rows) {
    const allowed = 5 * Math.hypot(error, printedError) + rounding;
    assert.ok(Math.abs(value - reference) <= allowed, `${name}, m(${t}): ${value}, ${reference}`);
  }
  for (const t of printed.times.slice(1)) {
    const atTime = rows
      .filter((row) => row.t === t)
      .map((row) => ({ ...row, referenceError: Math.hypot(row.printedError, roundingError) }));
    assertNoCommonBias(`t = ${t}`, atTime);
  }
});

test("retrievalTrajectories: as many runs retrieve as in the printed simulation", () => {
  const rows: ComparedRow[] = [];
  for (const { load, share } of printed.fractions) {
    const ours = overlaps0.map((overlap0) =>
      meanEstimate(
        courses
          .get(`${load} ${overlap0}`)!
          .last.map((set) => set.filter((m) => m > 0.8).length / set.length),
      ),
    );
    console.log(`load ${load}: ${ours.map(({ mean }) => mean.toFixed(3)).join(" ")}`);
    console.log(`printed:  ${share.map((value) => value.toFixed(3)).join(" ")}`);
    overlaps0.forEach((overlap0, k) => {
      const both = (ours[k].mean + share[k]) / 2;
      if (both === 0 || both === 1) return;
      // Runs of a set need not be independent: at least the binomial error of 400 runs.
      const error = Math.max(ours[k].standardError, Math.sqrt((both * (1 - both)) / 400));
      rows.push({
        name: `load ${load}, m0 ${overlap0}`,
        value: ours[k].mean,
        error,
        reference: share[k],
        referenceError: error,
      });
    });
  }
  assertNoCommonBias("m(30) > 0.8", rows);
});

test("retrievalTrajectories: the first step of 512 spins is that of theory within a/N", () => {
  const rows = firstStepsAtOrder3(100);
  for (const { name, theory, value, error, reference } of rows) {
    console.log(
      `${name}: ${fixed(value)} ± ${fixed(error)}, theory ${fixed(theory)}, shifted ${fixed(reference)}`,
    );
    const allowed = largestShiftAtOrder3 / 512 + 5 * error;
    assert.ok(Math.abs(value - theory) < allowed, name);
  }
  assertNoCommonBias("first step", rows);
});

test("theory: courses without the retarded field or with the self term are excluded", () => {
  for (const [load, overlap0] of [
    [0.1, 0.5],
    [0.2, 0.5],
    [0.2, 0.7],
    [0.3, 0.6],
    [0.4, 0.9],
  ]) {
    const { mean, standardError } = courses.get(`${load} ${overlap0}`)!.m[2];
    const at2 = (model: Partial<DynamicsModel>) =>
      exactDynamics({ n: 3, load, ...model }, { overlap0, steps: 2 }).value.m[2];
    const others = [{ retarded: false }, { selfCoupling: true }];
    const z = others.map((other) => (at2(other) - mean) / standardError);
    console.log(
      `load ${load}, m0 ${overlap0}: m(2) = ${fixed(mean)} ± ${fixed(standardError)}, theory ` +
        `${fixed(at2({}))}; without past ${z[0].toFixed(1)} s.e., with self term ${z[1].toFixed(1)}`,
    );
    assert.ok(z[0] < -5, `load ${load}, m0 ${overlap0}: without past ${z[0]}`);
    // Where the self term moves m(2) enough; it needs room above.
    if (overlap0 <= 0.6) assert.ok(z[1] > 5, `load ${load}, m0 ${overlap0}: self term ${z[1]}`);
  }
});

test("monteCarloDynamics: courses are those of the printed theory", () => {
  let most = 0;
  for (const { load, overlap0, m } of printed.theory) {
    const rng = stream(1, "printed theory", load, overlap0);
    const { value } = monteCarloDynamics({ n: 3, load }, { overlap0, steps: 30, rng });
    const errors = value.errors!.m;
    const z = m.map((expected, t) => Math.abs(value.m[t] - expected));
    const worst = z.indexOf(Math.max(...z));
    most = Math.max(most, z[worst]);
    console.log(
      `load ${load}, m0 ${overlap0}: largest ${fixed(z[worst])} at t = ${worst}, error ${fixed(errors[worst])}`,
    );
    // The printed error is 0.005 where starts next to the separatrix part.
    const isNearSeparatrix = m.some((x, t) => t > 3 && x > 0.2 && x < 0.8);
    const uncertainty = isNearSeparatrix ? 0.005 : 0.002;
    m.forEach((expected, t) => {
      const allowed = uncertainty + 5 * errors[t];
      assert.ok(
        z[t] < allowed,
        `load ${load}, m0 ${overlap0}, m(${t}): ${value.m[t]} ± ${errors[t]}, ${expected}`,
      );
    });
  }
  console.log(`largest deviation ${fixed(most)}`);
});

test("monteCarloDynamics: starts on both sides of the printed boundary part", () => {
  const { steps, rows } = printed.basin;
  for (const { load, boundary } of rows) {
    steps.forEach((T, k) => {
      // Twice the half-width of the printed bisection and of ours.
      const ends = [-0.014, 0.014].map((side) => {
        const overlap0 = boundary[k] + side;
        const rng = stream(1, "boundary", load, T, overlap0);
        return monteCarloDynamics({ n: 3, load }, { overlap0, steps: T, rng }).value.m[T];
      });
      console.log(`load ${load}, T = ${T}: m(T) = ${ends.map(fixed).join(" | ")}`);
      assert.ok(ends[0] < 0.8 && ends[1] > 0.8, `load ${load}, T = ${T}: ${ends}`);
    });
  }
});

test("retrievalTrajectories: more spins come closer to theory", () => {
  for (const { load, overlap0, times, m } of printed.larger) {
    const steps = times[times.length - 1];
    const size = { N: 1024, overlap0, steps, sets: 20, targets: 8 };
    const large = meanOverlaps(simulatedCourses({ n: 3, load }, size));
    const small = courses.get(`${load} ${overlap0}`)!.m;
    const rng = stream(1, "larger", overlap0);
    const theory = monteCarloDynamics({ n: 3, load }, { overlap0, steps, rng }).value.m;
    console.log(`load ${load}, m0 ${overlap0}: t, theory, N = 1024, printed, N = 512`);
    times.forEach((t, k) => {
      const { mean, standardError } = large[t];
      console.log(
        `${t} ${fixed(theory[t])} ${fixed(mean)} ± ${fixed(standardError)} ${m[k]} ${fixed(small[t].mean)}`,
      );
      // Half as many runs printed as ours.
      const allowed = 5 * Math.hypot(standardError, standardError * Math.SQRT2) + rounding;
      assert.ok(Math.abs(mean - m[k]) <= allowed, `m(${t}): ${mean} ± ${standardError}, ${m[k]}`);
      const closer = Math.abs(small[t].mean - theory[t]) - Math.abs(mean - theory[t]);
      assert.ok(closer > -5 * Math.hypot(standardError, small[t].standardError), `m(${t})`);
    });
  }
});
