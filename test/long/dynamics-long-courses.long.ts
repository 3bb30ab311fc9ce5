import assert from "node:assert/strict";
import { test } from "node:test";
import { stream } from "../../src/random/stream.ts";
import { monteCarloDynamics } from "../../src/theory/monte-carlo-dynamics.ts";
import { overlapCourses as printed } from "../support/overlap-courses.ts";
import {
  limitOf,
  meanCorrelation,
  meanOverlaps,
  simulatedCourses,
} from "../support/simulated-courses.ts";

const fixed = (value: number) => value.toFixed(4);

test("monteCarloDynamics: long courses from a pattern are those of the printed theory", () => {
  const { times, rows } = printed.longTimes;
  for (const { load, m, C99, C98 } of rows) {
    const rng = stream(1, "long times", load);
    const { value } = monteCarloDynamics({ n: 3, load }, { overlap0: 1, steps: 100, rng });
    const { errors } = value;
    console.log(
      `load ${load}: ${times.map((t) => `${fixed(value.m[t])} ± ${fixed(errors!.m[t])}`).join(" ")}`,
    );
    const found: [string, number, number, number][] = times.map((t, k) => [
      `m(${t})`,
      value.m[t],
      errors!.m[t],
      m[k],
    ]);
    for (const [s, expected] of [
      [99, C99],
      [98, C98],
    ]) {
      const place = 100 * 101 + s;
      found.push([`C(100, ${s})`, value.C[place], errors!.C[place], expected]);
    }
    for (const [name, ours, error, expected] of found) {
      const message = `load ${load}, ${name}: ${ours} ± ${error}, ${expected}`;
      // Retrieval that lasts lasts in every population: by its default tolerance, theory is sure.
      if (load <= 0.3) assert.ok(error < 0.01, message);
      assert.ok(Math.abs(ours - expected) <= 0.005 + 5 * error, message);
    }
  }
});

test("theory: many spins end in two-cycles of the overlap and the correlation that it says", () => {
  // Retrieval lasts from the patterns themselves, far from the separatrix: shifts are a/N.
  for (const load of [0.1, 0.22]) {
    const [overlap0, steps] = [1, 30];
    const [small, large] = [
      [512, 60],
      [1024, 30],
    ].map(([N, sets]) => {
      const size = { N, overlap0, steps, sets, targets: 8, correlations: true };
      return simulatedCourses({ n: 3, load }, size);
    });
    const options = { overlap0, steps, rng: stream(1, "cycles", load), paths: 100_000 };
    const { m, C, errors } = monteCarloDynamics({ n: 3, load }, options).value;
    const [smallM, largeM] = [small, large].map(meanOverlaps);
    const found = [1, 2, 3, 10, 30].map((t) => ({
      ...{ name: `m(${t})`, ...limitOf([smallM[t], largeM[t]]) },
      ...{ expected: m[t], theoryError: errors!.m[t] },
    }));
    for (const s of [29, 28]) {
      const place = 30 * 31 + s;
      found.push({
        ...{ name: `C(30, ${s})` },
        ...limitOf([meanCorrelation(small, 30, s), meanCorrelation(large, 30, s)]),
        ...{ expected: C[place], theoryError: errors!.C[place] },
      });
    }
    for (const { name, value, error, expected, theoryError } of found) {
      const message = `load ${load}, ${name}: ${fixed(value)} ± ${fixed(error)}, theory ${fixed(expected)} ± ${fixed(theoryError)}`;
      console.log(message);
      // Spins that flip less often than one of 1024 in 30 steps do not flip in the simulation.
      assert.ok(
        Math.abs(value - expected) < 5 * Math.hypot(error, theoryError) + 1 / 1024,
        message,
      );
    }
  }
});
