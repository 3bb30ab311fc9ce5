import { type ConfusionCounts, countsOf, isCounts, requireSquare } from "./confusion-counts.ts";
import { between, hex, inkOn, rgb } from "./contrast.ts";
import { describeFigure } from "./describe.ts";
import { wrapped } from "./estimate-words.ts";
import { assembled, type FigureOptions } from "./figure-options.ts";
import type { FigureSpec } from "./spec.ts";
import { type Row, requireFewMarks, rowsOf, type Table } from "./table.ts";
import { ink } from "./theme.ts";

export type { ConfusionCounts } from "./confusion-counts.ts";

/** Choices of `confusionMatrix`. */
export interface ConfusionMatrixOptions extends FigureOptions {
  /** Column of the true class; default "truth". */
  readonly truth?: string;
  /** Column of the predicted class; default "predicted". */
  readonly predicted?: string;
  /** Column with the number of examples that a row stands for; without it each row is one example. */
  readonly count?: string;
  /** Classes in order; default: numbers ascending, names by first appearance. */
  readonly classes?: readonly (string | number)[];
  /** Titles of the axes; default "true class" and "predicted class". */
  readonly truthTitle?: string;
  readonly predictedTitle?: string;
}

const caller = "confusionMatrix";
const mostClasses = 25;
/** White to dark blue, in the lightness of print. */
const stops = ["#ffffff", "#6baed6", "#08306b"];

/**
 * True against predicted classes as coloured cells with counts and shares, as a Vega-Lite specification.
 *
 * A cell carries its count and below it the share of the true class in per cent, which also colours it. Words
 * are black or white, whichever has the greater contrast with the cell. Classes without examples stay grey and
 * are named in the subtitle.
 *
 * @param input  a table of classified examples (or of counts), or { classes, counts } with counts[i][j] examples
 *   of class i taken for class j
 * @throws {RangeError} missing columns, no rows, cells without a value, classes that are not among the given
 *   ones, counts that are no whole numbers ≥ 0, more than 25 classes
 * @throws {TypeError} something that is neither
 */
export function confusionMatrix(
  input: Table | ConfusionCounts,
  options: ConfusionMatrixOptions = {},
): FigureSpec {
  const { truth = "truth", predicted = "predicted", count } = options;
  if (isCounts(input)) requireSquare(caller, input);
  const { classes, counts } = isCounts(input)
    ? input
    : countsOf(caller, rowsOf(caller, input), { truth, predicted, count }, options.classes);
  if (classes.length > mostClasses) {
    throw new RangeError(
      `${caller}: expected at most ${mostClasses} classes, got ${classes.length}; join classes or draw the ` +
        "shares with heatMap",
    );
  }
  const totals = counts.map((line) => line.reduce((a, b) => a + b, 0));
  const cells = counts.flatMap((line, i) =>
    line.map((number, j) => cellOf(classes[i]!, classes[j]!, number, totals[i]!)),
  );
  requireFewMarks(caller, 3 * cells.length);
  const all = totals.reduce((a, b) => a + b, 0);
  const right = counts.reduce((sum, line, i) => sum + line[i]!, 0);
  const empty = classes.filter((_, i) => totals[i] === 0);
  const step = classes.length <= 10 ? 46 : 36;
  const { width = step * classes.length, height = step * classes.length } = options;
  const cell = { type: "rect", stroke: "#ffffff", strokeWidth: 1, tooltip: true };
  return assembled(
    {
      data: { values: cells },
      encoding: {
        x: axisOf("predicted", options.predictedTitle ?? "predicted class", classes, width),
        y: axisOf("truth", options.truthTitle ?? "true class", classes, 0),
      },
      layer: [
        {
          data: { values: cells.filter(({ share }) => share !== null) },
          mark: cell,
          encoding: { color: shareColour() },
        },
        ...(empty.length === 0
          ? []
          : [
              {
                data: { values: cells.filter(({ share }) => share === null) },
                mark: { ...cell, color: ink.absent },
              },
            ]),
        wordsLayer("count", { dy: -6, fontSize: 11 }),
        wordsLayer("percent", { dy: 7, fontSize: 9 }),
      ],
    },
    {
      subtitle: wrapped([
        all === 0 ? "" : `accuracy: ${percent(right / all)} (${right} of ${all})`,
        "cells: count and share of the true class",
        empty.length === 0 ? "" : `grey: no examples of ${empty.join(", ")}`,
      ]),
      ...options,
      width,
      height,
    },
    describeFigure,
  );
}

/** One cell with its words; a class without examples has no shares. */
function cellOf(truth: string, predicted: string, count: number, total: number): Row {
  const share = total === 0 ? null : count / total;
  const fill = share === null ? rgb(ink.absent) : between(stops, share);
  return {
    truth,
    predicted,
    count,
    share,
    percent: share === null ? "–" : percent(share),
    ink: inkOn(fill),
  };
}

function percent(share: number): string {
  const words = (100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0);
  return `${share < 1 && words === "100" ? ">99" : words} %`;
}

/** The scale of shares, from 0 to 1 whatever the data, with the colours that the words are chosen for. */
function shareColour(): FigureSpec {
  return {
    field: "share",
    type: "quantitative",
    title: "share of true class",
    scale: {
      domain: stops.map((_, i) => i / (stops.length - 1)),
      range: stops.map((stop) => hex(rgb(stop))),
      interpolate: "rgb",
    },
    legend: { gradientLength: 120, format: ".0%", values: [0, 0.5, 1] },
  };
}

function axisOf(
  column: "truth" | "predicted",
  title: string,
  classes: readonly string[],
  width: number,
): FigureSpec {
  const longest = Math.max(...classes.map((name) => name.length));
  const isTight = column === "predicted" && longest * 7 + 4 > width / classes.length;
  return {
    field: column,
    type: "nominal",
    title,
    scale: { domain: classes },
    axis: { ticks: false, domain: false, labelPadding: 5, labelAngle: isTight ? -90 : 0 },
  };
}

/** Words on the cells, in the ink chosen for each. */
function wordsLayer(column: "count" | "percent", mark: FigureSpec): FigureSpec {
  return {
    mark: { type: "text", ...mark },
    encoding: {
      text: { field: column, type: "nominal" },
      color: { condition: { test: "datum.ink == '#ffffff'", value: "#ffffff" }, value: "#000000" },
    },
  };
}
