/**
 * Scales class weights, in place, until rows sum to their masses and columns to theirs.
 *
 * A sweep scales rows, then columns, and so ends with exact columns and rows that are approximate; it stops
 * early where the rows are already within C · 1e-7 of their masses, relatively.
 *
 * @param g  rows × columns, > 0
 * @param rowMasses  > 0; columnMasses > 0 with the same sum
 * @param sweeps  at most, ≥ 1
 * @returns sweeps done
 */
export function sinkhornInPlace(
  g: Float64Array,
  rowMasses: Float64Array,
  columnMasses: Float64Array,
  sweeps: number,
): number {
  const columns = columnMasses.length;
  const tolerance = (columns - 1) * 1e-7;
  const sums = new Float64Array(columns);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let worst = 0;
    sums.fill(0);
    for (let gamma = 0; gamma < rowMasses.length; gamma++) {
      const from = gamma * columns;
      let mass = 0;
      for (let y = 0; y < columns; y++) mass += g[from + y];
      const scale = rowMasses[gamma] / mass;
      worst = Math.max(worst, Math.abs(1 - scale));
      for (let y = 0; y < columns; y++) {
        g[from + y] *= scale;
        sums[y] += g[from + y];
      }
    }
    for (let y = 0; y < columns; y++) sums[y] = columnMasses[y] / sums[y];
    for (let k = 0; k < g.length; k += columns) {
      for (let y = 0; y < columns; y++) g[k + y] *= sums[y];
    }
    if (worst <= tolerance) return sweep + 1;
  }
  return sweeps;
}
