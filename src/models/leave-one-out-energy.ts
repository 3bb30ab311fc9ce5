import { distance } from "../core/bits.ts";
import type { Patterns } from "../patterns/patterns.ts";
import { fieldTable } from "./field-table.ts";
import type { Interaction } from "./interaction.ts";

/**
 * Energy of every pattern in the memory of all the others, −Σ_{ν ≠ μ} F(ξ^ν·ξ^μ) / F(N).
 *
 * In units of F(N), what one identical pattern gives: −2 means as much support as from two copies,
 * near 0 none. The pattern itself is not stored, so high energies are patterns that the others do
 * not expect. Cost O(P² N/32).
 *
 * @returns length P
 * @throws {RangeError} an interaction that cannot be compiled at N (`fieldTable`)
 */
export function leaveOneOutEnergies(patterns: Patterns, interaction: Interaction): Float64Array {
  const { P, N, wordsPerRow: W, words } = patterns;
  const { f } = fieldTable(interaction, N);
  const energies = new Float64Array(P);
  for (let mu = 0; mu < P; mu++) {
    for (let nu = 0; nu < mu; nu++) {
      const term = f[distance(words, mu * W, words, nu * W, W)] / f[0];
      energies[mu] -= term;
      energies[nu] -= term;
    }
  }
  return energies;
}
