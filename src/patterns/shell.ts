import { wordsFor } from "../core/bits.ts";
import type { Rng } from "../random/stream.ts";
import { constantWeightBound } from "./coding-bounds.ts";
import { InfeasibleSeparation } from "./infeasible-separation.ts";
import { packRows } from "./packing.ts";
import {
  type Patterns,
  packedPatterns,
  patternsFromRows,
  requireSize,
  type Spins,
} from "./patterns.ts";
import { exactFlipRows } from "./proposals.ts";

/** What of a shell may be drawn. */
export interface ShellOptions {
  /** True: no state twice around one centre. Default false: independent draws. */
  readonly distinct?: boolean;
}

/** Number of states at distance `flips` from a state of N spins, C(N, flips); `caller` is named in errors. */
export function shellSize(caller: string, N: number, flips: number): number {
  if (!Number.isInteger(flips) || flips < 0 || flips > N) {
    throw new RangeError(`${caller}: expected an integer 0 <= flips <= N = ${N}, got ${flips}`);
  }
  return constantWeightBound(N, 2, flips);
}

/** `shellSample` around a packed centre; `caller` names the public function. */
export function shellRows(
  caller: string,
  P: number,
  N: number,
  centre: Uint32Array,
  flips: number,
  rng: Rng,
  options: ShellOptions,
): Patterns {
  requireSize(caller, P, N);
  const size = shellSize(caller, N, flips);
  const { distinct = false } = options;
  if (distinct && P > size) {
    throw new InfeasibleSeparation(
      `${caller}: expected P <= ${size} different states at distance ${flips} of N = ${N}, got P = ${P}; lower P or bring the distance closer to N/2`,
      { obtained: 0, bound: "shell size", limit: size },
    );
  }
  return packRows(P, N, exactFlipRows(N, flips, centre, rng), {
    minimum: distinct ? 1 : 0,
    maximum: N,
    tries: Infinity,
  });
}

/**
 * P random states at exactly `flips` bits from a centre.
 *
 * The first rows of a longer set are the same states. With the same stream and without `distinct`
 * the flips of a smaller distance are among those of a larger one. With `distinct` a state that has
 * come before is drawn anew: all C(N, flips) states cost about their logarithm more.
 *
 * @param P  number of states, ≥ 0
 * @param centre  state, ±1, length N ≥ 1
 * @param flips  distance in bits, 0 … N; the overlap with the centre is 1 − 2·flips/N
 * @param rng  stream to draw from
 * @throws {InfeasibleSeparation} `distinct` and P > C(N, flips)
 * @throws {RangeError} P or `flips` outside its range, or a spin that is not ±1
 */
export function shellSample(
  P: number,
  centre: Spins,
  flips: number,
  rng: Rng,
  options: ShellOptions = {},
): Patterns {
  const packed = patternsFromRows([centre]);
  return shellRows("shellSample", P, packed.N, packed.words, flips, rng, options);
}

/**
 * All C(N, flips) states at exactly `flips` bits from a centre, by the numbers of the flipped spins
 * in lexicographic order.
 *
 * @param centre  state, ±1, length N ≥ 1
 * @param flips  distance in bits, 0 … N
 * @throws {RangeError} `flips` outside its range, more than 2³² spins in all, or a spin that is not ±1
 */
export function wholeShell(centre: Spins, flips: number): Patterns {
  const { N, words: packed } = patternsFromRows([centre]);
  const size = shellSize("wholeShell", N, flips);
  requireSize("wholeShell", size, N);
  const W = wordsFor(N);
  const words = new Uint32Array(size * W);
  const flipped = Int32Array.from({ length: flips }, (_, k) => k);
  for (let mu = 0; mu < size; mu++) {
    words.set(packed, mu * W);
    for (const i of flipped) words[mu * W + (i >>> 5)] ^= 1 << (i & 31);
    let k = flips - 1;
    while (k >= 0 && flipped[k] === N - flips + k) k -= 1;
    if (k < 0) break;
    flipped[k] += 1;
    for (let next = k + 1; next < flips; next++) flipped[next] = flipped[next - 1] + 1;
  }
  return packedPatterns(words, size, N);
}

/**
 * `each` random states at exactly `flips` bits from every centre: rows mu·each … mu·each + each − 1
 * belong to centre mu.
 *
 * Centre mu draws from `rng.split(mu)`, so its states do not depend on the other centres, and a
 * larger `each` keeps them. Clouds of close centres may overlap: see `nearPairs`.
 *
 * @param centres  any set
 * @param each  states around every centre, ≥ 0
 * @param flips  distance in bits, 0 … N
 * @param rng  stream to draw from
 * @throws {InfeasibleSeparation} `distinct` and each > C(N, flips)
 * @throws {RangeError} `each` or `flips` outside its range
 */
export function shellsAround(
  centres: Patterns,
  each: number,
  flips: number,
  rng: Rng,
  options: ShellOptions = {},
): Patterns {
  const { P, N, wordsPerRow: W } = centres;
  requireSize("shellsAround", each, N);
  requireSize("shellsAround", P * each, N);
  const words = new Uint32Array(P * each * W);
  for (let mu = 0; mu < P; mu++) {
    const centre = centres.words.subarray(mu * W, (mu + 1) * W);
    const cloud = shellRows("shellsAround", each, N, centre, flips, rng.split(mu), options);
    words.set(cloud.words, mu * each * W);
  }
  return packedPatterns(words, P * each, N);
}
