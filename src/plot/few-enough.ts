import { requireWord } from "../numerics/require-word.ts";
import { averaged } from "./averaged.ts";
import { groupsOf } from "./curve-groups.ts";
import type { ErrorBars } from "./error-bars.ts";
import { maximumMarks, reducedMarks } from "./spec.ts";
import { freeName, type Row, requireFewMarks } from "./table.ts";
import { thinned } from "./thinned.ts";

/**
 * What a builder does with more than 5000 marks: "thin" keeps some of the rows and all extremes, "average"
 * draws means of points with bars from the smallest to the largest value, "never" refuses the table. The
 * subtitle says what was done, and `fullTable` has all rows.
 */
export type Reduce = "thin" | "average" | "never";

/** Columns of curves, and which of their rows are vertices of lines. */
export interface CurveColumns {
  readonly x: { readonly column: string; readonly scale?: "linear" | "log" };
  readonly y: { readonly column: string };
  /** Columns that tell the curves apart. */
  readonly by: readonly (string | undefined)[];
  readonly isLine: (row: Row) => boolean;
}

/** What was done to the rows of a table, undefined where all are drawn, and how many marks are left. */
export interface Few {
  readonly rule: string | undefined;
  readonly marks: number;
  /** All rows. */
  readonly full: readonly Row[];
}

/** Rows that can be drawn, with their bars. */
export interface FewRows extends Few {
  readonly rows: readonly Row[];
  readonly bars: ErrorBars | undefined;
}

/** The rows themselves if they are at most 5000 marks, otherwise fewer of them. */
export function fewEnough(
  caller: string,
  rows: readonly Row[],
  bars: ErrorBars | undefined,
  columns: CurveColumns,
  reduce: Reduce = "thin",
): FewRows {
  requireWord(caller, "reduce", reduce, ["thin", "average", "never"]);
  const marks = rows.length + (bars?.count ?? 0);
  if (reduce === "never") requireFewMarks(caller, marks);
  if (marks <= maximumMarks) return { rows, bars, rule: undefined, marks, full: rows };
  if (reduce === "thin") return thinner(rows, bars, columns, reducedMarks);
  if (bars) {
    throw new RangeError(
      `${caller}: expected no error column with reduce "average", whose bars span the averaged values, ` +
        `got bars from "${bars.lo}" to "${bars.hi}"; leave the error out, or thin`,
    );
  }
  return averages(rows, columns);
}

function thinner(
  rows: readonly Row[],
  bars: ErrorBars | undefined,
  { x, y, by, isLine }: CurveColumns,
  most: number,
): FewRows {
  const apart = by.filter((column) => column !== undefined);
  const used = [x.column, y.column, ...apart];
  const [at, lo, hi] = ["row", "lo", "hi"].map((name) => freeName(name, used)) as [
    string,
    string,
    string,
  ];
  const numbered = rows.map((row, i): Row => {
    const own: Record<string, unknown> = { [at]: i };
    for (const column of used) own[column] = row[column];
    const ends = bars?.ends[i];
    if (bars && ends) {
      own[lo] = ends[bars.lo];
      own[hi] = ends[bars.hi];
    }
    return own;
  });
  const { rows: kept, rule } = thinned(numbered, {
    x: x.column,
    y: y.column,
    by: apart,
    as: (row) => (isLine(row) ? "lines" : "points"),
    extremes: bars ? [lo, hi] : [],
    scale: x.scale ?? "linear",
    // a row with a bar is two marks
    most: bars ? Math.floor(most / 2) : most,
  });
  const places = kept.map((row) => row[at] as number);
  const ends = bars ? places.map((i) => bars.ends[i]) : [];
  const count = ends.filter((end) => end !== undefined).length;
  return {
    rows: places.map((i) => rows[i]!),
    bars: bars && { ...bars, ends, count },
    rule,
    marks: places.length + count,
    full: rows,
  };
}

function averages(rows: readonly Row[], columns: CurveColumns): FewRows {
  const { x, y, by, isLine } = columns;
  const points = rows.filter((row) => !isLine(row));
  if (points.length === 0) return thinner(rows, undefined, columns, reducedMarks);
  const lines = thinnedLines(rows.filter(isLine), columns);
  const apart = by.filter((column) => column !== undefined);
  const { counts } = groupsOf(points, apart);
  const steps = Math.max(1, Math.min(100, Math.floor(reducedMarks / 4 / counts.length)));
  const scale = x.scale ?? "linear";
  const means = averaged(points, { x: x.column, y: y.column, by: apart, scale, steps });
  const { min: lo, max: hi } = means.columns;
  const ends = means.rows.map((row) => ({ [lo]: row[lo], [hi]: row[hi] }));
  return {
    rows: [...lines.rows, ...means.rows],
    bars: {
      lo,
      hi,
      ends: [...lines.rows.map(() => undefined), ...ends],
      count: ends.length,
      meaning: "smallest to largest value",
    },
    rule: [means.rule, lines.rule ?? ""].filter((part) => part !== "").join("; "),
    marks: lines.rows.length + 2 * ends.length,
    full: rows,
  };
}

function thinnedLines(lines: readonly Row[], columns: CurveColumns) {
  if (lines.length === 0) return { rows: lines, rule: undefined };
  return thinner(lines, undefined, columns, reducedMarks / 2);
}
