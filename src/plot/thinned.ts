import { requireWord } from "../numerics/require-word.ts";
import { type Groups, groupsOf, shares } from "./curve-groups.ts";
import { extremePlaces } from "./extreme-places.ts";
import { reducedMarks } from "./spec.ts";
import {
  numberIn,
  type Row,
  requireCategories,
  requireNumbers,
  requirePositive,
  rowsOf,
  type Table,
} from "./table.ts";

/** Fewer rows, and the rule by which they were chosen or made. */
export interface ReducedRows {
  readonly rows: readonly Row[];
  /** In the words of a subtitle; undefined where all rows are there. */
  readonly rule: string | undefined;
}

/** Choices of `thinned`. */
export interface ThinnedOptions {
  /** Column along the horizontal axis. */
  readonly x: string;
  /** Column along the vertical axis. */
  readonly y: string;
  /** Columns that tell the curves apart; default none. */
  readonly by?: readonly string[];
  /** How a row is drawn: as a vertex of a line or as a point; for all, or row by row. */
  readonly as: "lines" | "points" | ((row: Row) => "lines" | "points");
  /** Further columns whose smallest and largest values are kept, such as ends of bars; may hold nulls. */
  readonly extremes?: readonly string[];
  /** Scale of the horizontal axis; default "linear". */
  readonly scale?: "linear" | "log";
  /** Most rows that are kept; default 1600. */
  readonly most?: number;
}

const caller = "thinned";

/**
 * Some of the rows of a table that is too long to be drawn, by a fixed rule that keeps the extremes.
 *
 * Lines: of each curve, the first and last row and the rows of the smallest and largest y in equal steps
 * along x, so the drawn line covers the same pixels once a step is a pixel wide. Points: every k-th row of
 * each curve, k prime, and the extremes of x and y. Curves shorter than their share are kept whole. Rows
 * stay in their order; cost: a few passes over the rows, no sorting.
 *
 * @param table  rows with finite numbers in x and y; not modified
 * @returns the kept rows (the same objects) and the rule in words
 * @throws {RangeError} missing columns, cells that are no numbers, more curves than rows may be kept
 */
export function thinned(table: Table, options: ThinnedOptions): ReducedRows {
  const { x, y, by = [], as, extremes = [], scale = "linear", most = reducedMarks } = options;
  requireWord(caller, "scale", scale, ["linear", "log"]);
  const rows = rowsOf(caller, table);
  for (const column of [x, y]) requireNumbers(caller, rows, column);
  for (const column of by) requireCategories(caller, rows, column);
  if (scale === "log") requirePositive(caller, rows, x);
  if (rows.length <= most) return { rows, rule: undefined };
  const groups = groupsOf(rows, by);
  const share = shares(groups.counts, most);
  const columns = [...new Set([x, y, ...extremes])];
  const least = 2 * columns.length + 2;
  if (groups.counts.some((count, g) => count > share[g]! && share[g]! < least)) {
    throw new RangeError(
      `${caller}: expected at most ${Math.floor(most / least)} curves of which ${most} rows are kept, ` +
        `got ${groups.counts.length}; filter the table or draw several figures`,
    );
  }
  const kept = new Set<number>();
  const isLine = linesAmong(rows, groups, as);
  const vertical = columns.filter((column) => column !== x);
  const steps = keepSteps(rows, groups, share, isLine, { x, vertical, scale }, kept);
  const everyKth = keepEveryKth(rows, groups, share, isLine, columns, kept);
  const ofLines = `first, last, least and greatest of ${steps} steps`;
  const ofPoints = `1 in ${everyKth} and the extremes`;
  const words =
    steps > 0 && everyKth > 0
      ? `lines: ${ofLines}; points: ${ofPoints}`
      : steps > 0
        ? ofLines
        : ofPoints;
  const result = [...kept].sort((a, b) => a - b).map((i) => rows[i]!);
  const counts = [result.length, rows.length].map((count) => count.toLocaleString("en"));
  return { rows: result, rule: `${counts.join(" of ")} rows (${words})` };
}

