import { distance, packInPlace, unpackInPlace, wordsFor } from "../core/bits.ts";
import type { Patterns, Spins } from "../patterns/patterns.ts";

/** What is to be recorded of B states over `steps` steps. */
export interface RecordSize {
  readonly B: number;
  readonly steps: number;
  readonly N: number;
  readonly hasCorrelations: boolean;
  readonly hasEnergies: boolean;
}

/** States at times 0 … steps, packed, and what is read off them. */
export interface TrajectoryRecord {
  readonly overlaps: Float64Array;
  readonly correlations: Float64Array | null;
  readonly energies: Float64Array | null;
  readonly fixedAt: Int32Array;
  readonly cycleAt: Int32Array;
  readonly words: Uint32Array;
  /** Where state b at time t is in `words`; times more than two steps back may be overwritten. */
  offset(b: number, t: number): number;
  /** Reads off the state b at time t, once it is in `words`. */
  read(b: number, t: number): void;
  /** Writes all that comes after time t where the course from t − period to t repeats forever. */
  repeat(b: number, t: number, period: number): void;
  /** The states at the last time as spins, B × N. */
  last(): Int8Array;
}

/** Times that are kept where no correlations are asked for: two-cycles need three. */
const FEW_TIMES = 3;

const times = ({ steps, hasCorrelations }: RecordSize): number =>
  hasCorrelations ? steps + 1 : FEW_TIMES;

/** Bytes that a record takes. */
export function recordBytes(size: RecordSize): number {
  const { B, steps, N, hasCorrelations, hasEnergies } = size;
  const numbers = (steps + 1) * (1 + (hasEnergies ? 1 : 0) + (hasCorrelations ? steps + 1 : 0));
  return B * (8 * numbers + 4 * times(size) * wordsFor(N) + N + 8);
}

/** @param targets  pattern whose overlap is recorded, by state */
export function trajectoryRecord(
  size: RecordSize,
  patterns: Patterns,
  starts: readonly Spins[],
  targets: ArrayLike<number>,
): TrajectoryRecord {
  const { B, steps, N, hasCorrelations, hasEnergies } = size;
  const W = wordsFor(N);
  const T = steps + 1;
  const kept = times(size);
  const words = new Uint32Array(B * kept * W);
  const overlaps = new Float64Array(B * T);
  const correlations = hasCorrelations ? new Float64Array(B * T * T) : null;
  const energies = hasEnergies ? new Float64Array(B * T) : null;
  const fixedAt = new Int32Array(B).fill(-1);
  const cycleAt = new Int32Array(B).fill(-1);

  const offset = (b: number, t: number) => (b * kept + (t % kept)) * W;
  const apart = (b: number, t: number, s: number) =>
    distance(words, offset(b, t), words, offset(b, s), W);

  function read(b: number, t: number): void {
    const d = distance(words, offset(b, t), patterns.words, targets[b] * W, W);
    overlaps[b * T + t] = (N - 2 * d) / N;
    if (correlations) {
      for (let s = 0; s <= t; s++) {
        const C = (N - 2 * apart(b, t, s)) / N;
        correlations[(b * T + t) * T + s] = C;
        correlations[(b * T + s) * T + t] = C;
      }
    }
    const stays = t >= 1 && apart(b, t, t - 1) === 0;
    if (stays && fixedAt[b] < 0) fixedAt[b] = t - 1;
    if (t >= 2 && cycleAt[b] < 0 && !stays && apart(b, t, t - 2) === 0) cycleAt[b] = t - 2;
  }

  function repeat(b: number, t: number, period: number): void {
    if (energies) energies[b * T + t] = energies[b * T + t - period];
    for (let u = t + 1; u <= steps; u++) {
      const from = offset(b, u - period);
      words.copyWithin(offset(b, u), from, from + W);
      read(b, u);
      if (energies) energies[b * T + u] = energies[b * T + u - period];
    }
  }

  function last(): Int8Array {
    const spins = new Int8Array(B * N);
    for (let b = 0; b < B; b++) unpackInPlace(words, offset(b, steps), N, spins, b * N);
    return spins;
  }

  for (let b = 0; b < B; b++) {
    packInPlace(starts[b], 0, N, words, offset(b, 0));
    read(b, 0);
  }
  return { overlaps, correlations, energies, fixedAt, cycleAt, words, offset, read, repeat, last };
}
