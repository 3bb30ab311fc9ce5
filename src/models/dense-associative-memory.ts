import { probeMarginsInPlace } from "../core/probe-margins.ts";
import { distancesOfPacked, type Patterns, packState, type Spins } from "../patterns/patterns.ts";
import { type FieldTable, fieldTable } from "./field-table.ts";
import type { Interaction } from "./interaction.ts";
import { marginRoom, settleSignsInPlace } from "./margins-of-probe.ts";

/** Stored patterns and an interaction: the energy E(σ) = −Σ_μ F(ξ^μ·σ) on σ ∈ {±1}^N. */
export interface DenseAssociativeMemory {
  readonly patterns: Patterns;
  readonly interaction: Interaction;
  /** The interaction compiled for N spins. */
  readonly table: FieldTable;
}

/**
 * The memory that stores the patterns with the interaction F.
 *
 * No factor 1/N or 1/n! anywhere: constants in front of F change no retrieval at zero temperature.
 *
 * @param patterns  P × N, P ≥ 1
 * @throws {RangeError} no patterns, or an interaction that cannot be compiled at N (`fieldTable`)
 */
export function denseAssociativeMemory(
  patterns: Patterns,
  interaction: Interaction,
): DenseAssociativeMemory {
  if (patterns.P < 1) {
    throw new RangeError(`denseAssociativeMemory: expected P >= 1 patterns, got ${patterns.P}`);
  }
  return Object.freeze({ patterns, interaction, table: fieldTable(interaction, patterns.N) });
}

/**
 * Energy E(σ) = −Σ_μ F(ξ^μ·σ), extensive.
 *
 * The overlaps are un-normalised and the sum includes every spin, so for order n = 2 this is the
 * Hebbian form −Σ_ij J_ij σ_i σ_j with J = Σ_μ ξ^μ ξ^μᵀ, its diagonal the constant P·N.
 * The result is exact while it stays below 2⁵³ and F has integer values.
 *
 * @param sigma  state, ±1, length N; not modified
 * @throws {RangeError} wrong state; or |E| beyond float64
 */
export function energy(model: DenseAssociativeMemory, sigma: Spins): number {
  const packed = packState(model.patterns, sigma, "energy");
  return energyFromDistances(model, distancesOfPacked(model.patterns, packed));
}

/** E / N, see `energy`. */
export function energyPerSpin(model: DenseAssociativeMemory, sigma: Spins): number {
  return energy(model, sigma) / model.patterns.N;
}

/** `energy` of the state at Hamming distances d_μ from the patterns. */
export function energyFromDistances(
  { table, interaction }: DenseAssociativeMemory,
  distances: ArrayLike<number>,
): number {
  let sum = 0;
  for (let mu = 0; mu < distances.length; mu++) sum += table.f[distances[mu]];
  const value = -sum * table.scale;
  if (!Number.isFinite(value)) {
    throw new RangeError(
      `energy: expected |E| below 1.8e308, got an overflow for ${interaction.name} at ` +
        `N = ${table.N}; margins and localFields are free of it`,
    );
  }
  return value;
}

/**
 * Margins E(flip i) − E(σ), the energy that flipping spin i costs: σ is a fixed point of
 * zero-temperature dynamics if none is negative. Extensive, units of F.
 *
 * A difference of energies, so spin i does not couple to itself. Cost about P·N/8 word operations.
 *
 * @param sigma  state, ±1, length N; not modified
 * @returns length N
 * @throws {RangeError} wrong state; or margins beyond float64 (`localFields` is free of that)
 */
export function margins(model: DenseAssociativeMemory, sigma: Spins): Float64Array {
  const { table, interaction } = model;
  const result = tableMargins(model, sigma, "margins");
  for (let i = 0; i < result.length; i++) {
    result[i] *= table.scale;
    if (!Number.isFinite(result[i])) {
      throw new RangeError(
        `margins: expected margins below 1.8e308, got an overflow for ${interaction.name} at ` +
          `N = ${table.N}; use localFields`,
      );
    }
  }
  return result;
}

/**
 * Local fields h_i = σ_i [E(flip i) − E(σ)] / [F(N) − F(N − 2)].
 *
 * Dimensionless: a lone pattern gives h = ξ. For F = xⁿ this is Σ_μ ξ_i^μ m_μ^{n−1} up to O(1/N).
 * No self coupling, see `margins`. The sign of h_i is right also where rounding or underflow leave
 * nothing of its value.
 *
 * @param sigma  state, ±1, length N; not modified
 * @returns length N
 * @throws {RangeError} wrong state
 */
export function localFields(model: DenseAssociativeMemory, sigma: Spins): Float64Array {
  const result = tableMargins(model, sigma, "localFields");
  const signal = model.table.a[0];
  for (let i = 0; i < result.length; i++) result[i] *= sigma[i] / signal;
  return result;
}

function tableMargins(
  { patterns, table }: DenseAssociativeMemory,
  sigma: Spins,
  caller: string,
): Float64Array {
  const probe = packState(patterns, sigma, caller);
  const room = marginRoom(patterns);
  probeMarginsInPlace(room, table, patterns, probe, 0);
  settleSignsInPlace(room, table, patterns, probe, 0);
  return room.margins.slice(0, patterns.N);
}
