import { curves } from "../../src/plot/curves.ts";
import { dots } from "../../src/plot/dots.ts";
import { heatMap } from "../../src/plot/heat-map.ts";
import { patternGrid } from "../../src/plot/pattern-grid.ts";
import type { PatternImage } from "../../src/plot/pattern-image.ts";
import { points } from "../../src/plot/points.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { figuresOfResults } from "./figures-of-results.ts";
import { compositions, figuresOfStructure } from "./figures-of-structure.ts";

/** Capacity of orders 2 to 5: closed forms as theory, the same times a fixed wobble as simulation. */
export const capacityRows = [2, 3, 4, 5].flatMap((n) =>
  [16, 24, 32, 48, 64, 96, 128].flatMap((N, i) => {
    const doubleFactorial = [1, 3, 15, 105][n - 2]!;
    const k50 = N ** (n - 1) / (2 * doubleFactorial * Math.log(N));
    return [
      { source: "theory", n, N, k50, k50_se: null },
      { source: "simulation", n, N, k50: k50 * (1 + 0.2 * Math.sin(i + n)), k50_se: 0.15 * k50 },
    ];
  }),
);

/** Overlap over load and temperature, one pair without a value. */
export const overlapRows = [0.02, 0.04, 0.06, 0.08, 0.1].flatMap((load) =>
  [0, 0.2, 0.4, 0.6].flatMap((temperature) =>
    load === 0.1 && temperature === 0.6
      ? []
      : [{ load, temperature, m: Math.max(0, 1 - 60 * load * load - temperature * temperature) }],
  ),
);

const zero = "..####...#....#.#......##......##......##......#.#....#...####..";
const one = "...##.....###....#.##......##......##......##......##....######.";

function digit(pixels: string, isFlipped = (_: number) => false): number[] {
  return [...pixels].map((pixel, i) => ((pixel === "#") !== isFlipped(i) ? 1 : -1));
}

/** Two 8 × 8 digits, stored, with some pixels flipped, and retrieved. */
export const digitImages: PatternImage[] = [zero, one].flatMap((pixels, k) =>
  [
    { label: "stored", values: digit(pixels) },
    { label: "1 in 6 flipped", values: digit(pixels, (i) => i % 6 === 3) },
    { label: "retrieved", values: digit(pixels) },
  ].map((image) => ({ ...image, width: 8, group: `digit ${k}` })),
);

/** Accuracy of two ways to fill three columns of a table. */
export const accuracyRows = ["species", "island", "sex"].flatMap((column, k) => [
  { column, method: "clamped retrieval", accuracy: 0.98 - 0.1 * k, se: 0.01 * (k + 1) },
  { column, method: "column mode", accuracy: 0.44 + 0.03 * k, se: k === 1 ? null : 0.03 },
]);

/** Successive values of the logistic map x → r x (1 − x) at two strengths. */
export function logisticRows(length: number) {
  return [3.7, 3.95].flatMap((r) => {
    let x = 0.3;
    return Array.from({ length }, () => {
      const now = x;
      x = r * x * (1 - x);
      return { r, now, next: x };
    });
  });
}

const logistic = {
  x: { column: "now", title: "value x(t)" },
  y: { column: "next", title: "next value x(t + 1)" },
  series: { column: "r", title: "strength r" },
};

/** One figure of each builder, by the name of its stored specification. */
export const figures: Readonly<Record<string, FigureSpec>> = {
  curves: curves(capacityRows, {
    title: "Capacity of dense associative memories",
    x: { column: "N", title: "number of spins N", scale: "log" },
    y: { column: "k50", title: "patterns stored k50 (all bits stable)", scale: "log" },
    error: "k50_se",
    series: { column: "n", title: "order n" },
    recipe: { computation: "capacity", version: 1, seed: 1, note: 'α < β & "γ" -- </metadata>' },
  }),
  dots: dots(accuracyRows, {
    title: "Held-back cells that are filled rightly",
    category: { column: "column", title: "column of the table" },
    value: { column: "accuracy", title: "share of right fillings", zero: true },
    error: "se",
    series: { column: "method", title: "filled by" },
  }),
  "heat-map": heatMap(overlapRows, {
    title: "Retrieval overlap",
    x: { column: "load", title: "load α′ (variance convention)" },
    y: { column: "temperature", title: "temperature" },
    value: { column: "m", title: "overlap m" },
  }),
  "pattern-grid": patternGrid(digitImages, { title: "Retrieval of corrupted digits" }),
  points: points(logisticRows(40), { title: "The logistic map", ...logistic }),
  "points-binned": points(logisticRows(4000), { title: "The logistic map, long", ...logistic }),
  ...figuresOfResults,
  ...figuresOfStructure,
  ...compositions,
};
