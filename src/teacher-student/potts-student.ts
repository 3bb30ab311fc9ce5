import exp from "@stdlib/math-base-special-exp";
import { requireObject } from "../core/require-object.ts";
import { shown } from "../core/shown.ts";
import { vonMisesFisherInPlace } from "../dynamics/von-mises-fisher.ts";
import { requireUnitVectors, type UnitVectors } from "../patterns/unit-vectors.ts";
import { requireRng } from "../random/require-rng.ts";
import type { Rng } from "../random/stream.ts";

/** What a student knows of its teacher: everything but the memories and which example is whose. */
export interface PottsStudentOptions {
  /** Memories of the student. */
  readonly P: number;
  /** β of the student. */
  readonly beta: number;
  /** Class of each example, length M, and p_γy of memory γ, P × C, row-major; default no labels. */
  readonly labels?: { readonly of: ArrayLike<number>; readonly chances: Float64Array };
  /** w at the start, P × N, copied; default uniform on the sphere. */
  readonly start?: Float64Array;
  readonly rng: Rng;
}

/** A state of the student, and how it goes on. */
export interface PottsStudent {
  /** w, P × N; changed in place by `sweep`. */
  readonly memories: Float64Array;
  /** k of each example, 0 … P − 1; those that the memories of the last sweep were drawn from. */
  readonly clusters: Int32Array;
  /** One block Gibbs sweep: all k given w, then all w given k. */
  sweep(): void;
}

/**
 * Samples the posterior of a Potts machine of equal weights given its examples,
 *
 * P(w, k | x, y) ∝ Π_a p_(k_a)(y_a) e^(β x_a·w_(k_a)), w uniform on the sphere:
 *
 * k_a ~ softmax_γ(β x_a·w_γ + log p_γ(y_a)), then w_γ ~ vMF(F/|F|, |F|), F = β Σ_(a: k_a = γ) x_a. A memory
 * without examples is uniform.
 *
 * The same numbers on every machine: sums of float64 in a fixed order and an exponential of fixed bits. A
 * sweep costs 2·M·P·N operations.
 *
 * @param examples  unit vectors x, not modified
 * @throws {TypeError} no vectors, options or rng
 * @throws {RangeError} P < 1, β < 0 or not finite, vectors or a start off the sphere, a start, labels or chances of
 *   another length
 */
export function pottsStudent(examples: UnitVectors, options: PottsStudentOptions): PottsStudent {
  requireStudent(examples, options);
  const { M, N, values } = examples;
  const { P, beta, labels, start, rng } = options;
  const memories = start ? start.slice() : new Float64Array(P * N);
  const north = new Float64Array(N);
  north[0] = 1;
  const draw = (mean: Float64Array, kappa: number, gamma: number): void =>
    vonMisesFisherInPlace(memories.subarray(gamma * N, (gamma + 1) * N), mean, kappa, rng);
  if (!start) for (let gamma = 0; gamma < P; gamma++) draw(north, 0, gamma);
  const clusters = new Int32Array(M);
  const uniforms = new Float64Array(M);
  const sums = new Float64Array(P * N);
  const weights = new Float64Array(P);
  const C = labels ? labels.chances.length / P : 0;

  const chance = (gamma: number, a: number): number =>
    labels ? labels.chances[gamma * C + labels.of[a]] : 1;

  /** e^(β x·w) p, up to a factor, for all memories, and their sum. */
  function weigh(a: number): number {
    let largest = -Infinity;
    for (let gamma = 0; gamma < P; gamma++) {
      weights[gamma] = beta * product(values, a * N, memories, gamma * N, N);
      if (chance(gamma, a) > 0) largest = Math.max(largest, weights[gamma]);
    }
    let total = 0;
    for (let gamma = 0; gamma < P; gamma++) {
      const p = chance(gamma, a);
      weights[gamma] = p > 0 ? p * exp(weights[gamma] - largest) : 0;
      total += weights[gamma];
    }
    return total;
  }

  return {
    memories,
    clusters,
    sweep() {
      rng.fillUniform(uniforms);
      sums.fill(0);
      for (let a = 0; a < M; a++) {
        let left = uniforms[a] * weigh(a);
        let k = 0;
        while (k < P - 1 && left >= weights[k]) left -= weights[k++];
        // rounding may leave the last one although its chance is 0
        while (k > 0 && weights[k] === 0) k -= 1;
        clusters[a] = k;
        for (let i = 0; i < N; i++) sums[k * N + i] += values[a * N + i];
      }
      for (let gamma = 0; gamma < P; gamma++) {
        const sum = sums.subarray(gamma * N, (gamma + 1) * N);
        const norm = Math.sqrt(product(sums, gamma * N, sums, gamma * N, N));
        if (norm > 0) for (let i = 0; i < N; i++) sum[i] /= norm;
        draw(norm > 0 ? sum : north, beta * norm, gamma);
      }
    },
  };
}

/** Σ_i a_i b_i in four sums, which processors add side by side. */
export function product(
  a: Float64Array,
  fromA: number,
  b: Float64Array,
  fromB: number,
  length: number,
): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = length - (length % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += a[fromA + i] * b[fromB + i];
    s1 += a[fromA + i + 1] * b[fromB + i + 1];
    s2 += a[fromA + i + 2] * b[fromB + i + 2];
    s3 += a[fromA + i + 3] * b[fromB + i + 3];
  }
  for (let i = whole; i < length; i++) s0 += a[fromA + i] * b[fromB + i];
  return s0 + s1 + (s2 + s3);
}

function requireStudent(examples: UnitVectors, options: PottsStudentOptions): void {
  requireUnitVectors("pottsStudent", examples);
  requireObject("pottsStudent", "options", options, "P, beta and rng are needed");
  const { M, N } = examples;
  const { P, beta, labels, start, rng } = options;
  requireRng("pottsStudent", rng);
  const expect = (isTrue: boolean, words: string): void => {
    if (!isTrue) throw new RangeError(`pottsStudent: expected ${words}`);
  };
  expect(Number.isInteger(P) && P >= 1, `an integer P >= 1, got ${shown(P)}; count the memories`);
  expect(
    beta >= 0 && beta < Infinity,
    `a finite beta >= 0, got ${shown(beta)}; that of the teacher is usual`,
  );
  if (start) {
    expect(
      start.length === P * N,
      `a start of P N = ${P * N} numbers, got ${shown(start.length)}; one row a memory`,
    );
    requireUnitVectors("pottsStudent", { M: P, N, values: start });
  }
  if (!labels) return;
  const { of, chances } = labels;
  expect(of?.length === M, `labels of M = ${M} examples, got ${shown(of?.length)}; one an example`);
  const C = chances?.length / P;
  expect(
    Number.isInteger(C) && C >= 1,
    `P x C chances of classes, got ${shown(chances?.length)} at P = ${P}; one row a memory`,
  );
  for (let a = 0; a < M; a++) {
    expect(
      of[a] >= 0 && of[a] < C && Number.isInteger(of[a]),
      `labels 0 ... ${C - 1}, got ${of[a]}; number the classes from 0`,
    );
  }
}
