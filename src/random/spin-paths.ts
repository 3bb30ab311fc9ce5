import { type PackedProcess, spinPathsKernel } from "../core/spin-paths-kernel.ts";
import { spinPathsTwin } from "./spin-paths-twin.ts";
import type { Rng } from "./stream.ts";

/**
 * A spin in coloured Gaussian noise that feels its own past, at zero temperature:
 * s_{t+1} = sign(signal_t + Σ_{k≤t} L_tk z_k + Σ_{k<t} R_tk s_k), t = 0 … T − 1, z white.
 *
 * The effective process of dynamical mean-field theory: noise of covariance L Lᵀ and a retarded
 * self-interaction R. A field of exactly 0 leaves the spin.
 */
export interface SpinProcess {
  /** Drive at t = 0 … T − 1; its length is T. */
  readonly signal: ArrayLike<number>;
  /** L, T × T row-major; only its lower triangle with the diagonal is read. */
  readonly factor: ArrayLike<number>;
  /** R, T × T row-major; only what is strictly below the diagonal is read. */
  readonly retarded: ArrayLike<number>;
  /** Probability of s_0 = +1. */
  readonly startUp: number;
}

/** Sums over paths, exact in float64, so those of disjoint ranges of paths add up exactly. */
export interface SpinPathSums {
  readonly paths: number;
  /** Σ s_t, t = 0 … T. */
  readonly states: Float64Array;
  /** Σ s_t s_k, (T + 1) × (T + 1) row-major, symmetric. */
  readonly products: Float64Array;
  /**
   * Σ s_t z_k for k < t, (T + 1) × T row-major and 0 elsewhere, with z rounded to multiples of 2⁻¹⁹
   * so that these sums add up exactly too; null unless asked for. By parts, the response
   * ∂⟨s_t⟩/∂signal_k is Σ_j ⟨s_t z_j⟩ (L⁻¹)_jk.
   */
  readonly noiseProducts: Float64Array | null;
}

/** Paths of one call of the kernel. */
const MOST = 1 << 16;

/**
 * Simulates paths of a spin process and sums states and products over them.
 *
 * Path number p has the numbers of Philox counters (p, 0, t/4, 0) and (p, 0, 0, 1) under a key of the
 * stream's own (seed, path), whatever was drawn from it: the same paths for every split of the range
 * over calls or workers, and for every process (common random numbers). Fields are float32, summed
 * in order of k, noise first: the same bits everywhere. Cost paths · T²; memory O(T²).
 *
 * @param rng  names the paths; nothing is drawn from it
 * @param range.first  number of the first path, ≥ 0; default 0
 * @param range.paths  how many, first + paths ≤ 2³²
 * @param range.noise  whether to sum s_t z_k too, at about three quarters more cost; default false
 * @throws {RangeError} shapes that do not fit, a number that is not finite in float32, a
 *   probability or range outside its domain
 */
export function spinPathSums(
  process: SpinProcess,
  rng: Rng,
  range: { readonly first?: number; readonly paths: number; readonly noise?: boolean },
): SpinPathSums {
  const { first = 0, paths, noise: withNoise = false } = range;
  const whole = (value: number) => Number.isInteger(value) && value >= 0;
  if (!whole(first) || !whole(paths) || first + paths > 2 ** 32) {
    throw new RangeError(
      `spinPathSums: expected whole first >= 0 and paths >= 0 with first + paths <= 2^32, got first ${first}, paths ${paths}`,
    );
  }
  const packed = packedProcess(process, rng);
  const states = new Float64Array(packed.T + 1);
  const products = new Float64Array(states.length ** 2);
  const noiseProducts = withNoise ? new Float64Array((packed.T + 1) * packed.T) : null;
  for (let done = 0; done < paths; done += MOST) {
    const count = Math.min(MOST, paths - done);
    const from = first + done;
    const { minus, differ, noise } =
      spinPathsKernel(packed, from, count, withNoise) ??
      spinPathsTwin(packed, from, count, withNoise);
    for (let t = 0; t < states.length; t++) {
      states[t] += count - 2 * minus[t];
      for (let k = 0; k <= t; k++) {
        products[t * states.length + k] += count - 2 * differ[t * states.length + k];
      }
    }
    if (noiseProducts !== null && noise !== null) addProducts(noiseProducts, noise, packed.T);
  }
  for (let t = 0; t < states.length; t++) {
    for (let k = 0; k < t; k++) products[k * states.length + t] = products[t * states.length + k];
  }
  return { paths, states, products, noiseProducts };
}

/** Σ s z = Σ z − 2 Σ z over paths with s = −1. */
function addProducts(products: Float64Array, noise: Float64Array, T: number): void {
  for (let t = 1; t <= T; t++) {
    for (let k = 0; k < t; k++) {
      products[t * T + k] += (noise[k] - 2 * noise[t * T + k]) / 524288;
    }
  }
}

function packedProcess(process: SpinProcess, rng: Rng): PackedProcess {
  const { signal, factor, retarded, startUp } = process;
  const T = signal.length;
  for (const [name, { length }] of Object.entries({ factor, retarded })) {
    if (length !== T * T) {
      throw new RangeError(
        `spinPathSums: expected ${name} of T × T = ${T * T} numbers as the signal has T = ${T}, got ${length}`,
      );
    }
  }
  if (!(startUp >= 0 && startUp <= 1)) {
    throw new RangeError(`spinPathSums: expected a probability startUp 0 … 1, got ${startUp}`);
  }
  const [key0, key1] = rng.split("spin paths").words(2);
  return {
    T,
    signal: float32("signal", signal),
    factor: float32("factor", factor),
    retarded: float32("retarded", retarded),
    plus: Math.round(startUp * 4294967296),
    key: [key0, key1],
  };
}

function float32(name: string, values: ArrayLike<number>): Float32Array {
  const rounded = Float32Array.from(values);
  const at = rounded.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) {
    throw new RangeError(
      `spinPathSums: expected finite float32 numbers in ${name}, got ${values[at]} at ${at}`,
    );
  }
  return rounded;
}
