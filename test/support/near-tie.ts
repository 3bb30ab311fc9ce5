import { packInPlace } from "../../src/core/bits.ts";
import { probeMarginsInPlace } from "../../src/core/probe-margins.ts";
import {
  type DenseAssociativeMemory,
  denseAssociativeMemory,
} from "../../src/models/dense-associative-memory.ts";
import type { Interaction } from "../../src/models/interaction.ts";
import { marginRoom } from "../../src/models/margins-of-probe.ts";
import { independent } from "../../src/patterns/independent.ts";
import {
  hammingDistances,
  type Patterns,
  patternsFromRows,
  row,
} from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";

export const rowsOf = (set: Patterns): Int8Array[] =>
  Array.from({ length: set.P }, (_, mu) => row(set, mu));

/**
 * A set whose margin at spin 0 of its row 0 is just below 0 and comes out above 0 in float64.
 *
 * Every pattern comes with its partner that differs at spin 0 only, so that their terms are equal
 * and opposite, but for one far pattern that turns the spin: at order 30 its term is 1e-24 of the
 * others. Sets are drawn until rounding gives both sums, by shells and by patterns, the wrong sign.
 */
export function nearTie(F: Interaction): { model: DenseAssociativeMemory; state: Int8Array } {
  const N = 64;
  const state = row(independent(1, N, stream(1, "near tie", "state")), 0);
  const turned = (spins: readonly number[]) => state.map((x, i) => (spins.includes(i) ? -x : x));
  for (let draw = 0; draw < 1000; draw++) {
    const rng = stream(1, "near tie", draw);
    const pairs = Array.from({ length: 6 }, () => {
      const spins = Array.from(rng.permutation(N - 1).subarray(0, rng.below(6)), (i) => i + 1);
      return [turned(spins), turned([0, ...spins])];
    });
    const far = turned(Array.from({ length: 28 }, (_, i) => i));
    const others = [turned([0]), ...pairs.flat(), far];
    const rows = [state, ...Array.from(rng.permutation(others.length), (k) => others[k])];
    const model = denseAssociativeMemory(patternsFromRows(rows), F);
    if (rawMargins(model, state)[0] > 0 && marginOfTerms(model, state, 0) > 0) {
      return { model, state };
    }
  }
  throw new Error("nearTie: expected a set that float64 gets wrong, got none");
}

/** Margins in table units as float64 sums them, no sign settled. */
export function rawMargins({ patterns, table }: DenseAssociativeMemory, sigma: Int8Array) {
  const room = marginRoom(patterns);
  const probe = new Uint32Array(patterns.wordsPerRow);
  packInPlace(sigma, 0, patterns.N, probe, 0);
  probeMarginsInPlace(room, table, patterns, probe, 0);
  return room.margins.subarray(0, patterns.N);
}

/** One margin in table units, summed pattern by pattern. */
export function marginOfTerms(model: DenseAssociativeMemory, sigma: Int8Array, i: number): number {
  const { patterns, table } = model;
  const distances = hammingDistances(patterns, sigma);
  return rowsOf(patterns).reduce((sum, xi, mu) => {
    const d = distances[mu];
    return sum + (xi[i] === sigma[i] ? table.a[d] : -table.b[d]);
  }, 0);
}
