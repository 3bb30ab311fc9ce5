import { angle32, cosine32, cosineOfTurn, radius32, sine32, sineOfTurn } from "./gaussian";
import { philoxEight } from "./philox";

export const words: usize = memory.data(128, 16);

/** Lanes 4q … 4q + 3 of a block that are paths, `count` being left. */
// @ts-ignore: decorator
@inline
export function valid(count: u32, q: i32): v128 {
  const lane = i32x4.add(i32x4.splat(4 * q), i32x4(0, 1, 2, 3));
  return i32x4.lt_s(lane, i32x4.splat(<i32>min<u32>(count, 16)));
}

/** Four Gaussians of four paths, times 4g … 4g + 3, from words by place. */
function storeNoise(out: usize, from: usize, kept: v128): void {
  for (let half: usize = 0; half < 2; half++, from += 32, out += 128) {
    const r = radius32(v128.load(from));
    const w = v128.load(from, 16);
    const x = angle32(w);
    const c = cosine32(x);
    const s = sine32(x);
    v128.store(out, v128.and(kept, f32x4.mul(r, cosineOfTurn(w, c, s))));
    v128.store(out, v128.and(kept, f32x4.mul(r, sineOfTurn(w, c, s))), 64);
  }
}

/** Words of 8 paths from counters (path, population, group, purpose). */
export function wordsOf(path: u32, population: u32, group: u32, purpose: u32, k0: u32, k1: u32): void {
  const first = i32x4.add(i32x4.splat(path), i32x4(0, 1, 2, 3));
  const second = i32x4.splat(population);
  philoxEight(words, first, second, i32x4.splat(group), i32x4.splat(purpose), k0, k1);
}

/** White Gaussians of 16 paths for times 4g … 4g + 3; 0 in lanes from `count` on. */
export function noiseOfBlock(
  out: usize,
  path: u32,
  count: u32,
  population: u32,
  g: u32,
  k0: u32,
  k1: u32,
): void {
  wordsOf(path, population, g, 0, k0, k1);
  storeNoise(out, words, valid(count, 0));
  storeNoise(out + 16, words + 64, valid(count, 1));
  wordsOf(path + 8, population, g, 0, k0, k1);
  storeNoise(out + 32, words, valid(count, 2));
  storeNoise(out + 48, words + 64, valid(count, 3));
}
