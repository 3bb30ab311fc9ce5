import { requireWord } from "../numerics/require-word.ts";
import { groupsOf } from "./curve-groups.ts";
import {
  freeName,
  numberIn,
  type Row,
  requireCategories,
  requireNumbers,
  requirePositive,
  rowsOf,
  type Table,
} from "./table.ts";
import type { ReducedRows } from "./thinned.ts";

/** Choices of `averaged`. */
export interface AveragedOptions {
  /** Column along which the rows are collected into steps. */
  readonly x: string;
  /** Column that is averaged. */
  readonly y: string;
  /** Columns that tell the curves apart; default none. */
  readonly by?: readonly string[];
  /** Steps are equally wide on this scale of x; default "linear". */
  readonly scale?: "linear" | "log";
  /** Number of steps along x; default 100. */
  readonly steps?: number;
}

/** Averages, and the columns that their spread stands in. */
export interface AveragedRows extends ReducedRows {
  readonly rule: string;
  /** Columns of the standard error of the mean (null for one row), of smallest and largest y, and of the count. */
  readonly columns: {
    readonly se: string;
    readonly min: string;
    readonly max: string;
    readonly count: string;
  };
}

const caller = "averaged";

/**
 * One row for each step along x and each curve: the means of x and y, the standard error of the mean of y,
 * its smallest and largest value, and how many rows there were.
 *
 * Steps without rows are left out. The columns are y, y_se, y_min, y_max, y_count, with an underscore more
 * where the table has such a name. Cost: one pass; sums are taken about the first value of a step, so that
 * the variance keeps its digits.
 *
 * @param table  rows with finite numbers in x and y; not modified
 * @throws {RangeError} missing columns, cells that are no numbers, a number of steps below 1
 */
export function averaged(table: Table, options: AveragedOptions): AveragedRows {
  const { x, y, by = [], scale = "linear", steps = 100 } = options;
  requireWord(caller, "scale", scale, ["linear", "log"]);
  if (!(Number.isInteger(steps) && steps > 0)) {
    throw new RangeError(`${caller}: expected whole steps > 0, got ${steps}`);
  }
  const rows = rowsOf(caller, table);
  for (const column of [x, y]) requireNumbers(caller, rows, column);
  for (const column of by) requireCategories(caller, rows, column);
  if (scale === "log") requirePositive(caller, rows, x);
  const { of, counts } = groupsOf(rows, by);
  const at = (row: Row) => {
    const value = numberIn(row[x]);
    return scale === "log" ? Math.log(value) : value;
  };
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    low = Math.min(low, at(row));
    high = Math.max(high, at(row));
  }
  const sums = new Map<number, Step>();
  rows.forEach((row, i) => {
    const part = (at(row) - low) / (high - low || 1);
    const key = Math.min(steps - 1, Math.floor(part * steps)) * counts.length + of[i]!;
    const [across, up] = [numberIn(row[x]), numberIn(row[y])];
    const step = sums.get(key) ?? emptyStep(row, across, up);
    sums.set(key, step);
    add(step, across, up);
  });
  const used = [x, y, ...by];
  const name = (end: string) => freeName(`${y}_${end}`, used);
  const columns = { se: name("se"), min: name("min"), max: name("max"), count: name("count") };
  const ordered = [...sums].sort(([a], [b]) => a - b).map(([, step]) => step);
  return {
    rows: ordered.map((step) => ({
      ...Object.fromEntries(by.map((column) => [column, step.first[column]])),
      [x]: step.x0 + step.x / step.count,
      [y]: step.y0 + step.y / step.count,
      [columns.se]: standardError(step),
      [columns.min]: step.min,
      [columns.max]: step.max,
      [columns.count]: step.count,
    })),
    columns,
    rule: `means of ${rows.length.toLocaleString("en")} rows in ${steps} steps of ${x}`,
  };
}

/** Sums over the rows of a step, taken about its first row. */
interface Step {
  readonly first: Row;
  readonly x0: number;
  readonly y0: number;
  x: number;
  y: number;
  squares: number;
  min: number;
  max: number;
  count: number;
}

function emptyStep(first: Row, x0: number, y0: number): Step {
  return { first, x0, y0, x: 0, y: 0, squares: 0, min: y0, max: y0, count: 0 };
}

function add(step: Step, x: number, y: number): void {
  const away = y - step.y0;
  step.x += x - step.x0;
  step.y += away;
  step.squares += away * away;
  step.min = Math.min(step.min, y);
  step.max = Math.max(step.max, y);
  step.count++;
}

function standardError({ y, squares, count }: Step): number | null {
  if (count < 2) return null;
  return Math.sqrt(Math.max(0, squares - (y * y) / count) / (count - 1) / count);
}
