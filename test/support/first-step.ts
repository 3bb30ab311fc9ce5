import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";
import { exactDynamics } from "../../src/theory/exact-dynamics.ts";
import { patternCountAt } from "../../src/theory/load.ts";
import { firstStepShift } from "./first-step-shift.ts";
import {
  type CourseSize,
  meanOverlaps,
  realisedOverlap,
  simulatedCourses,
} from "./simulated-courses.ts";

/** m(1) by simulation, its value by theory, and by theory with the derived shift of few spins. */
export function firstStep(model: DynamicsModel, size: Omit<CourseSize, "steps">) {
  const { N } = size;
  const m = realisedOverlap(N, size.overlap0);
  const theory = exactDynamics(model, { overlap0: m, steps: 1 }).value;
  const [, { mean, standardError }] = meanOverlaps(simulatedCourses(model, { ...size, steps: 1 }));
  const P = patternCountAt(model.load, N, model.n, model.convention);
  return {
    name: `${JSON.stringify(model)}, m0 = ${m}`,
    theory: theory.m[1],
    value: mean,
    error: standardError,
    reference: theory.m[1] + firstStepShift(model, { N, P, m, variance: theory.R[0] }),
    referenceError: 0,
  };
}

/** First steps of 512 spins at order 3. */
export function firstStepsAtOrder3(sets: number) {
  return [0.1, 0.2, 0.4].flatMap((load) =>
    [0.4, 0.6, 0.8, 1].map((overlap0) => firstStep({ n: 3, load }, { N: 512, overlap0, sets })),
  );
}

/** Largest a of the shift a/N at order 3, −(7/9)(2/√π) u exp(−u²), at u = 1/√2. */
export const largestShiftAtOrder3 =
  (7 / 9) * (2 / Math.sqrt(Math.PI)) * Math.SQRT1_2 * Math.exp(-0.5);
