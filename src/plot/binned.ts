import { requireWord } from "../numerics/require-word.ts";
import {
  freeName,
  numberIn,
  type Row,
  requireNumbers,
  requirePositive,
  rowsOf,
  type Table,
} from "./table.ts";
import type { ReducedRows } from "./thinned.ts";

/** One direction of the cells that rows are counted in. */
export interface BinnedAxis {
  readonly column: string;
  /** Cells are equally wide on this scale; default "linear". */
  readonly scale?: "linear" | "log";
  /** Number of cells; default 50. */
  readonly bins?: number;
}

/** Choices of `binned`. */
export interface BinnedOptions {
  readonly x: string | BinnedAxis;
  readonly y: string | BinnedAxis;
}

/** Cells with rows, and their columns. */
export interface BinnedRows extends ReducedRows {
  readonly rule: string;
  /** Columns of the ends of the cells along x and y, and of the number of rows. */
  readonly columns: {
    readonly x: readonly [string, string];
    readonly y: readonly [string, string];
    readonly count: string;
  };
}

const caller = "binned";

/**
 * Numbers of rows in the cells of a plane, for a heat map of a table that is too long for points.
 *
 * The cells divide the range of x and of y; a value at an inner edge belongs to the cell above it. Cells
 * without rows are left out; the columns are x_from, x_to, y_from, y_to and count, with an underscore more
 * where x or y has such a name. The counts sum to the number of rows.
 *
 * @param table  rows with finite numbers in x and y; not modified
 * @returns cells with rows, from the smallest x and y upwards
 * @throws {RangeError} missing columns, cells that are no numbers, not positive ones on a log scale
 */
export function binned(table: Table, options: BinnedOptions): BinnedRows {
  const rows = rowsOf(caller, table);
  const [x, y] = [options.x, options.y].map((axis) => directionOf(rows, axis)) as [
    Direction,
    Direction,
  ];
  const counts = new Map<number, number>();
  for (const row of rows) {
    const key = x.cellOf(row) * y.bins + y.cellOf(row);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const used = [x.column, y.column];
  const free = (wished: string) => {
    const name = freeName(wished, used);
    used.push(name);
    return name;
  };
  const ends = (column: string): [string, string] => [free(`${column}_from`), free(`${column}_to`)];
  const columns = { x: ends(x.column), y: ends(y.column), count: free("count") };
  const cells = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([key, count]) => {
      const [i, j] = [Math.floor(key / y.bins), key % y.bins];
      return {
        [columns.x[0]]: x.edge(i),
        [columns.x[1]]: x.edge(i + 1),
        [columns.y[0]]: y.edge(j),
        [columns.y[1]]: y.edge(j + 1),
        [columns.count]: count,
      };
    });
  const total = rows.length.toLocaleString("en");
  return { rows: cells, columns, rule: `${total} rows counted in ${x.bins} × ${y.bins} cells` };
}

interface Direction {
  readonly column: string;
  readonly bins: number;
  cellOf(row: Row): number;
  edge(i: number): number;
}

function directionOf(rows: readonly Row[], axis: string | BinnedAxis): Direction {
  const {
    column,
    scale = "linear",
    bins = 50,
  } = typeof axis === "string" ? { column: axis } : axis;
  requireWord(caller, `scale of "${column}"`, scale, ["linear", "log"]);
  if (!(Number.isInteger(bins) && bins > 0)) {
    throw new RangeError(`${caller}: expected whole bins > 0 of "${column}", got ${bins}`);
  }
  requireNumbers(caller, rows, column);
  if (scale === "log") requirePositive(caller, rows, column);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    least = Math.min(least, numberIn(row[column]));
    most = Math.max(most, numberIn(row[column]));
  }
  const [to, from] = scale === "log" ? [Math.log, Math.exp] : [Number, Number];
  const [low, high] = least < most ? [least, most] : aroundOne(least, scale);
  const width = (to(high) - to(low)) / bins;
  return {
    column,
    bins,
    cellOf: (row) => {
      const place = (to(numberIn(row[column])) - to(low)) / width;
      return Math.max(0, Math.min(bins - 1, Math.floor(place)));
    },
    // the outermost edges are the extremes themselves, whatever exp(log) gives
    edge: (i) => (i === 0 ? low : i === bins ? high : from(to(low) + i * width)),
  };
}

/** A range around a single value. */
function aroundOne(value: number, scale: string): [number, number] {
  return scale === "log" ? [value / 2, value * 2] : [value - 0.5, value + 0.5];
}
