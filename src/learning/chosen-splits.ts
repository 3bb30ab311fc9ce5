import type { PottsMachine } from "../models/potts-machine.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";
import type { PottsGrowthOptions } from "./growth-options.ts";
import type { MemorySplit, PottsGrowthRound } from "./growth-state.ts";
import { splittingSpectrum } from "./splitting-spectrum.ts";

/** What the splitting matrices say about a trained machine. */
interface ChosenSplits {
  readonly log: Pick<
    PottsGrowthRound,
    "eigenvalues" | "products" | "isConverged" | "candidates" | "splits"
  >;
  /** One row of N for each split. */
  readonly directions: Float64Array;
}

/** Chooses at most `left` memories to split, by the rows trained on. */
export async function chosenSplits(
  data: UnitVectors,
  options: PottsGrowthOptions,
  machine: PottsMachine,
  round: number,
  left: number,
): Promise<ChosenSplits> {
  const { labels, softening = labels ? 0.1 : 0.01, validation = 0.1 } = options;
  const { criterion = "true", threshold = -0.001, rng, signal } = options;
  const { P, N } = machine;
  const M = data.M - Math.floor(validation * data.M);
  const trained = { M, N, values: data.values.subarray(0, M * N) };
  const targets = labels
    ? { labels: Int32Array.from(labels).subarray(0, M) }
    : ("unsupervised" as const);
  const { value, status, iterations } = await splittingSpectrum(
    machine,
    { data: trained, targets, softening },
    { rng: rng.split("split", round), criterion, ...(signal && { signal }) },
  );
  const { eigenvalues } = value;
  const candidates = Array.from(eigenvalues.keys())
    .filter((gamma) => eigenvalues[gamma] < threshold)
    .sort((a, b) => eigenvalues[a] - eigenvalues[b] || a - b);
  const splits = candidates.slice(0, left).map(
    (memory, k): MemorySplit => ({
      ...{ memory, copy: P + k, eigenvalue: eigenvalues[memory] },
    }),
  );
  const directions = new Float64Array(splits.length * N);
  splits.forEach(({ memory }, k) => {
    directions.set(value.directions.subarray(memory * N, (memory + 1) * N), k * N);
  });
  const isConverged = status === "converged";
  return {
    log: { eigenvalues, products: iterations, isConverged, candidates: candidates.length, splits },
    directions,
  };
}
