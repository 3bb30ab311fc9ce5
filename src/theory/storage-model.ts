import { requireWord } from "../numerics/require-word.ts";
import type { PowerModel } from "./capacity-closed-form.ts";

/** Model of the exponential interaction F(x) = e^{βx} on the un-normalised overlap. */
export interface ExponentialModel {
  readonly energy: "exp";
  /** β > 0, without a factor 1/N. */
  readonly beta: number;
  /** Spins, integer ≥ 2. */
  readonly N: number;
}

/** Model whose one-bit error follows from the law of one pattern's crosstalk. */
export type StorageModel = PowerModel | ExponentialModel;

/** Largest N of a crosstalk law, which has an entry for every overlap. */
const mostSpins = 2 ** 17;

/** Refuses a model with an unknown energy, or n, β or N outside their range. */
export function requireModel(caller: string, model: StorageModel): void {
  const { energy, N } = model;
  requireWord(caller, "energy", energy, ["poly", "rect", "exp"]);
  if (!Number.isInteger(N) || N < 2 || N > mostSpins) {
    throw new RangeError(`${caller}: expected an integer 2 <= N <= ${mostSpins}, got ${N}`);
  }
  if (energy === "exp") {
    if (!(model.beta > 0 && model.beta < Infinity)) {
      throw new RangeError(`${caller}: expected a finite beta > 0, got ${model.beta}`);
    }
  } else if (!Number.isInteger(model.n) || model.n < 1) {
    throw new RangeError(`${caller}: expected an integer order n >= 1, got ${model.n}`);
  }
}
