import { type ColumnTable, table as tableOf } from "arquero";
import { retrieveBlocks } from "../dynamics/block-retrieval.ts";
import { denseAssociativeMemory } from "../models/dense-associative-memory.ts";
import type { Interaction } from "../models/interaction.ts";
import { encodeKnown } from "../patterns/encode-known.ts";
import { encode } from "../patterns/encode-table.ts";
import {
  type Category,
  codeWords,
  type Encoding,
  levelsOf,
  levelValue,
} from "../patterns/encoding.ts";
import { type Patterns, row } from "../patterns/patterns.ts";

/** A cell that was missing, and what the memories put there. */
export interface CompletedCell {
  /** Row number in the table. */
  readonly row: number;
  readonly column: string;
  /** The category, or the representative of the level of a number. */
  readonly value: Category;
  /** Energy share of that value among all values of the column, 0 … 1. */
  readonly confidence: number;
  /** The value with the next share and its share; null where the column has one value only. */
  readonly second: Category | null;
  readonly second_share: number | null;
  /** Cells of the row that were known. */
  readonly known: number;
}

/** A table without gaps in the columns of the scheme. */
export interface CompletedTable {
  /** The columns of the scheme, row by row as given; known cells are untouched. */
  readonly table: ColumnTable;
  /** The cells that were filled, row by row. */
  readonly cells: readonly CompletedCell[];
}

/**
 * Fills the missing cells of a table by clamped retrieval: the known columns of a row are clamped, the
 * missing ones take the code words of least energy in the memory of the complete rows
 * (`retrieveBlocks`).
 *
 * The confidence is the energy share of the chosen value with the other cells as they are, so for
 * rows with several gaps it is conditional on the other fillings. How far it can be trusted depends
 * on the interaction: measure it with `completionHoldOut`.
 *
 * @param table  has the columns of the scheme; not modified
 * @param encoding  scheme of the memories
 * @param interaction  F; values of F below 0 (odd powers) count as no support
 * @param options.memories  default: the complete rows of `table`
 * @throws {RangeError} no complete row to be stored, or as `encode`
 */
export function completeTable(
  table: ColumnTable,
  encoding: Encoding,
  interaction: Interaction,
  options: { readonly memories?: Patterns } = {},
): CompletedTable {
  const memories = options.memories ?? encode(table, encoding).patterns;
  const model = denseAssociativeMemory(memories, interaction);
  const { patterns, known } = encodeKnown(table, encoding);
  const C = encoding.columns.length;
  const words = encoding.columns.map((column) =>
    codeWords(column, encoding.missing).slice(0, levelsOf(column)),
  );
  const filled = encoding.columns.map(({ name }) => Array.from(table.array(name)));
  const cells: CompletedCell[] = [];
  for (let r = 0; r < patterns.P; r++) {
    const gaps = encoding.columns.flatMap((_, c) => (known[r * C + c] ? [] : [c]));
    if (gaps.length === 0) continue;
    const blocks = gaps.map((c) => ({ offset: encoding.columns[c].offset, words: words[c] }));
    const { shares, chosen } = retrieveBlocks(model, row(patterns, r), blocks);
    gaps.forEach((c, g) => {
      const column = encoding.columns[c];
      const best = chosen[g];
      const next = indexOfLargest(shares[g], best);
      const value = levelValue(column, best);
      filled[c][r] = value;
      cells.push({
        row: r,
        column: column.name,
        value,
        confidence: shares[g][best],
        second: next === null ? null : levelValue(column, next),
        second_share: next === null ? null : shares[g][next],
        known: C - gaps.length,
      });
    });
  }
  return { table: tableOf(encoding.columns.map(({ name }, c) => [name, filled[c]])), cells };
}

/** Position of the largest share but for one position; null where there is no other. */
function indexOfLargest(shares: Float64Array, except: number): number | null {
  let best: number | null = null;
  shares.forEach((share, k) => {
    if (k !== except && (best === null || share > shares[best])) best = k;
  });
  return best;
}
