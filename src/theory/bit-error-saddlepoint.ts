import { binomialBitError } from "./bit-error-binomial.ts";
import { crosstalkLaw } from "./crosstalk-law.ts";
import { saddlepointTail } from "./saddlepoint.ts";
import { requireModel, type StorageModel } from "./storage-model.ts";

/**
 * Probability that one bit of a stored pattern is unstable, for P independent unbiased patterns, by
 * the saddlepoint approximation of Lugannani and Rice: O(N) a step, any size. For `exp`, too.
 *
 * `poly` at n = 1, 2 is answered exactly (`bitErrorExact`): its margins lie on a coarse lattice,
 * where the approximation is too large by up to 30 % (n = 2, N = 20). Error of the others against
 * `bitErrorExact`, near capacity: n = 3 +1.1 % at N = 20, +0.5 % at 64; n = 4 below 0.03 % from
 * N = 40 on; `poly` n = 5, N = 20, P = 100 +5 %; `rect` n = 2, N = 20 +20 % (lattice) and n = 5,
 * N = 16 −20 % (a single close pattern decides, which no smooth tail describes). Poor at N < 10.
 *
 * @param model  n ≥ 1, N an integer
 * @param P  stored patterns, ≥ 2; an integer for `poly` at n = 1, 2, else any real number
 * @throws {RangeError} n, β, N or P outside their range
 * @throws {TypeError} unknown energy
 *
 * Source: Lugannani, Rice 1980, "Saddle point approximation for the distribution of the sum of
 * independent random variables".
 */
export function bitErrorSaddlepoint(model: StorageModel, P: number): number {
  requireModel("bitErrorSaddlepoint", model);
  const needsInteger = isBinomial(model);
  if (!(P >= 2 && P < Infinity) || (needsInteger && !Number.isSafeInteger(P))) {
    throw new RangeError(
      `bitErrorSaddlepoint: expected ${needsInteger ? "an integer" : "a finite"} P >= 2, got ${P}`,
    );
  }
  return isBinomial(model)
    ? binomialBitError(model.n, model.N, P).above
    : saddlepointTail(crosstalkLaw(model), P - 1);
}

/** Whether margins are sums of signs. */
export function isBinomial(
  model: StorageModel,
): model is StorageModel & { readonly energy: "poly"; readonly n: 1 | 2 } {
  return model.energy === "poly" && model.n <= 2;
}
