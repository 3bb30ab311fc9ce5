import { requireWord } from "../numerics/require-word.ts";
import { logAxis, logDomain, logTicks } from "./log-axis.ts";
import { type FigureSpec, field } from "./spec.ts";
import { numberIn, type Row, requireNumbers, requirePositive, requireRows } from "./table.ts";

/** One axis of a figure. A bare column name stands for a linear axis titled by that name. */
export interface Axis {
  /** Column of the table. */
  readonly column: string;
  /** Title with unit and convention; default: the column name. */
  readonly title?: string;
  /** Default "linear". */
  readonly scale?: "linear" | "log";
  /** Smallest and largest value shown; rows outside are refused. Default: from the data. */
  readonly domain?: readonly [number, number];
  /** True to include zero on a linear axis; default false. */
  readonly zero?: boolean;
}

/** The axis that a column name or a record stands for. */
export function axisOf(axis: string | Axis): Axis {
  return typeof axis === "string" ? { column: axis } : axis;
}

/** Refuses rows that the axis cannot show, by name. */
export function requireDrawable(
  caller: string,
  rows: readonly Row[],
  { column, scale, domain }: Axis,
): void {
  if (scale !== undefined) {
    requireWord(caller, `scale of "${column}"`, scale, ["linear", "log"]);
  }
  requireNumbers(caller, rows, column);
  if (scale === "log") {
    requirePositive(caller, rows, column);
    if (domain && !(domain[0] > 0 && domain[1] < Infinity)) {
      throw new RangeError(
        `${caller}: expected a positive, finite domain on the log axis of "${column}", ` +
          `got ${domain[0]} to ${domain[1]}; begin above 0 or use a linear axis`,
      );
    }
  }
  if (domain) {
    requireRows(
      `${caller}: expected column "${column}" within the domain ${domain[0]} to ${domain[1]}`,
      rows,
      column,
      (row) => numberIn(row[column]) >= domain[0] && numberIn(row[column]) <= domain[1],
      "widen the domain or filter these rows out",
    );
  }
}

/** The numbers in some columns of the rows; other cells are passed over. */
export function numbersIn(
  rows: readonly Row[],
  columns: readonly (string | undefined)[],
): number[] {
  return rows.flatMap((row) =>
    columns.flatMap((column) => {
      const value = column === undefined ? undefined : row[column];
      return typeof value === "number" ? [value] : [];
    }),
  );
}

/** Smallest and largest of some numbers. */
export function extent(numbers: readonly number[]): [number, number] {
  return numbers.reduce<[number, number]>(
    ([least, most], number) => [Math.min(least, number), Math.max(most, number)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

/** Encoding of one axis that shows all of `numbers`. */
export function axisChannel(
  { column, title, scale = "linear", domain, zero = false }: Axis,
  numbers: readonly number[],
): FigureSpec {
  const coding = {
    field: field(column),
    type: "quantitative",
    title: title === undefined || title === "" ? column : title,
  };
  if (scale === "linear") {
    // a margin in pixels keeps marks off the axis lines; a domain that starts at zero or is given has none
    const margin = zero ? { zero } : { zero, nice: false, padding: 6 };
    const limits = domain ? { domain: [...domain], nice: false } : margin;
    const [least, most] = extent(numbers);
    // without a range Vega writes as many decimals as it can
    const format = !domain && !zero && least === most ? { format: ",.12~g" } : {};
    return {
      ...coding,
      axis: { labelFlush: false, ...format },
      scale: { type: "linear", ...limits },
    };
  }
  const [least, most] = domain ?? logDomain(...extent(numbers));
  const limits = { type: "log", domain: [least, most], nice: false };
  return { ...coding, scale: limits, axis: logAxis(logTicks(least, most)) };
}
