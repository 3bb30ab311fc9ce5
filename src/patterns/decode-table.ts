import { type ColumnTable, table } from "arquero";
import {
  type Category,
  type ColumnEncoding,
  codeWords,
  type Encoding,
  levelsOf,
  levelValue,
  requireEncoding,
} from "./encoding.ts";
import { type Patterns, packedPatterns, packState, type Spins, values } from "./patterns.ts";

/** What patterns or states mean under an encoding. */
export interface DecodedTable {
  /**
   * One row a pattern, the columns of the encoded table in their order: the category, or the
   * representative of the level, or null where the missing code was nearest. It can be encoded
   * again.
   */
  readonly table: ColumnTable;
  /**
   * One row a pattern and column: row, column, level (null: missing), value, lo and hi (ends of the
   * level of a number, lo ≤ x < hi, in the last level x ≤ hi; else null), distance (spins to turn to
   * reach the code word), tie (another code word is as near).
   */
  readonly cells: ColumnTable;
}

/**
 * Turns patterns, or one state, back into rows of a table.
 *
 * A state that is no code word, e.g. after noisy retrieval, is read column by column as the code
 * word at the smallest Hamming distance; of several the first in code order, missing last.
 *
 * @param patterns  P patterns of N = encoding.N spins, or one state ±1 of length N; not modified
 * @throws {RangeError} another N, or a state with values other than ±1
 * @throws {TypeError} no encoding
 */
export function decode(patterns: Patterns | Spins, encoding: Encoding): DecodedTable {
  requireEncoding("decode", encoding);
  const { N } = encoding;
  const set = "words" in patterns ? patterns : oneState(patterns, N);
  if (set.N !== N) {
    throw new RangeError(`decode: expected patterns of N = ${N} spins, got ${set.N}`);
  }
  const spins = values(set);
  const cells = encoding.columns.map((column) => {
    const words = codeWords(column, encoding.missing);
    return Array.from({ length: set.P }, (_, mu) => {
      const start = mu * N + column.offset;
      const found = nearest(words, spins.subarray(start, start + column.bits));
      return { mu, ...cellOf(column, found.level), distance: found.distance, tie: found.tie };
    });
  });
  const rowByRow = Array.from({ length: set.P }, (_, mu) => cells.map((column) => column[mu]));
  const all = rowByRow.flat();
  return {
    table: table(encoding.columns.map(({ name }, c) => [name, cells[c].map(({ value }) => value)])),
    cells: table({
      row: all.map(({ mu }) => mu),
      column: all.map(({ name }) => name),
      level: all.map(({ level }) => level),
      value: all.map(({ value }) => value),
      lo: all.map(({ lo }) => lo),
      hi: all.map(({ hi }) => hi),
      distance: all.map(({ distance }) => distance),
      tie: all.map(({ tie }) => tie),
    }),
  };
}

interface Cell {
  readonly name: string;
  readonly level: number | null;
  readonly value: Category | null;
  readonly lo: number | null;
  readonly hi: number | null;
}

function cellOf(column: ColumnEncoding, level: number): Cell {
  const { name } = column;
  if (level === levelsOf(column)) return { name, level: null, value: null, lo: null, hi: null };
  const value = levelValue(column, level);
  if (column.kind !== "thermometer") return { name, level, value, lo: null, hi: null };
  const bounds = [column.lo, ...column.edges, column.hi];
  return { name, level, value, lo: bounds[level], hi: bounds[level + 1] };
}

function nearest(
  words: readonly Int8Array[],
  spins: Int8Array,
): { level: number; distance: number; tie: boolean } {
  let best = { level: 0, distance: Infinity, tie: false };
  words.forEach((word, level) => {
    let distance = 0;
    for (let i = 0; i < word.length; i++) distance += word[i] === spins[i] ? 0 : 1;
    if (distance < best.distance) best = { level, distance, tie: false };
    else if (distance === best.distance) best.tie = true;
  });
  return best;
}

function oneState(sigma: Spins, N: number): Patterns {
  const empty = packedPatterns(new Uint32Array(0), 0, N);
  return packedPatterns(packState(empty, sigma, "decode"), 1, N);
}
