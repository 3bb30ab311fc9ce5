import { field } from "./spec.ts";
import { freeName, type Row } from "./table.ts";

/** Columns of the vertices of a distribution. */
export interface VertexColumns {
  readonly x: string;
  readonly y: string;
  readonly series: string | undefined;
  /** Order along a line, and the piece of a line that is broken. */
  readonly step: string;
  readonly piece: string;
}

/** One vertex before it gets its columns. */
export type Vertex = readonly [x: number, y: number];

/** Columns of which none takes the name of another. */
export function vertexColumns(x: string, show: string, series: string | undefined): VertexColumns {
  const y = freeName(show, [x, series]);
  const used = [x, y, series];
  return { x, y, series, step: freeName("step", used), piece: freeName("piece", used) };
}

/** Rows of the pieces of one line, numbered in order. */
export function vertexRows(
  pieces: readonly (readonly Vertex[])[],
  kind: string | number | undefined,
  { x, y, series, step, piece }: VertexColumns,
): Row[] {
  return pieces.flatMap((vertices, k) =>
    vertices.map(([across, up], i) => ({
      [x]: across,
      [y]: up,
      ...(series !== undefined && kind !== undefined ? { [series]: kind } : {}),
      [step]: i,
      [piece]: k,
    })),
  );
}

/** Encoding that joins the vertices of each piece in their order. */
export function joined({ step, piece }: VertexColumns) {
  return {
    order: { field: field(step), type: "quantitative" },
    detail: { field: field(piece), type: "nominal" },
  };
}

/** Outline of a histogram: up from zero, along the tops of the bins, down to zero. */
export function outline(heights: readonly number[], edges: readonly number[]): Vertex[] {
  const last = edges.at(-1)!;
  return [[edges[0]!, 0], ...tops(heights, edges, 0, heights.length), [last, 0]];
}

/** Staircase of a cumulated histogram: it starts at zero and stays up. */
export function staircase(heights: readonly number[], edges: readonly number[]): Vertex[] {
  return [[edges[0]!, 0], ...tops(heights, edges, 0, heights.length)];
}

/** Tops of the bins, one piece for each stretch of bins above zero, for axes that cannot show zero. */
export function openTops(heights: readonly number[], edges: readonly number[]): Vertex[][] {
  const pieces: Vertex[][] = [];
  for (let from = 0; from < heights.length; ) {
    let to = from;
    while (to < heights.length && heights[to]! > 0) to++;
    if (to > from) pieces.push(tops(heights, edges, from, to));
    from = Math.max(to, from + 1);
  }
  return pieces;
}

function tops(
  heights: readonly number[],
  edges: readonly number[],
  from: number,
  to: number,
): Vertex[] {
  return heights.slice(from, to).flatMap((height, i): Vertex[] => [
    [edges[from + i]!, height],
    [edges[from + i + 1]!, height],
  ]);
}
