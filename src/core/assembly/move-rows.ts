/**
 * Momentum descent of float64 rows w on the sphere, with velocities v: v ← μ v + push (F − (w·F) w), w ← w + η v,
 * then w / |w|; `moved` gets w in float32.
 *
 * @returns `overlaps` + Σ w·F of all rows, before they moved
 */
export function moveRows(
  w: usize,
  v: usize,
  forces: usize,
  moved: usize,
  rows: usize,
  N: usize,
  learningRate: f64,
  momentum: f64,
  push: f64,
  overlaps: f64,
): f64 {
  for (; rows > 0; rows--) {
    const overlap = overlapOf(w, forces, N);
    const square = moveRow(w, v, forces, N, learningRate, momentum, push, push * overlap);
    scaleRow(w, moved, N, 1 / sqrt(square));
    overlaps += overlap;
    w += N << 3;
    v += N << 3;
    forces += N << 2;
    moved += N << 2;
  }
  return overlaps;
}

/** Two float32 numbers in float64. */
// @ts-ignore: decorator
@inline
function pair(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load_zero<u64>(at));
}

/** w·F in four sums, as the TypeScript has them. */
function overlapOf(w: usize, forces: usize, N: usize): f64 {
  let low = f64x2.splat(0);
  let high = low;
  const end = w + (N << 3);
  for (; w + 32 <= end; w += 32, forces += 16) {
    low = f64x2.add(low, f64x2.mul(v128.load(w), pair(forces)));
    high = f64x2.add(high, f64x2.mul(v128.load(w, 16), pair(forces + 8)));
  }
  let first = f64x2.extract_lane(low, 0);
  for (; w < end; w += 8, forces += 4) first += load<f64>(w) * <f64>load<f32>(forces);
  return totalOf(first, low, high);
}

/** Moves v and w; the new w·w. */
function moveRow(
  w: usize,
  v: usize,
  forces: usize,
  N: usize,
  learningRate: f64,
  momentum: f64,
  push: f64,
  pull: f64,
): f64 {
  let low = f64x2.splat(0);
  let high = low;
  const end = w + (N << 3);
  for (; w + 32 <= end; w += 32, v += 32, forces += 16) {
    const first = movedPair(w, v, forces, learningRate, momentum, push, pull);
    const second = movedPair(w + 16, v + 16, forces + 8, learningRate, momentum, push, pull);
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  let first = f64x2.extract_lane(low, 0);
  for (; w < end; w += 8, v += 8, forces += 4) {
    const velocity = momentum * load<f64>(v) + push * <f64>load<f32>(forces) - pull * load<f64>(w);
    const value = load<f64>(w) + learningRate * velocity;
    store<f64>(v, velocity);
    store<f64>(w, value);
    first += value * value;
  }
  return totalOf(first, low, high);
}

// @ts-ignore: decorator
@inline
function movedPair(
  w: usize,
  v: usize,
  forces: usize,
  learningRate: f64,
  momentum: f64,
  push: f64,
  pull: f64,
): v128 {
  const before = v128.load(w);
  const kept = f64x2.mul(f64x2.splat(momentum), v128.load(v));
  const pushed = f64x2.add(kept, f64x2.mul(f64x2.splat(push), pair(forces)));
  const velocity = f64x2.sub(pushed, f64x2.mul(f64x2.splat(pull), before));
  const after = f64x2.add(before, f64x2.mul(f64x2.splat(learningRate), velocity));
  v128.store(v, velocity);
  v128.store(w, after);
  return after;
}

/** Writes w times a factor to w, and in float32 to `moved`. */
function scaleRow(w: usize, moved: usize, N: usize, factor: f64): void {
  const end = w + (N << 3);
  for (; w + 16 <= end; w += 16, moved += 8) {
    const value = f64x2.mul(v128.load(w), f64x2.splat(factor));
    v128.store(w, value);
    v128.store_lane<u64>(moved, f32x4.demote_f64x2_zero(value), 0);
  }
  if (w < end) {
    const value = load<f64>(w) * factor;
    store<f64>(w, value);
    store<f32>(moved, <f32>value);
  }
}

/** The four sums of two vectors, `first` in place of lane 0. */
function totalOf(first: f64, low: v128, high: v128): f64 {
  return (
    first +
    f64x2.extract_lane(low, 1) +
    (f64x2.extract_lane(high, 0) + f64x2.extract_lane(high, 1))
  );
}
