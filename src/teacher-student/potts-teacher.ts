import { requireNumber } from "../core/require-number.ts";
import { requireObject } from "../core/require-object.ts";
import { dot } from "../numerics/dot.ts";
import { requireWord } from "../numerics/require-word.ts";
import { requireRng } from "../random/require-rng.ts";
import type { Rng } from "../random/stream.ts";

/** A Potts machine that draws examples: P memories of equal weight, no null unit. */
export interface PottsTeacher {
  /** Number of memories. */
  readonly P: number;
  readonly N: number;
  /** ξ, P × N, rows of norm 1. */
  readonly memories: Float64Array;
  /** β of the examples, x ~ e^(β x·ξ). */
  readonly beta: number;
}

/** Choices of `pottsTeacher`. */
export interface PottsTeacherOptions {
  /** Number of memories, ≥ 1. */
  readonly P: number;
  /** N ≥ 2. */
  readonly N: number;
  /** b ≥ 0: β = b√N, the scale at which M = αN examples teach something between nothing and all. */
  readonly signal: number;
  /**
   * `uniform` (default): independent on the sphere, overlaps of order 1/√N. `orthonormal`: overlaps as in
   * the limit of large N; P ≤ N.
   */
  readonly memories?: "uniform" | "orthonormal";
  /** Of `orthonormal`: the overlap of every pair instead of 0, 0 ≤ overlap < 1; P < N where above 0. */
  readonly overlap?: number;
  readonly rng: Rng;
}

/**
 * Draws a teacher.
 *
 * @throws {RangeError} a number outside its range
 * @throws {TypeError} no number, or an unknown word
 */
export function pottsTeacher(options: PottsTeacherOptions): PottsTeacher {
  requireObject("pottsTeacher", "options", options, "P, N, signal and rng are needed");
  requireTeacher("pottsTeacher", options);
  requireRng("pottsTeacher", options.rng);
  const { P, N, signal, memories = "uniform", overlap = 0, rng } = options;
  const beta = signal * Math.sqrt(N);
  if (memories === "uniform") return { P, N, memories: rows(P, N, rng, normalise), beta };
  if (overlap === 0) return { P, N, memories: rows(P, N, rng, orthonormalise), beta };
  return { P, N, memories: withShared(P, N, overlap, rows(P + 1, N, rng, orthonormalise)), beta };
}

/** @throws as `pottsTeacher` */
export function requireTeacher(
  caller: string,
  { P, N, signal, memories = "uniform", overlap = 0 }: Omit<PottsTeacherOptions, "rng">,
): void {
  for (const [name, value] of Object.entries({ P, N, signal, overlap })) {
    requireNumber(caller, name, value);
  }
  const expect = (isTrue: boolean, words: string): void => {
    if (!isTrue) throw new RangeError(`${caller}: expected ${words}`);
  };
  requireWord(caller, "memories", memories, ["uniform", "orthonormal"]);
  expect(Number.isInteger(P) && P >= 1, `an integer P >= 1, got ${P}; count the memories`);
  expect(Number.isInteger(N) && N >= 2, `an integer N >= 2, got ${N}; use more dimensions`);
  expect(
    signal >= 0 && signal < Infinity,
    `a finite signal >= 0, got ${signal}; it is beta over the root of N`,
  );
  expect(
    overlap >= 0 && overlap < 1,
    `0 <= overlap < 1, got ${overlap}; memories of overlap 1 are one`,
  );
  if (memories === "uniform") {
    expect(
      overlap === 0,
      `overlap 0 of uniform memories, got ${overlap}; take orthonormal memories`,
    );
    return;
  }
  const most = overlap > 0 ? N - 1 : N;
  expect(
    P <= most,
    `at most ${most} memories of overlap ${overlap} in N = ${N}, got P = ${P}; use more dimensions`,
  );
}

type InPlace = (row: Float64Array, before: readonly Float64Array[]) => void;

function rows(count: number, N: number, rng: Rng, finish: InPlace): Float64Array {
  const all = new Float64Array(count * N);
  rng.fillGaussian(all);
  const done: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    const row = all.subarray(k * N, (k + 1) * N);
    finish(row, done);
    done.push(row);
  }
  return all;
}

function normalise(row: Float64Array): void {
  const norm = Math.sqrt(dot(row, row));
  for (let i = 0; i < row.length; i++) row[i] /= norm;
}

/** Gram and Schmidt, twice, so that what rounding leaves the first time goes too. */
function orthonormalise(row: Float64Array, before: readonly Float64Array[]): void {
  for (let time = 0; time < 2; time++) {
    for (const other of before) {
      const part = dot(row, other);
      for (let i = 0; i < row.length; i++) row[i] -= part * other[i];
    }
    normalise(row);
  }
}

/** √overlap of a direction that all share and √(1 − overlap) of an own one each. */
function withShared(P: number, N: number, overlap: number, axes: Float64Array): Float64Array {
  const [common, own] = [Math.sqrt(overlap), Math.sqrt(1 - overlap)];
  return Float64Array.from(
    { length: P * N },
    (_, k) => common * axes[P * N + (k % N)] + own * axes[k],
  );
}
