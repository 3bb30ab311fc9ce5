import { curves } from "../../src/plot/curves.ts";
import { heatMap } from "../../src/plot/heat-map.ts";
import { patternGrid } from "../../src/plot/pattern-grid.ts";
import { type FigureSpec, vegaLiteSchema } from "../../src/plot/spec.ts";
import { theme } from "../../src/plot/theme.ts";
import { capacityRows, digitImages, figures, overlapRows } from "./figures.ts";

const long = "a rather long text with unit (arbitrary units), and then some more words";
const formula = "$\\alpha_c(n)$";
const fraction = "$\\frac{\\hat m^2}{\\sqrt{\\bar q}}$";
const sizes = { narrow: { width: 120, height: 90 }, wide: { width: 700, height: 160 } };

const rows = ["first", formula, fraction, long].map((kind, i) => ({ kind, x: i, y: i * i + 1 }));

function chart(mark: unknown, encoding: FigureSpec, others: FigureSpec = {}): FigureSpec {
  const config = structuredClone(theme) as unknown as FigureSpec;
  return { $schema: vegaLiteSchema, data: { values: rows }, mark, encoding, config, ...others };
}

const x = { field: "x", type: "quantitative", title: `load ${formula}` };
const y = { field: "y", type: "quantitative", title: `ratio ${fraction}` };
const kind = { field: "kind", type: "nominal", title: `kinds ${fraction}` };

const orders = (titles: { x: string; y: string; series: string; title: string }, size: object) =>
  curves(capacityRows, {
    title: titles.title,
    x: { column: "N", title: titles.x, scale: "log" },
    y: { column: "k50", title: titles.y, scale: "log" },
    error: "k50_se",
    series: { column: "n", title: titles.series },
    ...size,
  });

const map = (title: string, size: object) =>
  heatMap(overlapRows, {
    title,
    x: { column: "load", title },
    y: { column: "temperature", title },
    value: { column: "m", title },
    ...size,
  });

const digits = (words: string) =>
  patternGrid(
    digitImages.map((image) => ({ ...image, label: `${image.label} ${words}`, group: words })),
    { title: words },
  );

/** Figures whose texts are hard to place, by name: at least 30. */
export const gallery: Readonly<Record<string, FigureSpec>> = {
  ...figures,
  ...named("curves", sizes, (size) =>
    orders({ x: "N", y: "k50", series: "n", title: "Capacity" }, size),
  ),
  ...named("curves", { formula, fraction, long }, (text) =>
    orders({ x: text, y: text, series: text, title: text }, {}),
  ),
  ...named("heat map", sizes, (size) => map("overlap", size)),
  ...named("heat map", { formula, fraction, long }, (text) => map(text, {})),
  ...named("pattern grid", { formula, fraction, long }, digits),
  ...named("legend", { left: 0, right: 0, top: 0, bottom: 0, "top-left": 0 }, (_, orient) =>
    chart("point", { x, y, color: { ...kind, legend: { orient } } }, sizes.narrow),
  ),
  ...named("labels", { "0": 0, "-45": -45, "90": 90, "200": 200 }, (labelAngle) =>
    chart("bar", { x: { ...kind, axis: { labelAngle } }, y }),
  ),
  "long categories": chart("bar", { x: y, y: kind }),
  "axes above and right": chart("bar", {
    x: { ...x, axis: { orient: "top" } },
    y: { ...y, axis: { orient: "right" } },
  }),
  "label expression": chart("point", {
    x: { ...x, axis: { values: [0, 1, 3], labelExpr: `datum.value == 1 ? '${fraction}' : '½'` } },
    y,
  }),
  "text marks": chart({ type: "text", angle: 30, align: "left", dx: 5 }, { x, y, text: kind }),
  facets: {
    $schema: vegaLiteSchema,
    data: { values: rows },
    facet: { row: { ...kind, header: { labelAngle: 0, labelAlign: "left" } } },
    spec: { ...sizes.narrow, mark: "point", encoding: { x, y } },
    config: structuredClone(theme) as unknown as FigureSpec,
  },
  "wrapped facets": {
    $schema: vegaLiteSchema,
    data: { values: rows },
    facet: kind,
    columns: 2,
    spec: { ...sizes.narrow, mark: "point", encoding: { x, y } },
    config: structuredClone(theme) as unknown as FigureSpec,
  },
  concatenated: {
    $schema: vegaLiteSchema,
    hconcat: ["left", formula].map((title) => ({
      data: { values: rows },
      ...sizes.narrow,
      title,
      mark: "line",
      encoding: { x, y },
    })),
    config: structuredClone(theme) as unknown as FigureSpec,
  },
  "title of two lines": chart(
    "point",
    { x, y },
    {
      ...sizes.narrow,
      title: { text: [`First ${fraction}`, `second, wider than the plot, ${fraction}`] },
    },
  ),
  "subtitle and anchor": chart(
    "point",
    { x, y },
    { title: { text: long, subtitle: [formula, `${fraction} ${long}`], anchor: "middle" } },
  ),
  dark: chart(
    "point",
    { x, y, color: kind },
    {
      title: `Dark ${formula}`,
      background: "#111111",
      config: {
        font: theme.font,
        title: { color: "#eeeeee" },
        axis: { labelColor: "#eeeeee", titleColor: "#eeeeee", gridColor: "#333333" },
        legend: { labelColor: "#eeeeee", titleColor: "#eeeeee", labelLimit: 0 },
      },
    },
  ),
};

function named<T>(
  name: string,
  variants: Readonly<Record<string, T>>,
  make: (variant: T, key: string) => FigureSpec,
): Record<string, FigureSpec> {
  return Object.fromEntries(
    Object.entries(variants).map(([key, variant]) => [`${name}, ${key}`, make(variant, key)]),
  );
}
