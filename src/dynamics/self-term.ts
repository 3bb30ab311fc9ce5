import binomial from "@stdlib/stats-base-dists-binomial-pmf";
import type { FieldTable } from "../models/field-table.ts";
import type { Interaction } from "../models/interaction.ts";

/** Ratios up to this one change no course that could be told from chance. */
const NEGLIGIBLE = 0.01;

/**
 * The warning where the self term holds every spin where it is; null without one, and for powers of
 * order 2 and of odd order, where it vanishes or stays of the order of the load.
 *
 * @param P  number of patterns
 */
export function selfTermWarning(
  table: FieldTable,
  interaction: Interaction,
  P: number,
): string | null {
  if (!table.rule.selfCoupling) return null;
  const n = Number(interaction.recipe.n);
  if (interaction.recipe.interaction === "power" && (n === 2 || n % 2 === 1)) return null;
  const ratio = P * selfTerm(table);
  if (ratio < NEGLIGIBLE) return null;
  return (
    `the self term of ${interaction.name} is ${ratio.toPrecision(3)} times the field of a stored ` +
    `pattern at P = ${P}, N = ${table.N} and holds spins where they are; leave selfCoupling out`
  );
}

/** Mean margin that an independent pattern adds at each spin, in units of a lone pattern's field. */
function selfTerm({ N, a }: FieldTable): number {
  let sum = 0;
  for (let d = 0; d <= N; d++) sum += binomial(d, N, 0.5) * a[d] * (1 - (2 * d) / N);
  return sum / a[0];
}
