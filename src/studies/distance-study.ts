import {
  correlationMatrix,
  effectiveDimension,
  meanSpins,
} from "../patterns/correlation-matrix.ts";
import { diagnostics } from "../patterns/diagnostics.ts";
import { independentDistances } from "../patterns/independent-distances.ts";
import type { Patterns } from "../patterns/patterns.ts";

/** What the distances are from: the patterns, or independent spins. */
export type DistanceSource = "data" | "independent, same means" | "independent, fair";

/** Share of the pairs at one distance. */
export interface DistanceShareRow {
  readonly source: DistanceSource;
  /** In bits. */
  readonly distance: number;
  readonly share: number;
}

/** Distances in a few numbers. */
export interface DistanceRow {
  readonly source: DistanceSource;
  readonly distance_mean: number;
  readonly distance_sd: number;
  /** Probability that two patterns are equal. */
  readonly p_zero: number;
  /** N² / ⟨(N − 2d)²⟩. */
  readonly effective_dimension: number;
}

/** Distances of a set beside those of independent spins. */
export interface DistanceStudy {
  readonly shares: readonly DistanceShareRow[];
  readonly rows: readonly DistanceRow[];
  readonly duplicates: number;
  readonly antipodes: number;
  /** Spins that are not the same in all patterns. */
  readonly varying: number;
  /** N_eff = N² / Σ R_ij² of the varying spins (`effectiveDimension`): what correlation alone leaves of them. */
  readonly correlation_dimension: number;
}

/**
 * The distances between the patterns against what independent spins give, with the same means and with
 * fair ones (exact, without sampling).
 *
 * @param patterns  P ≥ 2
 * @throws {RangeError} P < 2
 */
export function distanceStudy(patterns: Patterns): DistanceStudy {
  const { P, N } = patterns;
  if (P < 2) throw new RangeError(`distanceStudy: expected P >= 2 patterns, got ${P}`);
  const { histogram, duplicates, antipodes } = diagnostics(patterns);
  const pairs = (P * (P - 1)) / 2;
  // constant spins have no correlation, not even with themselves
  const R = correlationMatrix(patterns).filter((r) => !Number.isNaN(r));
  const laws: readonly (readonly [DistanceSource, Float64Array])[] = [
    ["data", histogram.map((count) => count / pairs)],
    ["independent, same means", independentDistances(meanSpins(patterns))],
    ["independent, fair", independentDistances(new Float64Array(N))],
  ];
  return {
    shares: laws.flatMap(([source, law]) =>
      Array.from(law, (share, distance) => ({ source, distance, share })),
    ),
    rows: laws.map(([source, law]) => ({ source, ...moments(law) })),
    duplicates,
    antipodes,
    varying: Math.sqrt(R.length),
    correlation_dimension: R.length > 0 ? effectiveDimension(R) : Number.NaN,
  };
}

function moments(law: Float64Array): Omit<DistanceRow, "source"> {
  const N = law.length - 1;
  const mean = law.reduce((sum, share, d) => sum + share * d, 0);
  const variance = law.reduce((sum, share, d) => sum + share * (d - mean) ** 2, 0);
  const overlap2 = law.reduce((sum, share, d) => sum + share * (N - 2 * d) ** 2, 0);
  return {
    distance_mean: mean,
    distance_sd: Math.sqrt(variance),
    p_zero: law[0],
    effective_dimension: N ** 2 / overlap2,
  };
}
