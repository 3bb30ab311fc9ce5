/**
 * Distances after the flip of one bit of the state.
 *
 * @param distances  u16 of P rows, room for a multiple of 8
 * @param column  that bit of all rows, packed
 * @param same  0 where the bit is 0 before the flip, and all ones where it is 1
 */
export function flipDistances(distances: usize, column: usize, same: u32, P: u32): void {
  const bits = i16x8(1, 2, 4, 8, 16, 32, 64, 128);
  const one = i16x8.splat(1);
  for (let mu: u32 = 0; mu < P; mu += 8, distances += 16, column++) {
    const differs = i16x8.splat(<i16>(<u32>load<u8>(column) ^ same));
    const mask = i16x8.eq(v128.and(differs, bits), bits);
    const change = i16x8.add(one, i16x8.add(mask, mask));
    v128.store(distances, i16x8.add(v128.load(distances), change));
  }
}

/** Step of the row whose bit of the column is the lowest of `differs`. */
// @ts-ignore: decorator
@inline function step(steps: usize, distance: usize, differs: u32): f64 {
  return load<f64>(steps + (<u32>load<u16>(distance) << 4) + ((differs & 1) << 3));
}

/**
 * Sum of `steps[2 d_μ + (row μ differs from the state at the bit)]`, rows μ mod 4 apart, then
 * (0 + 1) + (2 + 3).
 */
export function fieldOfSpin(
  distances: usize,
  column: usize,
  same: u32,
  P: u32,
  steps: usize,
): f64 {
  let s0: f64 = 0;
  let s1: f64 = 0;
  let s2: f64 = 0;
  let s3: f64 = 0;
  const end = distances + ((P & ~3) << 1);
  let differs: u32 = 0;
  for (let mu: u32 = 0; distances < end; mu += 4, distances += 8, differs >>= 4) {
    if ((mu & 31) == 0) {
      differs = load<u32>(column) ^ same;
      column += 4;
    }
    s0 += step(steps, distances, differs);
    s1 += step(steps, distances + 2, differs >> 1);
    s2 += step(steps, distances + 4, differs >> 2);
    s3 += step(steps, distances + 6, differs >> 3);
  }
  const left = P & 3;
  if (left > 0) {
    if ((P & 31) < 4) differs = load<u32>(column) ^ same;
    s0 += step(steps, distances, differs);
    if (left > 1) s1 += step(steps, distances + 2, differs >> 1);
    if (left > 2) s2 += step(steps, distances + 4, differs >> 2);
  }
  return s0 + s1 + (s2 + s3);
}
