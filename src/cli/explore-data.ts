import { plusMinus } from "../numerics/plus-minus.ts";
import type { Memories } from "../patterns/read-memories.ts";
import type { Exploration } from "../studies/explore.ts";
import { correlationFigure, distanceFigure } from "../studies/explore-figures.ts";
import type { Finding } from "./explore-finding.ts";

/** What became of the columns. */
export function encodingFindings({ columns, patterns, total, notes, image }: Memories): Finding[] {
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

/** Distances, correlation and near duplicates. */
export function distanceFindings(found: Partial<Exploration>, { patterns }: Memories): Finding[] {
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
