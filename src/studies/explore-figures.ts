import type { ColumnCorrelation } from "../patterns/column-correlations.ts";
import { type Patterns, row as patternRow } from "../patterns/patterns.ts";
import { curves } from "../plot/curves.ts";
import { dots } from "../plot/dots.ts";
import type { FigureOptions } from "../plot/figure-options.ts";
import { literalText } from "../plot/formulas-in-text.ts";
import { heatMap } from "../plot/heat-map.ts";
import { patternGrid } from "../plot/pattern-grid.ts";
import type { FigureSpec } from "../plot/spec.ts";
import type { SetCapacity } from "./capacity-of-set.ts";
import type { ColumnScore, ConfidenceBin } from "./completion-scores.ts";
import type { DistanceStudy } from "./distance-study.ts";
import type { OutlierRow, PrototypeRow } from "./explore.ts";

type Recipe = Pick<FigureOptions, "recipe">;

/** Shares of the pairs at each distance: data as points, independent spins as lines. */
export function distanceFigure({ shares }: DistanceStudy, options: Recipe = {}): FigureSpec {
  const seen = shares.filter(({ share }) => share > 1e-6);
  const [least, most] = [
    Math.min(...seen.map((r) => r.distance)),
    Math.max(...seen.map((r) => r.distance)),
  ];
  const shown = shares.filter(({ distance }) => distance >= least && distance <= most);
  const rows = shown.map(({ source: spins, ...rest }) => ({
    ...rest,
    spins,
    source: spins === "data" ? "data" : "exact",
  }));
  return curves(rows, {
    title: "Distances between rows",
    subtitle: "points: data; lines: independent spins, exact",
    x: { column: "distance", title: "Hamming distance d in bits" },
    y: { column: "share", title: "share of the pairs", zero: true },
    series: "spins",
    lines: ["exact"],
    ...options,
  });
}

/** Correlation of every pair of columns as spins. */
export function correlationFigure(
  correlations: readonly ColumnCorrelation[],
  options: Recipe = {},
): FigureSpec {
  const columns = [...new Set(correlations.map(({ column }) => column))];
  const pairs = columns.flatMap((name) =>
    // from below to above, so that both axes read alike
    correlations
      .filter(({ column, other }) => column === name && other !== name)
      .map((pair) => ({
        ...pair,
        column: literalText(pair.column),
        other: literalText(pair.other),
      }))
      .reverse(),
  );
  return heatMap(pairs, {
    title: "Correlation of columns",
    subtitle: "columns with themselves left out",
    x: { column: "column", title: "column" },
    y: { column: "other", title: "column" },
    value: { column: "rms", title: "rms correlation of spins" },
    colours: "sequential",
    ...options,
  });
}

/** Share of stable rows against the number of stored rows, for the data and its surrogates. */
export function stableShareFigure(
  { curves: rows }: SetCapacity,
  interaction: string,
  options: Recipe = {},
): FigureSpec {
  return curves(
    rows.filter((row) => row.interaction === interaction),
    {
      title: `Share of fixed points under ${interaction}`,
      x: { column: "P", title: "stored rows P", scale: "log" },
      y: { column: "stable", title: "share of stable rows", domain: [-0.02, 1.02] },
      series: { column: "set", title: "rows from" },
      error: "stable_se",
      ...options,
    },
  );
}

/** Rows stored before the first failure against the order, for the data and its surrogates. */
export function firstFailureFigure({ rows }: SetCapacity, options: Recipe = {}): FigureSpec {
  const P = rows[0].P;
  return curves(
    rows.map((row) => ({ ...row, order: Number(/\d+/.exec(row.interaction)) })),
    {
      title: "Rows stored before the first one fails",
      subtitle: `mean ± 1 standard error over random orders; at P = ${P} no row fails`,
      x: { column: "order", title: "order n of the interaction", scale: "log" },
      y: { column: "k_first_mean", title: "rows stored without a failure", scale: "log" },
      series: { column: "set", title: "rows from" },
      error: "k_first_se",
      clipBarsAt: 1,
      ...options,
    },
  );
}

