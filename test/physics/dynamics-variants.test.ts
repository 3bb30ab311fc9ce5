import assert from "node:assert/strict";
import { test } from "node:test";
import { stream } from "../../src/random/stream.ts";
import { monteCarloDynamics } from "../../src/theory/monte-carlo-dynamics.ts";
import { overlapCourses } from "../support/overlap-courses.ts";
import { meanOverlaps, simulatedCourses } from "../support/simulated-courses.ts";

const variants = overlapCourses.variants.map((variant) => ({
  ...variant,
  name: `${JSON.stringify(variant.model)}, start overlap ${variant.overlap0}`,
  steps: variant.times[variant.times.length - 1],
}));

test("monteCarloDynamics: forms, orders, self term and temperature are as in printed theory", () => {
  for (const { name, model, overlap0, steps, times, theory } of variants) {
    const rng = stream(1, "variants", name);
    const { m, errors } = monteCarloDynamics(model, { overlap0, steps, rng, paths: 10_000 }).value;
    // As in the other tables: 0.005 where starts next to the separatrix part.
    const isNearSeparatrix = theory.some((x, k) => times[k] > 3 && x > 0.2 && x < 0.8);
    times.forEach((t, k) => {
      const allowed = (isNearSeparatrix ? 0.005 : 0.002) + 5 * errors!.m[t];
      const message = `${name}, m(${t}): ${m[t]} ± ${errors!.m[t]}, printed ${theory[k]}`;
      assert.ok(Math.abs(m[t] - theory[k]) <= allowed, message);
    });
  }
});

test("retrievalTrajectories: forms, orders, self term and temperature are as in printed simulations", () => {
  for (const { name, model, N, overlap0, steps, times, simulation, error } of variants) {
    const sets = model.n === 4 ? 4 : 8;
    const m = meanOverlaps(simulatedCourses(model, { N, overlap0, steps, sets }));
    times.forEach((t, k) => {
      const { mean, standardError } = m[t];
      const allowed = 5 * Math.hypot(standardError, error);
      const message = `${name}, m(${t}): ${mean} ± ${standardError}, printed ${simulation[k]} ± ${error}`;
      assert.ok(Math.abs(mean - simulation[k]) <= allowed, message);
    });
  }
});
