import { kernelsForRows, probeMarginsInPlace, rowTests } from "../core/probe-margins.ts";
import type { Patterns } from "../patterns/patterns.ts";
import type { FieldTable } from "./field-table.ts";
import { marginRoom, settleSignsInPlace } from "./margins-of-probe.ts";

/** Margins of one stored pattern under one interaction, every sign settled. */
export interface PatternTest {
  /** Margins below 0, and equal to 0. */
  readonly negative: number;
  readonly zero: number;
  /** The least margin in table units. */
  readonly least: number;
  /** True where an earlier pattern is the same. */
  readonly isDuplicate: boolean;
}

/**
 * Tests stored patterns, at most `most` at a call.
 *
 * @returns tests of the patterns from … from + count − 1, all tables of one pattern after the other
 */
export function patternTests(
  patterns: Patterns,
  tables: readonly FieldTable[],
  most: number,
): (from: number, count: number) => PatternTest[] {
  const room = marginRoom(patterns);
  const kernels = kernelsForRows(patterns);
  if (kernels === null) {
    return (from, count) =>
      Array.from({ length: count * tables.length }, (_, k) => {
        const nu = from + Math.floor(k / tables.length);
        return testOf(patterns, tables[k % tables.length], nu, room);
      });
  }
  const rows = rowTests(kernels, tables, patterns, most);
  return (from, count) =>
    rows(from, count).map((test, k) => {
      const nu = from + Math.floor(k / tables.length);
      if (test.inDoubt > 0) return testOf(patterns, tables[k % tables.length], nu, room);
      const { negative, zero, least, firstEqual } = test;
      return { negative, zero, least, isDuplicate: firstEqual < nu };
    });
}

function testOf(
  patterns: Patterns,
  table: FieldTable,
  nu: number,
  room: ReturnType<typeof marginRoom>,
): PatternTest {
  const { N, words, wordsPerRow: W } = patterns;
  probeMarginsInPlace(room, table, patterns, words, nu * W);
  settleSignsInPlace(room, table, patterns, words, nu * W);
  let negative = 0;
  let zero = 0;
  let least = Infinity;
  for (let i = 0; i < N; i++) {
    const margin = room.margins[i];
    if (margin < 0) negative += 1;
    else if (margin === 0) zero += 1;
    if (margin < least) least = margin;
  }
  return { negative, zero, least, isDuplicate: room.distances.indexOf(0) < nu };
}