/** The prototypes of a table with their shares, or of images as images; at most 12. */
export function prototypeFigure(
  prototypes: readonly PrototypeRow[],
  image: { readonly width: number } | null,
  options: Recipe = {},
): FigureSpec {
  const shown = prototypes.slice(0, 12);
  if (image) {
    return patternGrid(
      shown.map(({ state, share, kind }) => ({
        label: `${percent(share)} ${kind}`,
        values: state,
        width: image.width,
      })),
      { title: "Fixed points and their share of the damaged images", ...options },
    );
  }
  return dots(
    shown.flatMap((prototype, k) => {
      const { share, share_se, random_share, random_share_se, kind, decoded } = prototype;
      const name = `${k + 1}: ${literalText(inWords(decoded))} (${kind})`;
      return [
        { name, start: "damaged row", share, se: share_se },
        { name, start: "random state", share: random_share, se: random_share_se },
      ];
    }),
    {
      title: "Fixed points and their share of the starts",
      category: { column: "name", title: "fixed point" },
      value: { column: "share", title: "share of the starts", zero: true },
      series: { column: "start", title: "start" },
      error: "se",
      width: 260,
      ...options,
    },
  );
}

/** Accuracy of the completion of every column beside the column mode. */
export function accuracyFigure(scores: readonly ColumnScore[], options: Recipe = {}): FigureSpec {
  return dots(
    scores.flatMap(({ accuracy, accuracy_se, mode_accuracy, mode_accuracy_se, ...score }) => {
      const column = literalText(score.column);
      return [
        { column, method: "clamped retrieval", accuracy, se: accuracy_se },
        { column, method: "column mode", accuracy: mode_accuracy, se: mode_accuracy_se },
      ];
    }),
    {
      title: "Held-back cells that are filled rightly",
      category: { column: "column", title: "column" },
      value: { column: "accuracy", title: "share of right categories or levels", zero: true },
      series: { column: "method", title: "filled by" },
      error: "se",
      ...options,
    },
  );
}

/** How often fillings are right against their confidence; on the line confidence is a probability. */
export function calibrationFigure(
  bins: readonly ConfidenceBin[],
  options: Recipe = {},
): FigureSpec {
  const line = [0, 1].map((x) => ({ source: "calibrated", confidence: x, accuracy: x, se: null }));
  const points = bins.map(({ confidence, accuracy, accuracy_se }) => ({
    source: "held-back cells",
    confidence,
    accuracy,
    se: Number.isNaN(accuracy_se) ? null : accuracy_se,
  }));
  return curves([...line, ...points], {
    title: "Can the confidence be trusted?",
    x: { column: "confidence", title: "confidence (energy share)" },
    y: { column: "accuracy", title: "share of right fillings" },
    source: "source",
    lines: ["calibrated"],
    error: "se",
    width: 270,
    ...options,
  });
}

/** The outliers of a table with their energies, or of images as images; at most 12. */
export function outlierFigure(
  outliers: readonly OutlierRow[],
  memories: {
    readonly patterns: Patterns;
    readonly rows: Int32Array;
    readonly image: { readonly width: number } | null;
  },
  options: Recipe = {},
): FigureSpec {
  const shown = outliers.slice(0, 12);
  const { image, rows, patterns } = memories;
  if (image) {
    return patternGrid(
      shown.map(({ row }) => ({
        label: `image ${row}`,
        values: patternRow(patterns, rows.indexOf(row)),
        width: image.width,
      })),
      { title: "Images that the others do not expect", ...options },
    );
  }
  return dots(
    shown.map(({ row, energy, column, value, expected }) => {
      const unlike = value === expected ? "" : `, expected ${expected}`;
      return { name: literalText(`row ${row}: ${column} ${value}${unlike}`), energy };
    }),
    {
      title: "Rows that the others do not expect",
      category: { column: "name", title: "row" },
      value: { column: "energy", title: "energy among all other rows, in units of F(N)" },
      ...options,
    },
  );
}

/** A decoded row in a few words: categories first, then numbers, as far as they fit. */
function inWords(decoded: PrototypeRow["decoded"]): string {
  const values = Object.values(decoded ?? {});
  const isNumber = (value: unknown): boolean => typeof value === "number";
  const ordered = [...values.filter((value) => !isNumber(value)), ...values.filter(isNumber)];
  const text = ordered.map((value) => value ?? "?").join(" · ");
  return text.length > 36 ? `${text.slice(0, 35)}…` : text;
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
