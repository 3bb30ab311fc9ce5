import { exp4 } from "./exponential";

/**
 * Softmax of every row: e^(β (x_j − max x)) over its sum. May be in place; up to 12 bytes after
 * either matrix are read.
 */
export function softmaxRows(out: usize, x: usize, rows: usize, columns: usize, beta: f32): void {
  const row = columns << 2;
  for (let i: usize = 0; i < rows; i++, out += row, x += row) {
    const sum = f32x4.splat(expRow(out, x, columns, beta, largest(x, columns)));
    const end = out + (columns << 2);
    let at = out;
    for (; at + 16 <= end; at += 16) v128.store(at, f32x4.div(v128.load(at), sum));
    for (; at < end; at += 4) store<f32>(at, load<f32>(at) / f32x4.extract_lane(sum, 0));
  }
}

/** Maximum of every row, NaN left out, and Σ_j e^(β (x_j − max x)); the tail of the scratch row of `columns` numbers is read 12 bytes beyond. */
export function expSumRows(
  maxima: usize,
  sums: usize,
  x: usize,
  rows: usize,
  columns: usize,
  beta: f32,
  scratch: usize,
): void {
  for (let i: usize = 0; i < rows; i++, x += columns << 2) {
    const most = largest(x, columns);
    store<f32>(maxima + (i << 2), most);
    store<f32>(sums + (i << 2), expRow(scratch, x, columns, beta, most));
  }
}

/** Largest of the numbers, NaN left out. */
function largest(x: usize, columns: usize): f32 {
  let most = f32x4.splat(<f32>-Infinity);
  let other = most;
  const end = x + (columns << 2);
  for (; x + 32 <= end; x += 32) {
    most = f32x4.pmax(most, v128.load(x));
    other = f32x4.pmax(other, v128.load(x, 16));
  }
  for (; x < end; x += 4) most = f32x4.pmax(most, v128.load_splat<f32>(x));
  most = f32x4.pmax(most, other);
  return max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
}

/** Writes e^(β (x_j − most)), a difference of 0 giving 1 for every β, and sums it in four lanes. */
function expRow(out: usize, x: usize, columns: usize, beta: f32, most: f32): f32 {
  const shift = f32x4.splat(most);
  const factor = f32x4.splat(beta);
  const zero = f32x4.splat(0);
  let sum = zero;
  const end = x + (columns << 2);
  for (; x + 16 <= end; x += 16, out += 16) {
    const difference = f32x4.sub(v128.load(x), shift);
    const exponent = v128.andnot(f32x4.mul(factor, difference), f32x4.eq(difference, zero));
    const value = exp4(exponent);
    v128.store(out, value);
    sum = f32x4.add(sum, value);
  }
  if (x < end) {
    const difference = f32x4.sub(v128.load(x), shift);
    const exponent = v128.andnot(f32x4.mul(factor, difference), f32x4.eq(difference, zero));
    const lanes = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(<i32>((end - x) >> 2)));
    const value = v128.and(exp4(exponent), lanes);
    v128.store(out, v128.bitselect(value, v128.load(out), lanes));
    sum = f32x4.add(sum, value);
  }
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}
