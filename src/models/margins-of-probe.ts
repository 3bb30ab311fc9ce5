import {
  batchMargins,
  kernelsForRows,
  type ProbeRoom,
  probeMarginsInPlace,
} from "../core/probe-margins.ts";
import type { StepTable } from "../core/step-table.ts";
import type { Patterns } from "../patterns/patterns.ts";
import type { FieldTable } from "./field-table.ts";
import { marginSign, marginTolerance, totalSize } from "./margin-sign.ts";

/** Room for the margins, in table units, of one packed state after the other, for one set. */
export function marginRoom(patterns: Patterns): ProbeRoom {
  return {
    distances: new Int32Array(patterns.P),
    margins: new Float64Array(32 * patterns.wordsPerRow),
  };
}

/**
 * Makes the sign of every margin right: one that rounding leaves in doubt is kept where its sign is
 * the exact one, and else becomes that sign (−1, 0, +1) times the tolerance.
 */
export function settleSignsInPlace(
  room: ProbeRoom,
  table: FieldTable,
  patterns: Patterns,
  probe: Uint32Array,
  offset: number,
): void {
  const { distances, margins } = room;
  const tolerance = marginTolerance(table, totalSize(table, distances, patterns.P), patterns.P);
  if (tolerance === 0) return;
  for (let i = 0; i < patterns.N; i++) {
    if (Math.abs(margins[i]) > tolerance) continue;
    const bit = (probe[offset + (i >>> 5)] >>> (i & 31)) & 1;
    const sign = marginSign(table, patterns, distances, patterns.P, i, bit);
    if (Math.sign(margins[i]) !== sign) margins[i] = sign * tolerance;
  }
}

/**
 * Margins of several states in table units, 32 · W numbers a state, every sign of the first table
 * settled; those of `others` follow, table by table.
 *
 * @param most  states at a call
 * @returns margins of the first `count` packed states, W words each; they hold until the next call
 */
export function settledMargins(
  patterns: Patterns,
  table: FieldTable,
  others: readonly StepTable[],
  most: number,
): (probes: Uint32Array, count: number) => Float64Array {
  const { wordsPerRow: W } = patterns;
  const tables = [table, ...others];
  const room = marginRoom(patterns);
  const one = (f: number, probes: Uint32Array, p: number): Float64Array => {
    probeMarginsInPlace(room, tables[f], patterns, probes, p * W);
    if (f === 0) settleSignsInPlace(room, table, patterns, probes, p * W);
    return room.margins;
  };
  const at = (p: number, f: number) => 32 * W * (tables.length * p + f);
  const kernels = kernelsForRows(patterns);
  if (kernels === null) {
    const margins = new Float64Array(at(most, 0));
    return (probes, count) => {
      for (let p = 0; p < count; p++) {
        for (let f = 0; f < tables.length; f++) margins.set(one(f, probes, p), at(p, f));
      }
      return margins;
    };
  }
  const batch = batchMargins(kernels, tables, patterns, most);
  return (probes, count) => {
    const { margins, inDoubt } = batch(probes, count);
    for (let p = 0; p < count; p++) {
      if (inDoubt(p, 0) > 0) margins.set(one(0, probes, p), at(p, 0));
    }
    return margins;
  };
}
