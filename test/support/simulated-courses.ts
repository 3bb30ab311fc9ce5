import {
  retrievalTrajectories,
  type Trajectories,
} from "../../src/dynamics/retrieval-trajectories.ts";
import { denseAssociativeMemory } from "../../src/models/dense-associative-memory.ts";
import { power, rectifiedPower } from "../../src/models/interaction.ts";
import { type MeanEstimate, meanEstimate } from "../../src/numerics/mean.ts";
import { independent } from "../../src/patterns/independent.ts";
import { row } from "../../src/patterns/patterns.ts";
import { startAtOverlap } from "../../src/patterns/start-at-overlap.ts";
import { stream } from "../../src/random/stream.ts";
import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";
import { patternCountAt } from "../../src/theory/load.ts";

/** How to simulate a model of the theory: its rows are independent pattern sets. */
export interface CourseSize {
  readonly N: number;
  readonly overlap0: number;
  readonly steps: number;
  readonly sets: number;
  /** Patterns of a set that are started from, each once; default 4. */
  readonly targets?: number;
  readonly correlations?: boolean;
}

/** Overlap that a start at `overlap0` has with N spins. */
export function realisedOverlap(N: number, overlap0: number): number {
  return 1 - (2 * Math.round((N * (1 - overlap0)) / 2)) / N;
}

/** One simulation for each pattern set; every model and size has random numbers of its own. */
export function simulatedCourses(model: DynamicsModel, size: CourseSize): Trajectories[] {
  const { n, load, convention, interaction, form = "difference" } = model;
  const { selfCoupling = false, temperature = 0 } = model;
  const { N, overlap0, steps, targets: count = 4, correlations = false } = size;
  const P = Math.round(patternCountAt(load, N, n, convention));
  const F = interaction === "rect" ? rectifiedPower(n) : power(n);
  const targets = Array.from({ length: count }, (_, mu) => mu);
  return Array.from({ length: size.sets }, (_, set) => {
    const rng = stream(1, "course", JSON.stringify(model), N, overlap0, set);
    const patterns = independent(P, N, rng.split("patterns"));
    const starts = targets.map((mu) =>
      startAtOverlap(row(patterns, mu), overlap0, rng.split("start", mu)),
    );
    return retrievalTrajectories(denseAssociativeMemory(patterns, F), starts, {
      ...{ steps, targets, correlations, form, selfCoupling, temperature, fieldUnit: "power" },
      ...(temperature > 0 && { rng: rng.split("heat") }),
    });
  });
}

/** Mean over sets of what is recorded at one place of every state, the error that of sets. */
function meanOverSets(
  courses: readonly Trajectories[],
  record: (course: Trajectories) => Float64Array,
  stride: number,
  place: number,
): MeanEstimate {
  return meanEstimate(
    courses.map((course) => {
      const values = record(course);
      let sum = 0;
      for (let k = place; k < values.length; k += stride) sum += values[k];
      return (sum * stride) / values.length;
    }),
  );
}

/** Mean overlap m(t), t = 0 … steps. */
export function meanOverlaps(courses: readonly Trajectories[]): MeanEstimate[] {
  const times = courses[0].steps + 1;
  return Array.from({ length: times }, (_, t) =>
    meanOverSets(courses, (c) => c.overlaps, times, t),
  );
}

/** Mean correlation C(t, s). */
export function meanCorrelation(
  courses: readonly Trajectories[],
  t: number,
  s: number,
): MeanEstimate {
  const times = courses[0].steps + 1;
  return meanOverSets(courses, (c) => c.correlations!, times ** 2, t * times + s);
}

/**
 * The limit of many spins of means that differ from it by a series in 1/N, from two or three sizes
 * N, 2N, 4N: terms up to 1/N, or 1/N², cancel.
 */
export function limitOf(means: readonly MeanEstimate[]) {
  const weights = means.length === 2 ? [-1, 2] : [1 / 3, -2, 8 / 3];
  return {
    value: means.reduce((sum, { mean }, k) => sum + weights[k] * mean, 0),
    error: Math.hypot(...means.map(({ standardError }, k) => weights[k] * standardError)),
  };
}
