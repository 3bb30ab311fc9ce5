import { type ColumnTable, table as tableOf } from "arquero";
import { turnOfEventLoop } from "../core/turn-of-event-loop.ts";
import type { Interaction } from "../models/interaction.ts";
import { encode } from "../patterns/encode-table.ts";
import {
  type Category,
  type ColumnEncoding,
  type ConstantColumn,
  type Encoding,
  isMissing,
} from "../patterns/encoding.ts";
import { type EncodingOptions, encodingOf } from "../patterns/encoding-of.ts";
import { tableColumn } from "../patterns/table-column.ts";
import { levelOf } from "../patterns/thermometer-levels.ts";
import { stream } from "../random/stream.ts";
import { completeTable } from "./complete-table.ts";

/** A known cell that was hidden, and what was put there. */
export interface HeldOutCell {
  readonly repeat: number;
  /** Row number in the table. */
  readonly row: number;
  readonly column: string;
  /** Code of the column in the whole table. */
  readonly kind: ColumnEncoding["kind"];
  readonly truth: Category;
  readonly value: Category;
  readonly confidence: number;
  /** 1 where the value is the true category, or the level of the true number; else 0. */
  readonly right: number;
  /** The same for the most frequent value or level of the training rows. */
  readonly mode_right: number;
  /** |value − truth| of a number; null for categories. */
  readonly error: number | null;
  /** The same for the representative of the most frequent level, and for the training median. */
  readonly mode_error: number | null;
  readonly median_error: number | null;
}

