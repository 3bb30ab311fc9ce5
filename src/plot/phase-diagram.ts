import { requireWord } from "../numerics/require-word.ts";
import { cellAxisOf, cellsOf } from "./cells.ts";
import { wrapped } from "./estimate-words.ts";
import { fewCells } from "./few-cells.ts";
import type { FigureOptions } from "./figure-options.ts";
import {
  arePhaseNames,
  continuousChannel,
  contoursOf,
  isOutside,
  valueColour,
} from "./phase-cells.ts";
import {
  boundaryLayers,
  contourLayers,
  phaseChannels,
  pointLayer,
  symbolCells,
  symbolLayer,
} from "./phase-layers.ts";
import { overlayOf, type PhaseOverlay } from "./phase-overlay.ts";
import { ruledFigure } from "./ruled-figure.ts";
import { type FigureSpec, field, maximumMarks } from "./spec.ts";
import {
  distinct,
  freeName,
  numberIn,
  type Row,
  requireFewMarks,
  rowsOf,
  type Table,
} from "./table.ts";
import { ink, shapes } from "./theme.ts";

/** Axis of a phase diagram: numbers on a continuous axis, which are centres of cells. */
export interface PhaseAxis {
  /** Column of the table. */
  readonly column: string;
  /** Title with unit and convention; default: the column name. */
  readonly title?: string;
  /** Default "linear". */
  readonly scale?: "linear" | "log";
}

/** Choices of `phaseDiagram`. */
export interface PhaseDiagramOptions extends FigureOptions {
  /** Horizontal axis. */
  readonly x: string | PhaseAxis;
  /** Vertical axis; grows upwards. */
  readonly y: string | PhaseAxis;
  /** Column that is coloured: numbers on a scale, or the names of at most 7 phases. */
  readonly value: string | { readonly column: string; readonly title?: string };
  /** Colours of numbers: "sequential" or "diverging"; default as for heat maps. */
  readonly colours?: "sequential" | "diverging";
  /** Values whose contour lines are drawn and labelled; the grid must be complete. */
  readonly levels?: readonly number[];
  /** Lines over the cells, such as a spinodal of theory. */
  readonly boundaries?: PhaseOverlay;
  /** Points over the cells, such as transitions found by simulation. */
  readonly points?: PhaseOverlay;
  /**
   * What happens to numbers that make more than 5000 marks: "average" (default) joins neighbouring cells to
   * blocks, whose means the contours follow, and the subtitle says how many and where the extremes are;
   * "never" refuses the table. Names have no mean: so many of them are refused.
   */
  readonly reduce?: "average" | "never";
}

const caller = "phaseDiagram";

/**
 * Coloured cells on two continuous axes with contour lines, boundary lines and points over them, as a
 * Vega-Lite specification.
 *
 * Contour lines interpolate linearly between centres (see `contourLines`). Pairs without a row stay grey and
 * are counted in the subtitle. The axes show all cells, lines and points.
 *
 * @param table  one row a cell; numbers that make more than 5000 marks are averaged in blocks
 * @throws {RangeError} missing columns, no rows, values that cannot be drawn, pairs that occur twice, levels
 *   on a grid with holes or outside its values, too many phases, kinds or marks
 * @throws {TypeError} something that is no table, numbers mixed with names, an unknown scale
 */
export function phaseDiagram(table: Table, options: PhaseDiagramOptions): FigureSpec {
  const all = rowsOf(caller, table);
  const x = cellAxisOf(options.x, "linear");
  const y = cellAxisOf(options.y, "linear");
  for (const { column, scale } of [x, y]) {
    requireWord(caller, `scale of "${column}"`, scale, ["linear", "log"]);
  }
  const value = typeof options.value === "string" ? { column: options.value } : options.value;
  const arePhases = arePhaseNames(caller, all, value.column);
  const column = (name: string) => freeName(name, [x.column, y.column, value.column]);
  const scales = { x: x.scale as "linear" | "log", y: y.scale as "linear" | "log" };
  const axes = { x, y } as const;
  const boundaries =
    options.boundaries &&
    overlayOf(`${caller}: boundaries`, options.boundaries, axes, column("boundary"), 4);
  const points =
    options.points &&
    overlayOf(
      `${caller}: points`,
      options.points,
      axes,
      column("points"),
      arePhases ? 1 : shapes.length,
    );
  const over = [...(boundaries?.values ?? []), ...(points?.values ?? [])];
  const drawn = (rows: readonly Row[], isMeans: boolean) => {
    const cells = cellsOf(caller, rows, x, y, [value.column]);
    const lines =
      options.levels && (isMeans || rows.length <= maximumMarks)
        ? contoursOf(caller, rows, cells, value.column, axes, options.levels, isMeans)
        : [];
    const vertices = lines.reduce((sum, line) => sum + line.vertices.length, 0);
    return { rows, cells, lines, marks: rows.length + vertices + over.length };
  };
  const whole = drawn(all, false);
  const { rows: joined, rule } = arePhases
    ? { rows: all, rule: undefined }
    : fewCells(caller, all, x, y, value.column, options.reduce, whole.marks);
  const { rows, cells, lines, marks } = rule === undefined ? whole : drawn(joined, true);
  requireFewMarks(caller, marks);
  const few = { rule, marks, full: all };

  const { width = 320, height = 280 } = options;
  const across = continuousChannel(x, cells.xEnds, cells.places, over);
  const up = continuousChannel(y, cells.yEnds, cells.places, over);
  const position = {
    x: { ...across, field: field(x.column) },
    y: { ...up, field: field(y.column) },
  };
  const values = rows.map((row, i) => ({
    ...cells.places[i],
    [value.column]: arePhases ? String(row[value.column]) : numberIn(row[value.column]),
  }));
  const title = value.title ?? value.column;
  const phases = arePhases ? distinct(rows, value.column).map(String) : [];
  const coding = phaseChannels(value.column, title, phases);
  const colour = arePhases
    ? coding.colour
    : // also of blocks the colours span all cells
      valueColour(caller, all, value.column, title, height, options.colours);
  const symbols = symbolCells(values, x.column, y.column, value.column, cells.xs, cells.ys);
  const blank = cells.xs.length * cells.ys.length - rows.length;
  const isWider = over.some((row) => isOutside(row, cells, x.column, y.column));
  const words = wrapped([
    lines.length > 0 ? `thin lines: contours of ${title}` : "",
    boundaries ? `thick lines: ${boundaries.title || "boundaries"}` : "",
    points ? `points: ${points.title || "given values"}` : "",
    blank > 0 ? `grey: ${blank} of ${blank + rows.length} cells without a value` : "",
    isWider ? "grey rim: beyond the cells" : "",
  ]);
  return ruledFigure(
    caller,
    {
      view: { fill: ink.absent, stroke: null },
      layer: [
        {
          data: { values },
          mark: { type: "rect", tooltip: true },
          encoding: {
            x: across,
            x2: { field: field(cells.xEnds[1]) },
            y: up,
            y2: { field: field(cells.yEnds[1]) },
            color: colour,
          },
        },
        ...(arePhases ? [symbolLayer(symbols, position, coding.shape)] : []),
        ...contourLayers(lines, x.column, y.column, position, scales, column),
        ...(boundaries ? boundaryLayers(boundaries, position) : []),
        ...(points ? [pointLayer(points, position)] : []),
      ],
    },
    few,
    words,
    { ...options, width, height },
  );
}