function linesAmong(rows: readonly Row[], { of, counts }: Groups, as: ThinnedOptions["as"]) {
  const isLine = counts.map(() => as === "lines");
  if (typeof as === "string") return isLine;
  const seen = new Set<number>();
  rows.forEach((row, i) => {
    const group = of[i]!;
    if (seen.has(group)) return;
    seen.add(group);
    isLine[group] = as(row) === "lines";
  });
  return isLine;
}

/** Keeps first, last, smallest and largest rows of each step of the lines; returns the most steps. */
function keepSteps(
  rows: readonly Row[],
  { of, counts }: Groups,
  share: readonly number[],
  isLine: readonly boolean[],
  axes: { readonly x: string; readonly vertical: readonly string[]; readonly scale: string },
  kept: Set<number>,
): number {
  const slots = 2 + 2 * axes.vertical.length;
  const at = (row: Row) => {
    const value = numberIn(row[axes.x]);
    return axes.scale === "log" ? Math.log(value) : value;
  };
  const low = counts.map(() => Number.POSITIVE_INFINITY);
  const high = counts.map(() => Number.NEGATIVE_INFINITY);
  rows.forEach((row, i) => {
    const group = of[i]!;
    low[group] = Math.min(low[group]!, at(row));
    high[group] = Math.max(high[group]!, at(row));
  });
  const steps = share.map((rowCount, g) =>
    isLine[g] && rowCount < counts[g]! ? Math.floor(rowCount / slots) : 0,
  );
  const best = steps.map((count) => new Int32Array(count * slots).fill(-1));
  rows.forEach((row, i) => {
    const group = of[i]!;
    if (!isLine[group]) return;
    if (steps[group] === 0) {
      kept.add(i);
      return;
    }
    const count = steps[group]!;
    const part = (at(row) - low[group]!) / (high[group]! - low[group]! || 1);
    const from = Math.min(count - 1, Math.floor(part * count)) * slots;
    const slot = best[group]!;
    const beats = (k: number, isBetter: (other: Row) => boolean) => {
      if (slot[from + k]! < 0 || isBetter(rows[slot[from + k]!]!)) slot[from + k] = i;
    };
    beats(0, (other) => numberIn(row[axes.x]) < numberIn(other[axes.x]));
    beats(1, (other) => numberIn(row[axes.x]) >= numberIn(other[axes.x]));
    axes.vertical.forEach((column, c) => {
      const value = numberIn(row[column]);
      if (Number.isNaN(value)) return;
      beats(2 + 2 * c, (other) => value < numberIn(other[column]));
      beats(3 + 2 * c, (other) => value > numberIn(other[column]));
    });
  });
  for (const slot of best) for (const i of slot) if (i >= 0) kept.add(i);
  return steps.reduce((most, count) => Math.max(most, count), 0);
}

/** Keeps every k-th row and the extremes of the groups of points; returns the largest k. */
function keepEveryKth(
  rows: readonly Row[],
  groups: Groups,
  share: readonly number[],
  isLine: readonly boolean[],
  columns: readonly string[],
  kept: Set<number>,
): number {
  const { of, counts } = groups;
  const every = counts.map((count, g) =>
    share[g]! < count ? primeFrom(Math.ceil(count / (share[g]! - 2 * columns.length))) : 1,
  );
  const seen = counts.map(() => 0);
  of.forEach((group, i) => {
    if (!isLine[group] && seen[group]!++ % every[group]! === 0) kept.add(i);
  });
  if (!isLine.every(Boolean)) {
    for (const i of extremePlaces(rows, groups, columns)) if (!isLine[of[i]!]) kept.add(i);
  }
  return every.reduce((most, k, g) => (isLine[g] || k === 1 ? most : Math.max(most, k)), 0);
}

/** The smallest prime not below a number: a step that follows no period of the rows. */
function primeFrom(least: number): number {
  let k = Math.max(2, least);
  const isPrime = (n: number) => {
    for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
    return true;
  };
  while (!isPrime(k)) k++;
  return k;
}
