import { type ColumnTable, table } from "arquero";
import { type Rng, stream } from "../random/stream.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { GridPoint } from "./grid.ts";
import { isTable } from "./is-table.ts";
import { produceOrLoad, type StoreOptions } from "./produce-or-load.ts";

/** Result columns by name. */
export type ResultRow = Readonly<Record<string, unknown>>;

/** A computation on a parameter grid. */
export interface GridComputation<Point extends GridPoint> {
  /** Name of the computation, `study/name` when stored; it labels the random streams. */
  readonly name: string;
  /** Parameter points, from `grid`. */
  readonly grid: readonly Point[];
  /** Seed of all points; the last column of the table. */
  readonly seed: number;
  /** The rows of one point. Its stream depends on name, seed and the values of the point only. */
  run(point: Point, rng: Rng): RowsOfPoint | Promise<RowsOfPoint>;
  /** Called at the start and after every point. */
  onProgress?(done: number, total: number): void;
  /** Stops before the next point. */
  readonly signal?: AbortSignal;
  /** When given, `{}` for the default folder, the table is stored and loaded by `produceOrLoad`. */
  readonly store?: StoreOptions;
}

/** One row, several rows, or a table of them. */
export type RowsOfPoint = ResultRow | readonly ResultRow[] | ColumnTable;

/** A grid that did not come to its end, with what it had finished. */
export class GridStopped extends Error {
  override readonly name: string = "GridStopped";
  /** Rows of the finished points. */
  readonly finished: ColumnTable;
  /** The point that failed, null when the grid was aborted between points. */
  readonly point: GridPoint | null;

  constructor(message: string, finished: ColumnTable, point: GridPoint | null, cause: unknown) {
    super(message, { cause });
    this.finished = finished;
    this.point = point;
  }
}

/**
 * One tidy table of all results: parameters first, then the columns of `run`, then the seed; one
 * row per row of a point, in the order of the grid.
 *
 * Points run one after another; the event loop gets its turn about every 50 ms. A point's numbers
 * do not depend on the other points, so axes can grow without changing what was there. Columns
 * that a row lacks are null.
 *
 * @throws {GridStopped} a point threw (its parameters are named) or the signal was given
 * @throws {RangeError} the grid is empty, an axis is called `seed`, or a result column has the
 *   name of a parameter or is called `seed`
 */
export async function runGrid<Point extends GridPoint>(
  computation: GridComputation<Point>,
): Promise<ColumnTable> {
  const { name, grid, seed, store } = computation;
  if (grid.length === 0) throw new RangeError("runGrid: expected at least one point, got none");
  if (grid.some((point) => Object.hasOwn(point, "seed"))) {
    throw new RangeError(
      "runGrid: expected axes beside the seed, got an axis seed; call it sample, " +
        "its values have streams of their own",
    );
  }
  if (store === undefined) return runPoints(computation);
  return produceOrLoad(name, { points: grid, seed }, () => runPoints(computation), store);
}

async function runPoints<Point extends GridPoint>(
  computation: GridComputation<Point>,
): Promise<ColumnTable> {
  const { name, grid, seed, run, onProgress, signal } = computation;
  const root = stream(seed, name);
  const rows: ResultRow[] = [];
  let lastPause = Date.now();
  onProgress?.(0, grid.length);
  for (const [done, point] of grid.entries()) {
    if (Date.now() - lastPause > 50) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      lastPause = Date.now();
    }
    if (signal?.aborted) {
      const message = `runGrid: ${name} stopped after ${done} of ${grid.length} points`;
      throw new GridStopped(message, tableOfRows(rows), null, signal.reason);
    }
    let results: readonly ResultRow[];
    try {
      results = rowsOf(await run(point, root.split(canonicalJson(point))));
    } catch (error) {
      const parameters = Object.entries(point).map(([key, value]) => `${key} = ${value}`);
      const message = `runGrid: ${name} failed at ${parameters.join(", ")}: ${error}`;
      throw new GridStopped(message, tableOfRows(rows), point, error);
    }
    refuseSharedNames(point, results);
    for (const row of results) rows.push({ ...point, ...row, seed });
    onProgress?.(done + 1, grid.length);
  }
  return tableOfRows(rows);
}

function rowsOf(results: RowsOfPoint): readonly ResultRow[] {
  if (isTable(results)) return results.objects() as ResultRow[];
  return Array.isArray(results) ? results : [results as ResultRow];
}

function refuseSharedNames(point: GridPoint, rows: readonly ResultRow[]): void {
  const taken = [...Object.keys(point), "seed"];
  const shared = taken.find((name) => rows.some((row) => Object.hasOwn(row, name)));
  if (shared === undefined) return;
  throw new RangeError(
    `runGrid: expected result columns beside ${taken.join(", ")}, got a result column ${shared}; ` +
      "rename it or leave it out",
  );
}

function tableOfRows(rows: readonly ResultRow[]): ColumnTable {
  const names = [...new Set(rows.flatMap(Object.keys))];
  const seedLast = [...names.filter((name) => name !== "seed"), "seed"];
  return table(
    seedLast.map((name): [string, unknown[]] => [name, rows.map((row) => row[name] ?? null)]),
  );
}
