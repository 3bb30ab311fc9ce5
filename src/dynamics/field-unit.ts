import type { FieldTable } from "../models/field-table.ts";
import type { Interaction } from "../models/interaction.ts";

/**
 * What margins in table units are divided by to be fields.
 *
 * `flip`: the field of a lone pattern in its own state, so that it gives 1 in every form:
 * F(N) − F(N − 2), F′(N − 1), with the self term F(N + 1) − F(N − 1) or F′(N). `power`: the leading
 * term of these for powers, larger by the factor 1 + O(1/N). A pattern with overlap m then gives
 * m^(n−1) + O(1/N).
 *
 * @throws {RangeError} `power` where N^(n−1) leaves float64
 */
export function fieldUnit(
  caller: string,
  table: FieldTable,
  interaction: Interaction,
  unit: "flip" | "power",
): number {
  if (unit === "flip") return table.a[0];
  const n = Number(interaction.recipe.n);
  const factor = table.rule.form === "derivative" ? n : 2 * n;
  const leading = (factor * table.N ** (n - 1)) / table.scale;
  if (Number.isFinite(leading) && leading > 0) return leading;
  throw new RangeError(
    `${caller}: expected N^(n-1) within float64 with fieldUnit "power", got N = ${table.N}, n = ${n}; use fieldUnit "flip"`,
  );
}
