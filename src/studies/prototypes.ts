import { turnOfEventLoop } from "../core/turn-of-event-loop.ts";
import { retrieve } from "../dynamics/retrieve.ts";
import type { DenseAssociativeMemory } from "../models/dense-associative-memory.ts";
import { meanSpins } from "../patterns/correlation-matrix.ts";
import { corrupt } from "../patterns/corrupt.ts";
import { decode } from "../patterns/decode-table.ts";
import { type Encoding, requireEncoding } from "../patterns/encoding.ts";
import { independent } from "../patterns/independent.ts";
import { hammingDistances, type Patterns, patternsFromRows, row } from "../patterns/patterns.ts";
import { stream } from "../random/stream.ts";

/** A fixed point of retrieval, with the share of the starts that end in it. */
export interface Prototype {
  /** ±1, length N. */
  readonly state: Int8Array;
  /** Share of the damaged memories that end here, and its binomial standard error. */
  readonly share: number;
  readonly share_se: number;
  /** Share of the random states that end here. */
  readonly random_share: number;
  readonly random_share_se: number;
  /** Distance in bits to the nearest memory, and the number of that memory. */
  readonly distance: number;
  readonly nearest: number;
  /** Spins to turn until every column is a code word: above 0 a column is undecided. 0 without an encoding. */
  readonly invalid: number;
  /**
   * `stored`: a memory; `spurious`: no memory, and either no damaged memory ends here or the nearest
   * memory is farther than half the mean distance of two memories; `merged`: neither.
   */
  readonly kind: "stored" | "merged" | "spurious";
}

/** How prototypes are looked for. */
export interface PrototypeOptions {
  /** Fraction of the spins of a memory that are flipped before retrieval, 0 … 1. */
  readonly damage: number;
  /** Random states to start from besides every damaged memory once, ≥ 0. */
  readonly randomStarts: number;
  readonly seed: number;
  /** Scheme by which states are read; default: none, every state is a word. */
  readonly encoding?: Encoding;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * The fixed points of asynchronous retrieval from every damaged memory and from random states.
 *
 * At low order memories that are close merge into one fixed point, a prototype of their group; at
 * high order each keeps its own. Cost P·N a sweep and start.
 *
 * @returns by share, then random share, largest first
 * @throws {RangeError} damage or randomStarts outside their range, or an encoding of another N
 * @throws {TypeError} something that is no encoding
 * @throws the reason of `signal` once it is aborted
 */
export async function prototypes(
  model: DenseAssociativeMemory,
  options: PrototypeOptions,
): Promise<Prototype[]> {
  const { damage, randomStarts, seed, encoding, onProgress, signal } = options;
  const { patterns } = model;
  const { P, N } = patterns;
  if (!(Number.isInteger(randomStarts) && randomStarts >= 0)) {
    throw new RangeError(`prototypes: expected an integer randomStarts >= 0, got ${randomStarts}`);
  }
  if (encoding !== undefined) requireEncoding("prototypes", encoding);
  const rng = stream(seed, "prototypes");
  const found = new Map<string, { state: Int8Array; memories: number; random: number }>();
  const run = (start: Int8Array, kind: "memories" | "random", k: number): void => {
    const order = rng.split("order", kind, k);
    const { state } = retrieve(model, start, { update: "asynchronous", rng: order });
    const key = state.join();
    const point = found.get(key) ?? { state, memories: 0, random: 0 };
    point[kind] += 1;
    found.set(key, point);
  };
  const states = independent(randomStarts, N, rng.split("random"));
  const starts = P + randomStarts;
  for (let k = 0; k < starts; k++) {
    if (k < P) run(corrupt(row(patterns, k), damage, rng.split("damage", k)), "memories", k);
    else run(row(states, k - P), "random", k - P);
    if (k % 50 === 49 || k === starts - 1) {
      signal?.throwIfAborted();
      onProgress?.(k + 1, starts);
      await turnOfEventLoop();
    }
  }
  const points = [...found.values()];
  const invalid = encoding === undefined ? null : invalidSpins(points, encoding);
  const far = meanDistance(patterns) / 2;
  return points
    .map(({ state, memories, random }, k): Prototype => {
      const distances = hammingDistances(patterns, state);
      const distance = distances.reduce((a, b) => Math.min(a, b));
      const isSpurious = memories === 0 || distance > far;
      return {
        state,
        ...shareOf(memories, P),
        random_share: shareOf(random, randomStarts).share,
        random_share_se: shareOf(random, randomStarts).share_se,
        distance,
        nearest: distances.indexOf(distance),
        invalid: invalid?.[k] ?? 0,
        kind: distance === 0 ? "stored" : isSpurious ? "spurious" : "merged",
      };
    })
    .sort((a, b) => b.share - a.share || b.random_share - a.random_share);
}

function shareOf(count: number, starts: number): { share: number; share_se: number } {
  const share = starts > 0 ? count / starts : 0;
  return { share, share_se: starts > 0 ? Math.sqrt((share * (1 - share)) / starts) : 0 };
}

/** Spins to turn in each state until all its columns are code words. */
function invalidSpins(points: readonly { state: Int8Array }[], encoding: Encoding): number[] {
  const { cells } = decode(patternsFromRows(points.map(({ state }) => state)), encoding);
  const sums = new Array<number>(points.length).fill(0);
  const [rows, distances] = [cells.array("row"), cells.array("distance")];
  for (let k = 0; k < rows.length; k++) sums[Number(rows[k])] += Number(distances[k]);
  return sums;
}

/** Mean Hamming distance of two different rows, P/(P − 1) · Σ_i (1 − ⟨ξ_i⟩²)/2. */
function meanDistance(patterns: Patterns): number {
  const { P } = patterns;
  const sum = meanSpins(patterns).reduce((total, mean) => total + (1 - mean * mean) / 2, 0);
  return P > 1 ? (sum * P) / (P - 1) : 0;
}
