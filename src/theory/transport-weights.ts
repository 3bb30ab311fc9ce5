/** Row and column sums that weights are to have. */
export interface WeightSums {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

/**
 * Scales rows and columns of positive weights in turn until they have their sums (Sinkhorn), in place.
 *
 * Ends on columns, after at most `sweeps`, or as soon as rows are right to rounding.
 */
export function scaleToSumsInPlace(
  weights: Float64Array,
  { rows, columns }: WeightSums,
  sweeps: number,
): void {
  const Y = columns.length;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let worst = 0;
    for (let gamma = 0; gamma < rows.length; gamma++) {
      let sum = 0;
      for (let y = 0; y < Y; y++) sum += weights[gamma * Y + y];
      const factor = rows[gamma] / sum;
      worst = Math.max(worst, Math.abs(factor - 1));
      for (let y = 0; y < Y; y++) weights[gamma * Y + y] *= factor;
    }
    for (let y = 0; y < Y; y++) {
      let sum = 0;
      for (let gamma = 0; gamma < rows.length; gamma++) sum += weights[gamma * Y + y];
      const factor = sum === 0 ? 0 : columns[y] / sum;
      for (let gamma = 0; gamma < rows.length; gamma++) weights[gamma * Y + y] *= factor;
    }
    if (sweep > 0 && worst < 4e-16) return;
  }
}

/**
 * What is left of the stationarity ∂L/∂g = λ_γ + μ_y of weights under their sums:
 * max |g (∂L/∂g − λ − μ)|, the multipliers from means weighted by g in turn.
 */
export function transportResidual(
  weights: Float64Array,
  gradient: Float64Array,
  { rows, columns }: WeightSums,
): number {
  const [G, Y] = [rows.length, columns.length];
  const [lambda, mu] = [new Float64Array(G), new Float64Array(Y)];
  const scale = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let sweep = 0; sweep < 1000; sweep++) {
    let change = 0;
    for (let gamma = 0; gamma < G; gamma++) {
      let [sum, mass] = [0, 0];
      for (let y = 0; y < Y; y++) {
        const k = gamma * Y + y;
        sum += weights[k] * (gradient[k] - mu[y]);
        mass += weights[k];
      }
      lambda[gamma] = sum / mass;
    }
    for (let y = 0; y < Y; y++) {
      let [sum, mass] = [0, 0];
      for (let gamma = 0; gamma < G; gamma++) {
        const k = gamma * Y + y;
        sum += weights[k] * (gradient[k] - lambda[gamma]);
        mass += weights[k];
      }
      const mean = mass === 0 ? 0 : sum / mass;
      change = Math.max(change, Math.abs(mean - mu[y]));
      mu[y] = mean;
    }
    if (change <= 1e-16 * scale) break;
  }
  let worst = 0;
  for (let k = 0; k < weights.length; k++) {
    const left = gradient[k] - lambda[Math.floor(k / Y)] - mu[k % Y];
    worst = Math.max(worst, Math.abs(weights[k] * left));
  }
  return worst;
}
