import { meanEstimate } from "../numerics/mean.ts";
import {
  numberIn,
  type Row,
  requireCategories,
  requireColumn,
  requireNumbers,
  requireRows,
} from "./table.ts";

/** Columns of a table with several runs. */
export interface RunColumns {
  readonly x: string;
  readonly y: string;
  /** Column that numbers or names the runs; rows without a value belong to none and stay as they are. */
  readonly run: string;
  /** Columns that tell lines apart. */
  readonly apart: readonly (string | undefined)[];
}

/** A table with one row a line and x, and the single runs. */
export interface OverRuns {
  /** Means over runs with their standard errors, beside the rows of no run. */
  readonly rows: readonly Row[];
  /** Column of the standard errors; null where there is one run. */
  readonly error: string;
  /** Rows of the single runs. */
  readonly runs: readonly Row[];
  /** "means of 5 runs", "means of 3 to 5 runs". */
  readonly words: string;
}

/** Mean and standard error over runs, for each line and each x; refuses a run that has an x twice. */
export function overRuns(caller: string, rows: readonly Row[], columns: RunColumns): OverRuns {
  const { x, y, run, apart } = columns;
  requireColumn(caller, rows, run);
  for (const column of [x, y]) requireNumbers(caller, rows, column);
  for (const column of apart) if (column !== undefined) requireCategories(caller, rows, column);
  const seen = new Set<string>();
  const repeated = new Set<Row>();
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const line = apart.map((column) => column && String(row[column]));
    const place = JSON.stringify([row[run] != null, ...line, numberIn(row[x])]);
    const once = JSON.stringify([String(row[run]), place]);
    if (seen.has(once)) repeated.add(row);
    seen.add(once);
    const group = groups.get(place);
    if (group) group.push(row);
    else groups.set(place, [row]);
  }
  requireRows(
    `${caller}: expected one row for each "${run}" and "${x}" of a line`,
    rows,
    x,
    (row) => !repeated.has(row),
    `number the runs in column "${run}" or tell the lines apart by a series`,
  );
  const error = `${y}_se`;
  const counts: number[] = [];
  const means = [...groups.values()].map((group): Row => {
    const { [run]: name, [error]: _, ...first } = group[0]!;
    if (name == null) return { ...first, [error]: null };
    const { mean, standardError } = meanEstimate(group.map((row) => numberIn(row[y])));
    counts.push(group.length);
    return { ...first, [y]: mean, [error]: group.length > 1 ? standardError : null };
  });
  return { rows: means, error, runs: rows.filter((row) => row[run] != null), words: words(counts) };
}

function words(counts: readonly number[]): string {
  if (counts.length === 0) return "";
  const fewest = counts.reduce((a, b) => Math.min(a, b));
  const most = counts.reduce((a, b) => Math.max(a, b));
  const number = fewest === most ? most : `${fewest} to ${most}`;
  return `means of ${number} ${most === 1 ? "run" : "runs"}`;
}
