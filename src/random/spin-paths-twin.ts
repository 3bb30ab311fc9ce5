import type { PackedProcess, PathCounts } from "../core/spin-paths-kernel.ts";
import { gaussianPair32 } from "./gaussian32.ts";
import { philoxInPlace } from "./philox.ts";

const f = Math.fround;

/** Counts over a range of paths: what the kernel does, a path at a time. */
export function spinPathsTwin(
  process: PackedProcess,
  first: number,
  paths: number,
  withNoise: boolean,
): PathCounts {
  const { T, plus, key } = process;
  const minus = new Uint32Array(T + 1);
  const differ = new Uint32Array((T + 1) ** 2);
  const noise = withNoise ? new Float64Array((T + 1) * T) : null;
  const z = new Float32Array(T + 3);
  const s = new Int8Array(T + 1);
  const block = new Uint32Array(4);
  const four = new Float32Array(4);

  function philox(path: number, group: number, purpose: number): void {
    block[0] = path;
    block[1] = 0;
    block[2] = group;
    block[3] = purpose;
    philoxInPlace(block, key[0], key[1]);
  }

  for (let path = first; path < first + paths; path++) {
    for (let t = 0; t < T; t += 4) {
      philox(path, t / 4, 0);
      gaussianPair32(block, four, 0);
      gaussianPair32(block, four, 2);
      z.set(four.subarray(0, Math.min(4, z.length - t)), t);
    }
    philox(path, 0, 1);
    s[0] = block[0] < plus ? 1 : -1;
    for (let t = 0; t < T; t++) {
      const h = fieldAt(process, t, z, s);
      s[t + 1] = h > 0 ? 1 : h < 0 ? -1 : s[t];
    }
    for (let t = 0; t <= T; t++) {
      if (s[t] < 0) minus[t] += 1;
      for (let k = 0; k < t; k++) if (s[t] !== s[k]) differ[t * (T + 1) + k] += 1;
    }
    if (noise !== null) addNoise(noise, T, z, s);
  }
  return { minus, differ, noise };
}

function addNoise(noise: Float64Array, T: number, z: Float32Array, s: Int8Array): void {
  for (let k = 0; k < T; k++) {
    // 1.5 · 2²³ leaves no bit for a fraction
    const units = f(f(z[k] * 524288) + 12582912) - 12582912;
    noise[k] += units;
    for (let t = k + 1; t <= T; t++) if (s[t] < 0) noise[t * T + k] += units;
  }
}

function fieldAt(process: PackedProcess, t: number, z: Float32Array, s: Int8Array): number {
  const { T, factor, retarded, signal } = process;
  let h = signal[t];
  for (let k = 0; k <= t; k++) h = f(h + f(factor[t * T + k] * z[k]));
  for (let k = 0; k < t; k++) h = f(h + retarded[t * T + k] * s[k]);
  return h;
}
