import { type Axis, axisChannel, numbersIn, requireDrawable } from "./axis.ts";
import { bandsOf } from "./bands.ts";
import { curveLayers, lineName } from "./curve-layers.ts";
import { type ErrorColumns, errorBars } from "./error-bars.ts";
import { type Few, fewEnough, type Reduce } from "./few-enough.ts";
import type { Series } from "./series.ts";
import type { FigureSpec } from "./spec.ts";
import {
  categoryIn,
  distinct,
  hintAt,
  numberIn,
  type Row,
  requireCategories,
  requireFewMarks,
} from "./table.ts";

/** What a figure of values over one variable is drawn from. */
export interface CurvePlan {
  readonly x: Axis;
  readonly y: Axis;
  readonly series: Series | undefined;
  /** Column that tells theory from simulation. */
  readonly source?: string | undefined;
  readonly lines?: readonly string[] | undefined;
  readonly error?: ErrorColumns | undefined;
  readonly clipBarsAt?: number | undefined;
  /** Marks of a table without a source column. */
  readonly bare: "points" | "lines";
  /** Whether the uncertainty of lines is a band; bars otherwise. */
  readonly hasBands: boolean;
  /** Whether the lines of one source are dashed by series beside points, too; default false. */
  readonly hasDashes?: boolean;
  /** What happens to more than 5000 marks; default "thin". */
  readonly reduce?: Reduce | undefined;
  /** Marks beside those of the rows, and the heights they reach. */
  readonly more?: { readonly count: number; readonly heights: readonly number[] };
}

/** The marks of a figure, and what they mean in words. */
export interface CurveMarks {
  readonly values: readonly Row[];
  readonly x: FigureSpec;
  readonly y: FigureSpec;
  readonly layer: readonly FigureSpec[];
  /** Whether series are told apart by dashes, because nothing has a shape. */
  readonly isDashed: boolean;
  readonly words: string;
  /** How many of the rows are drawn, and by which rule. */
  readonly few: Few;
}

/** The source column: the given one, or "source" where the table has it. */
export function sourceOf(rows: readonly Row[], given: string | undefined): string | undefined {
  return given ?? (rows.some((row) => "source" in row) ? "source" : undefined);
}

/** Bands, lines, bars and points of a table, with axes that show all of them. */
export function curveMarks(caller: string, table: readonly Row[], plan: CurvePlan): CurveMarks {
  const { x, y, series, source, error } = plan;
  for (const axis of [x, y]) requireDrawable(caller, table, axis);
  if (source !== undefined) requireCategories(caller, table, source);
  const sources = source ? distinct(table, source).map(String) : [];
  for (const name of plan.lines ?? []) requireSource(caller, name, source, sources);
  const bare = source ? [] : ["all"];
  const lines =
    plan.lines ??
    (plan.bare === "lines" ? bare : []).concat(sources.filter((name) => name === "theory"));
  const points = [...sources, ...bare].filter((name) => !lines.includes(name));

  const used = [x.column, y.column, series?.column, source];
  const clip = plan.clipBarsAt === undefined ? {} : { clipBarsAt: plan.clipBarsAt };
  const allBars =
    error === undefined ? undefined : errorBars(caller, table, y, { error, ...clip }, used);
  const few = fewEnough(
    caller,
    table,
    allBars,
    {
      x,
      y,
      by: [series?.column, source],
      isLine: (row) => (source ? lines.includes(String(row[source])) : lines.length > 0),
    },
    plan.reduce,
  );
  const { rows, bars: all } = few;
  const lineOf = (row: Row) =>
    !source || lines.includes(String(row[source])) ? lineName(row, series, source) : undefined;
  const bands =
    all && plan.hasBands && lines.length > 0
      ? bandsOf(rows, all, x.column, lineOf, [...used, all.lo, all.hi])
      : undefined;
  const bars = all && { ...all, count: all.count - (bands?.count ?? 0) };

  const values = rows.map((row, i) => ({
    [x.column]: numberIn(row[x.column]),
    [y.column]: numberIn(row[y.column]),
    ...(series ? { [series.column]: categoryIn(row[series.column]) } : {}),
    ...(source ? { [source]: String(row[source]) } : {}),
    ...(bands?.ends[i] ?? all?.ends[i]),
  }));
  requireFewMarks(caller, few.marks + (plan.more?.count ?? 0));
  const ends = [bars?.lo, bars?.hi, bands?.lo, bands?.hi];
  const heights = numbersIn(values, [y.column, ...ends]).concat(plan.more?.heights ?? []);
  const up = axisChannel(y, heights);
  const isDashed = points.length === 0 && lines.length === 1;
  const kinds = [bars?.count ? "bars" : "", bands?.count ? "bands" : ""].filter((kind) => kind);
  const words = [
    source && lines.length > 0 ? `lines: ${lines.join(", ")}` : "",
    source && points.length > 0 ? `points: ${points.join(", ")}` : "",
    kinds.length > 0 ? `${kinds.join(" and ")}: ${all?.meaning}` : "",
  ];
  return {
    values,
    x: wholeSteps(rows, x, axisChannel(x, numbersIn(values, [x.column]))),
    y: up,
    layer: curveLayers({
      ...{ values, y: up, series, source, lines, points, bars, bands, isDashed },
      hasDashes: (plan.hasDashes ?? false) && lines.length === 1 && !isDashed,
    }),
    isDashed,
    words: words.filter((part) => part !== "").join("; "),
    few,
  };
}

function requireSource(
  caller: string,
  name: string,
  column: string | undefined,
  sources: readonly string[],
): void {
  if (column === undefined) {
    throw new RangeError(
      `${caller}: expected a source column for lines ("${name}"), got a table without; name it with source`,
    );
  }
  if (!sources.includes(name)) {
    throw new RangeError(
      `${caller}: expected lines among the values of column "${column}" (${sources.join(", ")}), ` +
        `got "${name}"${hintAt(name, sources)}`,
    );
  }
}

/** The axis with ticks at whole numbers only, where all places are whole. */
function wholeSteps(rows: readonly Row[], x: Axis, channel: FigureSpec): FigureSpec {
  if (x.scale === "log" || !rows.every((row) => Number.isInteger(numberIn(row[x.column])))) {
    return channel;
  }
  return { ...channel, axis: { ...(channel.axis as FigureSpec), tickMinStep: 1, format: ",d" } };
}
