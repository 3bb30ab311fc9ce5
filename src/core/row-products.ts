/**
 * Writes u_a·v_b of all rows of two row-major matrices of N columns into `out`, in float64.
 *
 * Every element is the sum of its N products from the first to the last, however the work is cut, so that it has
 * the same bits on every machine and whatever rows stand beside.
 *
 * @param out  rows × columns
 * @param u  rows × N
 * @param v  columns × N
 */
export function rowProductsInPlace(
  out: Float64Array,
  u: Float64Array,
  v: Float64Array,
  N: number,
): void {
  const rows = u.length / N;
  const columns = v.length / N;
  const tiledRows = rows - (rows % 4);
  const tiledColumns = columns - (columns % 2);
  for (let a = 0; a < tiledRows; a += 4) {
    for (let b = 0; b < tiledColumns; b += 2) tileInPlace(out, u, v, N, columns, a, b);
  }
  for (let a = 0; a < rows; a++) {
    for (let b = a < tiledRows ? tiledColumns : 0; b < columns; b++) {
      let sum = 0;
      for (let i = 0; i < N; i++) sum += u[a * N + i] * v[b * N + i];
      out[a * columns + b] = sum;
    }
  }
}

/** Four rows by two: each number that is read serves several products. */
function tileInPlace(
  out: Float64Array,
  u: Float64Array,
  v: Float64Array,
  N: number,
  columns: number,
  a: number,
  b: number,
): void {
  let [s00, s01, s10, s11, s20, s21, s30, s31] = [0, 0, 0, 0, 0, 0, 0, 0];
  const [u0, u1, u2, u3] = [a * N, (a + 1) * N, (a + 2) * N, (a + 3) * N];
  const [v0, v1] = [b * N, (b + 1) * N];
  for (let i = 0; i < N; i++) {
    const y0 = v[v0 + i];
    const y1 = v[v1 + i];
    const x0 = u[u0 + i];
    s00 += x0 * y0;
    s01 += x0 * y1;
    const x1 = u[u1 + i];
    s10 += x1 * y0;
    s11 += x1 * y1;
    const x2 = u[u2 + i];
    s20 += x2 * y0;
    s21 += x2 * y1;
    const x3 = u[u3 + i];
    s30 += x3 * y0;
    s31 += x3 * y1;
  }
  out[a * columns + b] = s00;
  out[a * columns + b + 1] = s01;
  out[(a + 1) * columns + b] = s10;
  out[(a + 1) * columns + b + 1] = s11;
  out[(a + 2) * columns + b] = s20;
  out[(a + 2) * columns + b + 1] = s21;
  out[(a + 3) * columns + b] = s30;
  out[(a + 3) * columns + b + 1] = s31;
}
