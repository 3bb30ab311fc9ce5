import { kernelsFor } from "./wasm.ts";

/**
 * Paths of a spin in coloured noise, s[t+1] of field Σ_k Γ_tk s[k] + Σ_{k≤t} L_tk z[k], z white, all of
 * them kept. Float32, summed in a fixed order: the same bits in every engine.
 *
 * z[t] of path p comes from Philox counter (p, population, t/4, 0), uniform numbers of a heat bath
 * from (p, population, t/4, 1).
 */
export interface SpinPaths {
  /** Starts anew, the first `up` paths at +1. */
  start(up: number, population: number): NoiseMoments;
  /** Makes s[t+1]; steps come in order from t = 0 on. */
  step(step: SpinStep): SpinSums;
  /** Gives the memory back. */
  release(): void;
}

/** Shape of the paths and key of their numbers. */
export interface SpinPathShape {
  readonly paths: number;
  readonly steps: number;
  readonly key: readonly [number, number];
}

export interface SpinStep {
  readonly t: number;
  /**
   * s[t+1] is the sign of the field (a field of 0 keeps the spin), the sign of the field with a
   * logistic number times `smear` added (which is a heat bath, too), or drawn with mean tanh y.
   */
  readonly rule: "sign" | "smeared sign" | "heat bath";
  /** z[t] becomes (((z − a₀) − a₁ s[t]) − a₂ s[t−1]) a₃ first; float32. */
  readonly affine: Float32Array;
  /** L_tk, k ≤ t, float32; a last one of 0 leaves out the new noise. */
  readonly factor: Float32Array;
  /** `byteTables` of all of the field but the noise. */
  readonly tables: Float32Array;
  /** y = scale · field; the field before new noise for signs. */
  readonly scale: number;
  readonly smear: number;
}

/** Sums over paths; c is the mean of s[t+1]: erf(y / √2), the spin itself without new noise, tanh y. */
export interface SpinSums {
  /** Σ c over the paths of a byte, 256 for 8 times. */
  readonly histograms: Float64Array;
  /** Σ exp(−y²/2) for signs, 0 without new noise; Σ tanh² y in a heat bath. */
  readonly spread: number;
  /** Σ c z[k], k < t. */
  readonly products: Float64Array;
  readonly next: NoiseMoments;
}

/** Sums over paths that tell how z[t] is to be matched; zeros after the last step. */
export interface NoiseMoments {
  /** Σ z, Σ z s[t], Σ z s[t−1], Σ z²; s[−1] is s[0]. */
  readonly sums: Float64Array;
  /** Paths of s[t] = −1. */
  readonly minus: number;
  /** Paths of s[t] ≠ s[t−1]. */
  readonly differ: number;
}

/** Rows of the noise of a block: whole groups of four times. */
export const noiseRows = (steps: number): number => 4 * Math.ceil(steps / 4);

/** Bytes of states 0 … steps of a path, 8 a byte. */
export const spinBytes = (steps: number): number => (steps >> 3) + 1;

/** What rules are in the kernel, and numbers before the products in its sums. */
const RULES = { sign: 0, frozen: 1, "heat bath": 2, "smeared sign": 3 };
const LEADING = 5;

interface Exports {
  startSpinPaths(...numbers: number[]): void;
  stepSpinPaths(...numbers: number[]): void;
}

/** Paths in WebAssembly memory; null without kernels. */
export function kernelSpinPaths({ paths, steps, key }: SpinPathShape): SpinPaths | null {
  const kernels = kernelsFor("reproducible");
  if (kernels === null) return null;
  const { memory, heap } = kernels;
  const exports = kernels.exports as unknown as Exports;
  const blocks = Math.ceil(paths / 16);
  const [rows, bytes] = [noiseRows(steps), spinBytes(steps)];
  // One block a kind of data, so that no view has to fit another's alignment.
  const sizes = [64 * blocks * rows, 16 * blocks * bytes, 8192 * bytes, 1024 * bytes];
  sizes.push(16 * (steps + LEADING), 8 * (steps + LEADING + 2), 4 * (steps + 1), 16);
  const block = heap.allocate(sizes.reduce((sum, size) => sum + 16 * Math.ceil(size / 16), 0));
  const places: number[] = [];
  sizes.reduce((at, size) => {
    places.push(at);
    return at + 16 * Math.ceil(size / 16);
  }, block);
  const [z, bits, histograms, tables, partial, sums, factor, affine] = places;
  const floats = (at: number, length: number) => new Float32Array(memory.buffer, at, length);
  const doubles = (at: number, length: number) => new Float64Array(memory.buffer, at, length);
  let population = 0;

  function momentsAt(leading: Float64Array, minus: number, differ: number): NoiseMoments {
    return { sums: leading.slice(1, LEADING), minus, differ };
  }

  return {
    start(up, ofPopulation) {
      population = ofPopulation;
      floats(partial, 4 * (steps + LEADING)).fill(0);
      const leading = doubles(sums, LEADING).fill(0);
      const numbers = [z, bits, rows, bytes, paths, up, population, ...key];
      // The moments come first here, without a sum of a step before them.
      exports.startSpinPaths(...numbers, partial, sums);
      return momentsAt(leading, paths - up, 0);
    },
    step({ t, rule, affine: match, factor: row, tables: drive, scale, smear }) {
      const groups = (t >> 3) + 1;
      floats(affine, 4).set(match);
      floats(factor, t + 1).set(row);
      floats(tables, 256 * groups).set(drive);
      const counted = doubles(histograms, 1024 * groups).fill(0);
      const summed = doubles(sums, t + LEADING + 2).fill(0);
      const kind = rule === "sign" && row[t] === 0 ? RULES.frozen : RULES[rule];
      exports.stepSpinPaths(
        ...[z, bits, rows, bytes, paths, population, ...key],
        ...[t, t + 1 === steps ? 1 : 0, kind, scale, smear],
        ...[affine, factor, tables, histograms, partial, sums],
      );
      return {
        histograms: counted.slice(0, 256 * groups),
        spread: summed[0],
        products: summed.slice(LEADING, LEADING + t),
        next: momentsAt(summed, summed[t + LEADING], summed[t + LEADING + 1]),
      };
    },
    release: () => heap.free(block),
  };
}
