import { packInPlace, transposed } from "../core/bits.ts";
import { type Flips, flips } from "../core/flips.ts";
import { probeMarginsInPlace } from "../core/probe-margins.ts";
import { marginSign, marginTolerance, totalSize } from "../models/margin-sign.ts";
import { marginRoom } from "../models/margins-of-probe.ts";
import type { Rng } from "../random/stream.ts";
import type { HeatBath } from "./heat-bath.ts";
import type { SweepResult, SweepState } from "./retrieve.ts";

/** With more spins than this between flips, the margins of all spins at once cost less. */
const RARE = 20;

/**
 * One sweep of single-spin updates per call.
 *
 * @param rng  draws a fresh order for every sweep; without it spins go in the order of `free`
 * @param heat  without it spins take the sign of their field
 */
export function asynchronousSweeps(
  work: SweepState,
  rng?: Rng,
  heat?: HeatBath,
): () => SweepResult {
  const { patterns, table, free, state, distances } = work;
  const { P, N } = patterns;
  const steps = signedSteps(table.a, table.b);
  const columns = transposed(patterns.words, P, N);
  const room = marginRoom(patterns);
  const packed = new Uint32Array(patterns.wordsPerRow);
  const mostTolerance = marginTolerance(table, P * Math.max(...table.termSize), P);
  const bitOf = (i: number) => (state[i] < 0 ? 1 : 0);
  let single: Flips;
  let hasAllMargins = false;
  let tolerance: number | null = null;
  /** Spins looked at since the last flip, and their recent mean from flip to flip. */
  let sinceFlip = 0;
  let gap = 0;

  function turns(i: number): boolean {
    const margin = marginOf(i);
    if (heat) return heat.turns(i, state[i], margin);
    if (Math.abs(margin) > mostTolerance || mostTolerance === 0) return margin < 0;
    tolerance ??= marginTolerance(table, totalSize(table, single.now(), P), P);
    if (Math.abs(margin) > tolerance || tolerance === 0) return margin < 0;
    return marginSign(table, patterns, single.now(), P, i, bitOf(i)) < 0;
  }

  function marginOf(i: number): number {
    if (!hasAllMargins && Math.max(gap, sinceFlip) > RARE) {
      packInPlace(state, 0, N, packed, 0);
      probeMarginsInPlace(room, table, patterns, packed, 0);
      hasAllMargins = true;
    }
    return hasAllMargins ? room.margins[i] : single.field(i, bitOf(i));
  }

  function flip(i: number): void {
    single.flip(i, bitOf(i));
    state[i] = -state[i];
    hasAllMargins = false;
    tolerance = null;
    gap = (gap + sinceFlip) / 2;
    sinceFlip = 0;
  }

  return () => {
    let count = 0;
    heat?.nextStep();
    const order = rng?.permutation(free.length);
    single = flips(columns, N, steps, distances);
    try {
      for (let k = 0; k < free.length; k++) {
        const i = free[order ? order[k] : k];
        sinceFlip += 1;
        if (!turns(i)) continue;
        flip(i);
        count += 1;
      }
    } finally {
      single.end();
    }
    return { flips: count, period: count === 0 ? 1 : null };
  };
}

/** Entry 2d is a[d], what an agreeing pattern adds to a margin; entry 2d + 1 is −b[d]. */
function signedSteps(a: Float64Array, b: Float64Array): Float64Array {
  const steps = new Float64Array(2 * a.length);
  for (let d = 0; d < a.length; d++) {
    steps[2 * d] = a[d];
    steps[2 * d + 1] = -b[d];
  }
  return steps;
}
