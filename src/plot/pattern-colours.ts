import { colourScale } from "./colour-scale.ts";
import { between, type RGB, rgb } from "./contrast.ts";
import type { FigureSpec } from "./spec.ts";
import { ink } from "./theme.ts";

/** Purple over near-white to orange; ColorBrewer's PuOr. */
const stops = [
  "#2d004b",
  "#542788",
  "#8073ac",
  "#b2abd2",
  "#d8daeb",
  "#f7f7f7",
  "#fee0b6",
  "#fdb863",
  "#e08214",
  "#b35806",
  "#7f3b08",
];

/** Colours of the values of patterns: as a scale with its legend, and as numbered colours. */
export interface PatternColours {
  /** Encoding of the column "value". */
  readonly encoding: FigureSpec;
  readonly colours: readonly RGB[];
  /** Number of the colour of a value. */
  readonly numberOf: (value: number) => number;
}

/** +1 dark and −1 light; the legend shows both also where only one of them is among the marks. */
export function spinColours(
  title = "spin",
  shown: ReadonlySet<number> = new Set([1, -1]),
): PatternColours {
  const both = shown.size < 2 ? { values: [1, -1] } : {};
  return {
    encoding: {
      field: "value",
      type: "nominal",
      title,
      scale: { domain: [1, -1], range: [ink.plus, ink.minus] },
      legend: { labelExpr: "datum.value > 0 ? '+1' : '−1'", symbolType: "square", ...both },
    },
    colours: [rgb(ink.minus), rgb(ink.plus)],
    numberOf: (value) => (value > 0 ? 1 : 0),
  };
}

/** One scale for all values, symmetric about 0; 255 colours, of which the middle one is 0. */
export function valueColours(title = "value", reach: number): PatternColours {
  const { scale, legend } = colourScale("diverging", -reach, reach, 100);
  const end = Number((scale as { domain: readonly number[] }).domain.at(-1));
  const last = stops.length - 1;
  return {
    encoding: {
      field: "value",
      type: "quantitative",
      title,
      scale: {
        domain: stops.map((_, i) => (end * (2 * i - last)) / last),
        range: stops,
        interpolate: "rgb",
      },
      legend,
    },
    colours: Array.from({ length: 255 }, (_, i) => between(stops, i / 254)),
    numberOf: (value) => Math.round(127 * (1 + value / end)),
  };
}
