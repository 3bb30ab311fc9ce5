import { type Axis, axisChannel, extent, numbersIn, requireDrawable } from "./axis.ts";
import { binned } from "./binned.ts";
import { groupsOf } from "./curve-groups.ts";
import type { CurveMarks } from "./curve-marks.ts";
import { extremePlaces } from "./extreme-places.ts";
import { logAxis, logTicks } from "./log-axis.ts";
import { type Series, seriesChannels } from "./series.ts";
import { type FigureSpec, field } from "./spec.ts";
import { categoryIn, numberIn, type Row } from "./table.ts";
import { theme } from "./theme.ts";

/** Nearly square cells of the usual plotting area, about 8 pixels wide. */
const bins = { x: 48, y: 32 };

/** From one row to most: both ends stand out from the page. */
const stops = ["#9ecae1", "#08306b"];

/**
 * The marks of more points than can be drawn: cells coloured by the number of their rows, and over them the
 * rows of the smallest and largest x and y of each series.
 */
export function countedPoints(
  caller: string,
  rows: readonly Row[],
  { x, y, series }: { readonly x: Axis; readonly y: Axis; readonly series: Series | undefined },
): Omit<CurveMarks, "isDashed"> {
  for (const axis of [x, y]) requireDrawable(caller, rows, axis);
  const along = ({ column, scale = "linear" }: Axis, count: number) => ({
    column,
    scale,
    bins: count,
  });
  const cells = binned(rows, { x: along(x, bins.x), y: along(y, bins.y) });
  const { columns } = cells;
  const apart = series ? [series.column] : [];
  const values = extremePlaces(rows, groupsOf(rows, apart), [x.column, y.column]).map((i): Row => {
    const row = rows[i]!;
    return {
      [x.column]: numberIn(row[x.column]),
      [y.column]: numberIn(row[y.column]),
      ...(series ? { [series.column]: categoryIn(row[series.column]) } : {}),
    };
  });
  const across = axisChannel(x, numbersIn(cells.rows, columns.x));
  const up = axisChannel(y, numbersIn(cells.rows, columns.y));
  const { colour, shape } = seriesChannels(series);
  const extremes = `points: least and greatest ${x.column} and ${y.column}`;
  const rule = series
    ? `${cells.rule}, all series together (${extremes} of each series)`
    : `${cells.rule} (${extremes})`;
  return {
    values,
    x: across,
    y: up,
    layer: [
      {
        data: { values: cells.rows },
        mark: { type: "rect", tooltip: true },
        encoding: {
          x: { ...across, field: field(columns.x[0]) },
          x2: { field: field(columns.x[1]) },
          y: { ...up, field: field(columns.y[0]) },
          y2: { field: field(columns.y[1]) },
          fill: countFill(cells.rows, columns.count),
        },
      },
      {
        mark: {
          type: "point",
          filled: true,
          size: 45,
          opacity: 1,
          stroke: theme.background,
          strokeWidth: 1,
          tooltip: true,
        },
        encoding: { ...colour, ...shape },
      },
    ],
    words: "",
    few: { rule, marks: cells.rows.length + values.length, full: rows },
  };
}

/** Numbers of rows on a log scale from 1, with whole numbers in the legend. */
function countFill(cells: readonly Row[], column: string): FigureSpec {
  const [, most] = extent(numbersIn(cells, [column]));
  const ticks = logTicks(1, most).filter(Number.isInteger);
  return {
    field: field(column),
    type: "quantitative",
    title: "rows in a cell",
    scale: { type: "log", domain: [1, most], nice: false, range: stops, interpolate: "rgb" },
    legend: { gradientLength: 120, ...logAxis(ticks) },
  };
}
