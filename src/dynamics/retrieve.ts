import {
  type DenseAssociativeMemory,
  energyFromDistances,
} from "../models/dense-associative-memory.ts";
import type { FieldTable } from "../models/field-table.ts";
import { requireWord } from "../numerics/require-word.ts";
import { distancesOfPacked, type Patterns, packState, type Spins } from "../patterns/patterns.ts";
import type { Rng } from "../random/stream.ts";
import { asynchronousSweeps } from "./asynchronous.ts";
import { synchronousSweeps } from "./synchronous.ts";

/** How `retrieve` updates. */
export interface RetrieveOptions {
  /** One spin after the other with the fields of the moment, or all at once. */
  readonly update: "asynchronous" | "synchronous";
  /** A fresh random order in every asynchronous sweep; without it spins go in order 0 … N − 1. */
  readonly rng?: Rng;
  /**
   * Spins that may flip, each once, 0 … N − 1; the others are clamped to the start. Default: all.
   * A fixed point is then one in which no free spin flips.
   */
  readonly free?: ArrayLike<number>;
  /** Default 100. One sweep = one update of every free spin, or one synchronous step. */
  readonly maxSweeps?: number;
  /** Record the energy at the start and after every sweep; default false. */
  readonly recordEnergy?: boolean;
  /** Called after every sweep; `state` is the working copy: read it, do not keep it. */
  readonly onSweep?: (sweep: number, state: Int8Array, flips: number) => void;
}

/** Where zero-temperature dynamics ended. */
export interface Retrieval {
  /** Final state, ±1, length N. */
  readonly state: Int8Array;
  /** m_μ = ξ^μ·σ / N of the final state, length P. */
  readonly overlaps: Float64Array;
  /** Sweeps done, with the last one that found nothing to flip. */
  readonly sweeps: number;
  /** Single-spin flips done in all. */
  readonly flips: number;
  /** `cycle` happens in synchronous updates only. */
  readonly status: "fixed-point" | "cycle" | "max-sweeps";
  readonly isFixedPoint: boolean;
  /** Length of the cycle in sweeps, 1 at a fixed point, null at `max-sweeps`. */
  readonly period: number | null;
  /** E at the start and after every sweep; null unless `recordEnergy`. */
  readonly energies: Float64Array | null;
}

/** What updates work on; `state` and `distances` are modified. */
export interface SweepState {
  readonly patterns: Patterns;
  readonly table: FieldTable;
  /** Numbers of the spins that may flip. */
  readonly free: Uint32Array;
  readonly state: Int8Array;
  readonly distances: Int32Array;
}

/** One sweep: flips done, and the period if the state has been seen before. */
export interface SweepResult {
  readonly flips: number;
  readonly period: number | null;
}

/**
 * Retrieves: zero-temperature dynamics σ_i ← sign of its field, from a start to a fixed point.
 *
 * A spin flips if and only if that lowers the energy, E(flip i) − E(σ) < 0; a tie keeps the spin.
 * The sign is exact for interactions with rational values and, for exponentials, right however far
 * the patterns are; for other F a margin within the rounding of F counts as a tie.
 * Asynchronous updates therefore never raise the energy and end at a fixed point. Synchronous
 * ones promise neither; a state seen before ends them as a cycle.
 * Cost per asynchronous sweep P·N, kept up by distances: a flip changes each by one.
 *
 * @param start  state, ±1, length N; not modified
 * @throws {RangeError} wrong start, free spins that are no different spin numbers, or maxSweeps not
 *   an integer ≥ 1
 * @throws {TypeError} unknown update
 */
export function retrieve(
  model: DenseAssociativeMemory,
  start: Spins,
  options: RetrieveOptions,
): Retrieval {
  const { update, rng, maxSweeps = 100, recordEnergy = false, onSweep } = options;
  requireWord("retrieve", "update", update, ["asynchronous", "synchronous"]);
  if (!Number.isInteger(maxSweeps) || maxSweeps < 1) {
    throw new RangeError(`retrieve: expected an integer maxSweeps >= 1, got ${maxSweeps}`);
  }
  const packed = packState(model.patterns, start, "retrieve");
  const distances = distancesOfPacked(model.patterns, packed);
  const state = Int8Array.from(start);
  const free = freeSpins(options.free, model.patterns.N);
  const { patterns, table } = model;
  const work: SweepState = { patterns, table, free, state, distances };
  const sweep = update === "asynchronous" ? asynchronousSweeps(work, rng) : synchronousSweeps(work);
  const energies = recordEnergy ? [energyFromDistances(model, distances)] : null;
  let sweeps = 0;
  let flips = 0;
  let period: number | null = null;
  while (period === null && sweeps < maxSweeps) {
    const result = sweep();
    sweeps += 1;
    flips += result.flips;
    period = result.period;
    energies?.push(energyFromDistances(model, distances));
    onSweep?.(sweeps, state, result.flips);
  }
  const N = model.patterns.N;
  return {
    state,
    overlaps: Float64Array.from(distances, (d) => (N - 2 * d) / N),
    sweeps,
    flips,
    status: period === null ? "max-sweeps" : period === 1 ? "fixed-point" : "cycle",
    isFixedPoint: period === 1,
    period,
    energies: energies && Float64Array.from(energies),
  };
}

function freeSpins(free: ArrayLike<number> | undefined, N: number): Uint32Array {
  if (free === undefined) return Uint32Array.from({ length: N }, (_, i) => i);
  const seen = new Set<number>();
  for (let k = 0; k < free.length; k++) {
    const i = free[k];
    if (!Number.isInteger(i) || i < 0 || i >= N || seen.has(i)) {
      throw new RangeError(
        `retrieve: expected different free spins 0 … ${N - 1}, got ${i}${seen.has(i) ? " twice" : ""}`,
      );
    }
    seen.add(i);
  }
  return Uint32Array.from(free);
}
