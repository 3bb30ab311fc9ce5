import { type ContourLine, labelPlaces } from "./contour-lines.ts";
import { numberWords } from "./estimate-words.ts";
import { shortLabels } from "./labels.ts";
import type { OverlayRows } from "./phase-overlay.ts";
import { dashes } from "./series.ts";
import { type FigureSpec, field } from "./spec.ts";
import type { Row } from "./table.ts";
import { ink, shapes } from "./theme.ts";

/**
 * Tints of phases, light enough for dark symbols. Their lightness falls from step to step (L* = 93, 87, 81, 75,
 * 69, 63, 57), and symbols repeat the phase, so that phases stay apart in grey print.
 */
const tints = ["#d9eefa", "#f5d794", "#94d6c4", "#dea9c7", "#70b0d4", "#a091c5", "#d86a13"];

/** Most phases that tints and symbols tell apart. */
export const mostPhases = tints.length;

/** Encodings of phases: tints spread over the range of lightness, and one symbol each. */
export function phaseChannels(column: string, title: string, phases: readonly string[]) {
  const coded = (range: readonly string[]) => ({
    field: field(column),
    type: "nominal",
    title,
    legend: { symbolSize: 140, symbolStrokeColor: ink.text, ...shortLabels(phases) },
    scale: { domain: phases, range },
  });
  const tint = phases.map(
    (_, i) => tints[Math.round((i * (tints.length - 1)) / Math.max(1, phases.length - 1))]!,
  );
  return { colour: coded(tint), shape: coded(shapes.slice(0, phases.length)) };
}

/**
 * Cells that carry the symbol of their phase: about eight along each axis, and one of every phase that has none
 * among them.
 */
export function symbolCells(
  cells: readonly Row[],
  x: string,
  y: string,
  phase: string,
  xs: readonly (string | number)[],
  ys: readonly (string | number)[],
): Row[] {
  const [onX, onY] = [spread(xs), spread(ys)];
  const chosen = new Set(cells.filter((cell) => onX.has(cell[x]) && onY.has(cell[y])));
  const shown = new Set([...chosen].map((cell) => cell[phase]));
  const missing = new Map<unknown, Row[]>();
  for (const cell of cells) {
    if (shown.has(cell[phase])) continue;
    const members = missing.get(cell[phase]);
    if (members) members.push(cell);
    else missing.set(cell[phase], [cell]);
  }
  for (const members of missing.values()) chosen.add(members[Math.floor(members.length / 2)]!);
  return cells.filter((cell) => chosen.has(cell));
}

/** About eight of the values, at equal steps. */
function spread(values: readonly (string | number)[]): Set<unknown> {
  const step = Math.max(1, Math.round(values.length / 8));
  return new Set(values.filter((_, i) => i % step === Math.floor(step / 2)));
}

/** Encodings of both axes for marks over the cells. */
export interface Position {
  readonly x: FigureSpec;
  readonly y: FigureSpec;
}

/** Symbols of the phases in some of their cells. */
export function symbolLayer(
  values: readonly Row[],
  position: Position,
  shape: FigureSpec,
): FigureSpec {
  return {
    data: { values },
    mark: { type: "point", filled: false, size: 26, strokeWidth: 1, color: ink.text, opacity: 1 },
    encoding: { ...position, shape },
  };
}

/** Contour lines with the number of each level on its longest line. */
export function contourLayers(
  lines: readonly ContourLine[],
  x: string,
  y: string,
  position: Position,
  scales: { readonly x: "linear" | "log"; readonly y: "linear" | "log" },
  free: (wished: string) => string,
): FigureSpec[] {
  if (lines.length === 0) return [];
  const [piece, step, level] = [free("piece"), free("step"), free("level")];
  const rows = lines.map(({ vertices, level: value }, k) =>
    vertices.map(([across, up], i) => ({
      [x]: across,
      [y]: up,
      [level]: value,
      [piece]: k,
      [step]: i,
    })),
  );
  const labels = labelPlaces(lines, scales).map((place) => ({
    [x]: place.x,
    [y]: place.y,
    [level]: numberWords(place.level),
  }));
  const joined = {
    ...position,
    detail: { field: field(piece), type: "nominal" },
    order: { field: field(step), type: "quantitative" },
  };
  return [
    ...rimmedLines(rows.flat(), joined, joined, 1.1),
    ...rimmedText(labels, { ...position, text: { field: field(level), type: "nominal" } }),
  ];
}

/** Boundary lines in the order of their rows, told apart by dashes. */
export function boundaryLayers(
  { values, kinds, kind, title }: OverlayRows,
  position: Position,
): FigureSpec[] {
  // otherwise the vertices of a line would be sorted along x
  const mark = { order: false };
  if (kind === undefined) return rimmedLines(values, { ...position }, { ...position }, 2, mark);
  const detail = { detail: { field: field(kind), type: "nominal" } };
  const strokeDash = {
    field: field(kind),
    type: "nominal",
    title,
    scale: { domain: kinds, range: dashes.slice(0, kinds.length) },
    legend: { symbolType: "stroke", symbolSize: 500, symbolStrokeWidth: 2 },
  };
  return rimmedLines(values, { ...position, ...detail }, { ...position, strokeDash }, 2, mark);
}

/** Light points with dark rims, told apart by shape. */
export function pointLayer(
  { values, kinds, kind, title }: OverlayRows,
  position: Position,
): FigureSpec {
  const shape = {
    field: kind === undefined ? "" : field(kind),
    type: "nominal",
    title,
    scale: { domain: kinds, range: shapes.slice(0, kinds.length) },
  };
  return {
    data: { values },
    mark: { type: "point", filled: true, size: 46, strokeWidth: 1.5, opacity: 1, tooltip: true },
    encoding: {
      ...position,
      ...(kind === undefined ? {} : { shape }),
      // as encodings, so that the legend has them, too
      fill: { value: "#ffffff" },
      stroke: { value: ink.text },
    },
  };
}

/** Dark lines with light rims, readable on every colour. */
function rimmedLines(
  values: readonly Row[],
  rim: FigureSpec,
  encoding: FigureSpec,
  strokeWidth: number,
  mark: FigureSpec = {},
): FigureSpec[] {
  const light = { color: "#ffffff", opacity: 0.8, strokeWidth: strokeWidth + 2.4 };
  return [
    { data: { values }, mark: { type: "line", ...light, ...mark }, encoding: rim },
    { data: { values }, mark: { type: "line", color: ink.text, strokeWidth, ...mark }, encoding },
  ];
}

/** Dark words with light rims. */
function rimmedText(values: readonly Row[], encoding: FigureSpec): FigureSpec[] {
  const mark = { type: "text", fontSize: 10, color: ink.text };
  const light = { ...mark, stroke: "#ffffff", strokeWidth: 3, strokeJoin: "round" };
  return [
    { data: { values }, mark: light, encoding },
    { data: { values }, mark, encoding },
  ];
}
