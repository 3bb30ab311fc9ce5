/**
 * z = L e of a lower-triangular L, N × N float64 row-major, sums in the order of
 * src/core/lower-times.ts: four of them, by j mod 4, what is left over into the first.
 */
export function lowerTimes(factor: usize, e: usize, z: usize, N: u32): void {
  for (let i: u32 = 0; i < N; i++) {
    const row = factor + ((<usize>i * N) << 3);
    const length = i + 1;
    let ab = f64x2.splat(0);
    let cd = f64x2.splat(0);
    let j: u32 = 0;
    for (; j + 3 < length; j += 4) {
      const L = row + (<usize>j << 3);
      const x = e + (<usize>j << 3);
      ab = f64x2.add(ab, f64x2.mul(v128.load(L), v128.load(x)));
      cd = f64x2.add(cd, f64x2.mul(v128.load(L, 16), v128.load(x, 16)));
    }
    let a = f64x2.extract_lane(ab, 0);
    for (; j < length; j++) {
      a += load<f64>(row + (<usize>j << 3)) * load<f64>(e + (<usize>j << 3));
    }
    const b = f64x2.extract_lane(ab, 1);
    const c = f64x2.extract_lane(cd, 0);
    const d = f64x2.extract_lane(cd, 1);
    store<f64>(z + (<usize>i << 3), a + b + (c + d));
  }
}
