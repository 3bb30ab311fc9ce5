import { requireWord } from "../numerics/require-word.ts";
import { extent } from "./axis.ts";
import type { CellAxis, Cells } from "./cells.ts";
import { colourScale } from "./colour-scale.ts";
import { contourLines } from "./contour-lines.ts";
import { logAxis, logTicks } from "./log-axis.ts";
import { mostPhases } from "./phase-layers.ts";
import { type FigureSpec, field } from "./spec.ts";
import {
  distinct,
  numberIn,
  type Row,
  requireCategories,
  requireColumn,
  requireNumbers,
  requireRows,
} from "./table.ts";

/** True for names of phases, false for numbers; a mixture is refused by row. */
export function arePhaseNames(caller: string, rows: readonly Row[], column: string): boolean {
  requireColumn(caller, rows, column);
  const areNames = rows.some(
    (row) => typeof row[column] === "string" || typeof row[column] === "boolean",
  );
  if (!areNames) {
    requireNumbers(caller, rows, column);
    return false;
  }
  requireCategories(caller, rows, column);
  requireRows(
    `${caller}: expected numbers only or names of phases only in column "${column}"`,
    rows,
    column,
    (row) => Number.isNaN(numberIn(row[column])),
    "write all cells of the column alike",
  );
  const phases = distinct(rows, column);
  if (phases.length > mostPhases) {
    throw new RangeError(
      `${caller}: expected at most ${mostPhases} phases in column "${column}", got ${phases.length}; ` +
        "join phases or draw numbers",
    );
  }
  return true;
}

/** Contour lines of a complete grid of numbers; refuses holes, names and levels outside. */
export function contoursOf(
  caller: string,
  rows: readonly Row[],
  { xs, ys }: Cells,
  column: string,
  axes: { readonly x: Required<CellAxis>; readonly y: Required<CellAxis> },
  levels: readonly number[],
  isMeans: boolean,
) {
  const scaleOf = ({ scale }: Required<CellAxis>) => (scale === "log" ? "log" : "linear");
  const scales = { x: scaleOf(axes.x), y: scaleOf(axes.y) } as const;
  if (rows.some((row) => Number.isNaN(numberIn(row[column])))) {
    throw new RangeError(
      `${caller}: expected numbers in column "${column}" for levels, got names of phases; leave levels out`,
    );
  }
  if (xs.length < 2 || ys.length < 2 || rows.length < xs.length * ys.length) {
    throw new RangeError(
      `${caller}: expected a complete grid of 2 × 2 cells or more for levels, got ${rows.length} of ` +
        `${xs.length} × ${ys.length} cells; add the missing cells or leave levels out`,
    );
  }
  const place = new Map([...xs.entries()].map(([i, value]) => [value, i]));
  const line = new Map([...ys.entries()].map(([j, value]) => [value, j]));
  const values = new Array<number>(rows.length);
  for (const row of rows) {
    const [i, j] = [
      place.get(numberIn(row[axes.x.column]))!,
      line.get(numberIn(row[axes.y.column]))!,
    ];
    values[j * xs.length + i] = numberIn(row[column]);
  }
  const [least, most] = extent(values);
  for (const level of levels) {
    if (!(level > least && level <= most)) {
      throw new RangeError(
        `${caller}: expected levels above ${least} and up to ${most}, the ${isMeans ? "means" : "values"} ` +
          `of column "${column}"${isMeans ? " in blocks of cells" : ""}, got ${level}`,
      );
    }
  }
  return contourLines(values, xs as number[], ys as number[], levels, scales);
}

/** Encoding of one axis that shows all cells and everything over them. */
export function continuousChannel(
  { column, title, scale }: Required<CellAxis>,
  [from, to]: readonly [string, string],
  places: readonly Row[],
  over: readonly Row[],
): FigureSpec {
  const numbers = [
    ...places.flatMap((row) => [Number(row[from]), Number(row[to])]),
    ...over.map((row) => Number(row[column])),
  ];
  const domain = extent(numbers);
  return {
    field: field(from),
    type: "quantitative",
    title: title === "" ? column : title,
    scale: { type: scale, domain, nice: false, ...(scale === "linear" ? { zero: false } : {}) },
    axis: { grid: false, ...(scale === "log" ? logAxis(logTicks(...domain)) : {}) },
  };
}

/** Whether a place is in no cell. */
export function isOutside(
  row: Row,
  { places, xEnds, yEnds }: Cells,
  x: string,
  y: string,
): boolean {
  return !places.some(
    (place) =>
      Number(row[x]) >= Number(place[xEnds[0]]) &&
      Number(row[x]) <= Number(place[xEnds[1]]) &&
      Number(row[y]) >= Number(place[yEnds[0]]) &&
      Number(row[y]) <= Number(place[yEnds[1]]),
  );
}

/** Colour of numbers. */
export function valueColour(
  caller: string,
  rows: readonly Row[],
  column: string,
  title: string,
  height: number,
  given: "sequential" | "diverging" | undefined,
): FigureSpec {
  const [least, most] = extent(rows.map((row) => numberIn(row[column])));
  const colours = given ?? (least < 0 && most > 0 ? "diverging" : "sequential");
  requireWord(caller, "colours", colours, ["sequential", "diverging"]);
  return {
    field: field(column),
    type: "quantitative",
    title,
    ...colourScale(colours, least, most, Math.max(60, Math.min(height, 200))),
  };
}
