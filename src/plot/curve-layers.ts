import type { ErrorBars } from "./error-bars.ts";
import { shortLabels } from "./labels.ts";
import { type FigureSpec, field } from "./spec.ts";
import type { Row } from "./table.ts";
import { palette, shapes } from "./theme.ts";

/** What the layers of theory lines, bars and points are drawn from. */
export interface CurveParts {
  readonly values: readonly Row[];
  /** Encoding of the vertical axis. */
  readonly y: FigureSpec;
  readonly series: { readonly column: string; readonly title?: string } | undefined;
  /** Values of the series column in the order of the legend. */
  readonly kinds: readonly (string | number)[];
  readonly source: string | undefined;
  /** Sources drawn as lines and as points. */
  readonly lines: readonly string[];
  readonly points: readonly string[];
  readonly bars: ErrorBars | undefined;
}

/** Layers of the figure from back to front: lines, bars, points. Empty ones are left out. */
export function curveLayers(parts: CurveParts): FigureSpec[] {
  const { y, source, lines, points, bars } = parts;
  const { colour, shape } = seriesChannels(parts);
  const only = (names: readonly string[]) =>
    source ? { transform: [{ filter: { field: field(source), oneOf: names } }] } : {};
  const layers: FigureSpec[] = [];
  if (lines.length > 0) {
    const dash = lines.length > 1 ? dashChannel(source!, lines) : {};
    layers.push({ ...only(lines), mark: { type: "line" }, encoding: { ...colour, ...dash } });
    const lone = loneVertices(parts);
    if (lone.length > 0) {
      const mark = { type: "point", shape: "stroke", size: 300, strokeWidth: 1.8, opacity: 1 };
      layers.push({ data: { values: lone }, mark, encoding: colour });
    }
  }
  if (bars && bars.count > 0) {
    layers.push({
      transform: [{ filter: { field: field(bars.lo), valid: true } }],
      mark: { type: "rule" },
      encoding: { y: { ...y, field: field(bars.lo) }, y2: { field: field(bars.hi) }, ...colour },
    });
  }
  if (points.length > 0 || !source) {
    const mark = { type: "point", filled: true, size: 45, opacity: 1, tooltip: true };
    layers.push({ ...only(points), mark, encoding: { ...colour, ...shape } });
  }
  return layers;
}

/** Colour and shape of the series, with one legend for both; one colour without series. */
function seriesChannels({ series, kinds }: CurveParts) {
  if (!series) return { colour: { color: { value: palette[0] } }, shape: {} };
  const coding = {
    field: field(series.column),
    type: "nominal",
    title: series.title ?? series.column,
    legend: shortLabels(kinds),
  };
  const scale = (range: readonly string[]) => ({
    domain: kinds,
    range: range.slice(0, kinds.length),
  });
  return {
    colour: { color: { ...coding, scale: scale(palette) } },
    shape: { shape: { ...coding, scale: scale(shapes) } },
  };
}

function dashChannel(source: string, lines: readonly string[]): FigureSpec {
  return {
    strokeDash: {
      field: field(source),
      type: "nominal",
      title: null,
      scale: { domain: lines, range: lines.map((_, i) => (i === 0 ? [1, 0] : [4 * i, 3])) },
      legend: { symbolType: "stroke" },
    },
  };
}

/** Vertices of lines that consist of one vertex and would be invisible: they become short strokes. */
function loneVertices({ values, series, source, lines }: CurveParts): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of values) {
    const name = String(row[source!]);
    if (!lines.includes(name)) continue;
    const key = JSON.stringify([name, series && row[series.column]]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].filter((rows) => rows.length === 1).flat();
}
