import { kernelsFor, type WasmKernels } from "./wasm.ts";

/**
 * Kernels for packed rows, of `assembly/distances.ts`, `weighted-counts.ts`, `margins.ts` and `flips.ts`;
 * pointers are byte offsets, see there.
 */
export interface BinaryKernels extends WasmKernels {
  readonly exports: WasmKernels["exports"] & {
    strideFor(W: number): number;
    interleaveRows(rows: number, stride: number, rowBytes: number, P: number, out: number): void;
    probeTables(probe: number, rowBytes: number, out: number): void;
    distancesToProbe(
      interleaved: number,
      blocks: number,
      rowBytes: number,
      tables: number,
      out: number,
    ): void;
    distancesTo4Probes(
      interleaved: number,
      blocks: number,
      rowBytes: number,
      tables: number,
      out: number,
    ): void;
    flipDistances(distances: number, column: number, same: number, P: number): void;
    fieldOfSpin(distances: number, column: number, same: number, P: number, steps: number): number;
    shellScratchBytes(P: number, N: number, W: number, columns: number): number;
    addWeightedCounts(
      rows: number,
      P: number,
      N: number,
      W: number,
      distances: number,
      probe: number,
      weights: number,
      sums: number,
      scratch: number,
    ): void;
    addPattern(state: number, k: number): number;
    passScratchBytes(P: number, N: number, W: number, columns: number): number;
    marginScratchBytes(P: number, N: number, W: number, F: number, columns: number): number;
    marginsOfProbes(
      rows: number,
      interleaved: number,
      P: number,
      N: number,
      W: number,
      probe: number,
      probes: number,
      tables: number,
      F: number,
      columns: number,
      reals: number,
      limbBits: number,
      distances: number,
      margins: number,
      marginStride: number,
      results: number,
      scratch: number,
    ): void;
  };
}

/** Distances have 16 bits: rows of at most this many bits, filled up to whole words. */
export const MOST_SPINS = 65_504;

/** Null where the twins are to be used. */
export const binaryKernels = (): BinaryKernels | null =>
  kernelsFor("exact") as BinaryKernels | null;
