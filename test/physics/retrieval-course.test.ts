import { test } from "node:test";
import { retrievalTrajectories } from "../../src/dynamics/retrieval-trajectories.ts";
import { denseAssociativeMemory } from "../../src/models/dense-associative-memory.ts";
import { power } from "../../src/models/interaction.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { independent } from "../../src/patterns/independent.ts";
import { row } from "../../src/patterns/patterns.ts";
import { startAtOverlap } from "../../src/patterns/start-at-overlap.ts";
import { stream } from "../../src/random/stream.ts";
import { assertRowsAgree } from "../support/chi-square.ts";

/** Means over pattern sets of the overlaps with 4 targets a set. */
function meanCourse(
  N: number,
  P: number,
  overlap0: number,
  sets: number,
  options: Omit<Parameters<typeof retrievalTrajectories>[2], "targets">,
  name: string,
) {
  const targets = [0, 1, 2, 3];
  const courses = Array.from({ length: sets }, (_, s) => {
    const rng = stream(1, "course", name, s);
    const patterns = independent(P, N, rng.split("patterns"));
    const starts = targets.map((mu) =>
      startAtOverlap(row(patterns, mu), overlap0, rng.split("start", mu)),
    );
    const memory = denseAssociativeMemory(patterns, power(3));
    const heat = { ...options, targets, rng: rng.split("heat") };
    return retrievalTrajectories(memory, starts, heat).overlaps;
  });
  return Array.from({ length: options.steps + 1 }, (_, t) =>
    meanEstimate(
      courses.map((m) => targets.reduce((sum, k) => sum + m[k * (options.steps + 1) + t], 0) / 4),
    ),
  );
}

test("retrievalTrajectories: first steps at order 3 are those of the effective process", () => {
  // m(1) and m(2) of the limit by exact path enumeration; N = 256 shifts them by up to 1/N a step.
  const P = Math.round((0.2 * 256 ** 2) / 3);
  const course = meanCourse(256, P, 0.7, 40, { steps: 2 }, "difference");
  assertRowsAgree(
    [0.726778, 0.825025].map((reference, k) => ({
      name: `m(${k + 1})`,
      value: course[k + 1].mean,
      error: course[k + 1].standardError,
      reference,
      referenceError: 0.004 * (k + 1),
    })),
  );
});

test("retrievalTrajectories: forms, self term and temperature at N = 512 agree with other simulations", () => {
  // Thousandths, means and standard errors of 20 sets of an independent program, N = 512, variance load 0.2 (0.1
  // at temperature 1/4 of the field in powers of N), P = 0.2 N² / 2 without repeated indices.
  const N = 512;
  const P = (load: number) => Math.round((load * N ** 2) / 3);
  const cases = [
    ["derivative", 0.7, P(0.2), { form: "derivative" }, [727, 818, 860, 898], 6],
    ["self term", 0.5, P(0.2), { selfCoupling: true }, [420, 434, 447, 451], 14],
    ["distinct", 0.7, P(0.3), { form: "distinct" }, [733, 842, 888, 931], 4.5],
    [
      "heat",
      0.7,
      P(0.1),
      { temperature: 0.25, fieldUnit: "power" },
      [792.7, 910.6, 964.8, 980.8],
      3,
    ],
  ] as const;
  for (const [name, overlap0, patterns, options, references, referenceError] of cases) {
    const course = meanCourse(N, patterns, overlap0, 12, { steps: 4, ...options }, name);
    for (const [k, thousandths] of references.entries()) {
      assertRowsAgree([
        {
          name: `${name}, m(${k + 1})`,
          value: 1000 * course[k + 1].mean,
          error: 1000 * course[k + 1].standardError,
          reference: thousandths,
          referenceError,
        },
      ]);
    }
  }
});
