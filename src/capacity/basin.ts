import { retrieve } from "../dynamics/retrieve.ts";
import { denseAssociativeMemory } from "../models/dense-associative-memory.ts";
import { corrupt } from "../patterns/corrupt.ts";
import { row } from "../patterns/patterns.ts";
import { atMost } from "./at-most.ts";
import type { PredicateCriterion } from "./criterion.ts";

/** What counts as retrieved, and how much. */
export interface BasinOptions {
  /** Least final overlap m with the pattern started from, 0 < m ≤ 1; default 0.95. */
  readonly overlap?: number;
  /** Fraction of starts that may fail, 0 ≤ ε < 1; default 0. */
  readonly allowed?: number;
  /** Patterns started from, a random sample without repetition, integer ≥ 1; default all. */
  readonly starts?: number;
}

/**
 * Stored patterns attract: from round(qN) random flips asynchronous zero-temperature dynamics in random
 * order comes back to an overlap of at least m.
 *
 * Printed as `basin:q`, with overlap, allowed fraction and starts after further colons where they are not
 * the default: `basin:0.1:0.9:0.05`. A stored set that passes may have unstable bits, and the dynamics
 * keeps a spin at a tie, so it is neither stricter nor weaker than `all`.
 *
 * @param q  fraction of spins flipped, 0 ≤ q < ½
 * @throws {RangeError} q or options outside their range
 */
export function basin(q: number, options: BasinOptions = {}): PredicateCriterion {
  const { overlap = 0.95, allowed = 0, starts = Infinity } = options;
  requireOptions(q, overlap, allowed, starts);
  return Object.freeze({
    name: basinName(q, overlap, allowed, starts),
    passes(patterns, interaction, rng) {
      const model = denseAssociativeMemory(patterns, interaction);
      const count = Math.min(starts, patterns.P);
      const chosen = rng.permutation(patterns.P).subarray(0, count);
      let left = atMost(allowed, count);
      for (const mu of chosen) {
        const start = corrupt(row(patterns, mu), q, rng);
        const { overlaps, isFixedPoint } = retrieve(model, start, { update: "asynchronous", rng });
        if (!(isFixedPoint && overlaps[mu] >= overlap)) left -= 1;
        if (left < 0) return false;
      }
      return true;
    },
  } satisfies PredicateCriterion);
}

/**
 * The criterion of the numbers behind `basin:`; empty ones take the default.
 *
 * @throws {RangeError} as `basin`
 */
export function basinOf(numbers: readonly number[]): PredicateCriterion {
  const [q, overlap, allowed, starts] = numbers;
  return basin(q, {
    ...(overlap !== undefined && { overlap }),
    ...(allowed !== undefined && { allowed }),
    ...(starts !== undefined && { starts }),
  });
}

function basinName(q: number, overlap: number, allowed: number, starts: number): string {
  const words = [overlap, allowed, starts];
  const defaults = [0.95, 0, Infinity];
  while (words.length > 0 && words.at(-1) === defaults[words.length - 1]) words.pop();
  return ["basin", q, ...words].join(":");
}

function requireOptions(q: number, overlap: number, allowed: number, starts: number): void {
  if (!(q >= 0 && q < 0.5)) {
    throw new RangeError(`basin: expected a fraction of flips 0 <= q < 0.5, got ${q}`);
  }
  if (!(overlap > 0 && overlap <= 1)) {
    throw new RangeError(`basin: expected an overlap 0 < m <= 1, got ${overlap}`);
  }
  if (!(allowed >= 0 && allowed < 1)) {
    throw new RangeError(`basin: expected an allowed fraction 0 <= epsilon < 1, got ${allowed}`);
  }
  if (!(starts >= 1 && (Number.isInteger(starts) || starts === Infinity))) {
    throw new RangeError(`basin: expected an integer number of starts >= 1, got ${starts}`);
  }
}
