import type { Rng } from "../random/stream.ts";
import type { Spins } from "./patterns.ts";

/**
 * How much to corrupt: a fraction of N (exactly round(fraction·N) flips), an exact number of flips,
 * or a probability with which every spin flips independently.
 */
export type Corruption = number | { readonly flips: number } | { readonly probability: number };

function flipCount(amount: number | { readonly flips: number }, N: number): number {
  if (typeof amount === "number") {
    if (!(amount >= 0 && amount <= 1)) {
      throw new RangeError(
        `corrupt: expected a fraction 0 … 1, got ${amount}; a number of flips is { flips: ${amount} }`,
      );
    }
    return Math.round(amount * N);
  }
  if (!Number.isInteger(amount.flips) || amount.flips < 0 || amount.flips > N) {
    throw new RangeError(`corrupt: expected 0 <= flips <= N = ${N}, got ${amount.flips}`);
  }
  return amount.flips;
}

/**
 * A copy of the state σ with some spins flipped at random.
 *
 * With the same stream the flips of a smaller amount are among those of a larger one of its kind.
 *
 * @param sigma  state, ±1, length N ≥ 1; not modified
 * @param amount  `0.2` flips exactly round(0.2 N) spins, `{ flips: 5 }` exactly 5,
 *   `{ probability: 0.2 }` each spin independently
 * @param rng  stream to draw from
 * @returns spins ±1, length N; the overlap with σ is 1 − 2·flips/N
 * @throws {RangeError} N = 0, an amount outside its range, or a spin that is not ±1
 */
export function corrupt(sigma: Spins, amount: Corruption, rng: Rng): Int8Array {
  const N = sigma.length;
  if (N < 1) throw new RangeError(`corrupt: expected a state of length N >= 1, got ${N}`);
  for (let i = 0; i < N; i++) {
    if (sigma[i] !== 1 && sigma[i] !== -1) {
      throw new RangeError(`corrupt: expected spins +1 or -1, got ${sigma[i]} at spin ${i}`);
    }
  }
  const corrupted = Int8Array.from(sigma);
  if (typeof amount === "object" && "probability" in amount) {
    const { probability } = amount;
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`corrupt: expected a probability 0 … 1, got ${probability}`);
    }
    for (let i = 0; i < N; i++) if (rng.uniform() < probability) corrupted[i] *= -1;
    return corrupted;
  }
  const flips = flipCount(amount, N);
  const order = rng.permutation(N);
  for (let k = 0; k < flips; k++) corrupted[order[k]] *= -1;
  return corrupted;
}
