import { requireNumber } from "../core/require-number.ts";
import { requireObject } from "../core/require-object.ts";
import { vonMisesFisherInPlace } from "../dynamics/von-mises-fisher.ts";
import { requireWord } from "../numerics/require-word.ts";
import type { LabelledVectors } from "../patterns/unit-vectors.ts";
import { requireRng } from "../random/require-rng.ts";
import type { Rng } from "../random/stream.ts";
import type { PottsTeacher } from "./potts-teacher.ts";

/** Examples of a Potts teacher. */
export interface PottsExamples extends LabelledVectors {
  /** Memory that each example was drawn from, 0 … P − 1; hidden from the student. */
  readonly clusters: Int32Array;
  /** Share of wrong labels; null where there are no labels, all of them 0 then. */
  readonly labelNoise: number | null;
}

/** Choices of `pottsExamples`. */
export interface PottsExamplesOptions {
  /** Number of examples, ≥ 1. */
  readonly M: number;
  /** `random` (default): each of a random memory; `balanced`: example a of memory a mod P. */
  readonly clusters?: "random" | "balanced";
  /** Probability e that a label is one of the others, 0 ≤ e ≤ 1; default null: no labels. */
  readonly labelNoise?: number | null;
  readonly rng: Rng;
}

/**
 * Draws examples x_a ~ vMF(ξ_k, β), the memory k of each with equal chances, and their labels: k with
 * probability 1 − e, each of the P − 1 others with e/(P − 1).
 *
 * @throws {RangeError} a number outside its range; labels of a single memory
 * @throws {TypeError} no number, or an unknown word
 */
export function pottsExamples(teacher: PottsTeacher, options: PottsExamplesOptions): PottsExamples {
  requireObject("pottsExamples", "a teacher", teacher, "pottsTeacher draws one");
  requireObject("pottsExamples", "options", options, "M and rng are needed");
  requireExamples("pottsExamples", teacher.P, options);
  requireRng("pottsExamples", options.rng);
  const { M, clusters: how = "random", labelNoise = null, rng } = options;
  const { P, N, memories, beta } = teacher;
  const hidden = rng.split("clusters");
  const clusters = Int32Array.from({ length: M }, (_, a) =>
    how === "balanced" ? a % P : hidden.below(P),
  );
  const data = rng.split("vectors");
  const values = new Float64Array(M * N);
  for (let a = 0; a < M; a++) {
    const k = clusters[a];
    const [own, example] = [
      memories.subarray(k * N, (k + 1) * N),
      values.subarray(a * N, (a + 1) * N),
    ];
    vonMisesFisherInPlace(example, own, beta, data);
  }
  if (labelNoise === null) {
    return { M, N, values, clusters, labels: new Int32Array(M), C: 1, labelNoise };
  }
  const noise = rng.split("labels");
  const labels = clusters.map((k) => {
    if (noise.uniform() >= labelNoise) return k;
    const other = noise.below(P - 1);
    return other < k ? other : other + 1;
  });
  return { M, N, values, clusters, labels, C: P, labelNoise };
}

/** @throws as `pottsExamples` */
export function requireExamples(
  caller: string,
  P: number,
  { M, clusters = "random", labelNoise = null }: Omit<PottsExamplesOptions, "rng">,
): void {
  requireNumber(caller, "M", M);
  if (!Number.isSafeInteger(M) || M < 1) {
    throw new RangeError(`${caller}: expected an integer M >= 1 of examples, got ${M}; count them`);
  }
  requireWord(caller, "clusters", clusters, ["random", "balanced"]);
  if (labelNoise === null) return;
  requireNumber(caller, "labelNoise", labelNoise);
  if (!(labelNoise >= 0 && labelNoise <= 1)) {
    throw new RangeError(
      `${caller}: expected 0 <= labelNoise <= 1, got ${labelNoise}; it is the share of wrong labels`,
    );
  }
  if (P < 2) {
    throw new RangeError(
      `${caller}: expected at least 2 memories for labels, got P = ${P}; leave labelNoise out`,
    );
  }
}
