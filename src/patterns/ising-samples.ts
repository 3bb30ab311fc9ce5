import { packInPlace, unpackInPlace, wordsFor } from "../core/bits.ts";
import { requireWord } from "../numerics/require-word.ts";
import type { Rng } from "../random/stream.ts";
import type { Bonds, IsingCouplings } from "./ising-couplings.ts";
import { gibbsSweepInPlace, joinChances, wolffClusterInPlace } from "./ising-updates.ts";
import { type Patterns, packedPatterns, requireSize } from "./patterns.ts";
import { randomCentroid } from "./proposals.ts";

/** How an Ising model is sampled. */
export interface IsingOptions {
  /** `wolff` flips clusters, `gibbs` single spins. Default `wolff`. */
  readonly algorithm?: "wolff" | "gibbs";
  /** Sweeps from a random state before the first sample, ≥ 1. Default 200. */
  readonly burnIn?: number;
  /** Sweeps from one sample to the next, ≥ 1. Default 10. */
  readonly spacing?: number;
}

/** Runs sweeps on a state: N heat-bath updates each, or clusters of about N spins together. */
type Sweeps = (count: number) => void;

const gibbsSweeps =
  (sigma: Int8Array, bonds: Bonds, beta: number, rng: Rng): Sweeps =>
  (count) => {
    for (let k = 0; k < count; k++) gibbsSweepInPlace(sigma, bonds, beta, rng);
  };

/**
 * Burns in, and only then fixes how many clusters are a sweep: a number that depends on the clusters
 * to come would bias the samples.
 */
function wolffSweeps(
  sigma: Int8Array,
  bonds: Bonds,
  beta: number,
  burnIn: number,
  rng: Rng,
): Sweeps {
  const { N } = bonds;
  const chances = joinChances(bonds, beta);
  const members = new Int32Array(N);
  const isMember = new Uint8Array(N);
  const flip = (): number => wolffClusterInPlace(sigma, bonds, chances, members, isMember, rng);
  let clusters = 0;
  for (const half of [Math.ceil(burnIn / 2), Math.max(1, Math.floor(burnIn / 2))]) {
    clusters = 0;
    for (let flipped = 0; flipped < half * N; clusters++) {
      flipped += flip();
    }
    clusters = Math.ceil(clusters / half);
  }
  return (count) => {
    // clusters of single spins (β = 0) change the parity every time: one more half of the time
    const flips = count * clusters + rng.below(2);
    for (let k = 0; k < flips; k++) flip();
  };
}

/**
 * P states of an Ising model at inverse temperature β as patterns: p(σ) ∝ e^(−βH), H = −Σ J_ij σ_i σ_j.
 *
 * Correlations follow from couplings and temperature (on the ring those of spins r apart are
 * (t^r + t^(N−r))/(1 + t^N), t = tanh β): measure them with `correlationMatrix`. One Markov chain
 * runs from a random state; samples are `spacing` sweeps apart and not quite independent. Single
 * spins need more sweeps where correlations reach far and hardly ever turn a magnetised lattice over;
 * clusters do both in a few sweeps. The first rows of a longer set are the same patterns.
 * Cost O((burnIn + P·spacing) · bonds).
 *
 * @param P  number of patterns, ≥ 0
 * @param N  number of spins, ≥ 1
 * @param couplings  J as a value: `isingRing()`, `isingLattice()`, `givenCouplings(J)`
 * @param beta  β ≥ 0 in units of 1/J
 * @param rng  stream to draw from
 * @throws {RangeError} P, N, β or an option outside its range, or an N that the couplings do not have
 */
export function isingSamples(
  P: number,
  N: number,
  couplings: IsingCouplings,
  beta: number,
  rng: Rng,
  options: IsingOptions = {},
): Patterns {
  requireSize("isingSamples", P, N);
  const { algorithm = "wolff", burnIn = 200, spacing = 10 } = options;
  requireWord("isingSamples", "algorithm", algorithm, ["wolff", "gibbs"]);
  if (!(beta >= 0 && beta < Infinity)) {
    throw new RangeError(`isingSamples: expected 0 <= beta < Infinity, got ${beta}`);
  }
  if (!Number.isInteger(burnIn) || !Number.isInteger(spacing) || burnIn < 1 || spacing < 1) {
    throw new RangeError(
      `isingSamples: expected whole numbers of sweeps burnIn >= 1 and spacing >= 1, got ${burnIn} and ${spacing}`,
    );
  }
  const bonds = couplings.bonds(N);
  const W = wordsFor(N);
  const words = new Uint32Array(P * W);
  const sigma = new Int8Array(N);
  unpackInPlace(randomCentroid(N, rng), 0, N, sigma, 0);
  const sweeps =
    algorithm === "wolff"
      ? wolffSweeps(sigma, bonds, beta, burnIn, rng)
      : gibbsSweeps(sigma, bonds, beta, rng);
  if (algorithm === "gibbs") sweeps(burnIn);
  for (let mu = 0; mu < P; mu++) {
    sweeps(spacing);
    packInPlace(sigma, 0, N, words, mu * W);
  }
  return packedPatterns(words, P, N);
}
