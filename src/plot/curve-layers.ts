import type { Bands } from "./bands.ts";
import type { ErrorBars } from "./error-bars.ts";
import { dashes, type Series, seriesChannels } from "./series.ts";
import { type FigureSpec, field } from "./spec.ts";
import type { Row } from "./table.ts";

/** What the layers of bands, lines, bars and points are drawn from. */
export interface CurveParts {
  readonly values: readonly Row[];
  /** Encoding of the vertical axis. */
  readonly y: FigureSpec;
  readonly series: Series | undefined;
  readonly source: string | undefined;
  /** Sources drawn as lines and as points; without a source column, whether there are lines or points. */
  readonly lines: readonly string[];
  readonly points: readonly string[];
  /** Ends of the bars that are drawn; bands have columns of their own. */
  readonly bars: Pick<ErrorBars, "lo" | "hi" | "count"> | undefined;
  readonly bands: Bands | undefined;
  /** Whether series are told apart by dashes, because nothing has a shape. */
  readonly isDashed: boolean;
  /** Whether lines are dashed though the legend tells series by shapes. */
  readonly hasDashes: boolean;
}

/** Layers of the figure from back to front: bands, lines, bars, points. Empty ones are left out. */
export function curveLayers(parts: CurveParts): FigureSpec[] {
  const { y, series, source, lines, points, bars, bands, isDashed, hasDashes } = parts;
  const { colour, shape, dash } = seriesChannels(series, isDashed);
  const from = (names: readonly string[]): FigureSpec[] =>
    source ? [{ filter: { field: field(source), oneOf: names } }] : [];
  const only = (names: readonly string[]) => (source ? { transform: from(names) } : {});
  const layers: FigureSpec[] = [];
  if (bands && bands.count > 0) {
    layers.push({
      transform: [{ filter: { field: field(bands.lo), valid: true } }],
      mark: { type: "area", fillOpacity: 0.22 },
      encoding: {
        y: { ...y, field: field(bands.lo) },
        y2: { field: field(bands.hi) },
        ...colour,
        detail: { field: field(bands.piece), type: "nominal" },
      },
    });
  }
  if (lines.length > 0) {
    const sourceDash = lines.length > 1 ? dashOfSource(source!, lines) : {};
    const encoding = { ...colour, ...sourceDash, ...(isDashed ? dash : {}) };
    if (series && hasDashes) layers.push(...dashedLines(series, from(lines), encoding));
    else layers.push({ ...only(lines), mark: { type: "line" }, encoding });
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
  if (points.length > 0) {
    const mark = { type: "point", filled: true, size: 45, opacity: 1, tooltip: true };
    layers.push({ ...only(points), mark, encoding: { ...colour, ...shape } });
  }
  return layers;
}

/** A layer of lines for each kind of a series, so that its dash needs no legend beside that of the shapes. */
function dashedLines(
  { column, kinds }: Series,
  transform: readonly FigureSpec[],
  encoding: FigureSpec,
): FigureSpec[] {
  return kinds.map((kind, k) => ({
    transform: [...transform, { filter: { field: field(column), equal: kind } }],
    mark: { type: "line", strokeDash: dashes[k % dashes.length] },
    encoding,
  }));
}

function dashOfSource(source: string, lines: readonly string[]): FigureSpec {
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
  const groups = new Map<string, Row | undefined>();
  for (const row of values) {
    if (source && !lines.includes(String(row[source]))) continue;
    const key = lineName(row, series, source);
    groups.set(key, groups.has(key) ? undefined : row);
  }
  return [...groups.values()].filter((row) => row !== undefined);
}

/** Rows with equal names are vertices of one line. */
export function lineName(row: Row, series: Series | undefined, source: string | undefined): string {
  return JSON.stringify([source && row[source], series && row[series.column]]);
}
