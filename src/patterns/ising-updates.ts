import type { Rng } from "../random/stream.ts";
import type { Bonds } from "./ising-couplings.ts";

/** One word decides: chances are rounded up to multiples of 2⁻³². */
const WORDS = 2 ** 32;

/** Heat-bath update of every spin in turn: σ_i = +1 with probability 1/(1 + e^(−2βh_i)), h = Jσ. */
export function gibbsSweepInPlace(sigma: Int8Array, bonds: Bonds, beta: number, rng: Rng): void {
  const { N, start, neighbour, coupling } = bonds;
  for (let i = 0; i < N; i++) {
    let h = 0;
    for (let b = start[i]; b < start[i + 1]; b++) h += coupling[b] * sigma[neighbour[b]];
    sigma[i] = rng.uint32() * (1 + Math.exp(-2 * beta * h)) < WORDS ? 1 : -1;
  }
}

/** 1 − e^(−2β|J|) of every bond: the chance that a satisfied bond joins a cluster. */
export const joinChances = ({ coupling }: Bonds, beta: number): Float64Array =>
  coupling.map((J) => -Math.expm1(-2 * beta * Math.abs(J)));

/**
 * Grows one cluster from a random spin over bonds with J σσ′ > 0 and flips it.
 *
 * @param members  scratch of length N
 * @param isMember  scratch of length N, zeros; zeros again afterwards
 * @returns number of flipped spins
 *
 * Source: Wolff 1989, "Collective Monte Carlo updating for spin systems".
 */
export function wolffClusterInPlace(
  sigma: Int8Array,
  bonds: Bonds,
  chances: Float64Array,
  members: Int32Array,
  isMember: Uint8Array,
  rng: Rng,
): number {
  const { N, start, neighbour, coupling } = bonds;
  members[0] = rng.below(N);
  isMember[members[0]] = 1;
  let size = 1;
  for (let next = 0; next < size; next++) {
    const i = members[next];
    for (let b = start[i]; b < start[i + 1]; b++) {
      const j = neighbour[b];
      if (isMember[j] === 1 || coupling[b] * sigma[i] * sigma[j] <= 0) continue;
      if (rng.uint32() >= chances[b] * WORDS) continue;
      isMember[j] = 1;
      members[size++] = j;
    }
  }
  for (let k = 0; k < size; k++) {
    sigma[members[k]] *= -1;
    isMember[members[k]] = 0;
  }
  return size;
}
