/** Multiplies `count` float32 numbers by as many others, in place; up to 3 numbers after them change, too. */
export function weighInPlace(x: usize, weights: usize, count: usize): void {
  for (const end = x + (count << 2); x < end; x += 16, weights += 16) {
    v128.store(x, f32x4.mul(v128.load(x), v128.load(weights)));
  }
}
