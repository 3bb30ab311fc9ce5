import { plusMinus } from "../numerics/plus-minus.ts";
import type { Memories } from "../patterns/read-memories.ts";
import type { Exploration } from "../studies/explore.ts";
import {
  accuracyFigure,
  calibrationFigure,
  outlierFigure,
  prototypeFigure,
} from "../studies/explore-figures.ts";
import { type Finding, hundredths } from "./explore-finding.ts";

/** Fixed points of retrieval. */
export function prototypeFindings(
  { prototypes: found }: Partial<Exploration>,
  memories: Memories,
): Finding[] {
  if (!found) return [];
  const { rows, order, ladder } = found;
  const spurious = rows.filter(({ kind }) => kind === "spurious");
  const shown = rows.slice(0, 15);
  return [
    {
      name: "prototypes",
      title: "Prototypes",
      words: [
        `At order ${order} memories that are close merge. Retrieval from every memory with 10 % of its ` +
          `spins flipped, and from as many random states, ends in ${rows.length} fixed points` +
          `${rows.length > shown.length ? `, the first ${shown.length} shown` : ""}; ${spurious.length} are ` +
          "spurious: reached from no memory, or far from every memory." +
          (rows.some(({ invalid }) => invalid > 0)
            ? " An empty cell (“–” in the terminal) is a column that is undecided."
            : ""),
      ],
      table: shown.map((row, k) => ({
        prototype: k + 1,
        kind: row.kind,
        share: plusMinus(row.share, row.share_se),
        "from random": plusMinus(row.random_share, row.random_share_se),
        distance: row.distance,
        ...row.decoded,
      })),
      rows: rows.map(({ state, ...row }) => ({ ...row, state: state.join(" ") })),
      figures: [prototypeFigure(rows, memories.image)],
    },
    {
      name: "ladder",
      title: "Fixed points by order",
      words: ["The lower the order, the more memories merge into one fixed point."],
      table: ladder.map(({ order, fixed_points, spurious, largest_share }) => ({
        order,
        "fixed points": fixed_points,
        spurious,
        "largest share": hundredths(largest_share),
      })),
      rows: ladder.map((row) => ({ ...row })),
      figures: [],
    },
  ];
}

/** Held-back test, confidence, and the gaps filled. */
export function completionFindings({ completion: found }: Partial<Exploration>): Finding[] {
  if (!found) return [];
  const { scores, bins, filled, order } = found;
  const worse = scores.filter(({ gain }) => !(gain > 0)).map(({ column }) => column);
  return [
    {
      name: "completion",
      title: "Completion of missing cells",
      words: [
        `Every known cell is hidden once and filled by clamped retrieval at order ${order}, from memories ` +
          "and a scheme made of the other nine tenths of the rows. Right is the true category, or the level " +
          "of the true number; errors are standard errors over rows. " +
          (worse.length === 0
            ? "Every column is filled better than by its mode."
            : `Not better than the column mode: ${worse.join(", ")}.`),
      ],
      table: scores.map((row) => ({
        column: row.column,
        accuracy: plusMinus(row.accuracy, row.accuracy_se),
        "mode accuracy": plusMinus(row.mode_accuracy, row.mode_accuracy_se),
        gain: plusMinus(row.gain, row.gain_se),
        "mean |error|": plusMinus(row.error, row.error_se),
        "of the mode": plusMinus(row.mode_error, row.mode_error_se),
        "of the median": plusMinus(row.median_error, row.median_error_se),
      })),
      rows: scores.map((row) => ({ ...row })),
      figures: [accuracyFigure(scores)],
    },
    {
      name: "confidence",
      title: "Confidence",
      words: ["The confidence of a filling is its energy share among all values of the column."],
      table: bins.map((row) => ({
        confidence: `${row.lo} … ${row.hi}`,
        cells: row.cells,
        "mean confidence": hundredths(row.confidence),
        accuracy: plusMinus(row.accuracy, row.accuracy_se),
      })),
      rows: bins.map((row) => ({ ...row })),
      figures: [calibrationFigure(bins)],
    },
    {
      name: "filled",
      title: "Missing cells, filled",
      words: [
        filled.length === 0
          ? "No cell of the encoded columns is missing."
          : "With several gaps in a row the confidence is that given the other fillings.",
      ],
      table: filled.map((row) => ({
        row: row.row,
        column: row.column,
        value: row.value,
        confidence: hundredths(row.confidence),
        second: row.second,
        "its share": hundredths(row.second_share),
        "known cells": row.known,
      })),
      rows: filled.map((row) => ({ ...row })),
      figures: [],
    },
  ];
}

/** Rows of high energy. */
export function outlierFindings(
  { outliers: found }: Partial<Exploration>,
  memories: Memories,
): Finding[] {
  if (!found) return [];
  const { rows, order } = found;
  return [
    {
      name: "outliers",
      title: "Outliers",
      words: [
        `Rows by their energy in the memory of all others at order ${order}, in units of what one identical ` +
          "row gives: near 0 is a row without support" +
          (memories.table ? "; the column is the one whose value the others expect least." : "."),
      ],
      table: rows.map((row) => ({
        row: row.row,
        energy: plusMinus(row.energy),
        "nearest row": row.nearest_row,
        distance: row.distance,
        ...(memories.table && {
          column: row.column,
          value: row.value,
          share: hundredths(row.share),
          expected: row.expected,
          "its share": hundredths(row.expected_share),
        }),
      })),
      rows: rows.map((row) => ({ ...row })),
      figures: [outlierFigure(rows, memories)],
    },
  ];
}
