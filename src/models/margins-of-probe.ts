import { distance } from "../core/bits.ts";
import { addShellInPlace, emptyShells, type Shells, sortShellsInPlace } from "../core/shells.ts";
import type { Patterns } from "../patterns/patterns.ts";
import type { FieldTable } from "./field-table.ts";
import { marginSign, marginTolerance, totalSize } from "./margin-sign.ts";

/** Room for the margins of one packed state after the other, for one pattern set. */
export interface MarginRoom {
  readonly distances: Int32Array;
  readonly shells: Shells;
  /** Margins in table units; length 32 · wordsPerRow, the first N count. */
  readonly margins: Float64Array;
}

/** Room for `marginsInPlace`. */
export function marginRoom(patterns: Patterns): MarginRoom {
  return {
    distances: new Int32Array(patterns.P),
    shells: emptyShells(patterns.P, patterns.N),
    margins: new Float64Array(32 * patterns.wordsPerRow),
  };
}

/**
 * Fills distances, shells and margins for the packed state at `probe[offset …]`.
 *
 * Patterns are grouped by distance and each shell is counted bit by bit, so the interaction
 * enters with one product per shell and spin.
 */
export function marginsInPlace(
  room: MarginRoom,
  table: FieldTable,
  patterns: Patterns,
  probe: Uint32Array,
  offset: number,
): void {
  const { P, N, wordsPerRow: W, words } = patterns;
  const { distances, shells, margins } = room;
  for (let mu = 0; mu < P; mu++) distances[mu] = distance(words, mu * W, probe, offset, W);
  sortShellsInPlace(shells, distances, P);
  margins.fill(0);
  let total = 0;
  for (let d = 0; d <= N; d++) {
    const size = shells.start[d + 1] - shells.start[d];
    if (size === 0) continue;
    total += size * table.a[d];
    if (table.w[d] !== 0) addShellInPlace(margins, table.w[d], shells, d, words, W, probe, offset);
  }
  for (let i = 0; i < N; i++) margins[i] = total - margins[i];
}

/**
 * Makes the sign of every margin right: one that rounding leaves in doubt is kept where its sign is
 * the exact one, and else becomes that sign (−1, 0, +1) times the tolerance.
 */
export function settleSignsInPlace(
  room: MarginRoom,
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
