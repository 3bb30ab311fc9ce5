import { freeName, numberIn, type Row, requireColumn, requireRows } from "./table.ts";

/**
 * Column of standard errors (bars y ± 1 s.e.), or the columns of the ends of an interval. A null or
 * missing cell draws no bar; `meaning` names the interval in the subtitle, default "intervals".
 */
export type ErrorColumns =
  | string
  | { readonly lo: string; readonly hi: string; readonly meaning?: string };

/** The bars of all rows. */
export interface ErrorBars {
  /** Columns of the lower and upper end. */
  readonly lo: string;
  readonly hi: string;
  /** Ends of the bar of each row, undefined where a row has none. */
  readonly ends: readonly (Row | undefined)[];
  readonly count: number;
  /** What they mean and where they were cut, for the subtitle. */
  readonly meaning: string;
}

interface BarAxis {
  readonly column: string;
  readonly scale?: "linear" | "log";
  readonly domain?: readonly [number, number];
}

/**
 * The bars of a figure; on a log axis a bar that reaches zero is cut at a stated value or refused. Their
 * ends, which may be cut, get columns of their own beside the `used` ones.
 */
export function errorBars(
  caller: string,
  rows: readonly Row[],
  y: BarAxis,
  options: { readonly error?: ErrorColumns; readonly clipBarsAt?: number },
  used: readonly (string | undefined)[],
): ErrorBars {
  const error = options.error!;
  const lo = typeof error === "string" ? `${y.column}_lo` : error.lo;
  const hi = typeof error === "string" ? `${y.column}_hi` : error.hi;
  const given = typeof error === "string" ? [error] : [lo, hi];
  for (const column of given) requireUncertainty(caller, rows, column, typeof error === "string");
  if (typeof error !== "string") {
    requireRows(
      `${caller}: expected "${lo}" not above "${hi}"`,
      rows,
      lo,
      (row) => !(numberIn(row[lo]) > numberIn(row[hi])),
      "exchange the columns or mend these rows",
    );
  }
  const full = rows.map((row) => {
    if (given.some((column) => row[column] == null)) return undefined;
    if (typeof error !== "string") return [numberIn(row[lo]), numberIn(row[hi])] as const;
    const [value, se] = [numberIn(row[y.column]), numberIn(row[error])];
    return [value - se, value + se] as const;
  });

  const floor = options.clipBarsAt ?? y.domain?.[0];
  if (y.scale === "log") requireFloor(caller, rows, y, full, floor);
  const bottom = y.scale === "log" ? floor : y.domain?.[0];
  const [least, most] = [
    bottom ?? Number.NEGATIVE_INFINITY,
    y.domain?.[1] ?? Number.POSITIVE_INFINITY,
  ];
  const ends = { lo: freeName(lo, used), hi: freeName(hi, used) };
  let cut = 0;
  const bars = full.map((bar): Row | undefined => {
    if (!bar) return undefined;
    if (bar[0] < least || bar[1] > most) cut++;
    return { [ends.lo]: Math.max(bar[0], least), [ends.hi]: Math.min(bar[1], most) };
  });
  const count = full.filter((bar) => bar !== undefined).length;
  const meaning = typeof error === "string" ? "± 1 standard error" : (error.meaning ?? "intervals");
  const edges = [bottom, y.domain?.[1]].filter((edge) => edge !== undefined);
  const where = cut > 0 ? ` (${cut} cut at ${edges.join(" or ")})` : "";
  return { ...ends, ends: bars, count, meaning: `${meaning}${where}` };
}

function requireUncertainty(
  caller: string,
  rows: readonly Row[],
  column: string,
  isStandardError: boolean,
): void {
  requireColumn(caller, rows, column);
  requireRows(
    `${caller}: expected ${isStandardError ? "numbers ≥ 0" : "finite numbers"} or null in column "${column}"`,
    rows,
    column,
    (row) =>
      row[column] == null ||
      (isStandardError ? numberIn(row[column]) >= 0 : !Number.isNaN(numberIn(row[column]))),
    "set the uncertainty of these rows to null or filter them out",
  );
}

function requireFloor(
  caller: string,
  rows: readonly Row[],
  y: BarAxis,
  bars: readonly (readonly [number, number] | undefined)[],
  floor: number | undefined,
): void {
  if (floor !== undefined && !(floor > 0)) {
    throw new RangeError(`${caller}: expected clipBarsAt > 0 on a log axis, got ${floor}`);
  }
  const bar = new Map(rows.map((row, i) => [row, bars[i]]));
  requireRows(
    floor === undefined
      ? `${caller}: expected bars above zero on the log axis of "${y.column}"`
      : `${caller}: expected bars that reach above clipBarsAt = ${floor}`,
    rows,
    y.column,
    (row) => {
      const ends = bar.get(row);
      return !ends || (floor === undefined ? ends[0] > 0 : ends[1] > floor);
    },
    floor === undefined
      ? "state where they may end with clipBarsAt, or use a linear axis"
      : "choose a smaller clipBarsAt",
  );
}
