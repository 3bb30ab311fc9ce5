import { type Series, seriesChannels } from "./series.ts";
import { type FigureSpec, field } from "./spec.ts";
import { categoryIn, numberIn, type Row } from "./table.ts";

/** A layer of thin lines, one a run of each series and source. */
export function runLines(
  rows: readonly Row[],
  columns: { readonly x: string; readonly y: string; readonly run: string },
  series: Series | undefined,
  source: string | undefined,
  isDashed: boolean,
): FigureSpec {
  const { x, y, run } = columns;
  const values = rows.map((row) => ({
    [x]: numberIn(row[x]),
    [y]: numberIn(row[y]),
    ...(series ? { [series.column]: categoryIn(row[series.column]) } : {}),
    ...(source ? { [source]: String(row[source]) } : {}),
    [run]: String(row[run]),
  }));
  const detail = [run, source].flatMap((column) =>
    column === undefined ? [] : [{ field: field(column), type: "nominal" }],
  );
  return {
    data: { values },
    mark: { type: "line", strokeWidth: 0.7, strokeOpacity: 0.45 },
    encoding: { ...seriesChannels(series, isDashed).colour, detail },
  };
}
