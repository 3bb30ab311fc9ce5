import { extent } from "./axis.ts";
import { cellEdges } from "./cell-edges.ts";
import { colourScale } from "./colour-scale.ts";
import { shortLabels } from "./labels.ts";
import { type FigureSpec, field } from "./spec.ts";
import {
  categoryIn,
  distinct,
  freeName,
  numberIn,
  type Row,
  requireCategories,
  requireNumbers,
} from "./table.ts";
import { palette } from "./theme.ts";

/** Column that colours the cells, with the title of its legend. */
export type CellColour = string | { readonly column: string; readonly title?: string };

/** The coloured grid of start points. */
interface BasinCells {
  readonly layer: FigureSpec;
  /** Outer edges of the grid. */
  readonly range: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  /** Cells without a start, in words; empty for none. */
  readonly words: string;
}

/** One cell for each start point, up to half-way to its neighbours. */
export function basinCells(
  caller: string,
  rows: readonly Row[],
  x: string,
  y: string,
  colour: { readonly ends?: CellColour; readonly value?: CellColour },
): BasinCells {
  requireDistinctStarts(caller, rows, x, y);
  const coding = colouring(caller, rows, colour);
  const column = coding.column;
  const [xs, ys] = [distinct(rows, x) as number[], distinct(rows, y) as number[]];
  const edges = { x: cellEdges(xs, "linear")!, y: cellEdges(ys, "linear")! };
  const used = [x, y, column];
  const names = {
    x: [freeName(`${x}_from`, used), freeName(`${x}_to`, used)],
    y: [freeName(`${y}_from`, used), freeName(`${y}_to`, used)],
  } as const;
  const values = rows.map((row) => {
    const [across, up] = [numberIn(row[x]), numberIn(row[y])];
    const [left, right] = edges.x.get(across)!;
    const [bottom, top] = edges.y.get(up)!;
    return {
      [x]: across,
      [y]: up,
      [column]: categoryIn(row[column]),
      [names.x[0]]: left,
      [names.x[1]]: right,
      [names.y[0]]: bottom,
      [names.y[1]]: top,
    };
  });
  const isNominal = colour.ends !== undefined;
  const blank = xs.length * ys.length - rows.length;
  return {
    layer: {
      data: { values },
      mark: { type: "rect", opacity: isNominal ? 0.4 : 1 },
      encoding: {
        x: { field: field(names.x[0]), type: "quantitative" },
        x2: { field: field(names.x[1]) },
        y: { field: field(names.y[0]), type: "quantitative" },
        y2: { field: field(names.y[1]) },
        color: coding.channel,
        tooltip: [x, y, column].map((name) => ({
          field: field(name),
          type: name === column ? coding.channel.type : "quantitative",
        })),
      },
    },
    range: {
      x: extent([...edges.x.values()].flat()),
      y: extent([...edges.y.values()].flat()),
    },
    words:
      blank === 0
        ? ""
        : `${isNominal ? "blank" : "grey"}: ${blank} of ${xs.length * ys.length} cells without a start`,
  };
}

function requireDistinctStarts(caller: string, rows: readonly Row[], x: string, y: string): void {
  const seen = new Map<string, number>();
  rows.forEach((row, i) => {
    const key = `(${numberIn(row[x])}, ${numberIn(row[y])})`;
    if (seen.has(key)) {
      throw new RangeError(
        `${caller}: expected one row for each start (${x}, ${y}), got rows ${seen.get(key)} and ${i} ` +
          `at ${key}; aggregate first`,
      );
    }
    seen.set(key, i);
  });
}

function colouring(
  caller: string,
  rows: readonly Row[],
  { ends, value }: { readonly ends?: CellColour; readonly value?: CellColour },
): { readonly column: string; readonly channel: FigureSpec } {
  const colour = ends ?? value;
  if (colour === undefined || (ends !== undefined && value !== undefined)) {
    const got = colour === undefined ? "none" : "both";
    throw new TypeError(`${caller}: expected either ends or value as the colour, got ${got}`);
  }
  const { column, title = column } = typeof colour === "string" ? { column: colour } : colour;
  const channel = { field: field(column), title };
  if (ends === undefined) {
    requireNumbers(caller, rows, column);
    const [least, most] = extent(rows.map((row) => numberIn(row[column])));
    const colours = least < 0 && most > 0 ? "diverging" : "sequential";
    const scale = colourScale(colours, least, most, 160);
    return { column, channel: { ...channel, type: "quantitative", ...scale } };
  }
  requireCategories(caller, rows, column);
  const names = distinct(rows, column);
  if (names.length > palette.length) {
    throw new RangeError(
      `${caller}: expected at most ${palette.length} different ends in column "${column}", ` +
        `got ${names.length}; join ends, or draw a number with value`,
    );
  }
  return {
    column,
    channel: {
      ...channel,
      type: "nominal",
      scale: { domain: names, range: palette.slice(0, names.length) },
      legend: { symbolType: "square", ...shortLabels(names) },
    },
  };
}
