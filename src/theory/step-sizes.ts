import type { PowerModel } from "./capacity-closed-form.ts";
import type { StorageModel } from "./storage-model.ts";

/** F(x+1) − F(x−1) at x = 2u − (N−1), u = 0 … N − 1, exactly; the last one is the signal S. */
export function exactSteps({ energy, n, N }: PowerModel): bigint[] {
  const order = BigInt(n);
  const F = (x: number) => (energy === "rect" && x < 0 ? 0n : BigInt(x) ** order);
  return Array.from({ length: N }, (_, u) => F(2 * u - N + 2) - F(2 * u - N));
}

/** F(x+1) − F(x−1) over S at x = 2u − (N−1), u = 0 … N − 1. */
export function stepSizes(model: StorageModel): Float64Array {
  if (model.energy === "exp") {
    return Float64Array.from({ length: model.N }, (_, u) =>
      Math.exp(2 * model.beta * (u - model.N + 1)),
    );
  }
  const steps = exactSteps(model);
  const signal = steps[model.N - 1];
  return Float64Array.from(steps, (step) => ratio(step, signal));
}

/** a/b of integers beyond float64, |a| ≤ |b|, to full accuracy down to 1e-285. */
function ratio(a: bigint, b: bigint): number {
  return Number((a << 1000n) / b) * 2 ** -1000;
}