/** How cells are held out. */
export interface HoldOutOptions {
  /** How the columns become spins; found anew from every training set. */
  readonly encoding?: EncodingOptions;
  readonly interaction: Interaction;
  /** Parts of a partition of the rows, ≥ 2. */
  readonly folds: number;
  /** Random partitions, ≥ 1. */
  readonly repeats: number;
  readonly seed: number;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Hides every cell of the complete rows in turn and fills it by `completeTable`.
 *
 * The rows are split into folds at random. Scheme, memories and baselines come from the rows of the
 * other folds alone, so nothing of a row is stored when its cells are filled. A category that the
 * training rows lack cannot be found and counts as wrong; a column with one value in them is filled
 * by it. What counts as a number is decided by the whole table. Cost P² a column, value and repeat.
 *
 * @param table  rows with gaps are left out; not modified
 * @returns one row a repeat, row and column
 * @throws {RangeError} folds or repeats outside their range, fewer complete rows than folds, or as
 *   `encodingOf`
 * @throws the reason of `signal` once it is aborted
 */
export async function completionHoldOut(
  table: ColumnTable,
  options: HoldOutOptions,
): Promise<HeldOutCell[]> {
  const { encoding: rules = {}, interaction, folds, repeats, seed, onProgress, signal } = options;
  if (!(Number.isInteger(folds) && folds >= 2 && Number.isInteger(repeats) && repeats >= 1)) {
    throw new RangeError(
      `completionHoldOut: expected integers folds >= 2 and repeats >= 1, got ${folds} and ${repeats}`,
    );
  }
  const names = rules.columns ?? table.columnNames();
  const data = names.map((name) => tableColumn("completionHoldOut", table, name));
  const complete = Array.from({ length: table.numRows() }, (_, r) => r).filter((r) =>
    data.every((values) => !isMissing(values[r], rules.missingValues ?? [])),
  );
  if (complete.length < folds) {
    throw new RangeError(
      `completionHoldOut: expected at least as many complete rows as folds = ${folds}, got ${complete.length}`,
    );
  }
  const rowsAt = (rows: readonly number[]): ColumnTable =>
    tableOf(names.map((name, c) => [name, rows.map((r) => data[c][r])]));
  const whole = encodingOf(rowsAt(complete), { ...rules, columns: names, missing: "drop" });
  const cells: HeldOutCell[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const order = stream(seed, "hold-out", repeat).permutation(complete.length);
    for (let fold = 0; fold < folds; fold++) {
      signal?.throwIfAborted();
      const isHeld = new Set(Array.from(order).filter((_, k) => k % folds === fold));
      const held = complete.filter((_, k) => isHeld.has(k));
      const training = rowsAt(complete.filter((_, k) => !isHeld.has(k)));
      const found = filledCells(
        training,
        held,
        names,
        data,
        whole,
        { ...rules, columns: names },
        interaction,
      );
      for (const cell of found) cells.push({ repeat, ...cell });
      onProgress?.(repeat * folds + fold + 1, repeats * folds);
      await turnOfEventLoop();
    }
  }
  return cells;
}

function filledCells(
  training: ColumnTable,
  held: readonly number[],
  names: readonly string[],
  data: readonly (readonly unknown[])[],
  whole: Encoding,
  rules: EncodingOptions,
  interaction: Interaction,
): Omit<HeldOutCell, "repeat">[] {
  const constants = constantColumns(training, names);
  const isConstant = constants.length === names.length;
  const encoding = isConstant
    ? { ...whole, N: 0, columns: constants }
    : encodingOf(training, { ...rules, missing: "drop", unseen: "missing" });
  const memories = isConstant ? null : encode(training, encoding).patterns;
  return encoding.columns.flatMap((column, c) => {
    const hidden = tableOf(
      names.map((name, k) => [name, held.map((r) => (k === c ? null : data[k][r]))]),
    );
    const cells =
      memories === null
        ? held.map((_, row) => ({ row, column: column.name, ...only(constants[c]) }))
        : completeTable(hidden, encoding, interaction, { memories }).cells;
    const baseline = baselineOf(column, Array.from(training.array(column.name)) as Category[]);
    return cells.flatMap((cell) => {
      if (cell.column !== column.name) return [];
      const row = held[cell.row];
      const truth = data[c][row] as Category;
      const { kind } = whole.columns[c];
      const isNumber = kind === "thermometer";
      const isSame = (value: Category): number =>
        Number(levelIn(column, value) === levelIn(column, truth));
      const miss = (value: Category): number | null =>
        isNumber ? Math.abs(Number(value) - Number(truth)) : null;
      return [
        {
          row,
          column: column.name,
          kind,
          truth,
          value: cell.value,
          confidence: cell.confidence,
          right: isSame(cell.value),
          mode_right: isSame(baseline.mode),
          error: miss(cell.value),
          mode_error: miss(baseline.mode),
          median_error: miss(baseline.median),
        },
      ];
    });
  });
}

/** The columns that have one value only; no memory can be made where these are all. */
function constantColumns(training: ColumnTable, names: readonly string[]): ConstantColumn[] {
  return names.flatMap((name) => {
    const [value, ...others] = Array.from(training.array(name)) as Category[];
    const isConstant = others.every((other) => other === value);
    return isConstant ? [{ kind: "constant" as const, name, offset: 0, bits: 0, value }] : [];
  });
}

/** The only value of a column, which is certain. */
const only = ({ value }: ConstantColumn) => ({ value, confidence: 1 });

/** What distinguishes the values of a column: the level of a number, the category itself. */
function levelIn(column: ColumnEncoding, value: Category): Category {
  return column.kind === "thermometer" ? levelOf(column.edges, Number(value)) : value;
}

/** The most frequent value (representative of the fullest level) and the lower median. */
function baselineOf(
  column: ColumnEncoding,
  training: readonly Category[],
): { mode: Category; median: Category } {
  const counts = new Map<Category, number>();
  for (const value of training) {
    const level = levelIn(column, value);
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  const [level] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
  const mode = column.kind === "thermometer" ? column.representatives[Number(level)] : level;
  const sorted = training.map(Number).sort((a, b) => a - b);
  return { mode, median: sorted[(sorted.length - 1) >> 1] };
}
