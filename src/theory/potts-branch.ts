import { maximumBetween } from "../numerics/maximum-between.ts";
import { rootBetween } from "../numerics/root-between.ts";
import { clusterGuess } from "./cluster-guess.ts";

/** Equal, uncorrelated clusters: load α = M/N, signal b, P ≥ 2 patterns. */
export interface EqualClusters {
  readonly load: number;
  readonly signal: number;
  readonly patterns: number;
  readonly labelNoise?: number | undefined;
}

/** A state of P equal clusters: overlap matrices are multiples of 1 and of 11ᵀ. */
export interface PottsState {
  /** Overlap of memories along the mean pattern. */
  readonly along: number;
  /** Overlap of the differences of memories, q_⊥. */
  readonly across: number;
  readonly certainty: number;
  readonly freeEntropy: number;
  /** What is left of the equation of q_⊥. */
  readonly residual: number;
  /** Slope of its right-hand side: iterating it converges as slope^iterations. */
  readonly slope: number;
}

/** Pieces of 0 < q < 1 in which roots are sought. */
const pieces = 24;
/** Lower end of that range, from which on the growth factor decides. */
const lowest = 1e-5;

/**
 * Squared signal b² at which κ = b² q_⊥ is stationary: with it κ/(b² − κ) = α b² t(κ)/P is a quadratic
 * equation of b², as the certainty t does not know the load.
 */
export function signalSquared(load: number, P: number, kappa: number, certainty: number): number {
  return kappa / 2 + Math.sqrt(kappa ** 2 / 4 + (kappa * P) / (load * certainty));
}

/** αb⁴/P²: factor by which one step of the equations multiplies a small q_⊥ without labels. */
export function growthFactor({ load, signal, patterns }: EqualClusters): number {
  return (load * signal ** 4) / patterns ** 2;
}

/** Next q_⊥ of the stationary equations. */
export function nextAcross(clusters: EqualClusters, across: number): number {
  const { load, signal, patterns, labelNoise } = clusters;
  const { certainty } = clusterGuess(patterns, signal ** 2 * across, labelNoise);
  const Lambda = ((load * signal ** 2) / patterns) * certainty;
  return Lambda / (1 + Lambda);
}

/** The state at a given q_⊥, stationary or not. */
export function pottsState(clusters: EqualClusters, across: number): PottsState {
  const { load, signal, patterns: P, labelNoise } = clusters;
  const b2 = signal ** 2;
  const { certainty, logSum } = clusterGuess(P, b2 * across, labelNoise);
  const lambda = (load * b2) / P;
  const along = lambda / (1 + lambda);
  const freeEntropy =
    (lambda - Math.log1p(lambda)) / 2 +
    ((P - 1) / 2) * (lambda * certainty - Math.log1p(lambda * certainty)) +
    load * ((b2 * (along - across)) / (2 * P) - (b2 * across) / 2 - Math.log(P) + logSum) -
    (lambda / 2) * (along + (P - 1) * certainty * across);
  const isMerged = across === 0;
  const h = 1e-4;
  return {
    along,
    across,
    certainty: isMerged && labelNoise === undefined ? 0 : certainty,
    freeEntropy,
    residual: Math.abs(nextAcross(clusters, across) - across),
    slope:
      isMerged && labelNoise === undefined
        ? growthFactor(clusters)
        : (nextAcross(clusters, across * (1 + h)) - nextAcross(clusters, across * (1 - h))) /
          (2 * h * across),
  };
}

/**
 * q_⊥ of all stationary states, ascending: 0 where labels tell nothing, then the positive ones; with
 * labels that tell something there is at least one, which is positive.
 */
export function stationaryAcross(clusters: EqualClusters): number[] {
  const { load, signal, patterns: P, labelNoise } = clusters;
  const lambda = (load * signal ** 2) / P;
  // relative to q: positive where the next one is larger
  const excess = (q: number) =>
    (lambda * (1 - q) * clusterGuess(P, signal ** 2 * q, labelNoise).certainty) / q - 1;
  const points = Array.from({ length: pieces }, (_, i) => {
    const q = Math.max(lowest, (i / pieces) ** 2);
    return { q, excess: excess(q) };
  });
  points.push({ q: 1, excess: -1 });
  const turns = points.slice(1, -1).flatMap((point, k) => {
    // towards 0, so that it may cross it between two points
    const sign = point.excess > 0 ? -1 : 1;
    const [before, after] = [points[k], points[k + 2]];
    const isTurn =
      sign * (point.excess - before.excess) > 0 && sign * (point.excess - after.excess) > 0;
    if (!isTurn) return [];
    const q = maximumBetween((at) => sign * excess(at), before.q, after.q, 1e-8);
    return [{ q, excess: excess(q) }];
  });
  const known = lambda * clusterGuess(P, 0, labelNoise).certainty;
  const isMergedStationary = known < 1e-14;
  const start = isMergedStationary
    ? { q: lowest * 1e-6, excess: growthFactor(clusters) - 1 }
    : { q: Math.min(lowest, known) / 4, excess: 1 };
  const path = [start, ...points, ...turns].sort((a, b) => a.q - b.q);
  const roots = isMergedStationary ? [0] : [];
  for (let i = 1; i < path.length; i++) {
    if (path[i - 1].excess > 0 === path[i].excess > 0) continue;
    const at = (q: number) => (q <= start.q ? start.excess : excess(q));
    roots.push(rootBetween(at, path[i - 1].q, path[i].q));
  }
  return roots;
}
