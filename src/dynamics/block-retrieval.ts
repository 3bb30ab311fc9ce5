import type { DenseAssociativeMemory } from "../models/dense-associative-memory.ts";
import { packState, type Spins, values } from "../patterns/patterns.ts";

/** Spins that together take one of several words, for example the code of one column of a table. */
export interface SpinBlock {
  /** First spin. */
  readonly offset: number;
  /** The words, equally long, ±1. */
  readonly words: readonly Int8Array[];
}

/** Where `retrieveBlocks` ended. */
export interface BlockRetrieval {
  /** Final state, ±1, length N. */
  readonly state: Int8Array;
  /** Number of the word that each block took. */
  readonly chosen: Int32Array;
  /**
   * Energy share of every word of each block with the rest of the final state as it is:
   * Σ_μ F(ξ^μ·σ) with that word over the sum for all words. Sums below 0, which odd powers can
   * have, count as 0; equal shares where no word has any.
   */
  readonly shares: readonly Float64Array[];
  /** Sweeps over the blocks, with the last one that changed nothing. */
  readonly sweeps: number;
  readonly isFixedPoint: boolean;
}

/**
 * Retrieves whole words: every block in turn takes the word of least energy, all other spins are
 * clamped.
 *
 * Zero-temperature dynamics on the states that are words, so the energy never rises; a tie keeps the
 * word. One block ends at the exact minimum over its words, several at a state that no change of one
 * block improves. Blocks begin at the word nearest to the memory that is nearest in the clamped
 * spins, the first of several. With F = e^{βx} the share of a word is its weight under a kernel
 * density of the memories. Cost P a word and sweep.
 *
 * @param start  state, ±1, length N; what stands in the blocks does not matter; not modified
 * @param blocks  at least one, not overlapping
 * @param options.maxSweeps  default 100
 * @throws {RangeError} wrong start, no blocks, a block without words, words of another length than
 *   the first, beyond the spins or overlapping
 */
export function retrieveBlocks(
  model: DenseAssociativeMemory,
  start: Spins,
  blocks: readonly SpinBlock[],
  options: { readonly maxSweeps?: number } = {},
): BlockRetrieval {
  const { patterns, table } = model;
  const { P, N } = patterns;
  packState(patterns, start, "retrieveBlocks");
  requireBlocks(blocks, N);
  const memories = values(patterns);
  const isFree = new Uint8Array(N);
  for (const { offset, words } of blocks) isFree.fill(1, offset, offset + words[0].length);
  const distances = new Int32Array(P);
  for (let mu = 0; mu < P; mu++) {
    for (let i = 0; i < N; i++) {
      if (!isFree[i] && memories[mu * N + i] !== start[i]) distances[mu] += 1;
    }
  }
  const parts = blocks.map(({ offset, words }) =>
    words.map((word) => wordDistances(memories, P, N, offset, word)),
  );
  const nearest = distances.indexOf(distances.reduce((a, b) => Math.min(a, b)));
  const chosen = Int32Array.from(parts, (block) => indexOfLeast(block.map((d) => d[nearest])));
  for (const [b, block] of parts.entries()) shiftInPlace(distances, block[chosen[b]], 1);

  const supports = (b: number): Float64Array => {
    shiftInPlace(distances, parts[b][chosen[b]], -1);
    const sums = Float64Array.from(parts[b], (part) => {
      let sum = 0;
      for (let mu = 0; mu < P; mu++) sum += table.f[distances[mu] + part[mu]];
      return sum;
    });
    shiftInPlace(distances, parts[b][chosen[b]], 1);
    return sums;
  };
  const { maxSweeps = 100 } = options;
  let sweeps = 0;
  let changes = 1;
  while (changes > 0 && sweeps < maxSweeps) {
    changes = 0;
    sweeps += 1;
    for (let b = 0; b < blocks.length; b++) {
      const sums = supports(b);
      let best = chosen[b];
      for (let k = 0; k < sums.length; k++) if (sums[k] > sums[best]) best = k;
      if (best === chosen[b]) continue;
      shiftInPlace(distances, parts[b][chosen[b]], -1);
      shiftInPlace(distances, parts[b][best], 1);
      chosen[b] = best;
      changes += 1;
    }
  }
  const state = Int8Array.from(start);
  blocks.forEach(({ offset, words }, b) => {
    state.set(words[chosen[b]], offset);
  });
  const shares = blocks.map((_, b) => sharesOf(supports(b)));
  return { state, chosen, shares, sweeps, isFixedPoint: changes === 0 };
}

function wordDistances(
  memories: Int8Array,
  P: number,
  N: number,
  offset: number,
  word: Int8Array,
): Int32Array {
  const d = new Int32Array(P);
  for (let mu = 0; mu < P; mu++) {
    const from = mu * N + offset;
    for (let i = 0; i < word.length; i++) if (memories[from + i] !== word[i]) d[mu] += 1;
  }
  return d;
}

function shiftInPlace(distances: Int32Array, part: Int32Array, sign: 1 | -1): void {
  for (let mu = 0; mu < distances.length; mu++) distances[mu] += sign * part[mu];
}

function indexOfLeast(list: readonly number[]): number {
  let best = 0;
  for (let k = 1; k < list.length; k++) if (list[k] < list[best]) best = k;
  return best;
}

function sharesOf(sums: Float64Array): Float64Array {
  const kept = sums.map((sum) => Math.max(0, sum));
  const total = kept.reduce((a, b) => a + b, 0);
  return total > 0 ? kept.map((sum) => sum / total) : kept.fill(1 / kept.length);
}

function requireBlocks(blocks: readonly SpinBlock[], N: number): void {
  if (blocks.length === 0) throw new RangeError("retrieveBlocks: expected blocks, got 0");
  const taken = new Uint8Array(N);
  blocks.forEach(({ offset, words }, b) => {
    const length = words[0]?.length;
    const isFitting =
      words.length > 0 &&
      words.every((word) => word.length === length) &&
      offset >= 0 &&
      offset + length <= N;
    if (!isFitting || taken.subarray(offset, offset + length).includes(1)) {
      throw new RangeError(
        `retrieveBlocks: expected blocks of equally long words within N = ${N} spins, not overlapping, got ${words.length} words of length ${length} from spin ${offset} in block ${b}`,
      );
    }
    taken.fill(1, offset, offset + length);
  });
}
