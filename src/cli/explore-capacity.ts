import { plusMinus } from "../numerics/plus-minus.ts";
import type { SetCapacityRow } from "../studies/capacity-of-set.ts";
import type { Exploration } from "../studies/explore.ts";
import { firstFailureFigure, stableShareFigure } from "../studies/explore-figures.ts";
import type { Finding } from "./explore-finding.ts";

/** Capacity of the rows and of their surrogates. */
export function capacityFindings({ capacity: found }: Partial<Exploration>): Finding[] {
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

function firstFailure({ k_first_mean, k_first_se, unbroken }: SetCapacityRow): string {
  return `${unbroken > 0 ? "≥ " : ""}${plusMinus(k_first_mean, k_first_se)}`;
}
