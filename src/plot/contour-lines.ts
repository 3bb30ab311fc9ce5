import { contours } from "d3-contour";

/** A line on which interpolated values equal a level. */
export interface ContourLine {
  readonly level: number;
  readonly vertices: readonly (readonly [x: number, y: number])[];
  readonly isClosed: boolean;
}

/**
 * Lines of equal value on a rectangular grid by marching squares with linear interpolation.
 *
 * Every vertex lies between two neighbouring centres, where the value that is linear between theirs equals the
 * level; on a log axis linear means linear in the logarithm. Lines end at the outermost centres.
 *
 * @param values  row-major, values[j * xs.length + i] at (xs[i], ys[j]); finite
 * @param xs, ys  centres, ascending, at least two of each
 * @param scales  "log" for axes whose centres are interpolated geometrically
 */
export function contourLines(
  values: readonly number[],
  xs: readonly number[],
  ys: readonly number[],
  levels: readonly number[],
  scales: { readonly x: "linear" | "log"; readonly y: "linear" | "log" },
): ContourLine[] {
  const [width, height] = [xs.length, ys.length];
  const grid = contours().size([width, height]);
  const isOnFrame = ([x, y]: readonly number[]) =>
    x === 0 || x === width || y === 0 || y === height;
  return levels.flatMap((level) => {
    const rings = grid.contour([...values], level).coordinates.flat();
    return rings.flatMap((ring) =>
      cut(ring, isOnFrame).map(({ vertices, isClosed }) => ({
        level,
        isClosed,
        vertices: vertices.map(
          ([x, y]) => [placeOf(x!, xs, scales.x), placeOf(y!, ys, scales.y)] as const,
        ),
      })),
    );
  });
}

/** Stretches of a closed ring between its vertices on the frame; the frame belongs to no contour. */
function cut(
  ring: readonly number[][],
  isOnFrame: (vertex: readonly number[]) => boolean,
): { vertices: number[][]; isClosed: boolean }[] {
  const first = ring.findIndex(isOnFrame);
  if (first < 0) return [{ vertices: [...ring], isClosed: true }];
  // the last vertex of a ring repeats the first
  const open = ring.slice(0, -1);
  const turned = [...open.slice(first), ...open.slice(0, first)];
  const pieces: number[][][] = [];
  turned.forEach((vertex, i) => {
    if (isOnFrame(vertex)) return;
    if (i === 0 || isOnFrame(turned[i - 1]!)) pieces.push([]);
    pieces.at(-1)!.push(vertex);
  });
  return pieces
    .filter((vertices) => vertices.length > 1)
    .map((vertices) => ({ vertices, isClosed: false }));
}

/** Place on an axis of a position in cells, of which the k-th has its centre at k + 1/2. */
function placeOf(position: number, centres: readonly number[], scale: "linear" | "log"): number {
  const at = Math.min(Math.max(position - 0.5, 0), centres.length - 1);
  const below = Math.min(Math.floor(at), centres.length - 2);
  const [from, to] = [centres[below]!, centres[below + 1]!];
  const part = at - below;
  if (part === 0) return from;
  return scale === "log" ? from * (to / from) ** part : from + part * (to - from);
}

/**
 * One vertex a level for its label: on its longest line, away from both ends, and as far as possible from the
 * lines of other levels, on axes of equal length.
 */
export function labelPlaces(
  lines: readonly ContourLine[],
  scales: { readonly x: "linear" | "log"; readonly y: "linear" | "log" },
): { readonly level: number; readonly x: number; readonly y: number }[] {
  const longest = new Map<number, ContourLine>();
  for (const line of lines) {
    const best = longest.get(line.level);
    if (!best || line.vertices.length > best.vertices.length) longest.set(line.level, line);
  }
  const unit = [0, 1].map((k) => {
    const bend = scales[k === 0 ? "x" : "y"] === "log" ? Math.log : Number;
    const all = lines.flatMap(({ vertices }) => vertices.map((vertex) => bend(vertex[k]!)));
    const least = all.reduce((a, b) => Math.min(a, b));
    const length = all.reduce((a, b) => Math.max(a, b)) - least || 1;
    return (value: number) => (bend(value) - least) / length;
  });
  const flat = ([x, y]: readonly [number, number]) => [unit[0]!(x), unit[1]!(y)] as const;
  const others = lines.map(({ level, vertices }) => ({ level, places: vertices.map(flat) }));
  return [...longest].map(([level, { vertices }]) => {
    const margin = Math.floor(vertices.length / 8);
    const room = (vertex: readonly [number, number]) => {
      const [x, y] = flat(vertex);
      let nearest = Number.POSITIVE_INFINITY;
      for (const other of others) {
        if (other.level === level) continue;
        for (const [u, v] of other.places) nearest = Math.min(nearest, Math.hypot(u - x, v - y));
      }
      return nearest;
    };
    const inner = vertices.slice(margin, vertices.length - margin);
    // without other lines every place is as good, and the middle is taken
    const middle = inner[Math.floor(inner.length / 2)]!;
    const [x, y] = inner.reduce((a, b) => (room(b) > room(a) ? b : a), middle);
    return { level, x, y };
  });
}
