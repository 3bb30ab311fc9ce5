import { extent } from "./axis.ts";
import { type FigureSpec, field } from "./spec.ts";
import { freeName, numberIn, type Row } from "./table.ts";
import { ink } from "./theme.ts";

/** Columns of the points and of their vectors. */
export interface VectorColumns {
  readonly x: string;
  readonly y: string;
  readonly dx: string;
  readonly dy: string;
}

/** How units of linear axes become pixels. */
export interface PlotArea {
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** "proportional" to the length of the vectors, or "equal" for their directions alone. */
export type ArrowLength = "proportional" | "equal";

type Pixels = readonly [number, number];

/**
 * Layers of arrows centred on their points, and the rule of their lengths in words.
 *
 * An arrow points as the motion does on the page. Its length is proportional to √(dx² + dy²), the longest
 * spanning nine tenths of the distance between points (40 pixels at most), or the same for all. Heads are
 * barbs of at most 5 pixels. They are found in pixels of the given area and written in units of the axes,
 * so that head and shaft stay together when the axes move. Each arrow is one path; points whose vector is
 * zero are dots.
 */
export function arrows(
  rows: readonly Row[],
  columns: VectorColumns,
  area: PlotArea,
  length: ArrowLength,
): { readonly layers: FigureSpec[]; readonly words: string } {
  const unit = {
    x: area.width / (area.x[1] - area.x[0]),
    y: area.height / (area.y[1] - area.y[0]),
  };
  const vectors = rows.map((row) => ({
    x: numberIn(row[columns.x]),
    y: numberIn(row[columns.y]),
    dx: numberIn(row[columns.dx]),
    dy: numberIn(row[columns.dy]),
  }));
  const longest = vectors.reduce((most, { dx, dy }) => Math.max(most, Math.hypot(dx, dy)), 0);
  const room = 0.9 * Math.min(40, distanceOnPage(vectors, unit));
  const used = Object.values(columns);
  const [arrow, vertex] = [freeName("arrow", used), freeName("vertex", used)];
  const still: Row[] = [];
  const vertices = vectors.flatMap(({ x, y, dx, dy }, i) => {
    const size = Math.hypot(dx, dy);
    if (size === 0) {
      still.push({ [columns.x]: x, [columns.y]: y });
      return [];
    }
    const drawn = length === "equal" ? 0.8 * room : (room * size) / longest;
    return arrowPath(Math.atan2(dy * unit.y, dx * unit.x), drawn).map(([across, up], k) => ({
      [columns.x]: Number((x + across / unit.x).toPrecision(8)),
      [columns.y]: Number((y + up / unit.y).toPrecision(8)),
      [columns.dx]: dx,
      [columns.dy]: dy,
      [arrow]: i,
      [vertex]: k,
    }));
  });
  const rule =
    length === "equal"
      ? "arrows: direction only"
      : `arrows: length ∝ |(${columns.dx}, ${columns.dy})|, at most ${Number(longest.toPrecision(3))}`;
  const words = still.length === 0 ? rule : `${rule}; dots: ${still.length} without motion`;
  return { layers: [...pathLayer(vertices, columns, arrow, vertex), ...dotLayer(still)], words };
}

/** Tail, tip, one barb, tip, other barb, in pixels around the middle of the shaft. */
function arrowPath(direction: number, length: number): Pixels[] {
  const tip: Pixels = [(Math.cos(direction) * length) / 2, (Math.sin(direction) * length) / 2];
  const barb = Math.min(5, 0.4 * length);
  const end = (turn: number): Pixels => [
    tip[0] - barb * Math.cos(direction + turn),
    tip[1] - barb * Math.sin(direction + turn),
  ];
  return [[-tip[0], -tip[1]], tip, end(0.5), tip, end(-0.5)];
}

/** Smallest distance along an axis between coordinates that differ, in pixels. */
function distanceOnPage(
  points: readonly { readonly x: number; readonly y: number }[],
  unit: { readonly x: number; readonly y: number },
): number {
  const gaps = (["x", "y"] as const).flatMap((axis) => {
    const sorted = [...new Set(points.map((point) => point[axis]))].sort((a, b) => a - b);
    return sorted.slice(1).map((value, i) => (value - sorted[i]!) * unit[axis]);
  });
  return gaps.length === 0 ? 40 : Math.max(6, extent(gaps)[0]);
}

function pathLayer(
  vertices: readonly Row[],
  { dx, dy }: VectorColumns,
  arrow: string,
  vertex: string,
): FigureSpec[] {
  if (vertices.length === 0) return [];
  return [
    {
      data: { values: vertices },
      mark: { type: "line", color: ink.text, strokeWidth: 1.1, strokeJoin: "round" },
      encoding: {
        detail: { field: arrow, type: "nominal" },
        order: { field: vertex, type: "quantitative" },
        tooltip: [dx, dy].map((column) => ({ field: field(column), type: "quantitative" })),
      },
    },
  ];
}

function dotLayer(still: readonly Row[]): FigureSpec[] {
  if (still.length === 0) return [];
  return [
    { data: { values: still }, mark: { type: "circle", color: ink.text, size: 8, opacity: 1 } },
  ];
}
