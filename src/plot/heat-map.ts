import { requireWord } from "../numerics/require-word.ts";
import { type CellAxis, cellAxisOf, cellsOf } from "./cells.ts";
import { colourScale } from "./colour-scale.ts";
import { fewCells } from "./few-cells.ts";
import type { FigureOptions } from "./figure-options.ts";
import { categoryWords, shortLabels } from "./labels.ts";
import { ruledFigure } from "./ruled-figure.ts";
import { type FigureSpec, field } from "./spec.ts";
import { numberIn, type Row, requireNumbers, rowsOf, type Table } from "./table.ts";
import { ink } from "./theme.ts";

/** Choices of `heatMap`. */
export interface HeatMapOptions extends FigureOptions {
  /** Horizontal axis. */
  readonly x: string | CellAxis;
  /** Vertical axis; grows upwards. */
  readonly y: string | CellAxis;
  /** Column that is coloured. */
  readonly value: string | { readonly column: string; readonly title?: string };
  /**
   * "sequential" (viridis, from the smallest to the largest value) or "diverging" (symmetric about 0);
   * default: diverging when there are values on both sides of 0.
   */
  readonly colours?: "sequential" | "diverging";
  /**
   * What happens to more than 5000 cells: "average" (default) joins neighbours to blocks, and the subtitle
   * says how many and where the extremes are; "never" refuses the table.
   */
  readonly reduce?: "average" | "never";
}

const caller = "heatMap";

/**
 * A table of values over two variables as coloured cells, as a Vega-Lite specification.
 *
 * Each pair (x, y) may occur once; pairs without a row are left grey and counted in the subtitle.
 *
 * @param table  one row a cell; more than 5000 are averaged in blocks
 * @throws {RangeError} missing columns, no rows, values that are not finite, pairs that occur twice,
 *   too many cells where they are not to be reduced
 * @throws {TypeError} something that is no table, an unknown scale or kind of colours
 */
export function heatMap(table: Table, options: HeatMapOptions): FigureSpec {
  const all = rowsOf(caller, table);
  const x = cellAxisOf(options.x, "cells");
  const y = cellAxisOf(options.y, "cells");
  const value = typeof options.value === "string" ? { column: options.value } : options.value;
  const full = cellsOf(caller, all, x, y, [value.column]);
  requireNumbers(caller, all, value.column);
  if (options.colours !== undefined) {
    requireWord(caller, "colours", options.colours, ["sequential", "diverging"]);
  }
  const { rows, rule } = fewCells(caller, all, x, y, value.column, options.reduce);
  const { xs, ys, xEnds, yEnds, places } = rule
    ? cellsOf(caller, rows, x, y, [value.column])
    : full;

  const step = Math.max(8, Math.min(36, Math.floor(400 / Math.max(xs.length, ys.length))));
  const width = options.width ?? (x.scale === "cells" ? step * xs.length : 300);
  const height = options.height ?? (y.scale === "cells" ? step * ys.length : 300);
  const values = rows.map((row, i) => {
    const { [x.column]: across, [y.column]: up, ...ends } = places[i]!;
    return {
      [x.column]: across,
      [y.column]: up,
      [value.column]: numberIn(row[value.column]),
      ...ends,
    };
  });
  // also of blocks the colours span all cells
  const numbers = all.map((row) => numberIn(row[value.column]));
  const [least, most] = [
    numbers.reduce((a, b) => Math.min(a, b)),
    numbers.reduce((a, b) => Math.max(a, b)),
  ];
  const colours = options.colours ?? (least < 0 && most > 0 ? "diverging" : "sequential");
  const blank = xs.length * ys.length - rows.length;
  const few = { rule, marks: rows.length, full: all };
  const words = blank > 0 ? `grey: ${blank} of ${xs.length * ys.length} cells without a value` : "";
  return ruledFigure(
    caller,
    {
      data: { values },
      mark: { type: "rect", tooltip: true },
      view: { fill: ink.absent, stroke: null },
      encoding: {
        ...channels("x", x, xEnds, xs, width),
        ...channels("y", y, yEnds, ys, height),
        color: {
          field: field(value.column),
          type: "quantitative",
          title: value.title ?? value.column,
          ...colourScale(colours, least, most, Math.max(60, Math.min(height, 200))),
        },
      },
    },
    few,
    words,
    { ...options, width, height },
  );
}

function channels(
  direction: "x" | "y",
  { column, title, scale }: Required<CellAxis>,
  [from, to]: readonly [string, string],
  values: readonly (string | number)[],
  size: number,
): Row {
  if (scale !== "cells") {
    return {
      [direction]: {
        field: field(from),
        type: "quantitative",
        title,
        scale: { type: scale, nice: false, ...(scale === "linear" ? { zero: false } : {}) },
        axis: { grid: false },
      },
      [`${direction}2`]: { field: field(to) },
    };
  }
  // Labels of 11 pixels need 14 to stand apart; where cells are thinner every k-th is labelled.
  const every = Math.ceil((14 * values.length) / size);
  const longest = Math.max(...values.map((value) => categoryWords(value).length));
  const fits = direction === "y" || longest * 7 + 4 <= size / values.length;
  return {
    [direction]: {
      field: field(column),
      type: "ordinal",
      title,
      scale: { domain: direction === "x" ? values : [...values].reverse() },
      axis: {
        ticks: false,
        labelPadding: 5,
        domain: false,
        labelAngle: fits ? 0 : -90,
        ...(every > 1 ? { values: values.filter((_, i) => i % every === 0) } : {}),
        ...shortLabels(values),
      },
    },
  };
}
