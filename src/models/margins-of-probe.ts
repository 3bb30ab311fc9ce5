import type { ProbeRoom } from "../core/probe-margins.ts";
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
