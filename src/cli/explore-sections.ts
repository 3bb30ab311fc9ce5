import { plusMinus } from "../numerics/plus-minus.ts";
import type { Memories } from "../patterns/read-memories.ts";
import type { FigureSpec } from "../plot/spec.ts";
import type { SetCapacityRow } from "../studies/capacity-of-set.ts";
import type { Exploration, ExplorePart } from "../studies/explore.ts";
import {
  accuracyFigure,
  calibrationFigure,
  correlationFigure,
  distanceFigure,
  firstFailureFigure,
  outlierFigure,
  prototypeFigure,
  stableShareFigure,
} from "../studies/explore-figures.ts";

type Row = Readonly<Record<string, unknown>>;

/** One thing found: words, a table for readers, the tidy rows behind it, figures. */
export interface Finding {
  /** Name of the tidy rows in the JSON output. */
  readonly name: string;
  readonly title: string;
  /** Paragraphs of markdown. */
  readonly words: readonly string[];
  /** Rows as they are printed, numbers with their errors as text. */
  readonly table: readonly Row[];
  /** All numbers. */
  readonly rows: readonly Row[];
  readonly figures: readonly FigureSpec[];
}

/** What a finished part of an exploration says. */
export function findingsOf(
  part: ExplorePart,
  found: Partial<Exploration>,
  memories: Memories,
): Finding[] {
  const makers: Record<ExplorePart, () => Finding[]> = {
    encoding: () => encoding(memories),
    distances: () => distances(found, memories),
    capacity: () => capacity(found),
    prototypes: () => prototypes(found, memories),
    completion: () => completion(found),
    outliers: () => outliers(found, memories),
  };
  return makers[part]();
}

function encoding({ columns, patterns, total, notes, image }: Memories): Finding[] {
  const { P, N } = patterns;
  const what = image
    ? `${P} of ${total} images of ${image.height} × ${image.width} pixels become patterns of N = ${N} spins.`
    : `${P} of ${total} rows are complete and become patterns of N = ${N} spins. Rows are numbered from 0.`;
  return [
    {
      name: "encoding",
      title: "Encoding",
      words: [what, ...notes.map((note) => `${note}.`)],
      table: columns.map(({ plus_min, plus_max, note, ...row }) => ({
        ...row,
        "share of +1":
          plus_min === null || plus_max === null
            ? ""
            : `${plus_min.toFixed(2)} … ${plus_max.toFixed(2)}`,
        ...(columns.some((other) => other.note !== "") && { note }),
      })),
      rows: columns.map((row) => ({ ...row })),
      figures: [],
    },
  ];
}

function distances(found: Partial<Exploration>, { patterns }: Memories): Finding[] {
  const { distances: study, near, correlations = [] } = found;
  if (!study || !near) return [];
  const listed = near.rows.length < near.count ? `, the closest ${near.rows.length} listed` : "";
  return [
    {
      name: "distances",
      title: "Distances and correlation",
      words: [
        `${study.duplicates} of ${patterns.P} patterns equal an earlier one, ${study.antipodes} are the ` +
          `negative of one. ${study.varying} of ${patterns.N} spins vary; their correlation alone leaves ` +
          `N_eff = ${plusMinus(study.correlation_dimension)} independent ones. The effective dimension of ` +
          "the table, N² / ⟨(N − 2d)²⟩, also counts spins that are mostly the same.",
      ],
      table: study.rows.map((row) => ({
        spins: row.source,
        "mean distance": plusMinus(row.distance_mean),
        "standard deviation": plusMinus(row.distance_sd),
        "P(d = 0)": plusMinus(row.p_zero),
        "effective dimension": plusMinus(row.effective_dimension),
      })),
      rows: study.rows.map((row) => ({ ...row })),
      figures: [
        distanceFigure(study),
        ...(correlations.length > 1 ? [correlationFigure(correlations)] : []),
      ],
    },
    {
      name: "near",
      title: "Near duplicates",
      words: [
        `Pairs of rows that differ in at most ${near.threshold} of ${patterns.N} bits: ${near.count}${listed}.`,
      ],
      table: near.rows.map((row) => ({ ...row })),
      rows: near.rows.map((row) => ({ ...row })),
      figures: [],
    },
  ];
}

function capacity({ capacity: found }: Partial<Exploration>): Finding[] {
  if (!found) return [];
  const { rows, obtained, distinct, used } = found;
  const { trials } = rows[0];
  const bounded = used < distinct ? ` ${used} of them, chosen at random, bound the cost.` : "";
  const interactions = [...new Set(rows.map((row) => row.interaction))];
  return [
    {
      name: "capacity",
      title: "Capacity against surrogates",
      words: [
        `${distinct} rows differ from all before.${bounded} They are stored one after the other, in ` +
          `${trials} random orders. The table counts the rows before the first one that is no fixed point, ` +
          `with the standard error over the orders; “≥” where in some orders none of ${used} rows fails.`,
      ],
      table: interactions.map((interaction) => ({
        interaction,
        ...Object.fromEntries(
          rows
            .filter((row) => row.interaction === interaction)
            .map((row) => [row.set, firstFailure(row)]),
        ),
      })),
      rows: rows.map((row) => ({ ...row })),
      figures: [
        firstFailureFigure(found),
        stableShareFigure(found, interactions[Math.floor(interactions.length / 2)]),
      ],
    },
    {
      name: "surrogates",
      title: "What the surrogates share with the rows",
      words: [
        `${obtained.map(({ set, keeps }) => `${set}: ${keeps}`).join("; ")}.`,
        "Mean over the sets. The last columns are root mean square differences to the rows: of the means " +
          `of spins, and of their correlations; two samples of one law at P = ${used} differ by about ` +
          `${(1 / Math.sqrt(used)).toFixed(2)}.`,
      ],
      table: obtained.map((row) => ({
        set: row.set,
        "mean distance": plusMinus(row.distance_mean, row.distance_mean_se),
        "standard deviation": plusMinus(row.distance_sd, row.distance_sd_se),
        "effective dimension": plusMinus(row.effective_dimension, row.effective_dimension_se),
        duplicates: plusMinus(row.duplicates, row.duplicates_se),
        "Δ mean": plusMinus(row.mean_rms),
        "Δ correlation": plusMinus(row.correlation_rms),
      })),
      rows: obtained.map((row) => ({ ...row })),
      figures: [],
    },
  ];
}

function prototypes({ prototypes: found }: Partial<Exploration>, memories: Memories): Finding[] {
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
          (rows.some(({ invalid }) => invalid > 0) ? " “–” marks a column that is undecided." : ""),
      ],
      table: shown.map((row, k) => ({
        prototype: k + 1,
        kind: row.kind,
        share: plusMinus(row.share, row.share_se),
        "from random": plusMinus(row.random_share, row.random_share_se),
        "nearest row": row.nearest_row,
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

function completion({ completion: found }: Partial<Exploration>): Finding[] {
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

function outliers({ outliers: found }: Partial<Exploration>, memories: Memories): Finding[] {
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

function firstFailure({ k_first_mean, k_first_se, unbroken }: SetCapacityRow): string {
  return `${unbroken > 0 ? "≥ " : ""}${plusMinus(k_first_mean, k_first_se)}`;
}

const hundredths = (share: number | null): string => (share === null ? "–" : share.toFixed(2));
